"""A level over time: the middle and a band over runs."""

import datetime as dt

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.models.model import Model
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.keep import Keep, trajectory_bytes
from sayso.simulation.quantiles import of_levels
from sayso.statements.factor import Factor
from sayso.views.settings import settings

MOST_MEMORY = 4 << 30
"""Bytes that one set of runs may take here: 4 GiB."""


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """Quantiles of a level over runs, one for each month from 0 on."""

    middle: tuple[float, ...]
    """Medians."""
    low: tuple[float, ...]
    """Lower ends of the band that holds the share of views.toml of the runs: 80 %."""
    high: tuple[float, ...]


def path_of(ensemble: Ensemble, factor: Factor, *, weights: NDArray[np.float64] | None = None) -> Path:
    """Return the level of `factor` month by month, under `weights` (runs,) or the ensemble's own.

    Raises:
        KeyError: if the ensemble has no such factor.
        ValueError: if not every month was kept.
    """
    tail = (1.0 - settings().interval.coverage) / 2.0
    given = ensemble.weights if weights is None else weights
    middle, low, high = of_levels(ensemble.level(factor), given, (0.5, tail, 1.0 - tail)).tolist()
    return Path(middle=tuple(middle), low=tuple(low), high=tuple(high))


def month_starts(start: dt.date, months: int) -> tuple[dt.date, ...]:
    """Return the days that months 0 to `months` of a simulation stand at: `start`, and each month later.

    >>> [day.isoformat() for day in month_starts(dt.date(2022, 11, 1), 2)]
    ['2022-11-01', '2022-12-01', '2023-01-01']
    """
    first = start.year * 12 + start.month - 1
    return tuple(dt.date((first + month) // 12, (first + month) % 12 + 1, 1) for month in range(months + 1))


def every_month(model: Model, *, months: int, runs: int) -> Keep:
    """Return that every month of every run is kept, which effects and their course over time need.

    Raises:
        ValueError: if the runs would take more than `MOST_MEMORY`; the message says how many would not.
    """
    needed = trajectory_bytes(model, months=months, runs=runs)
    if needed > MOST_MEMORY:
        fewer = max(runs * MOST_MEMORY // needed, 1)
        raise ValueError(
            f"{runs:,} runs of {months} months take {needed / (1 << 30):.1f} GiB; want {fewer:,} runs "
            "at most, or fewer months or states"
        )
    return Keep()
