"""Who wrote a document, whose report it passes on, and who was interviewed."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING

from sayso.documents.author_notes import named_author, note_author, standfirst_author
from sayso.documents.bylines import byline_names, is_person
from sayso.documents.date_words import month_number
from sayso.documents.document import Relay
from sayso.documents.interview import addressed, title_speaker
from sayso.documents.names import full_form, names
from sayso.documents.outlets import is_press_name, outlet_at
from sayso.documents.paragraphs import Paragraph
from sayso.documents.zones import Zoned

if TYPE_CHECKING:
    from sayso.actors import ActorTable

# (?-i:...) in these: capitals tell a name from other words, the cue before it may be written either way
_BY = re.compile(r"\bby\s+(?=[^\W\d_a-z])")
# an outlet publishes, a person writes: `published by NAME` is no author
_RELAY_AUTHOR = re.compile(
    r"(?<!published )(?<!posted )(?<!printed )(?<!produced )(?<!broadcast )\bby\s+(?=(?-i:[^\W\d_a-z]))",
    re.IGNORECASE,
)
_RELAY_OUTLET = re.compile(
    r"\b(?:for|by|in|on|at|from|of|with|via)\s+(?:the (?:website|site|newspaper|agency|magazine)s? )?"
    r"(?=(?-i:[^\W_a-z]))"
    r"|\bsources?\s*:\s*",
    re.IGNORECASE,
)


@cache
def _patterns(table: str) -> re.Pattern[str]:
    """Return one of the cue lists as a pattern."""
    text = resources.files("sayso.documents").joinpath("data/people.toml").read_text(encoding="utf-8")
    return re.compile("|".join(loads(text)[table]["patterns"]), re.IGNORECASE)


def find_author(paragraphs: Sequence[Paragraph], zoned: Zoned, stated: str | None) -> str | None:
    """Return the author: as the page states, by the byline, or by the author's note."""
    if stated is not None:
        return stated
    for text in zoned.words(paragraphs, "byline"):
        people = [name for name in byline_names(text) or () if is_person(name)]
        if people and not _patterns("helpers").match(text):
            return people[0]
    for text in zoned.words(paragraphs, "dateline"):
        posted = _BY.search(text)
        if posted is not None and (first := next(names(text[posted.end() :]), None)) and first.start == 0:
            return first.words
    before = " ".join(zoned.words(paragraphs, "lede", "body"))
    standfirst = [standfirst_author(text) for text in zoned.words(paragraphs, "lede")]
    for text in zoned.words(paragraphs, "author's note"):
        named = named_author(text) or note_author(text, authors=(), before=before)
        if named is not None:
            return named
    return next((name for name in standfirst if name is not None and is_person(name)), None)


def find_relay(paragraphs: Sequence[Paragraph], zoned: Zoned, actors: "ActorTable") -> Relay | None:
    """Return whose report the document passes on, None when no relay note says it."""
    for text in zoned.words(paragraphs, "relay note"):
        relay = _read_relay(text, actors)
        if relay is not None:
            return relay
    return None


def _read_relay(text: str, actors: "ActorTable") -> Relay | None:
    """Return the author and outlet that one relay note names."""
    # `translated by NAME` names the translator, not who made the report
    translated = _patterns("translated").match(text) is not None
    cues = [cue.end() for cue in _RELAY_AUTHOR.finditer(text)]
    made = next((at for at in cues if _person_at(text, at, actors) is not None), None)
    author = None if made is None or translated else _person_at(text, made, actors)
    outlets = [
        found
        for cue in _RELAY_OUTLET.finditer(text)
        if cue.end() != made and (found := outlet_at(text, cue.end())) is not None
    ]
    outlet = next((words for words in outlets if not _is_tongue_or_time(words, actors)), None)
    return None if author is None and outlet is None else Relay(author=author, outlet=outlet)


def _person_at(text: str, at: int, actors: "ActorTable") -> str | None:
    """Return the person's name that begins at a place in a relay note."""
    first = next(names(text[at:]), None)
    if first is None or first.start > 0 or not is_person(first.words):
        return None
    return None if is_press_name(first.words) or _is_body(first.words, actors) else first.words


def _is_body(words: str, actors: "ActorTable") -> bool:
    """Tell whether a name is a state's or an organisation's."""
    mention = actors.resolve(words)
    return mention is not None and mention.how != "person" and actors.actor(mention.actor).kind != "person"


def _is_tongue_or_time(words: str, actors: "ActorTable") -> bool:
    """Tell whether words after `from` or `on` are a language, a people or a date rather than an outlet."""
    if _patterns("not_an_outlet").match(words) or month_number(words.split(maxsplit=1)[0]) is not None:
        return True
    mention = actors.resolve(words)
    return mention is not None and mention.how == "demonym"


def find_interviewee(
    paragraphs: Sequence[Paragraph], zoned: Zoned, author: str | None, actors: "ActorTable"
) -> str | None:
    """Return the full name of the one who answers; None when the document is no interview or does not say."""
    if not zoned.parts:
        return None
    first = min(zoned.parts)
    preface = " \n".join([zoned.title or "", *(one.text[:5000] for one in paragraphs[:first])])
    whole = " \n".join(one.text[:5000] for one in paragraphs)[:200_000]
    labels = Counter(
        part.label for part in zoned.parts.values() if part.part == "answer" and part.label is not None
    )
    named = [label for label, _ in labels.most_common() if not _patterns("plain_labels").fullmatch(label)]
    if not named and zoned.title is not None:
        speaker = title_speaker(zoned.title)
        if speaker is not None and not _is_body(speaker, actors):
            named = [speaker]
    if named:
        return full_form(named[0], preface) or full_form(named[0], whole) or named[0]
    questions = [paragraphs[index].text for index, part in zoned.parts.items() if part.part == "question"]
    return _named_by_preface(preface, questions, author, actors)


def answer_speakers(
    paragraphs: Sequence[Paragraph], zoned: Zoned, interviewee: str | None
) -> dict[str | None, str | None]:
    """Return the full names of an interview's speakers by label; under None, of the one who answers."""
    speakers: dict[str | None, str | None] = {None: interviewee}
    if not zoned.parts:
        return speakers
    whole = " \n".join(one.text[:5000] for one in paragraphs)[:200_000]
    answering = {part.label for part in zoned.parts.values() if part.part == "answer"}
    for part in zoned.parts.values():
        label = part.label
        if label is None or label in speakers:
            continue
        if not _patterns("plain_labels").fullmatch(label):
            speakers[label] = full_form(label, whole) or label
        else:
            speakers[label] = interviewee if label in answering else None
    return speakers


def _named_by_preface(
    preface: str, questions: Sequence[str], author: str | None, actors: "ActorTable"
) -> str | None:
    """Return the name that the words around it single out: `spoke to NAME`, `NAME told`, `NAME, why ...?`."""
    called = {name for name in map(addressed, questions) if name is not None}
    scores: Counter[str] = Counter()
    for name in names(preface):
        before = preface[max(0, name.start - 120) : name.start]
        after = preface[name.end : name.end + 60]
        scores[name.words] += 3 * (_patterns("before_interviewee").search(before) is not None)
        scores[name.words] += 2 * (_patterns("after_interviewee").match(after) is not None)
        scores[name.words] += 3 * bool(called & set(name.words.split()))
        scores[name.words] -= 3 * (_patterns("before_interviewer").search(before) is not None)
    if author is not None:
        scores.pop(author, None)
    for words, score in sorted(scores.items(), key=lambda item: (-item[1], -len(item[0]), item[0])):
        enough = 2
        if score >= enough and not _is_body(words, actors) and not is_press_name(words):
            return words
    return next(iter(sorted(called)), None)
