"""JSON Lines: one item on each line, complete in itself, whatever its sort."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import msgspec

from sayso.interchange.holdings import Holdings, wanted
from sayso.interchange.item import Item, item_of, row_of
from sayso.interchange.tally import Tally
from sayso.problems import Problem

LONGEST_LINE: Final = 1 << 24
"""Bytes in the longest line that is read; 100,000 samples take about two million."""
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def write_lines(holdings: Holdings, what: str, tally: Tally) -> Iterator[bytes]:
    """Yield one line per item, each ending in a newline; what is named by others comes before them."""
    encoder = msgspec.json.Encoder()
    for sort in wanted(what):
        for item in holdings.items(sort):
            yield encoder.encode(row_of(item)) + b"\n"
            tally.wrote(sort)


def read_lines(stream: BinaryIO, source: str) -> Iterator[Item | Problem]:
    """Yield the item or the problem of each line, in order; nothing is held."""
    for number, line in enumerate(_bounded(stream), start=1):
        found = _read_line(line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line)
        if isinstance(found, str):
            yield Problem(source=source, line=number, message=found)
        else:
            yield found


def _bounded(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one that is too long only so much that it is seen to be."""
    while line := stream.readline(LONGEST_LINE + 2):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE)
        yield line


def _read_line(line: bytes) -> Item | str:
    if not line.strip():
        return "is blank; want one JSON object per line"
    if len(line.rstrip(b"\r\n")) > LONGEST_LINE:
        return f"is longer than {LONGEST_LINE} bytes"
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return f"is not a JSON object in UTF-8: {error}"
    try:
        return item_of(row)
    except ValueError as error:
        return str(error)
