"""The beginning of a file, by which its format is told."""

import csv
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import duckdb

from sayso.events.neighbours import Neighbours

_MAGIC_PARQUET = b"PAR1"


@dataclass(frozen=True)
class Head:
    """The first 64 KiB of a file."""

    data: bytes
    name: str
    """Name of the file, without its folder."""
    path: Path | None = None
    """Where the file lies, unpacked."""
    neighbours: Neighbours = field(default_factory=Neighbours)
    """What lies beside it, where the user keeps it."""

    @property
    def is_parquet(self) -> bool:
        """Whether the file is Parquet."""
        return self.data.startswith(_MAGIC_PARQUET)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The first whole lines that are not blank; the last one too where the file is that short."""
        text = self.data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        found = text.split("\n")
        if len(self.data) >= SIZE and len(found) > 1:
            found = found[:-1]
        return tuple(line for line in found if line.strip())

    @cached_property
    def parquet_columns(self) -> tuple[str, ...]:
        """The columns of a Parquet file; none where the file is no Parquet or is damaged."""
        if not self.is_parquet or self.path is None:
            return ()
        with duckdb.connect() as connection:
            try:
                return tuple(connection.read_parquet(str(self.path)).columns)
            except duckdb.Error:
                return ()

    def beside(self, name: str) -> Path | None:
        """Return the file of this name that lies beside this one; None where there is none."""
        return self.neighbours.find(name)

    def rows(self, delimiter: str) -> tuple[tuple[str, ...], ...]:
        """Return the first whole rows where fields may be quoted and hold line ends; at most 10."""
        text = self.data.decode("utf-8-sig", errors="replace")
        found: list[tuple[str, ...]] = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                if any(row):
                    found.append(tuple(row))
                if len(found) > _ROWS:
                    break
        except csv.Error:
            pass
        # the last row may be cut off where the head ends
        return tuple(found[: len(found) - (len(self.data) >= SIZE)][:_ROWS])

    def fields(self, delimiter: str, *, quoted: bool = False, row: int = 0) -> tuple[str, ...]:
        """Return the fields of the first line, or of line `row` counted from 0; none where there is none."""
        if row >= len(self.lines):
            return ()
        line = self.lines[row]
        if not quoted:
            return tuple(line.split(delimiter))
        try:
            return tuple(next(csv.reader([line], delimiter=delimiter)))
        except (csv.Error, StopIteration):
            return ()

    def header(self, delimiter: str) -> tuple[str, ...]:
        """Return the first line's fields as names: lower case, `_` for what is no letter or digit."""
        return tuple(column_name(one) for one in self.fields(delimiter, quoted=True))


_ROWS = 10
SIZE = 65_536
"""Bytes of a head."""


def column_name(written: str) -> str:
    """Return a column's name as SQL can use it.

    >>> column_name(" Event ID")
    'event_id'
    """
    kept = "".join(letter if letter.isalnum() else "_" for letter in written.strip().strip('"').lower())
    return kept.strip("_") or "column"
