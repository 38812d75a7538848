"""JSON arrays: written piece by piece, so that a long list needs no more memory than its longest member."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from sayso.interchange.form import whole
from sayso.problems import Problem

_ENCODE = msgspec.json.Encoder().encode


def array(values: Iterable[Any]) -> Iterator[bytes]:
    r"""Yield a JSON array, one value on each line.

    >>> b"".join(array([1, "a"]))
    b'[\n1,\n"a"\n]'
    """
    yield b"["
    first = True
    for value in values:
        yield (b"\n" if first else b",\n") + _ENCODE(value)
        first = False
    yield b"\n]"


def member(name: str, value: Any) -> bytes:
    """Return a name and its value as they stand in a JSON object.

    >>> member("total", 2)
    b'"total":2'
    """
    return _ENCODE(name) + b":" + _ENCODE(value)


def decoded(stream: BinaryIO, source: str, *, wanted: str, of: Any = list[dict[str, Any]]) -> Any | Problem:
    """Return what the JSON of a stream holds, of the type `of`, or why it holds none; `wanted` names it."""
    data = whole(stream, source)
    if isinstance(data, Problem):
        return data
    try:
        return msgspec.json.decode(data, type=of)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return Problem(source=source, message=f"is not {wanted}: {error}", fatal=True)
