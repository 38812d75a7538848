"""What a format is: its name, what it holds, what it loses, and how it is written and read."""

import io
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, TypeAlias

import msgspec

from sayso.interchange.holdings import Holdings
from sayso.interchange.item import Item
from sayso.interchange.tally import Tally
from sayso.problems import Problem

Writer: TypeAlias = Callable[[Holdings, str, Tally], Iterator[bytes]]
"""Yields the file piece by piece; the second argument says what of the holdings is wanted."""
Reader: TypeAlias = Callable[[BinaryIO, str], Iterator[Item | Problem]]
"""Yields what a file holds; the second argument is the name under which problems are reported."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format."""

    extension: str
    """With the point: `.jsonl`."""
    title: str
    """What it is and what it is good for, in a few words."""
    source: str
    """The specification that it follows."""
    what: tuple[str, ...]
    """What it can be asked for, the default first."""
    lost: Mapping[str, str]
    """What does not come through, by field; empty where everything does."""
    left_out: tuple[str, ...] = ()
    """Which items it does not take at all; they are counted when it is written."""
    streams: bool
    """Whether a file of any length is written in the same memory."""
    write: Writer
    read: Reader | None = None
    """None where it cannot be read back as items."""


def whole(stream: BinaryIO, source: str, *, most: int = 1 << 28) -> bytes | Problem:
    """Return all bytes of a stream, or why it is not read: it is longer than `most` bytes."""
    data = stream.read(most + 1)
    if len(data) > most:
        return Problem(source=source, message=f"is longer than {most} bytes", fatal=True)
    return data


def read_bytes(reader: Reader, data: bytes, source: str = "data") -> tuple[Item | Problem, ...]:
    """Return what the bytes of a file hold."""
    return tuple(reader(io.BytesIO(data), source))
