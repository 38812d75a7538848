"""Phrases that the renderings in lines of text share: the terminal and Markdown.

They take a brief whose texts are on one line each and safe for where they are going: see `retold`.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from sayso.brief import figures
from sayso.brief.dating import day_words
from sayso.brief.outlook_records import ClaimChange, Departure, OutcomeRow, OutlookSection
from sayso.brief.records import Brief, Claim, Making, ReadDocument, Reading, SpeakerClaims
from sayso.brief.visible import each_text
from sayso.brief.words import capital, table, with_article

CONTRADICTION = "no weighting of the runs brings each of them to what its words mean"
"""What it is for claims to contradict each other."""


def retold(brief: Brief, change: Callable[[str], str]) -> Brief:
    """Return the brief with every text changed, as a whole, so that none can be forgotten.

    The texts of the documents, which no rendering in lines shows, are left out.
    """
    bare = tuple(msgspec.structs.replace(document, text="") for document in brief.documents)
    nest = msgspec.to_builtins(msgspec.structs.replace(brief, documents=bare))
    return msgspec.convert(each_text(nest, change), Brief)


def document_facts(document: ReadDocument) -> str:
    """Return who a document is by, and what was found in it."""
    facts = [
        document.outlet,
        f"by {document.author}" if document.author else None,
        f"interview with {document.interviewee}" if document.interviewee else None,
        f"passes on a report by {document.relay}" if document.relay else None,
        figures.counted(document.claims, "claim"),
        figures.counted(len(document.zones), "zone"),
    ]
    return "; ".join(fact for fact in facts if fact)


def document_file(document: ReadDocument) -> str:
    """Return which file a document is."""
    return (
        f"{document.name}, {document.media_type}, {document.encoding}, "
        f"language {document.language}, SHA-256 {document.id[:12]}…"
    )


def speaker_facts(speaker: SpeakerClaims) -> str:
    """Return what a speaker is, and how much they say."""
    kind = table()["speakers"].get(speaker.kind, speaker.kind)
    facts = [
        kind if kind != speaker.name else None,
        speaker.role,
        speaker.actor if speaker.actor != speaker.name else None,
        figures.counted(len(speaker.claims), "claim"),
    ]
    return ", ".join(fact for fact in facts if fact)


def likelihood(reading: Reading) -> str:
    """Return a speaker's words of likelihood and what they are taken to mean."""
    unhedged = "no word of likelihood: " if reading.unhedged else ""
    phrase = "" if reading.phrase == reading.words else f", “{reading.phrase}”"
    return (
        f"Likelihood “{reading.words}”: {figures.band(reading)}, mean {figures.percent(reading.mean)} "
        f"({unhedged}{reading.lexicon}{phrase})"
    )


def basis(claim: Claim, place: str | None) -> str:
    """Return how a claim was said, where, about when, and how it was read."""
    said = f"Said {table()['modes'].get(claim.mode, claim.mode)}"
    via = f", via {' → '.join(claim.via)}" if claim.via else ""
    sign = {1: "+1", 0: "0", -1: "−1"}[claim.sign]
    cause = f"{claim.cause} → " if claim.cause else ""
    parts = [
        said + via,
        place,
        f"about {claim.horizon}" if claim.horizon else None,
        f"if: “{claim.condition}”" if claim.condition else None,
        f"{claim.strength} effect" if claim.strength else None,
        f"basis: {claim.confidence}" if claim.confidence else None,
        f"{cause}{claim.factor or '?'} {sign}" if claim.factor or claim.cause or claim.sign else None,
        f"reader’s certainty {claim.certainty:.2f}",
        f"review: {claim.review}" if claim.review else None,
    ]
    return " · ".join(part for part in parts if part)


def outlook_basis(outlook: OutlookSection) -> str:
    """Return what an outlook's day rests on, and what its model covers."""
    states = figures.listed([with_article(name) for name in outlook.states])
    patrons = figures.listed([with_article(name) for name in outlook.patrons])
    part = "patron" if len(outlook.patrons) == 1 else "patrons"
    beside = f", with {patrons} as {part}" if patrons else ""
    return (
        f"{outlook.as_of_reason} From {figures.numbered('document', outlook.documents)}. "
        f"The model covers {states or 'no state'}{beside}; "
        f"{figures.counted(outlook.runs, 'run')}, seed {outlook.seed}."
    )


def still(outlook: OutlookSection) -> str | None:
    """Return who departs from the common model nowhere, None where everybody does somewhere."""
    names = [speaker.name for speaker in outlook.speakers if not speaker.moved]
    if not names:
        return None
    return f"As the common model, because nothing they say moves it by a point: {figures.listed(names)}."


def unmet(outlook: OutlookSection) -> list[str]:
    """Return the claims that no weighting of the runs honours, one sentence each."""
    return [
        f"No weighting of the runs honours claim {each.claim} ({speaker.name}): {each.reason}."
        for speaker in outlook.speakers
        for each in speaker.unmet
    ]


def conflicts(outlook: OutlookSection) -> list[str]:
    """Return which claims of one speaker contradict each other, one sentence for each set."""
    return [
        f"{capital(figures.numbered('claim', numbers))} of {speaker.name} contradict each other: "
        f"{CONTRADICTION}."
        for speaker in outlook.speakers
        for numbers in speaker.conflicts
    ]


def pooled(row: OutcomeRow) -> str | None:
    """Return what the speakers whose claims bear on an outcome hold together, None where there is no pool."""
    found = row.pooled
    if found is None:
        return None
    who = figures.counted(len(found.speakers), "speaker")
    alone = figures.span(found.least, found.most)
    return f"Pooled, {who}: {figures.percent(found.mean)} ({found.way}; alone {alone})."


def source_name(name: str, *, asks: bool) -> str:
    """Return whose line it is, at the start of a line."""
    return f"{capital(name)}{'’s questions' if asks else ''}"


def change(found: ClaimChange, claims: Mapping[int, Claim]) -> str:
    """Return by which claim a probability changes, and how."""
    return f"claim {found.claim}, by its {found.by}: “{claims[found.claim].quote}”"


def nothing(section: str, shown: Sequence[object]) -> tuple[str, ...]:
    """Return what stands in the section `says`, `outlook` or `differ` where it has nothing to show."""
    return () if shown else (str(table()["nothing"][section]),)


def account(departure: Departure) -> str | None:
    """Return what is said where no single claim accounts for a departure, or for much of it."""
    if departure.unaccounted is None:
        return None
    words = table()["account"]
    if departure.together_only:
        return str(words["together"])
    if departure.claims:
        return f"{words['rest']} {figures.whole_points(departure.unaccounted)}."
    parts = [words["none"]]
    parts += [
        f"{words[key]} {figures.numbered('claim', numbers)}."
        for key, numbers in (("used", departure.together), ("starts", departure.starts))
        if numbers
    ]
    return " ".join(parts)


def included(outcome: str, rows: Sequence[OutcomeRow]) -> str | None:
    """Return which other outcomes of the outlook are cases of this one, an identifier."""
    cases = {case for row in rows if row.id == outcome for case in row.includes}
    labels = [f"“{each.label}”" for each in rows if each.id in cases]
    return f"{table()['account']['includes']} {figures.listed(labels)}." if labels else None


def making(made: Making) -> str:
    """Return what the brief was made with."""
    ran = "no model ran" if made.runs is None else figures.counted(made.runs, "run")
    parts = [
        f"Sayso {made.version}",
        f"made on {day_words(made.made_on)}" if made.made_on else None,
        f"reader {made.reader}",
        f"lexicon {made.lexicon}",
        f"catalogue of {made.catalogue}",
        f"table of {made.actors}, as of {day_words(made.actors_as_of)}",
        f"{ran}, seed {made.seed}, {figures.counted(made.months, 'month')}",
        f"Python {made.python}, NumPy {made.numpy}",
    ]
    return "; ".join(part for part in parts if part) + "."


def before(outlook: OutlookSection) -> str:
    """Return the heading of the facts that precede an outlook."""
    return f"Before {day_words(outlook.as_of)}"
