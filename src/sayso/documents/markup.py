"""HTML source → tags and stretches of text, each with its place in the file.

A scanner of its own, because it must keep exact places, never recurse, and take time proportional to
the length of any input, however broken. It follows the tokenization of the HTML standard in
what matters for text: comments, declarations, quoted attributes, and elements whose content is raw.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

import msgspec

RAW_ELEMENTS = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements that hold no tags (HTML standard, 13.2.5: raw text and escapable raw text)."""

_TAG_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE_NAME = re.compile(r"[\s/]*([^\s=/>]+)\s*(=)?\s*")
_BARE_VALUE = re.compile(r"[^\s>]*")
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Text(msgspec.Struct, frozen=True):
    """A stretch of source between tags, its entities not yet decoded."""

    start: int
    end: int
    within: str | None = None
    """The raw element that it is the content of: `script`, `title`."""


class Tag(msgspec.Struct, frozen=True):
    """A start tag or an end tag."""

    name: str
    """In lower case."""
    closing: bool
    start: int
    attributes: Mapping[str, str] = _NO_ATTRIBUTES
    """Names in lower case; entities in the values not yet decoded."""
    empty: bool = False
    """Closed at once, as XHTML writes it: `<b/>`."""


class CutShort(msgspec.Struct, frozen=True):
    """The file ends inside something that began at `start`."""

    what: str
    start: int


Token: TypeAlias = Text | Tag | CutShort


def scan(source: str) -> Iterator[Token]:
    """Yield the tags and texts of an HTML source in order; comments and declarations are passed over.

    >>> [type(token).__name__ for token in scan("<p>Unrest<!-- aside --> spread</p>")]
    ['Tag', 'Text', 'Text', 'Tag']
    """
    at = 0
    last_quotes = {mark: source.rfind(mark) for mark in "\"'"}
    while at < len(source):
        opening = source.find("<", at)
        if opening < 0:
            yield Text(at, len(source))
            return
        if opening > at:
            yield Text(at, opening)
        following = source[opening + 1 : opening + 2]
        if following in {"!", "?"}:
            end, cut = _skip_declaration(source, opening)
            if cut is not None:
                yield cut
            at = end
            continue
        name = _TAG_NAME.match(source, opening + 1 + (following == "/"))
        if name is None:
            # a lone `<` is text; `</` before anything but a letter is too
            yield Text(opening, opening + 1)
            at = opening + 1
            continue
        tag, at = _read_tag(source, opening, name, last_quotes)
        yield tag
        if isinstance(tag, Tag) and not (tag.closing or tag.empty) and tag.name in RAW_ELEMENTS:
            close = _end_of_raw(source, at, tag.name)
            if close is None:
                yield CutShort(f"<{tag.name}>", opening)
                close = len(source)
            if close > at:
                yield Text(at, close, tag.name)
            at = close


def _skip_declaration(source: str, opening: int) -> tuple[int, CutShort | None]:
    """Return the place after a comment, a doctype or a processing instruction."""
    comment = source.startswith("<!--", opening)
    close = source.find("-->", opening + 2) if comment else source.find(">", opening)
    if close < 0:
        return len(source), CutShort("a comment" if comment else "a declaration", opening)
    return close + (3 if comment else 1), None


def _end_of_raw(source: str, at: int, name: str) -> int | None:
    """Return where the end tag of a raw element begins."""
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at)
    return None if found is None else found.start()


def _read_tag(
    source: str, opening: int, name: re.Match[str], last_quotes: Mapping[str, int]
) -> tuple[Tag | CutShort, int]:
    """Return the tag that begins at `opening` and the place after it."""
    attributes: dict[str, str] = {}
    at = name.end()
    while True:
        attribute = _ATTRIBUTE_NAME.match(source, at)
        if attribute is None:
            break
        at = attribute.end()
        value = ""
        if attribute[2]:
            value, at = _read_value(source, at, last_quotes)
        attributes.setdefault(attribute[1].lower(), value)
    close = source.find(">", at)
    if close < 0:
        return CutShort("a tag", opening), len(source)
    tag_name = name.group().lower()
    closing = source[opening + 1] == "/"
    empty = not closing and "/" in source[at:close]
    return Tag(tag_name, closing, opening, attributes or _NO_ATTRIBUTES, empty), close + 1


def _read_value(source: str, at: int, last_quotes: Mapping[str, int]) -> tuple[str, int]:
    """Return an attribute's value and the place after it."""
    quote = source[at : at + 1]
    # a quotation mark that never closes would swallow the rest of the page: read it as a bare value
    if quote in last_quotes and quote and last_quotes[quote] > at:
        close = source.find(quote, at + 1)
        return source[at + 1 : close], close + 1
    bare = _BARE_VALUE.match(source, at)
    return ("", at) if bare is None else (bare.group(), bare.end())
