"""HTML: the text content of a page in document order, with the place of every piece in the file.

Left out of the text: the head, scripts, styles, comments, form fields and what is marked as hidden.
Block elements begin a new line; runs of white space become one space, as a browser shows them.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec

from sayso.documents.encoding import decode
from sayso.documents.flow import Flow
from sayso.documents.markup import CutShort, Tag, Text, scan
from sayso.documents.page_facts import FactFinder
from sayso.documents.paragraphs import Content
from sayso.problems import Problem

MEDIA_TYPE = "text/html"
SUFFIXES = (".html", ".htm", ".xhtml")

_LOOKS_LIKE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|article|p|h1|table)\b",
    re.IGNORECASE,
)

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Elements(msgspec.Struct, frozen=True):
    """What elements mean for the text, from `data/html_elements.toml`."""

    source: str
    skipped: frozenset[str]
    raw_skipped: frozenset[str]
    head_content: frozenset[str]
    blocks: frozenset[str]
    void: frozenset[str]
    bold: frozenset[str]
    headings: frozenset[str]
    asides: frozenset[str]


@cache
def elements() -> Elements:
    """Return what the elements mean."""
    data = resources.files("sayso.documents").joinpath("data/html_elements.toml").read_bytes()
    return msgspec.toml.decode(data, type=Elements)


def looks_like(data: bytes) -> bool:
    """Tell whether the file begins as HTML pages do."""
    return _LOOKS_LIKE.match(data, 0, 4096) is not None


def read(data: bytes, name: str) -> tuple[Content | None, tuple[Problem, ...]]:
    """Return the text of an HTML page, its paragraphs, and where they stand in the decoded file."""
    decoded, problems = decode(data, name)
    if decoded is None:
        return None, problems
    source = decoded.text
    flow = Flow(source)
    finder = FactFinder(source)
    walk = _Walk(flow)
    cuts = []
    for token in scan(source):
        if isinstance(token, CutShort):
            cuts.append(token)
            continue
        finder.see(token)
        walk.see(token)
    text, paragraphs, segments = flow.finish()
    content = Content(
        text=text,
        encoding=decoded.encoding,
        paragraphs=paragraphs,
        facts=finder.facts(),
        segments=segments,
    )
    return content, (*problems, *_cut_short(cuts, source, name))


def _cut_short(cuts: Iterable[CutShort], source: str, name: str) -> tuple[Problem, ...]:
    """Say inside what the page ends."""
    return tuple(
        Problem(
            source=name,
            line=source.count("\n", 0, cut.start) + 1,
            message=f"the page ends inside {cut.what} that begins here: cut short?",
        )
        for cut in cuts
    )


class _Walk:
    """The open elements at a place in the page, and what they mean for the text there.

    Every open element keeps how the text stood before it, so that closing is a step back: the cost
    does not grow with the depth.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._elements = elements()
        self._open: list[tuple[str, bool, tuple[bool, bool, bool, bool]]] = []
        self._counts: dict[str, int] = {}
        self._skipping = False

    def see(self, token: Text | Tag) -> None:
        """Take in the next token."""
        if isinstance(token, Text):
            if not self._skipping and token.within not in self._elements.raw_skipped:
                self._flow.add(token.start, token.end)
        elif token.closing:
            self._close(token.name)
        elif token.name == "br":
            if not self._skipping:
                self._flow.line_break()
        elif token.name in self._elements.void:
            if token.name == "hr":
                self._flow.paragraph_break()
        else:
            self._begin(token)
            if token.empty:
                self._close(token.name)

    def _begin(self, tag: Tag) -> None:
        """Open an element."""
        name, flow = tag.name, self._flow
        if self._counts.get("head") and name not in self._elements.head_content:
            self._close("head")
        if name in self._elements.blocks:
            flow.paragraph_break()
        self._open.append((name, self._skipping, (flow.bold, flow.link, flow.heading, flow.aside)))
        self._counts[name] = self._counts.get(name, 0) + 1
        self._skipping = self._skipping or name in self._elements.skipped or _is_hidden(tag)
        flow.bold = flow.bold or name in self._elements.bold
        flow.link = flow.link or name == "a"
        flow.heading = flow.heading or name in self._elements.headings
        flow.aside = flow.aside or name in self._elements.asides

    def _close(self, name: str) -> None:
        """Close an element and those left open in it; an end tag without a start is passed over."""
        if not self._counts.get(name):
            return
        flow = self._flow
        closed = None
        while closed != name:
            closed, self._skipping, before = self._open.pop()
            flow.bold, flow.link, flow.heading, flow.aside = before
            self._counts[closed] -= 1
            if closed in self._elements.blocks:
                flow.paragraph_break()


def _is_hidden(tag: Tag) -> bool:
    """Tell whether the element's own attributes keep it from being shown."""
    attributes = tag.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _HIDDEN_STYLE.search(attributes.get("style", "")[:500]) is not None
    )
