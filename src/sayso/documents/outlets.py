"""Where a document appeared, by the page's own word, a wire's dateline, the preface or a credit."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from tomllib import loads

from sayso.documents.bylines import wire_dateline
from sayso.documents.document import Relay
from sayso.documents.paragraphs import Paragraph
from sayso.documents.zones import Zoned

PREFACE = 5
"""Paragraphs of running text among which an outlet speaks of itself."""

_NAME = re.compile(
    r"(?:the )?(?P<outlet>[^\W_a-z][\w'’&./-]*(?: (?:(?:of|for|and|the|&) )?[^\W_a-z][\w'’&./-]*){0,5})"
)
_CREDIT = re.compile(r"(?:source|credit|courtesy(?: of)?|by|©|:)\s*:?\s*(?P<outlet>[^\W_].*)$", re.IGNORECASE)


@cache
def _pattern(table: str) -> re.Pattern[str]:
    """Return one of the lists of `data/outlets.toml` as a pattern."""
    text = resources.files("sayso.documents").joinpath("data/outlets.toml").read_text(encoding="utf-8")
    return re.compile("|".join(loads(text)[table]["patterns"]), re.IGNORECASE)


def is_press_name(words: str) -> bool:
    """Tell whether a name is built as those of news outlets are.

    >>> is_press_name("CentralAsia.news"), is_press_name("Elena Markovic")
    (True, False)
    """
    return _pattern("press_name").search(words) is not None


def outlet_at(text: str, at: int) -> str | None:
    """Return the run of capitalised words that begins at a place, as an outlet's name.

    >>> outlet_at("for Deutsche Welle, on Monday", 4)
    'Deutsche Welle'
    """
    found = _NAME.match(text, at)
    return None if found is None else _bare(found["outlet"])


def find_outlet(
    paragraphs: Sequence[Paragraph], zoned: Zoned, stated: str | None, relay: Relay | None
) -> str | None:
    """Return where the document appeared, surest sign first; None when nothing says it."""
    if stated is not None:
        return stated
    relayed = None if relay is None else relay.outlet
    texts = zoned.words(paragraphs, "lede", "body")[:PREFACE]
    signs = (_by_wire(texts), _by_preface([zoned.title or "", *texts]), _by_label(zoned))
    own = next((found for sign in signs for found in sign), None)
    return own or relayed or next(_by_credit(zoned.words(paragraphs, "photo credit")), None)


def _by_wire(texts: Sequence[str]) -> Iterator[str]:
    """Yield the agency in the dateline of the first paragraph."""
    wire = wire_dateline(texts[0]) if texts else None
    if wire is not None and wire["agency"]:
        yield str(wire["agency"]).strip()


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
        if credit is not None and is_press_name(_bare(credit["outlet"])):
            yield _bare(credit["outlet"])


def _bare(words: str) -> str:
    """Return an outlet's name without a possessive and without the stop after it."""
    return re.sub(r"['’]s?$", "", words.strip().rstrip(".,;)"))
