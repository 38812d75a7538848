"""A source's entries → what is shown of it. Every score comes from `sayso.forecasts`."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from sayso import __version__
from sayso.brief.scores.book import Book, Choice, topic_of
from sayso.brief.scores.records import Sheets, SourceSheet, TopicShown
from sayso.brief.scores.sources import REFERENCES, Source
from sayso.brief.scores.statements import statements_shown
from sayso.forecasts.entries import Entry
from sayso.forecasts.forecast import OriginKind
from sayso.forecasts.over_time import answered_on, running_brier
from sayso.forecasts.summary import summarise

NO_TOPIC = "no topic noted"


def sheets(
    book: Book,
    *,
    name: str,
    rng: np.random.Generator,
    source: Source | None = None,
    against: Source | None = None,
    choice: Choice | None = None,
) -> Sheets:
    """Return what is shown of a book: every source, or one.

    Args:
        book: the ledger.
        name: what the records were read from.
        rng: for null bands and bootstrap.
        source: only this one.
        against: another source to compare with, besides base rate and persistence.
        choice: by what the book was chosen, to be said.

    Raises:
        ValueError: if the other source has two forecasts that count on one question.

    """
    wanted = book.sources if source is None else (source,)
    if source is not None and source.kind in REFERENCES:
        wanted = ()
    kinds = [kind for kind in REFERENCES if source is None or kind == source.kind]
    left_out: tuple[str, ...] = ()
    if book.undated:
        left_out = (f"{book.undated:,} forecasts and claims without a date, for a time was asked for",)
    return Sheets(
        name=name,
        sources=tuple(_source_sheet(book, one, against, rng) for one in wanted),
        references=_reference_sheets(book, kinds, rng),
        chosen=_chosen(choice),
        left_out=left_out,
        version=__version__,
    )


def _source_sheet(
    book: Book, source: Source, against: Source | None, rng: np.random.Generator
) -> SourceSheet:
    mine = book.of_source(source)
    references: dict[str, Sequence[Entry]] = dict(book.references(mine))
    if against is not None and against.kind in REFERENCES:
        references = {name: found for name, found in references.items() if name == against.name}
    elif against is not None and against != source:
        references[against.title] = book.of_source(against)
    return _sheet(book, source, mine, references, rng)


def _reference_sheets(
    book: Book, kinds: Sequence[OriginKind], rng: np.random.Generator
) -> tuple[SourceSheet, ...]:
    told = book.all_references() if kinds else {}
    made = []
    for kind in kinds:
        name = REFERENCES[kind]
        if name in told:
            others = {other: theirs for other, theirs in told.items() if other != name}
            made.append(_sheet(book, Source(kind=kind, name=name), told[name], others, rng))
    return tuple(made)


def _sheet(
    book: Book,
    source: Source,
    mine: Sequence[Entry],
    references: Mapping[str, Sequence[Entry]],
    rng: np.random.Generator,
) -> SourceSheet:
    claims = [one for one in book.claims if source.kind == "speaker" and one.speaker == source.name]
    labels = book.ledger.labels()
    verdicts = [labels[one.statement].label for one in claims if one.statement in labels]
    brier = [one for one in mine if one.part == "counts" and one.loss("brier") is not None]
    bare = any(one.part == "unhedged" for one in mine)
    return SourceSheet(
        source=source,
        claims=len(claims),
        kinds=dict(Counter(one.kind for one in claims).most_common()),
        documents=len({one.document for one in claims if one.document is not None}),
        asked=sum(one.asked for one in claims),
        summary=summarise(mine, rng=rng, references=references),
        series=len({one.question.series or one.question.id for one in brier}),
        unhedged=summarise(mine, rng=rng, part="unhedged") if bare else None,
        verdicts=dict(Counter(verdicts).most_common()),
        running=running_brier(mine, rng=rng, reference=references.get("base rate", ())),
        undated=sum(answered_on(one) is None for one in brier),
        topics=_topics(mine),
        statements=statements_shown(book, claims, mine),
    )


def _topics(mine: Sequence[Entry]) -> tuple[TopicShown, ...]:
    """Return what the forecasts that count come to topic by topic, those with most of them first."""
    by_topic: dict[str, list[Entry]] = defaultdict(list)
    for entry in mine:
        if entry.part == "counts":
            by_topic[topic_of(entry.question) or NO_TOPIC].append(entry)
    made = (_topic(topic, found) for topic, found in by_topic.items())
    return tuple(sorted(made, key=lambda one: (-one.forecasts, one.topic)))


def _topic(topic: str, found: Sequence[Entry]) -> TopicShown:
    """Return the mean over one topic, with the band's ends as in the summary of a source."""
    brier = [one for entry in found for one in entry.scores if one.rule == "brier"]
    bands = any(one.low is not None for one in brier)
    return TopicShown(
        topic=topic,
        forecasts=len(found),
        answered=sum(bool(one.scores) for one in found),
        brier=float(np.mean([one.value for one in brier])) if brier else None,
        low=float(np.mean([one.value if one.low is None else one.low for one in brier])) if bands else None,
        high=float(np.mean([one.value if one.high is None else one.high for one in brier]))
        if bands
        else None,
    )


def _chosen(choice: Choice | None) -> tuple[str, ...]:
    if choice is None:
        return ()
    said = []
    if choice.topic is not None:
        said.append(f"about {choice.topic}")
    if choice.since is not None:
        said.append(f"from {choice.since}")
    if choice.until is not None:
        said.append(f"up to {choice.until}")
    return tuple(said)
