"""Where a document appeared, by the page's own word, a wire's dateline, the preface or a credit."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING

from sayso.documents.bylines import bare_author, byline_names, is_plain_word
from sayso.documents.document import Relay
from sayso.documents.masthead import could_publish, is_publisher, normal_case
from sayso.documents.paragraphs import Paragraph
from sayso.documents.press_names import is_press_name
from sayso.documents.wires import agencies
from sayso.documents.zones import Zoned

if TYPE_CHECKING:
    from sayso.actors import ActorTable

LONGEST_FOOT = 2000
"""How many characters of a paragraph are searched for the owner of the rights."""
PREFACE = 5
"""Paragraphs of running text among which an outlet speaks of itself."""

_NAME = re.compile(
    r"(?:the )?(?P<outlet>[^\W_a-z][\w'’&./-]*(?: (?:(?:of|for|and|the|&) )?[^\W_a-z][\w'’&./-]*){0,5})"
)
_CREDIT = re.compile(r"(?:source|credit|courtesy(?: of)?|by|©|:)\s*:?\s*(?P<outlet>[^\W_].*)$", re.IGNORECASE)
_BARS = re.compile(r"\s*[|•·]\s*|\s+[–—]\s+")
_FOR = re.compile(r"^.*\b(?:for|special to)\s+(?=[A-Z])")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)(?:\s*(?:©|\(c\)|copyright|by|\d{4}(?:\s*[-–]\s*\d{4})?,?)){0,4}\s*(?=(?-i:[^\W\d_a-z]))",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(
    r",?\s+(?:Ltd|Limited|LLC|LLP|Inc|PLC|Plc|plc|GmbH|Pty|Co)\.?(?:\s+(?:Ltd|Inc)\.?)?$"
)
_WITH_YEAR = re.compile(r"\W*(?P<outlet>[^\W\d_a-z][^\n.,|\d]{2,50}?),?\s+(?:19|20)\d\d\b")


@cache
def _pattern(table: str) -> re.Pattern[str]:
    """Return one of the lists of `data/outlets.toml` as a pattern."""
    text = resources.files("sayso.documents").joinpath("data/outlets.toml").read_text(encoding="utf-8")
    return re.compile("|".join(loads(text)[table]["patterns"]), re.IGNORECASE)


def outlet_at(text: str, at: int) -> str | None:
    """Return the run of capitalised words that begins at a place, as an outlet's name.

    >>> outlet_at("for Deutsche Welle, on Monday", 4)
    'Deutsche Welle'
    """
    found = _NAME.match(text, at)
    return None if found is None else _bare(found["outlet"])


def find_outlet(
    paragraphs: Sequence[Paragraph],
    zoned: Zoned,
    stated: str | None,
    relay: Relay | None,
    *,
    agency: str | None,
    actors: "ActorTable",
) -> str | None:
    """Return where the document appeared, surest sign first; None when nothing says it.

    Args:
        paragraphs: the document's.
        zoned: their zones.
        stated: what the page says of itself.
        relay: whose report is passed on: the last resort but one.
        agency: the one in the dateline.
        actors: tells a place before a date from an outlet.
    """
    if stated is not None:
        return stated
    texts = zoned.words(paragraphs, "lede", "body")[:PREFACE]
    signs = (
        _by_lines(paragraphs, zoned, actors),
        _by_masthead(zoned, actors, sure=True),
        _by_copyright(paragraphs, zoned),
        _by_preface([zoned.title or "", *texts]),
        _by_label(zoned),
        _by_masthead(zoned, actors, sure=False),
        _by_note(zoned.words(paragraphs, "author's note")),
    )
    own = agency or next((found for sign in signs for found in sign), None)
    relayed = None if relay is None else relay.outlet
    return own or relayed or next(_by_credit(zoned.words(paragraphs, "photo credit")), None)


def find_agency(paragraphs: Sequence[Paragraph], zoned: Zoned) -> str | None:
    """Return the agency in the document's dateline, None where it has none."""
    opening = next(iter(zoned.words(paragraphs, "lede", "body")), None)
    return next(agencies(zoned.words(paragraphs, "dateline"), opening), None)


def _by_lines(paragraphs: Sequence[Paragraph], zoned: Zoned, actors: "ActorTable") -> Iterator[str]:
    """Yield the outlets in bylines and datelines: `By NAME | OUTLET | 14 March`, `OUTLET, 2 June`."""
    text_begun = False
    for one, zone in zip(paragraphs, zoned.zones, strict=True):
        text_begun = text_begun or zone.kind in {"lede", "body", "question", "answer"}
        if zone.kind not in {"byline", "dateline"}:
            continue
        alone = bare_author(one.text)
        bars = _BARS.split(one.text)
        people = [name for name in byline_names(bars[0]) or (alone,) if name and not is_publisher(name)]
        for part in [*(bars if len(bars) > 1 else ()), *one.text.split(",")]:
            name = _FOR.sub("", part.strip())
            # beside a person's name every other name between bars is an outlet's; else it may be a person's
            apart = len(bars) > 1 and part in bars and len(name.split()) > 1
            apart = apart and bool(people or bare_author(name) is None)
            named = is_publisher(name) or ((apart or _starts_with_article(name)) and not text_begun)
            if could_publish(name) and named and not _is_excluded(name, people, actors):
                yield normal_case(name)


def _is_excluded(name: str, people: Sequence[str], actors: "ActorTable") -> bool:
    """Tell whether a part of a line is a date, a place or one of the people."""
    return is_plain(name) or _is_place(name, actors) or _names_one(name, people)


def _names_one(name: str, people: Sequence[str]) -> bool:
    """Tell whether words hold the name of one of the people."""
    return any(person.casefold() in name.casefold() for person in people)


def _starts_with_article(name: str) -> bool:
    """Tell whether a name begins as newspapers' do: `The Caspian Ledger`."""
    words = name.split()
    return words[0] == "The" and len(words) > 2  # noqa: PLR2004 - `The Gambia`, `The Hague` are places


def is_plain(name: str) -> bool:
    """Tell whether all words go with dates, or a day stands among them."""
    return all(is_plain_word(word) for word in name.split()) or any(map(str.isdigit, name))


def _is_place(name: str, actors: "ActorTable") -> bool:
    """Tell whether a name is a state's, a capital's or a region's."""
    mention = actors.resolve(name)
    return mention is not None and mention.how in {"name", "variant", "capital", "demonym"}


def _by_masthead(zoned: Zoned, actors: "ActorTable", *, sure: bool) -> Iterator[str]:
    """Yield the publisher at the head; a line known by its capitals alone must not speak of a state."""
    masthead = zoned.front.masthead
    if masthead is None or masthead.sure is not sure or _is_place(masthead.name, actors):
        return
    if sure or not actors.find(masthead.name):
        yield masthead.name


def _by_copyright(paragraphs: Sequence[Paragraph], zoned: Zoned) -> Iterator[str]:
    """Yield the owners of the rights at the foot, and an outlet with a year: `Rift Wire Service 2025.`."""
    for text in zoned.words(paragraphs, "navigation", "byline", "relay note", "author's note"):
        for cue in _COPYRIGHT.finditer(text[:LONGEST_FOOT]):
            owner = outlet_at(text, cue.end())
            if owner is not None and could_publish(owner):
                yield normal_case(_LEGAL_FORM.sub("", owner))
        year = _WITH_YEAR.match(text)
        if year is not None and is_publisher(year["outlet"]):
            yield year["outlet"]


def _by_note(notes: Sequence[str]) -> Iterator[str]:
    """Yield the newspapers for which a closing note says that the author writes."""
    for text in notes:
        for cue in _pattern("writes_for").finditer(text):
            named = outlet_at(text, cue.end())
            if named is not None and is_press_name(named):
                yield named


def _by_preface(texts: Sequence[str]) -> Iterator[str]:
    """Yield the outlets that a title or a preface calls its own: `the interlocutor of ...`."""
    for text in texts:
        for cue in _pattern("own").finditer(text[:3000]):
            named = outlet_at(text, cue.end())
            if named is not None and is_press_name(named):
                yield named
        opening = _NAME.match(text)
        if opening is not None and _pattern("speaks").match(text, opening.end()):
            named = _bare(opening["outlet"])
            if is_press_name(named):
                yield named


def _by_label(zoned: Zoned) -> Iterator[str]:
    """Yield the label of the one who asks, where it is an outlet's name."""
    for part in zoned.parts.values():
        if part.part == "question" and part.label is not None and is_press_name(part.label):
            yield part.label


def _by_credit(lines: Sequence[str]) -> Iterator[str]:
    """Yield the outlets that picture credits name."""
    for text in lines:
        credit = _CREDIT.search(text)
        if credit is None:
            continue
        named = outlet_at(text, credit.start("outlet")) or credit["outlet"].split()[0]
        if is_press_name(named):
            yield _bare(named)


def _bare(words: str) -> str:
    """Return an outlet's name without a possessive and without the stop after it."""
    return re.sub(r"['’]s?$", "", words.strip().rstrip(".,;)"))
