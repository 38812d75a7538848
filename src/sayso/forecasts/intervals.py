"""Intervals for small numbers: of a share, of a discrimination, of a mean difference."""

import math
from typing import Final

import msgspec
import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import ndtri, stdtrit

from sayso.forecasts.losses import Floats

_EDGE: Final = 1e-12
"""How near to 0 and 1 the ends of a discrimination's interval are looked for."""
_INSIDE: Final = 1e-9
"""How far inside the search starts where the discrimination is 0 or 1 itself."""


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """A number with its interval."""

    value: float | None
    """None where it is not defined."""
    low: float | None = None
    """None where too little is known for an end."""
    high: float | None = None
    """As `low`."""


def share(hits: int, n: int, *, mass: float = 0.95) -> Interval:
    """Return hits/n with Wilson's interval, all in [0, 1].

    Source: Wilson (1927), JASA 22, 209-212.

    Raises:
        ValueError: if `hits` is not in 0 … n.

    >>> share(0, 10).high
    0.2775327998628892
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n}; want a count from 0 to {n}")
    if not n:
        return Interval(value=None)
    z = float(ndtri((1 + mass) / 2))
    p = hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Interval(value=p, low=max(0.0, min(p, middle - half)), high=min(1.0, max(p, middle + half)))


def discrimination(probabilities: ArrayLike, happened: ArrayLike, *, mass: float = 0.95) -> Interval:
    """Return the chance that a question answered yes had a higher forecast than one answered no (AUC).

    In [0, 1]; ties count one half, 0.5 is none. It says nothing about calibration. No value where all answers
    are the same. The interval stays sensible at 0 and 1 and in small samples, as a bootstrap does not.

    Sources: Mason & Graham (2002), QJRMS 128, 2145-2166; for the interval Newcombe (2006), Statistics in
    Medicine 25, 559-573, method 5: where (AUC - θ)² = z² V(θ), with Hanley & McNeil's variance.

    Raises:
        ValueError: if there are not as many outcomes as probabilities.

    >>> discrimination([0.2, 0.3, 0.8], [0, 0, 1]).value
    1.0
    """
    given, answers = np.asarray(probabilities, float), np.asarray(happened, bool)
    if given.shape != answers.shape:
        raise ValueError(f"{given.shape} probabilities and {answers.shape} outcomes; want as many")
    yes, no = given[answers], np.sort(given[~answers])
    if not yes.size or not no.size:
        return Interval(value=None)
    below, upto = np.searchsorted(no, yes, "left"), np.searchsorted(no, yes, "right")
    area = float((below + upto).sum()) / (2 * yes.size * no.size)
    z = float(ndtri((1 + mass) / 2))

    def beyond(theta: float) -> float:
        return float((area - theta) ** 2 - z * z * _variance(theta, yes.size, no.size))

    # the variance vanishes at 0 and 1, so that an area there is itself a root: start just inside
    inside = min(max(area, _INSIDE), 1 - _INSIDE)
    low = 0.0 if area < _INSIDE else float(brentq(beyond, _EDGE, inside))
    high = 1.0 if area > 1 - _INSIDE else float(brentq(beyond, inside, 1 - _EDGE))
    return Interval(value=area, low=low, high=high)


def _variance(theta: float, yes: int, no: int) -> float:
    """Return Hanley & McNeil's variance of an AUC of `theta`, with Newcombe's common number in each group."""
    both = (yes + no) / 2 - 1
    inside = 1 + both * (1 - theta) / (2 - theta) + both * theta / (1 + theta)
    return float(theta * (1 - theta) * inside / (yes * no))


class GroupedMean(msgspec.Struct, frozen=True, kw_only=True):
    """A mean of values that come in groups, with two intervals for it."""

    mean: float
    """Over all values."""
    standard_error: float | None
    """None for fewer than two groups."""
    normal: tuple[float, float] | None
    """95 %, Student's t with one degree of freedom less than there are groups."""
    bootstrap: tuple[float, float] | None
    """95 %, percentiles of the means of groups drawn again."""


def grouped_mean(
    values: ArrayLike, groups: ArrayLike, *, rng: np.random.Generator, draws: int = 2000
) -> GroupedMean:
    """Return the mean of `values` with intervals that treat each group as one draw.

    Values that hang together (horizons of one question) share a group. With a value per group the standard
    error is the usual one. Sources: Liang & Zeger (1986), Biometrika 73, 13-22, times G/(G - 1) for few
    groups; Field & Welsh (2007), JRSS B 69, 369-390, for drawing whole groups.

    Raises:
        ValueError: if there are none, or not as many groups as values.
    """
    numbers = np.asarray(values, float)
    names, place = np.unique(np.asarray(groups), return_inverse=True)
    if numbers.ndim != 1 or not numbers.size or place.shape != numbers.shape:
        raise ValueError(f"{numbers.shape} values in {place.shape} groups; want as many, one or more")
    sums: Floats = np.bincount(place, weights=numbers).astype(float)
    counts: Floats = np.bincount(place).astype(float)
    mean = float(numbers.mean())
    g = len(names)
    if g < 2:  # noqa: PLR2004 - one group tells nothing of its spread
        return GroupedMean(mean=mean, standard_error=None, normal=None, bootstrap=None)
    residuals = sums - mean * counts
    error = math.sqrt(g / (g - 1) * float(np.sum(residuals**2))) / numbers.size
    half = float(stdtrit(g - 1, 0.975)) * error
    means = _redrawn(sums, counts, rng, draws)
    low, high = np.quantile(means, [0.025, 0.975])
    return GroupedMean(
        mean=mean,
        standard_error=error,
        normal=(mean - half, mean + half),
        bootstrap=(float(low), float(high)),
    )


def _redrawn(sums: Floats, counts: Floats, rng: np.random.Generator, draws: int) -> Floats:
    means = np.empty(draws)
    for at in range(draws):
        drawn = rng.integers(0, sums.size, sums.size)
        means[at] = sums[drawn].sum() / counts[drawn].sum()
    return means
