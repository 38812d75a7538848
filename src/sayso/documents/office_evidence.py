"""Who is named with a title: the time in that post bounds the text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from sayso.actors.mention import Mention
from sayso.actors.office import Office
from sayso.dates import DateInterval
from sayso.documents.bounds import Evidence
from sayso.documents.date_words import written_dates
from sayso.documents.passages import Passage, dating_words, pattern

if TYPE_CHECKING:
    from sayso.actors import ActorTable

Tense: TypeAlias = Literal["held", "ended", "begun"]

BEFORE = 110
"""Code points before a name that are searched for its title: the longest title of the actor table has 80."""
AFTER = 90

_LINK = r"(?:[ \u00a0]+(?:of|for|to|on|in|and|the|&|[^\W\d_a-z][\w'’.-]*))*,?[ \u00a0]+$"
_A_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


class Titled(msgspec.Struct, frozen=True, kw_only=True):
    """A person named with a title."""

    words: str
    """Title and name as written."""
    tense: Tense
    offices: tuple[Office, ...]
    """The times in that post."""


def office_holders(passage: Passage, actors: "ActorTable") -> Iterator[Evidence]:
    """Yield a bound for every person named with the title of a post that they held."""
    for mention in passage.mentions:
        person = actors.actor(mention.actor)
        if person.kind != "person":
            continue
        titled = _title(passage.words, mention, actors.offices(holder=mention.actor))
        if titled is not None:
            yield from _bound(titled, person.name, present=in_the_writers_time(passage, mention))


def _title(sentence: str, mention: Mention, offices: Sequence[Office]) -> Titled | None:
    """Return the title at a name, if one of the person's posts has it."""
    before = sentence[max(0, mention.start - BEFORE) : mention.start]
    after = sentence[mention.end : mention.end + AFTER]
    for office in offices:
        ahead, behind = _title_patterns(office.role, office.title)
        match = ahead.search(before)
        if match is not None:
            words = _quoted(sentence, mention.start - (len(before) - match.start()), mention.end)
        else:
            match = behind.match(after)
            if match is None:
                continue
            words = sentence[mention.start : mention.end + match.end()]
        same = tuple(one for one in offices if one.role == office.role and one.of == office.of)
        return Titled(words=words, tense=_tense(match["past"]), offices=same)
    return None


def _quoted(sentence: str, start: int, end: int) -> str:
    """Return the words with what belongs to the title before them: `US Assistant Secretary ...`."""
    head = re.search(r"(?:[^\W\d_a-z][\w.’'-]*[ \u00a0])+$", sentence[:start])
    return sentence[head.start() if head is not None else start : end].strip()


@cache
def _title_patterns(role: str, title: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how a role's titles stand before and after a name."""
    table = dating_words()
    own = title.lower()
    titles = {*table["titles"].get(role, ()), own, own.split(" of ", 1)[0], own.split(" for ", 1)[0]}
    written = [re.escape(one).replace(r"\ ", r"[ \u00a0]+") for one in sorted(titles, key=len, reverse=True)]
    words = rf"(?i:{'|'.join(written)})\b"
    ended, begun = table["past_titles"]["ended"], table["past_titles"]["begun"]
    past = rf"(?P<past>(?i:{'|'.join(map(re.escape, [*ended, *begun]))}))[ -]+"
    article = r"(?:(?:the|its|his|her|their|an?)[ ]+)?"
    return (
        re.compile(rf"(?:\b{past}(?:\w+[ ]+){{0,2}})?\b{words}(?:-(?:elect|designate))?{_LINK}"),
        re.compile(rf",[ \u00a0]+{article}(?:{past})?(?:[\w’'-]+[ ]+){{0,4}}?{words}"),
    )


def _tense(past: str | None) -> Tense:
    """Return whether the title is held, had ended or had begun."""
    if past is None:
        return "held"
    return "begun" if past.lower() in dating_words()["past_titles"]["begun"] else "ended"


def _bound(titled: Titled, name: str, *, present: bool) -> Iterator[Evidence]:
    """Yield what a titled name bounds: both sides in the writer's own time, else from below."""
    office = titled.offices[0]
    during = tuple(sorted((one.during for one in titled.offices), key=lambda one: str(one.start or "")))
    about = f"{titled.tense} {office.role} of {office.of}: {office.holder}"
    told = f"“{titled.words}”: {name}"
    if titled.tense == "ended":
        end = min((one.end for one in during if one.end is not None), default=None)
        if end is not None:
            reason = f"{told} was {office.title} until {end} ({office.source})"
            yield Evidence(about=about, allowed=(DateInterval(end, None),), reason=reason)
    elif titled.tense == "held" and present:
        spans = " and ".join(str(one) for one in during)
        yield Evidence(
            about=about, allowed=during, reason=f"{told} was {office.title} {spans} ({office.source})"
        )
    elif during[0].start is not None:
        reason = f"{told} became {office.title} on {during[0].start} ({office.source})"
        yield Evidence(about=about, allowed=(DateInterval(during[0].start, None),), reason=reason)


def in_the_writers_time(passage: Passage, mention: Mention) -> bool:
    """Tell whether a sentence speaks of a person in the writer's own days.

    A sentence with a year in it tells of that year. Without one, a day without a year, a weekday or
    `today`, and what people are said to do or say now, are signs of the present.
    """
    words = passage.words
    if _A_YEAR.search(words):
        return False
    return (
        pattern("recent").search(words) is not None
        or pattern("recent", "acts").match(words[mention.end : mention.end + 120]) is not None
        or pattern("recent", "saying_before").search(words[max(0, mention.start - 160) : mention.start])
        is not None
        or any(date.day is not None for date in written_dates(words))
    )


def living_people(passage: Passage, actors: "ActorTable") -> Iterator[Evidence]:
    """Yield a weak bound for every person who acts in the present tense: they were alive."""
    for mention in passage.mentions:
        person = actors.actor(mention.actor)
        if person.kind != "person" or person.lifetime.end is None:
            continue
        act = pattern("lives").match(passage.words[mention.end : mention.end + 60])
        if act is not None:
            words = passage.words[mention.start : mention.end + act.end()]
            yield Evidence(
                about=f"life of {mention.actor}",
                allowed=(DateInterval(None, person.lifetime.end),),
                reason=f"“{words}”: {person.name} lived until {person.lifetime.end} ({person.source})",
                strong=False,
            )
