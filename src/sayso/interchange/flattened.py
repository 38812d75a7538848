"""Forecasts that a hubverse table brings back, and those that they were made from."""

import math
from collections.abc import Iterable
from typing import Final

from sayso.forecasts.distribution import Beta, Distribution, Options, Point
from sayso.forecasts.forecast import Forecast

_CLOSE: Final = 1e-9
"""How far a number may be off that went through a table: rounding of days, no more."""


def is_known(forecast: Forecast, kept: Iterable[Forecast]) -> bool:
    """Tell whether a forecast is one of those kept, as a table keeps it: of a Beta the mean alone."""
    return any(
        (one.made_by, one.made_at, one.statement) == (forecast.made_by, forecast.made_at, forecast.statement)
        and _alike(forecast.distribution, one.distribution)
        for one in kept
    )


def _alike(one: Distribution, other: Distribution) -> bool:
    first, second = _numbers(one), _numbers(other)
    return len(first) == len(second) and all(
        math.isclose(a, b, rel_tol=_CLOSE, abs_tol=_CLOSE) for a, b in zip(first, second, strict=True)
    )


def _numbers(distribution: Distribution) -> tuple[float, ...]:
    if isinstance(distribution, Beta):
        return (distribution.mean,)
    if isinstance(distribution, Point):
        return (distribution.probability,)
    if isinstance(distribution, Options):
        return distribution.probabilities
    return distribution.values
