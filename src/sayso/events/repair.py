"""A file that the fast reader stumbles over → the same rows, clean, and what was wrong with which line.

Mended: NUL bytes (taken out), carriage returns within a line (read as spaces), lines that are no UTF-8
(read as Windows-1252, which holds Latin-1). Left out: a row whose quotation mark is never closed (without
this, all that follows would be lost) and a line that is longer than any row.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, NamedTuple

import msgspec

from sayso.events.event_format import Layout
from sayso.events.lines import LONGEST, bounded_lines

SEPARATOR: Final = "\x1f"
"""Stands between the fields of a clean file whose fields could be quoted."""
_MOST_LINES = 200
"""Lines that a quoted field may have; one that has more was never closed."""
_BLANKS = " \t\v\f"
_ROW_ENDS = str.maketrans({SEPARATOR: " ", "\n": " "})

NUL: Final = "it held NUL bytes, which were taken out"
ENCODING: Final = "it was no UTF-8 and was read as Windows-1252"
RETURN: Final = "a carriage return stood within the line and was read as a space"
QUOTE: Final = "a quotation mark is never closed"
LONG: Final = f"the line is longer than {LONGEST >> 20} MiB"


class Repair(msgspec.Struct):
    """What was done to a file's rows."""

    rows: int = 0
    """Rows in the clean file."""
    blank: int = 0
    mended: Counter[str] = msgspec.field(default_factory=Counter)
    """What was mended in lines that were kept → how many."""
    refused: Counter[str] = msgspec.field(default_factory=Counter)
    """Why rows were left out → how many."""
    places: dict[str, list[int]] = msgspec.field(default_factory=dict)
    """The first lines of each."""
    examples: int = 5
    """How many lines are kept for each."""

    def note(self, counts: Counter[str], what: str, line: int) -> None:
        """Count one thing, and keep its line while there are few."""
        counts[what] += 1
        places = self.places.setdefault(what, [])
        if len(places) < self.examples:
            places.append(line)


class _Row(NamedTuple):
    line: int
    text: str
    """The row as it stands in the clean file, without its end."""


def clean_layout(layout: Layout) -> Layout:
    """Return the layout of the clean file that `repair` writes for a file of this layout."""
    return Layout(
        columns=layout.columns,
        delimiter=SEPARATOR if layout.quoted else layout.delimiter,
        fewest=layout.fewest,
        source=layout.source,
    )


def repair(path: Path, layout: Layout, target: Path, *, examples: int = 5) -> Repair:
    """Write the rows of `path`, clean, to `target`, one a line and without a header.

    `examples` is how many lines are kept for each thing that was wrong.
    """
    done = Repair(examples=examples)
    with path.open("rb") as file, target.open("wb") as clean:
        for row in _rows(file, layout, done):
            clean.write(row.text.encode())
            clean.write(b"\n")
            done.rows += 1
    return done


def lines_of_rows(path: Path, layout: Layout, rows: set[int]) -> dict[int, int]:
    """Return the line on which each of `rows` begins, both counted from 1.

    The rows are those that `repair` keeps, in its order.
    """
    found: dict[int, int] = {}
    if not rows:
        return found
    last = max(rows)
    with path.open("rb") as file:
        for number, row in enumerate(_rows(file, layout, Repair()), 1):
            if number in rows:
                found[number] = row.line
            if number == last:
                break
    return found


def _rows(file: IO[bytes], layout: Layout, done: Repair) -> Iterator[_Row]:
    """Yield the rows below the header, clean."""
    lines = _lines(file, done)
    found = _quoted_rows(lines, layout, done) if layout.quoted else _plain_rows(lines, done)
    if layout.header:
        next(found, None)
    for row in found:
        if len(row.text) * 4 < LONGEST or len(row.text.encode()) < LONGEST:
            yield row
        else:
            done.note(done.refused, LONG, row.line)


def _lines(file: IO[bytes], done: Repair) -> Iterator[tuple[int, str]]:
    """Yield each line, numbered from 1, as text without its end."""
    for number, (raw, whole) in enumerate(bounded_lines(file), 1):
        if not whole:
            done.note(done.refused, LONG, number)
            continue
        line = raw
        if b"\0" in line:
            line = line.replace(b"\0", b"")
            done.note(done.mended, NUL, number)
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
            done.note(done.mended, ENCODING, number)
        text = text.rstrip("\r\n")
        if "\r" in text:
            text = text.replace("\r", " ")
            done.note(done.mended, RETURN, number)
        yield number, text


def _plain_rows(lines: Iterator[tuple[int, str]], done: Repair) -> Iterator[_Row]:
    """Yield rows in a file where a line end always ends the row."""
    for number, text in lines:
        if text.strip(_BLANKS):
            yield _Row(number, text)
        else:
            done.blank += 1


def _quoted_rows(lines: Iterator[tuple[int, str]], layout: Layout, done: Repair) -> Iterator[_Row]:
    """Yield rows in a file whose fields may be quoted and hold line ends."""
    again: deque[tuple[int, str]] = deque()
    cells = _Cells(layout.delimiter)
    while True:
        entry = again.popleft() if again else next(lines, None)
        if entry is None:
            return
        number, text = entry
        if not text.strip(_BLANKS):
            done.blank += 1
            continue
        fields = cells.of(text)
        held = [entry]
        size = len(text)
        while fields is None and len(held) < _MOST_LINES and size < LONGEST:
            entry = again.popleft() if again else next(lines, None)
            if entry is None:
                break
            held.append(entry)
            size += len(entry[1])
            if '"' in entry[1]:
                fields = cells.of("\n".join(line for _, line in held))
                if fields is not None and (cells.loose or len(fields) > len(layout.columns)):
                    # what follows the quotation mark shows that it opens a field and does not end one
                    fields = None
                    break
        if fields is None:
            done.note(done.refused, QUOTE, number)
            again.extendleft(reversed(held[1:]))
        else:
            yield _Row(number, SEPARATOR.join(field.translate(_ROW_ENDS) for field in fields))


class _Cells:
    """Cuts rows into fields; a quotation mark counts only where it begins a field (RFC 4180, section 2)."""

    def __init__(self, delimiter: str) -> None:
        mark = re.escape(delimiter)
        self._delimiter = delimiter
        self._quoted = re.compile(f'"([^"]*(?:""[^"]*)*)"(?!")([^{mark}]*)')
        self.loose = False
        """Whether something stood between a closing quotation mark and the delimiter in the last row."""

    def of(self, text: str) -> list[str] | None:
        """Return the fields of a row; None where the last one is quoted and not closed."""
        self.loose = False
        if '"' not in text:
            return text.split(self._delimiter)
        fields: list[str] = []
        at = 0
        while True:
            if text.startswith('"', at):
                match = self._quoted.match(text, at)
                if match is None:
                    return None
                self.loose = self.loose or bool(match[2])
                fields.append(match[1].replace('""', '"') + match[2])
                end = match.end()
            else:
                end = text.find(self._delimiter, at)
                end = len(text) if end < 0 else end
                fields.append(text[at:end])
            if end == len(text):
                return fields
            at = end + len(self._delimiter)
