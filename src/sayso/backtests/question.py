"""What a back-test is asked, and what it gives back."""

import datetime as dt
from typing import Final, Literal, TypeAlias

import msgspec

from sayso.backtests.calibration import Calibration
from sayso.backtests.forecast import Score
from sayso.backtests.series import later
from sayso.measures.panel import Step

Forecaster: TypeAlias = Literal["model", "weighted", "calibrated", "persistence", "walk", "climatology"]

PATRONS: Final = ("RUS", "USA", "CHN", "TUR")
HORIZONS: Final[dict[Step, tuple[int, ...]]] = {"month": (1, 3, 6, 12, 18, 24), "year": (1, 2, 3, 4, 5)}
"""Periods ahead that are scored, as far as a simulation reaches."""
THRESHOLD: Final = 0.9
"""The event is a level above this share of the actor's own past periods."""
LOOKBACK: Final[dict[Step, int]] = {"month": 12, "year": 3}
"""Periods before the start that the weighted runs begin at, and are held against."""
LARGEST_GROUP: Final = 6
"""States of one model: neighbours move each other, and what a model costs grows with its states."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be forecast, from when, how far."""

    states: tuple[str, ...]
    patrons: tuple[str, ...] = PATRONS
    factors: tuple[str, ...]
    """Names of factors."""
    step: Step = "month"
    starts: tuple[dt.date, ...]
    """First days of periods, rising."""
    horizons: tuple[int, ...]
    """Periods ahead, rising."""
    runs: int = 480
    seed: int = 0
    weighted: bool = True
    """Whether runs that begin earlier are weighted by the record up to the start, too."""
    calibrate_before: dt.date | None = None
    """Persistence and spread are estimated from periods before this day, beside the model as shipped."""

    def __post_init__(self) -> None:
        """Refuse a question that cannot be answered, or would be answered from what it is scored on.

        Raises:
            ValueError: the message says what is wrong.
        """
        if not self.starts or not self.horizons or not self.factors or not self.states:
            raise ValueError("want at least one state, factor, start and horizon")
        if self.calibrate_before is not None and self.starts[0] < self.calibrate_before:
            raise ValueError(
                f"starts from {self.starts[0]} on would be scored on years that the calibration reads "
                f"(before {self.calibrate_before}); start on {self.calibrate_before} or later"
            )


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """What was not scored, and why."""

    what: str
    """The factor as written, or its name."""
    why: str
    cases: int
    """Forecasts that this took away; 0 where it is not known how many there would be."""


class Thinning(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the weights of one start and state."""

    start: str
    state: str
    periods: int
    """Counts that the runs were held against."""
    power: float
    """What the likelihood was raised to."""
    untempered: float
    """Effective runs with it in full."""
    effective: float
    """Effective runs as used."""


class Backtest(msgspec.Struct, frozen=True, kw_only=True):
    """Every forecast's scores, with what they rest on."""

    question: Question
    scores: tuple[Score, ...]
    done: int
    """Starts that were finished; fewer than were asked for where it was stopped."""
    left_out: tuple[LeftOut, ...]
    thinnings: tuple[Thinning, ...]
    calibrations: tuple[Calibration, ...]
    products: tuple[str, ...]
    """Data products whose counts were used."""
    groups: tuple[tuple[str, ...], ...]
    """States that were modelled together."""


def starts_between(first: dt.date, last: dt.date, *, every: int, step: Step) -> tuple[dt.date, ...]:
    """Return the first days of periods from the one that holds `first`, `every` periods apart.

    >>> [str(day) for day in starts_between(dt.date(2012, 1, 9), dt.date(2013, 1, 1), every=6, step="month")]
    ['2012-01-01', '2012-07-01', '2013-01-01']
    """
    day = first.replace(day=1) if step == "month" else first.replace(month=1, day=1)
    found = []
    while day <= last:
        found.append(day)
        day = later(day, step, every)
    return tuple(found)
