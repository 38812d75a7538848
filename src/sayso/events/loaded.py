"""What came of loading one file: its rows, counted, and what was wrong with them."""

import datetime as dt

import msgspec


class Trouble(msgspec.Struct, frozen=True):
    """One kind of thing wrong with a file's rows."""

    what: str
    rows: int
    kept: bool
    """Whether the rows are in the record all the same."""
    lines: tuple[int, ...] = ()
    """The first places, counted from 1, where they are known."""
    ids: tuple[str, ...] = ()
    """The first identifiers of such rows."""


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one file; rows = kept + sum of the troubles that were not kept."""

    rows: int
    """Rows below the header, blank lines left aside."""
    blank: int
    kept: int
    troubles: tuple[Trouble, ...]
    first: dt.date | None
    last: dt.date | None
    ids: tuple[str, str] | None = None
    """Least and greatest identifier of the rows kept, in the order of text; None where there is none."""
    made: int = 0
    """Tidy rows beside those that stand for a row of the file, where the format makes any."""

    @property
    def refused(self) -> int:
        """How many rows were left out."""
        return sum(one.rows for one in self.troubles if not one.kept)

    @property
    def balances(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows == self.kept + self.refused
