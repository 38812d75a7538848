"""Separated values as people save them: bytes → header and rows, each with its line.

One bad line never costs another: bytes that are not UTF-8, an endless field or a quotation mark
that does not close are complaints about the row they stand in.
"""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

LONGEST_LINE = 100_000
"""Characters in a line; csv's own limit on a field is 131,072, and longer is never a row."""
LONGEST_ROW = 50
"""Lines that one row may cover; a quotation mark still open then is a stray one."""
SEPARATORS = (",", ";", "\t")
"""A comma, or what spreadsheets write in countries whose decimal sign is a comma, or a tab."""

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Row(NamedTuple):
    """The fields of one row, or why they cannot be told."""

    line: int
    """Line on which the row begins, counted from 1."""
    fields: tuple[str, ...]
    complaint: str | None


class Table(NamedTuple):
    """A header and what stands below it."""

    header: Row
    """The column names in lower case, without space around them."""
    rows: tuple[Row, ...]
    """Every row that is not blank, in file order."""


def read_table(data: bytes, *, columns: Collection[str]) -> Table | str:
    r"""Return the table in `data`, or why it holds none.

    The separator is the one that finds most of `columns` in the header. A row has as many fields
    as the header; empty fields beyond that are dropped, as spreadsheets add them.

    >>> table = read_table(b"Date;What\n1991;independence\n", columns=("date", "what"))
    >>> table.header.fields, table.rows[0].fields
    (('date', 'what'), ('1991', 'independence'))
    """
    if data.startswith(_WIDE) or b"\x00" in data[:4]:
        return "the bytes are not UTF-8 but look like UTF-16 or UTF-32; save the file as UTF-8"
    # escapes keep the rows apart that are UTF-8 and those that are not
    text = data.decode("utf-8", errors="surrogateescape").removeprefix("\ufeff")
    lines = list(io.StringIO(text, newline=""))
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return "the file is empty"
    readings = [(separator, *_header(lines, first, separator)) for separator in SEPARATORS]
    separator, header, height = max(readings, key=lambda reading: _known(reading[1], columns))
    if header.complaint is not None:
        return f"the header cannot be read: {header.complaint}"
    rows = _rows(lines, first + height, separator, width=len(header.fields))
    return Table(header, tuple(rows))


def _header(lines: Sequence[str], at: int, separator: str) -> tuple[Row, int]:
    """Return the column names, without the empty ones at the end, and how many lines they cover."""
    row, height = _row(lines, at, separator)
    names = [" ".join(field.split()).casefold() for field in row.fields]
    while names and not names[-1]:
        names.pop()
    return row._replace(fields=tuple(names)), height


def _known(header: Row, columns: Collection[str]) -> int:
    return sum(name in columns for name in header.fields)


def _rows(lines: Sequence[str], at: int, separator: str, *, width: int) -> Iterator[Row]:
    """Yield the rows from line number `at` (counted from 0) on that are not blank."""
    while at < len(lines):
        row, height = _row(lines, at, separator)
        if row.complaint is None and any(field.strip() for field in row.fields):
            row = _fit(row, width)
            if row.complaint is not None and height > 1:
                # a stray mark swallowed its neighbours: give them back
                row = Row(row.line, (), f"{row.complaint}, from a quotation mark that closes lines below")
                height = 1
        if row.complaint is not None or any(field.strip() for field in row.fields):
            yield row
        at += height


def _row(lines: Sequence[str], at: int, separator: str) -> tuple[Row, int]:
    """Return the row that begins at line number `at` (counted from 0) and how many lines it covers."""
    place = at + 1
    if len(lines[at]) > LONGEST_LINE:
        complaint = f"a line of {len(lines[at]):,} characters; at most {LONGEST_LINE:,} are read"
        return Row(place, (), complaint), 1
    reader = csv.reader(lines[at : at + LONGEST_ROW], delimiter=separator, skipinitialspace=True, strict=True)
    try:
        fields = tuple(next(reader))
    except csv.Error as error:
        return Row(place, (), _explain(str(error))), 1
    inside = "".join(fields)
    if "\x00" in inside:
        return Row(place, (), "a NUL character; the file may be cut short or not be text"), reader.line_num
    if not inside.isascii() and (escaped := [mark for mark in inside if "\udc80" <= mark <= "\udcff"]):
        found = f"0x{ord(escaped[0]) - 0xDC00:02X}"
        return Row(place, (), f"the byte {found} is not UTF-8; save the file as UTF-8"), reader.line_num
    return Row(place, fields, None), reader.line_num


def _explain(message: str) -> str:
    """Return what csv's message means for the person whose file it is."""
    if "unexpected end of data" in message:
        return "a quotation mark opens and does not close"
    if "expected after" in message:
        return 'a quotation mark closes inside a field; write a mark within a quoted field twice: ""'
    return f"not separated values: {message}"


def _fit(row: Row, width: int) -> Row:
    """Return the row with as many fields as the header, or a complaint where it has not."""
    fields = row.fields
    while len(fields) > width and not fields[-1].strip():
        fields = fields[:-1]
    if len(fields) == width:
        return row._replace(fields=fields)
    return Row(row.line, (), f"{len(fields)} fields where the header has {width}")
