"""What a text speaks of that had a beginning: events, organisations, years. Bounds from below only."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.actors.phrases import comparable, stands_in
from sayso.dates import DateInterval
from sayso.documents.bounds import Evidence
from sayso.documents.date_words import written_dates
from sayso.documents.passages import Passage, pattern

if TYPE_CHECKING:
    from sayso.actors import ActorTable
    from sayso.actors.milestone import Milestone

QUOTED = 160
"""Longest stretch of a sentence that a reason quotes, in code points."""


def happenings(passages: Sequence[Passage], actors: "ActorTable") -> Iterator[Evidence]:
    """Yield a bound for every datable event that the sentences speak of."""
    known = actors.milestones(named_in=" ".join(one.words for one in passages))
    for passage in passages if known else ():
        text = comparable(passage.words)
        for milestone in known:
            words = next((phrase for phrase in milestone.words if stands_in(phrase, text)), None)
            if words is not None and milestone.earliest_text is not None:
                yield _happened(milestone, _as_written(words, passage.words))


def _happened(milestone: "Milestone", words: str) -> Evidence:
    """Return the bound that one event sets."""
    if milestone.known_from is None:
        since = f"{milestone.what}, {milestone.when}"
    else:
        since = f"{milestone.what}, {milestone.when}, foreseen from {milestone.known_from} on"
    return Evidence(
        about=f"event: {milestone.what}",
        allowed=(DateInterval(milestone.earliest_text, None),),
        reason=f"“{words}”: {since} ({milestone.source})",
    )


def _as_written(phrase: str, sentence: str) -> str:
    """Return the phrase as the sentence writes it."""
    found = re.search(r"[\W_]+".join(map(re.escape, re.findall(r"\w+", phrase))), sentence, re.IGNORECASE)
    return phrase if found is None else found.group()


def organisations(passage: Passage, actors: "ActorTable") -> Iterator[Evidence]:
    """Yield a bound for every organisation and group named, unless the sentence speaks of plans for it."""
    for mention in passage.mentions:
        actor = actors.actor(mention.actor)
        start = actor.lifetime.start
        if (
            actor.kind not in {"organisation", "group"}
            or start is None
            or mention.how not in {"name", "variant"}
        ):
            continue
        if pattern("planned").search(passage.words):
            continue
        yield Evidence(
            about=f"beginning of {actor.id}",
            allowed=(DateInterval(start, None),),
            reason=f"“{mention.words}”: {actor.name} exists since {start} ({actor.source})",
        )


def years(passage: Passage) -> Iterator[Evidence]:
    """Yield a bound for every year and day that the sentence tells of as past."""
    sentence = passage.words
    ahead = pattern("past_years", "future").search(sentence) is not None
    found = list(pattern("past_years", "since").finditer(sentence))
    if not ahead and pattern("past_years", "past_tense").search(sentence):
        found.extend(pattern("past_years", "in_year").finditer(sentence))
        for date in written_dates(sentence):
            if date.exact is not None:
                yield _not_before(date.exact, date.words)
    for match in found:
        yield _not_before(dt.date(int(match["year"]), 1, 1), match.group())


def _not_before(day: dt.date, words: str) -> Evidence:
    """Return the bound that a past day or year sets."""
    return Evidence(
        about=f"past: {day}",
        allowed=(DateInterval(day, None),),
        reason=f"“{words}”: told of as past, so not before {day}",
    )
