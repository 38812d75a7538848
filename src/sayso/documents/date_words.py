"""Dates as they are written in a text: numbers, and days with the names of months."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

Order: TypeAlias = Literal["named month", "year first", "day first", "month first"]

_MONTHS_OF_A_YEAR = 12
_TWO_DIGIT_YEARS_FROM = 70
"""Two digits from here on are of the 1900s (POSIX strptime puts the border at 69)."""

_FIRST_HALF = ("january", "february", "march", "april", "may", "june")
_SECOND_HALF = ("july", "august", "september", "october", "november", "december")
_NAMES = (*_FIRST_HALF, *_SECOND_HALF)
_MONTHS = {
    name[:letters]: number for number, name in enumerate(_NAMES, start=1) for letters in (3, 4, len(name))
}

_YEAR = r"(?:1[89]|2\d)\d\d"
_ORDINAL = r"(?:st|nd|rd|th)?"
# the names themselves: in `Saturday 18 January 2025` the day of the week must not be taken for a month
_MONTH = (
    "(?:"
    + "|".join(
        sorted({form for name in _MONTHS for form in (name.title(), name.upper())}, key=len, reverse=True)
    )
    + ")"
)
_WRITTEN = re.compile(
    rf"(?<![\w.])(?:"
    rf"(?P<iso_y>{_YEAR})(?P<s1>[-./])(?P<iso_m>\d{{1,2}})(?P=s1)(?P<iso_d>\d{{1,2}})(?=\D|$)"
    rf"|(?P<n1>\d{{1,2}})(?P<s2>[ ./-])(?P<n2>\d{{1,2}})(?P=s2)(?P<n_y>\d{{4}})(?!\w)"
    rf"|(?P<t1>\d{{1,2}})(?P<s3>[./])(?P<t2>\d{{1,2}})(?P=s3)(?P<t_y>\d\d)(?![\w.]|/)"
    rf"|(?P<m1>{_MONTH})\.?[ \u00a0]+(?P<d1>\d{{1,2}}){_ORDINAL}(?![\w:%]|[.,]\d)"
    rf"(?:,?[ \u00a0]+(?P<y1>{_YEAR})\b)?"
    rf"|(?P<d2>\d{{1,2}}){_ORDINAL}[ \u00a0-](?:of )?(?P<m2>{_MONTH})\b\.?"
    rf"(?:[, \u00a0-]{{1,2}}(?P<y2>{_YEAR})\b)?"
    rf"|(?P<m3>{_MONTH})\.?,?[ \u00a0]+(?P<y3>{_YEAR})\b"
    rf")"
)


class WrittenDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date in a text; what it does not say is None."""

    start: int
    end: int
    words: str
    order: Order
    year: int | None
    month: int
    day: int | None
    """None also for a day that its month does not have."""
    wrong: str | None = None
    """Why no such day exists, where none does."""

    @property
    def exact(self) -> dt.date | None:
        """The day, where year, month and day are all known."""
        if self.year is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)

    def in_year(self, year: int) -> dt.date | None:
        """Return this day of the given year; None for 29 February where there is none."""
        try:
            return None if self.day is None else dt.date(year, self.month, self.day)
        except ValueError:
            return None


def month_number(word: str) -> int | None:
    """Return the number of a month by its English name or abbreviation, None for any other word.

    >>> month_number("Sept"), month_number("Article")
    (9, None)
    """
    return _MONTHS.get(word.lower())


def written_dates(text: str) -> Iterator[WrittenDate]:
    """Yield the dates in a text, in order.

    Numbers alone are read day first, unless that is impossible and month first is not.

    >>> [str(found.exact) for found in written_dates("04 02 2022, 08:55; Jan. 5, 2022")]
    ['2022-02-04', '2022-01-05']
    """
    for match in _WRITTEN.finditer(text):
        found = _numeric(match) or _named(match)
        if found is not None:
            yield found


def _numeric(match: re.Match[str]) -> WrittenDate | None:
    """Return a date written in numbers."""
    part = match.groupdict()
    if part["iso_y"]:
        year, month, day = int(part["iso_y"]), int(part["iso_m"]), int(part["iso_d"])
        return _made(match, "year first", year, month, day)
    if part["n_y"]:
        first, second, year = int(part["n1"]), int(part["n2"]), int(part["n_y"])
    elif part["t_y"]:
        first, second, short = int(part["t1"]), int(part["t2"]), int(part["t_y"])
        year = short + (1900 if short >= _TWO_DIGIT_YEARS_FROM else 2000)
    else:
        return None
    if second > _MONTHS_OF_A_YEAR >= first:
        return _made(match, "month first", year, first, second)
    return _made(match, "day first", year, second, first)


def _named(match: re.Match[str]) -> WrittenDate | None:
    """Return a date with the name of a month; None when the word is not one."""
    part = match.groupdict()
    word = part["m1"] or part["m2"] or part["m3"]
    month = month_number(word) if word else None
    if month is None:
        return None
    year = part["y1"] or part["y2"] or part["y3"]
    day = part["d1"] or part["d2"]
    return _made(match, "named month", int(year) if year else None, month, int(day) if day else None)


def _made(
    match: re.Match[str], order: Order, year: int | None, month: int, day: int | None
) -> WrittenDate | None:
    """Return the date, with what is wrong with it where there is no such day."""
    words = match.group().rstrip(" .,")
    wrong = None
    leap_year = 2000
    try:
        dt.date(leap_year if year is None else year, month, 1 if day is None else day)
    except ValueError:
        wrong = f"{words!r} is no day of the calendar"
        if not 1 <= month <= _MONTHS_OF_A_YEAR:
            month = 1
        day = None
    return WrittenDate(
        start=match.start(),
        end=match.start() + len(words),
        words=words,
        order=order,
        year=year,
        month=month,
        day=day,
        wrong=wrong,
    )
