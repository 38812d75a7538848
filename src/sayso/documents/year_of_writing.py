"""The year of a dateline that gives day and month alone: which years fit the weekday, the evidence and today.

A dateline leaves its year out because its first readers know it. Where several years fit, the latest stands,
as the day of reading stands for a document without any date, and a problem names the others.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

import msgspec

from sayso.dates import DateInterval
from sayso.documents.date_words import WrittenDate
from sayso.documents.passages import pattern

EARLIEST = dt.date(1900, 1, 1)
"""First day of which years are tried: wire reports without a year are of the telegraph's time and later."""
MOST_NAMED = 3
"""How many of the other years a message names."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FOOT_YEAR = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[^\n]{0,60}?(?P<year>(?:19|20)\d\d)(?:\s*[-–]\s*(?P<last>(?:19|20)\d\d))?"
    r"|^\W*(?-i:[^\W\d_a-z])[^\n.,|\d]{2,50}?,?\s+(?P<plain>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


class YearFound(msgspec.Struct, frozen=True, kw_only=True):
    """The days that a date without a year can be."""

    day: dt.date
    """The latest that fits."""
    others: tuple[dt.date, ...]
    """The rest, latest first."""
    weekday: str | None
    """The day of the week that the report names as its own, where a year was chosen by it."""


def foot_year(lines: Sequence[str]) -> int | None:
    """Return the year in the copyright line, the later of two; None without one.

    >>> foot_year(["© 2019-2023 Lagoon Letters", "Contact"]), foot_year(["Delta Wire Service 2025. More"])
    (2023, 2025)
    """
    found = [match for text in lines if (match := _FOOT_YEAR.search(text)) is not None]
    years = [int(match["last"] or match["year"] or match["plain"]) for match in found]
    return max(years, default=None)


def year_of_writing(
    date: WrittenDate, *, allowed: Sequence[DateInterval], latest: dt.date, opening: str
) -> YearFound | None:
    """Return the day of the latest year that fits; None when none does.

    Args:
        date: day and month.
        allowed: what the evidence leaves.
        latest: the last day on which it can have been written.
        opening: the first paragraph, whose weekday is the report's own or the day before.
    """
    days = sorted(_days(date, allowed, latest), reverse=True)
    if not days:
        return None
    told = own_weekday(opening)
    fitting: list[dt.date] = []
    for after in (0, 1) if told is not None else ():
        # filed after midnight, a report still says `on Monday` of the evening before
        fitting = fitting or [day for day in days if (day.weekday() - after) % 7 == told]
    day, *others = fitting or days
    weekday = None if told is None or not fitting else _WEEKDAYS[told].title()
    return YearFound(day=day, others=tuple(others), weekday=weekday)


def _days(date: WrittenDate, allowed: Sequence[DateInterval], latest: dt.date) -> Iterator[dt.date]:
    """Yield the day in every year that the evidence leaves, up to the latest."""
    for year in range(EARLIEST.year, latest.year + 1):
        day = date.in_year(year)
        if day is not None and day <= latest and any(day in stretch for stretch in allowed):
            yield day


def own_weekday(opening: str) -> int | None:
    """Return the weekday (Monday is 0) on which a report's opening was written; None when it names none.

    The day on which somebody said something goes before the day on which it happened.

    >>> own_weekday("A bus was burnt on Sunday, police said on Monday."), own_weekday("Prices fell.")
    (0, None)
    """
    for table in ("said_on", "weekday"):
        found = pattern("writing_day", table).search(opening)
        if found is not None:
            return _WEEKDAYS.index(found["day"].lower())
    return None


def other_years(found: YearFound) -> str:
    """Return the other days in words: `29 May 2014, 29 May 2008 and 3 more`."""
    named = [f"{day.day} {day:%B} {day.year}" for day in found.others[:MOST_NAMED]]
    more = len(found.others) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
