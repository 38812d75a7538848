"""The formats that can be read, and how a file's format is known."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType

import msgspec

from sayso.documents import hypertext, plain_text
from sayso.documents.paragraphs import Content
from sayso.problems import Problem


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One document format."""

    suffixes: tuple[str, ...]
    """File name endings in lower case; an empty one stands for names without an ending."""
    looks_like: Callable[[bytes], bool]
    """Tells by its first bytes that a file is in this format, whatever its name."""
    read: Callable[[bytes, str], tuple[Content | None, tuple[Problem, ...]]]
    """Takes a file's bytes and its name."""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        hypertext.MEDIA_TYPE: Format(
            suffixes=hypertext.SUFFIXES, looks_like=hypertext.looks_like, read=hypertext.read
        ),
        plain_text.MEDIA_TYPE: Format(
            suffixes=plain_text.SUFFIXES, looks_like=plain_text.looks_like, read=plain_text.read
        ),
    }
)
"""The formats by media type; the first that a file looks like decides, then the file's name."""

SUFFIXES = frozenset(suffix for one in FORMATS.values() for suffix in one.suffixes)
"""Endings of the files that are taken from a folder."""


def media_type_of(data: bytes, name: str) -> str:
    """Return the media type of a file: by its first bytes, then by its name, else plain text.

    >>> media_type_of(b"<!DOCTYPE html><p>Unrest", "report.txt")
    'text/html'
    """
    for media_type, one in FORMATS.items():
        if one.looks_like(data):
            return media_type
    suffix = PurePath(name).suffix.lower()
    for media_type, one in FORMATS.items():
        if suffix and suffix in one.suffixes:
            return media_type
    return plain_text.MEDIA_TYPE
