"""The paragraph: what every format hands on, and what zones are made of."""

import re
from collections.abc import Iterator

import msgspec

from sayso.documents.document import SourceSegment
from sayso.problems import Problem


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text that belongs together, without white space at its ends."""

    start: int
    """First code point in the document's text."""
    end: int
    """One past the last code point."""
    text: str
    """The words between `start` and `end`."""
    heading: bool = False
    """Marked as a heading (HTML `h1` to `h6`)."""
    bold: bool = False
    """Every letter of it is set bold."""
    bold_start: int = 0
    """Length of the bold beginning, in code points: a speaker's name often stands so."""
    aside: bool = False
    """Stands in an element for other things than the text (HTML `nav`, `footer`, `form`, `aside`)."""
    link_characters: int = 0
    """How many of its characters are links."""


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says about itself outside its text."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    """Date and time of publication, as written."""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What a format's reader gives: the text, its paragraphs, and where they stand in the file."""

    text: str
    encoding: str
    paragraphs: tuple[Paragraph, ...]
    facts: PageFacts = PageFacts()
    segments: tuple[SourceSegment, ...] = ()
    problems: tuple[Problem, ...] = ()


_LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")


def lines(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield start and end of every line that is not empty, without its line end.

    >>> list(lines("one\r\ntwo"))
    [(0, 3), (5, 8)]
    """
    for match in _LINE.finditer(text):
        yield match.span()


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without white space at its ends; an empty one when it is all white space."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return start + left, start + left + len(words.strip())
