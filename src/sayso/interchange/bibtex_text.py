"""The text of BibTeX: what must be written otherwise, and a strict parser of entries."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

_WRITTEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "\\": "\\textbackslash{}",
        "{": "\\textbraceleft{}",  # \{ would still count as a brace, and BibTeX wants them to balance
        "}": "\\textbraceright{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        **{one: f"\\{one}" for one in "$&#_%"},
    }
)
_MEANT: Final = {written: one for one, written in _WRITTEN.items()}
_SPECIAL: Final = re.compile("|".join(re.escape(one) for one in _WRITTEN))
_MACRO: Final = re.compile(
    "|".join(re.escape(one) for one in sorted(_MEANT, key=len, reverse=True)) + "|[{}]"
)
_BLANK: Final = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_OPENING: Final = re.compile(r"@\s*([A-Za-z]+)\s*\{")
_KEY: Final = re.compile(r"\s*([^\s,{}]+)\s*,")
_NAME: Final = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*")
_BARE: Final = re.compile(r"[\w-]+")
_NEXT: Final = re.compile(r"\s*(,?)\s*(\}?)")


class Entry(msgspec.Struct, frozen=True):
    """One entry of a file."""

    kind: str
    key: str
    fields: Mapping[str, str]
    """As written, without the outermost braces."""


def one_space(text: str) -> str:
    r"""Return text as BibTeX takes it: white space and control characters run together into one space.

    >>> one_space(" two\n\n words\x00")
    'two words'
    """
    return _BLANK.sub(" ", text).strip(" ")


def escape(text: str) -> str:
    r"""Return text as TeX takes it for itself.

    >>> escape("50 % of {A & B}")
    '50 \\% of \\textbraceleft{}A \\& B\\textbraceright{}'
    """
    return _SPECIAL.sub(lambda found: _WRITTEN[found[0]], one_space(text))


def unescape(written: str) -> str:
    r"""Return the text that `escape` was given; braces that only group are dropped.

    >>> unescape(escape("50 % of {A & B}"))
    '50 % of {A & B}'
    """
    return _MACRO.sub(lambda found: _MEANT.get(found[0], ""), written)


def parse(text: str) -> Iterator[Entry | str]:
    """Yield the entries of a file, or what is wrong and where; text between entries is a comment."""
    at = 0
    while (opening := _OPENING.search(text, at)) is not None:
        at = opening.end()
        kind = opening[1].lower()
        if kind in {"comment", "preamble", "string"}:
            at = _closing(text, at)
            continue
        try:
            entry, at = _entry(text, at, kind)
            yield entry
        except ValueError as error:
            yield f"line {text.count(chr(10), 0, opening.start()) + 1}: {error}"


def _entry(text: str, at: int, kind: str) -> tuple[Entry, int]:
    key = _KEY.match(text, at)
    if key is None:
        raise ValueError(f"the @{kind} has no key")
    at = key.end()
    fields: dict[str, str] = {}
    while (name := _NAME.match(text, at)) is not None:
        value, at = _value(text, name.end())
        fields[name[1].lower()] = value
        after = _NEXT.match(text, at)
        at = at if after is None else after.end()
        if after is not None and after[2]:
            return Entry(kind, key[1], fields), at
        if after is None or not after[1]:
            raise ValueError(f"the field {name[1]} of {key[1]} ends in neither , nor }}")
    raise ValueError(f"the entry {key[1]} does not end")


def _value(text: str, at: int) -> tuple[str, int]:
    if text.startswith("{", at):
        end = _closing(text, at + 1)
        return text[at + 1 : end - 1], end
    if text.startswith('"', at):
        end = text.find('"', at + 1)
        if end < 0:
            raise ValueError("a quotation does not end")
        return text[at + 1 : end], end + 1
    bare = _BARE.match(text, at)
    if bare is None:
        raise ValueError("a field has no value")
    return bare[0], bare.end()


def _closing(text: str, at: int) -> int:
    """Return the place after the brace that closes the one before `at`."""
    depth = 1
    while depth:
        found = min((place for place in (text.find("{", at), text.find("}", at)) if place >= 0), default=-1)
        if found < 0:
            raise ValueError("a brace does not close")
        depth += 1 if text[found] == "{" else -1
        at = found + 1
    return at
