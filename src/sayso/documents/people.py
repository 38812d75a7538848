"""Who wrote a document, whose report it passes on, and who was interviewed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING

from sayso.documents.author_notes import named_author, note_author, standfirst_author
from sayso.documents.bylines import bare_author, byline_names, is_person
from sayso.documents.date_words import month_number
from sayso.documents.document import Relay
from sayso.documents.interview import addressed, title_speaker
from sayso.documents.masthead import column_author, is_publisher, normal_case
from sayso.documents.names import full_form, names
from sayso.documents.outlets import outlet_at
from sayso.documents.paragraphs import Paragraph
from sayso.documents.press_names import is_press_name
from sayso.documents.zones import Zoned

if TYPE_CHECKING:
    from sayso.actors import ActorTable

# (?-i:...) in these: capitals tell a name from other words, the cue before it may be written either way
_TITLE_BY = re.compile(r"(?:[,:;–—|-]\s*|[”\"]\s+)by\s+(?=(?-i:[^\W\d_a-z])[^,:;|]{3,60}$)", re.IGNORECASE)
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
    """Return the author: who holds the speech, as the page states, by the byline, or by the author's note."""
    if zoned.front.speaker is not None or stated is not None:
        return zoned.front.speaker or stated
    before = " ".join(zoned.words(paragraphs, "lede", "body"))
    notes = (
        named_author(text) or note_author(text, authors=(), before=before)
        for text in zoned.words(paragraphs, "author's note")
    )
    standfirst = (standfirst_author(text) for text in _standfirsts(paragraphs, zoned))
    signs = (
        _by_bylines(zoned.words(paragraphs, "byline")),
        _by_datelines(zoned.words(paragraphs, "dateline")),
        _by_title(zoned.title),
        notes,
        (name for name in standfirst if name is not None and is_person(name)),
    )
    return next((found for sign in signs for found in sign if found is not None), None)


def _standfirsts(paragraphs: Sequence[Paragraph], zoned: Zoned) -> list[str]:
    """Return the lede, and what stands between the title and the text."""
    pairs = enumerate(zip(paragraphs, zoned.zones, strict=True))
    return [
        one.text
        for index, (one, zone) in pairs
        if zone.kind == "lede" or (zone.kind == "body" and index < zoned.front.end)
    ]


def _by_bylines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the people whom bylines name, without those who helped."""
    for text in lines:
        if _patterns("helpers").match(text):
            continue
        named = byline_names(text)
        if named is None:
            alone = column_author(text) or bare_author(text)
            named = () if alone is None else (alone,)
        yield from (
            normal_case(name) for name in named if is_person(normal_case(name)) and not is_publisher(name)
        )


def _by_datelines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the people in lines with a date: `Posted on 5 May by NAME`, `NAME | 5 May 2024`."""
    for text in lines:
        posted = _BY.search(text)
        if posted is not None and (first := next(names(text[posted.end() :]), None)) and first.start == 0:
            yield first.words
        first_part, *more = re.split(r"\s*[|·•]\s*|\s+[–—]\s+", text)
        if more and is_person(first_part) and not is_publisher(first_part):
            yield first_part


def _by_title(title: str | None) -> Iterator[str]:
    """Yield the name after a title's last comma or dash: `When walls fall, by NAME`."""
    signed = None if title is None else _TITLE_BY.search(title)
    if title is not None and signed is not None and is_person(title[signed.end() :].strip()):
        yield title[signed.end() :].strip()


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
        by_letters = _by_initials(named[0], preface)
        return by_letters or full_form(named[0], preface) or full_form(named[0], whole) or named[0]
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


def _by_initials(label: str, preface: str) -> str | None:
    """Return the person in the preface whose initials a label is: `A.O.` for Ada Obi."""
    letters = re.sub(r"[^\w]", "", label)
    most = 4
    if not letters.isupper() or not 1 < len(letters) <= most:
        return None
    people = (name.words for name in names(preface))
    return next((one for one in people if "".join(part[0] for part in one.split()) == letters), None)


def _named_by_preface(
    preface: str, questions: Sequence[str], author: str | None, actors: "ActorTable"
) -> str | None:
    """Return the name that the words around it single out: `spoke to NAME`, `NAME told`, `NAME, why ...?`."""
    called = {name for name in map(addressed, questions) if name is not None}
    described: list[str] = []
    scores: Counter[str] = Counter()
    for name in names(preface):
        before = preface[max(0, name.start - 120) : name.start]
        after = preface[name.end : name.end + 60]
        told = _is_described(before, after)
        led = _patterns("before_interviewee").search(before) is not None
        scores[name.words] += 3 * led
        scores[name.words] += 2 * (_patterns("after_interviewee").match(after) is not None)
        scores[name.words] += 3 * bool(called & set(name.words.split()))
        scores[name.words] -= 3 * (_patterns("before_interviewer").search(before) is not None)
        # in `the historian A spoke to B` the one who is introduced answers, the bare name asks
        if led and not told and described and described[-1] in before:
            scores[name.words] -= 4
            scores[described[-1]] += 3
        if told and not is_press_name(name.words):
            described.append(name.words)
    if author is not None:
        scores.pop(author, None)
    fit = {words for words in scores if not _is_body(words, actors) and not is_press_name(words)}
    enough = 2
    best = sorted(((-score, -len(words), words) for words, score in scores.items() if words in fit))
    if best and -best[0][0] >= enough:
        return best[0][2]
    introduced = dict.fromkeys(words for words in described if words in fit)
    return next(iter(sorted(called)), None) or (next(iter(introduced)) if len(introduced) == 1 else None)


def _is_described(before: str, after: str) -> bool:
    """Tell whether a text introduces a name: `The sociologist NAME`, `NAME, who teaches in Lagos`."""
    return (
        _patterns("introduced_before").search(before) is not None
        or _patterns("introduced_after").match(after) is not None
    )
