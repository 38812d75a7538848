"""Standard errors of means over forecasts that hang together: by start, overlap and actor."""

import math
from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np
from scipy import stats

from sayso.measures.panel import Floats

LEAST_FREEDOM: Final = 3.0
"""Degrees of freedom below which nothing is said of a difference."""
_MASS: Final = 0.95


class Mean(msgspec.Struct, frozen=True, kw_only=True):
    """A mean with its 95 % interval."""

    mean: float
    error: float | None
    """Standard error; None where there is one start alone."""
    freedom: float
    """Degrees of freedom of the t that the interval is from."""
    low: float | None
    high: float | None
    p: float | None
    """Probability of a mean as far from zero if the true one were zero."""

    @property
    def told(self) -> bool:
        """Whether there are enough independent stretches of time to say anything."""
        return self.error is not None and self.freedom >= LEAST_FREEDOM


def mean_of(values: Floats, starts: Sequence[str], actors: Sequence[str], *, overlap: int) -> Mean:
    """Return the mean of values that belong to starts and actors.

    The error is the larger of two. By time: the sums of each start in order, with Bartlett weights over
    twice as many neighbours as forecasts overlap (`overlap`, starts), since the weights fall. By actor, where
    there are several: their sums.
    Degrees of freedom are one less than the stretches of time that do not overlap, or than the actors.

    Sources: Driscoll & Kraay 1998, Review of Economics and Statistics 80, for sums over a panel; Newey & West
    1987, Econometrica 55; Cameron & Miller 2015, Journal of Human Resources 50(2), for clusters.

    Raises:
        ValueError: if there are no values.
    """
    if not len(values):
        raise ValueError("no values to take a mean of")
    mean = float(values.mean())
    apart = values - mean
    sums = _sums(apart, starts)
    times = len(sums)
    square = float(sums @ sums)
    reach = 2 * overlap
    for lag in range(1, min(reach, times - 1) + 1):
        square += 2.0 * (1.0 - lag / (reach + 1.0)) * float(sums[lag:] @ sums[:-lag])
    options = [(square * times / max(times - 1, 1), times / (overlap + 1.0) - 1.0)]
    by_actor = _sums(apart, actors)
    if len(by_actor) > 1:
        options.append(
            (float(by_actor @ by_actor) * len(by_actor) / (len(by_actor) - 1), float(len(by_actor) - 1))
        )
    square, freedom = max(options)
    freedom = min(freedom, options[0][1])
    if times < 2 or freedom <= 0:  # noqa: PLR2004 - one start says nothing of how starts differ
        return Mean(mean=mean, error=None, freedom=max(freedom, 0.0), low=None, high=None, p=None)
    error = math.sqrt(max(square, 0.0)) / len(values)
    half = float(stats.t.ppf((1 + _MASS) / 2, freedom)) * error
    p = float(2 * stats.t.sf(abs(mean) / error, freedom)) if error > 0 else float(mean == 0)
    return Mean(mean=mean, error=error, freedom=freedom, low=mean - half, high=mean + half, p=p)


def _sums(values: Floats, names: Sequence[str]) -> Floats:
    """Return the sums by name, in the order of the names."""
    _, place = np.unique(np.asarray(names), return_inverse=True)
    found: Floats = np.bincount(place, weights=values).astype(float)
    return found


def holm(chances: Sequence[float]) -> list[float]:
    """Return probabilities adjusted for how many comparisons were made, in the same order.

    Source: Holm 1979, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of
    Statistics 6.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(chances, kind="stable")
    adjusted = [0.0] * len(chances)
    least = 0.0
    for rank, at in enumerate(order):
        least = min(1.0, max(least, (len(chances) - rank) * chances[at]))
        adjusted[at] = least
    return adjusted
