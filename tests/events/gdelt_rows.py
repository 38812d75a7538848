"""Synthetic files of GDELT 2.0, for tests of what is done with files of any format."""

import datetime as dt
from collections.abc import Iterable

_COLUMNS = 61
_PLACES = {
    1: "20200105",
    5: "UZB",
    7: "UZB",
    15: "RUS",
    17: "RUS",
    25: "1",
    26: "043",
    27: "043",
    28: "04",
    29: "1",
    30: "2.8",
    31: "4",
    32: "1",
    33: "3",
    34: "0.5",
    53: "UZ",
    59: "20200106000000",
    60: "https://example.org/report",
}


def gdelt_row(number: int, *, day: dt.date = dt.date(2020, 1, 5), **columns: str) -> str:
    """Return a row with this identifier: Uzbekistan consults with Russia. `columns` are `c0` to `c60`."""
    fields = [""] * _COLUMNS
    for place, value in _PLACES.items():
        fields[place] = value
    fields[0], fields[1], fields[59] = str(number), f"{day:%Y%m%d}", f"{day + dt.timedelta(1):%Y%m%d}000000"
    for name, value in columns.items():
        fields[int(name.removeprefix("c"))] = value
    return "\t".join(fields)


def gdelt_file(numbers: Iterable[int], *more: str) -> bytes:
    """Return a file with these rows, and `more` after them."""
    return "".join(f"{row}\n" for row in (*(gdelt_row(one) for one in numbers), *more)).encode()
