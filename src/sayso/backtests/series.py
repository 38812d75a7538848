"""One factor's counts by period, and what its counts of a period show when they are taken by themselves."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sayso.measures.panel import Floats, Step, next_period
from sayso.measures.telling import Tally
from sayso.statements.factor import Factor

MONTHS: Final[dict[Step, int]] = {"month": 1, "year": 12}
"""Months of a period."""
_HALF: Final = 0.5


@dataclass(frozen=True, eq=False, kw_only=True)
class Series:
    """A factor of the model with the counts that tell of it."""

    factor: Factor
    step: Step
    tally: Tally

    def place(self, period: dt.date) -> int | None:
        """Return the place of a period with data, by its first day; None where there are none."""
        if period not in self.tally.periods:
            return None
        at = self.tally.periods.index(period)
        return at if np.isfinite(self.tally.telling[at]) else None

    def before(self, day: dt.date) -> Tally | None:
        """Return the counts of the periods that begin before `day`, or None if they do not reach up to it.

        Nothing in it depends on later counts.
        """
        kept = sum(period < day for period in self.tally.periods)
        if not kept or next_period(self.tally.periods[kept - 1], self.step) < day:
            return None
        return first_periods(self.tally, kept)


def first_periods(tally: Tally, number: int) -> Tally:
    """Return the first periods of a tally, as it would have been read from a record that ended there."""
    telling, among = tally.telling[:number], tally.among[:number]
    if not np.any(among > telling):
        among = np.full_like(among, np.nan)
    return replace(
        tally, periods=tally.periods[:number], telling=telling, among=among, covered=tally.covered[:number]
    )


def shown(tally: Tally) -> Floats:
    """Return the log odds or rate that each period's counts show by themselves, (T,); NaN without data.

    log((y + ½)/(n − y + ½)), or log((y + ½)/c) for rates with c the share of the period that was covered,
    times the direction. The halves keep it finite at zero (Haldane 1956, Annals of Human Genetics 20).
    """
    return tally.direction * log_ratio(tally.telling, tally.among, tally.covered)


def log_ratio(telling: Floats, among: Floats, covered: Floats) -> Floats:
    """Return log odds of a share, or the log rate where `among` is not known; the shapes broadcast."""
    others = among - telling
    with np.errstate(invalid="ignore"):
        against = np.where(np.isfinite(others), others + _HALF, covered)
        found: Floats = np.log(telling + _HALF) - np.log(against)
    return found


def later(period: dt.date, step: Step, periods: int) -> dt.date:
    """Return the first day of the period that comes `periods` after (before, where negative) another.

    >>> later(dt.date(2012, 11, 1), "month", 3)
    datetime.date(2013, 2, 1)
    """
    months = period.year * 12 + period.month - 1 + periods * MONTHS[step]
    return dt.date(months // 12, months % 12 + 1, 1)
