"""What is asked of a record, up to which day it may answer, and what it answered."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sayso.brief.beside_records import Measure, RecordData
from sayso.measures.panel import Step, first_day, next_period
from sayso.problems import Problem
from sayso.statements.factor import Factor

OLDEST: Final = 13
"""Months before the day asked about; data that end earlier say nothing of it. A year and a month, so that
yearly data still count through the year after."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A factor at a day, as far as it could be known on the day of the document."""

    factor: Factor
    as_of: dt.date
    """The document's day."""
    at: dt.date
    """The day that is asked about, not after `as_of`."""

    def last(self, step: Step) -> dt.date:
        """Return the last day that may be used: the end of the last period that was over by the document's.

        Where an earlier day is asked about, the end of its own period, if that had ended by then.

        >>> question = Question(
        ...     factor=Factor("unrest", "UZB"), as_of=dt.date(2014, 12, 1), at=dt.date(2014, 12, 1)
        ... )
        >>> str(question.last("month")), str(question.last("year"))
        ('2014-11-30', '2013-12-31')
        """
        whole = first_day(self.as_of, step) - dt.timedelta(1)
        if self.at >= self.as_of:
            return whole
        return min(whole, next_period(first_day(self.at, step), step) - dt.timedelta(1))


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a record says to questions."""

    answers: Mapping[Question, Measure | str] = field(default_factory=dict)
    """A measure, or why there is none."""
    data: tuple[RecordData, ...] = ()
    """The products that the measures are taken from."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the record."""


def is_too_old(ends: dt.date, at: dt.date) -> bool:
    """Tell whether data that end on a day are too old for another: by more than OLDEST months.

    >>> is_too_old(dt.date(2020, 12, 31), dt.date(2022, 1, 31))
    False
    >>> is_too_old(dt.date(2020, 12, 30), dt.date(2022, 1, 31))
    True
    """
    years, month = divmod(at.year * 12 + at.month - 1 - OLDEST, 12)
    day = min(at.day, calendar.monthrange(years, month + 1)[1])
    return ends < dt.date(years, month + 1, day)
