"""When a reported event happened, as far as its sentence says."""

import datetime as dt

from sayso.dates import DateInterval
from sayso.documents.date_words import WrittenDate, written_dates


def find_when(text: str, as_of: DateInterval | None) -> DateInterval | None:
    """Return the day or month that `text` names, a missing year taken from the document's date.

    A day without a year is the last such day up to `as_of`; None without a date, or where the year cannot
    be told.

    >>> may = DateInterval(dt.date(2022, 5, 20), dt.date(2022, 5, 20))
    >>> str(find_when("The envoy left on December 1.", may))
    '2021-12-01'
    """
    written = next(iter(written_dates(text)), None)
    if written is None or written.wrong is not None:
        return None
    if written.exact is not None:
        return DateInterval.day(written.exact)
    if written.year is not None:
        return _month(written.year, written.month)
    return _latest(written, as_of.end) if as_of is not None and as_of.end is not None else None


def _latest(written: WrittenDate, end: dt.date) -> DateInterval | None:
    for year in (end.year, end.year - 1):
        day = written.in_year(year)
        if day is not None and day <= end:
            return DateInterval.day(day)
    return None


def _month(year: int, month: int) -> DateInterval:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return DateInterval(dt.date(year, month, 1), following - dt.timedelta(days=1))
