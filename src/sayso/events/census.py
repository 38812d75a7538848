"""One pass over a file's bytes: its digest, its lines, and what the fast reader would stumble over."""

import hashlib
from pathlib import Path

import msgspec

from sayso.events.lines import bounded_lines

_CHUNK = 8 << 20


class Census(msgspec.Struct, frozen=True):
    """What one pass over a file finds."""

    sha256: str
    size: int
    lines: int
    """Lines, blank ones too; a last line without an end counts."""
    nul: bool
    """Whether NUL bytes stand in it."""
    lone_return: bool
    """Whether a carriage return stands elsewhere than before a line feed."""
    ended: bool
    """Whether the last line has an end."""


def census(path: Path) -> Census:
    """Return what one pass over the file finds."""
    digest = hashlib.sha256()
    lines = size = returns = pairs = 0
    nul, last = False, b"\n"
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            lines += chunk.count(b"\n")
            size += len(chunk)
            nul = nul or b"\0" in chunk
            if b"\r" in chunk or last == b"\r":
                returns += chunk.count(b"\r")
                pairs += chunk.count(b"\r\n") + (last == b"\r" and chunk[:1] == b"\n")
            last = chunk[-1:]
    ended = last == b"\n"
    return Census(
        sha256=digest.hexdigest(),
        size=size,
        lines=lines + (not ended),
        nul=nul,
        lone_return=returns > pairs,
        ended=ended,
    )


def blank_lines(path: Path) -> int:
    """Return how many lines hold nothing but white space."""
    with path.open("rb") as file:
        return sum(not line.strip() for line, _ in bounded_lines(file))
