"""Proper scoring rules: what a forecast costs once the answer is known; 0 is best, less is better.

Source: Gneiting & Raftery (2007), Strictly proper scoring rules, JASA 102, 359-378.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sayso.forecasts.limits import limits

Floats: TypeAlias = NDArray[np.float64]


def brier(probability: ArrayLike, happened: ArrayLike) -> Floats:
    """Return the squared error (p - y)² of each probability of yes, in [0, 1]: half of Brier's original sum.

    Shapes broadcast. Source: Brier (1950), Monthly Weather Review 78, 1-3.

    >>> float(brier(0.86, 1).round(4))
    0.0196
    """
    loss: Floats = (np.asarray(probability, float) - np.asarray(happened, float)) ** 2
    return loss


def log_loss(probability: ArrayLike, happened: ArrayLike, *, clip: float | None = None) -> Floats:
    """Return -ln of the probability that each outcome was given, in nats, with p held in [clip, 1 - clip].

    `clip` is `log_clip` of `limits.toml` where none is given; clipping makes the rule improper at the very
    edges and finite everywhere. Source: Good (1952), JRSS B 14, 107-114.

    Raises:
        ValueError: if `clip` is not in [0, 0.5).

    >>> float(log_loss(1.0, 0).round(2))
    6.91
    """
    clip = limits().log_clip.value if clip is None else clip
    if not 0 <= clip < 0.5:  # noqa: PLR2004 - the even chance
        raise ValueError(f"clip is {clip}; want a number from 0 to under 0.5")
    given = np.clip(np.asarray(probability, float), clip, 1 - clip)
    loss: Floats = -np.log(np.where(np.asarray(happened, bool), given, 1 - given))
    return loss


def crps_samples(samples: ArrayLike, value: float) -> float:
    """Return the continuous ranked probability score of equally likely values, in their unit.

    E|X - y| - E|X - X'| / 2 with X and X' from the sample: the integral of the squared distance between the
    sample's step function and the outcome's (Gneiting & Raftery 2007, equation 21).

    >>> crps_samples([3.0], 5.0)
    2.0
    """
    ordered = np.sort(np.asarray(samples, float))
    n = ordered.size
    # the mean of |x_i - x_j| over all pairs, from the order alone
    spread = 2 * float(np.sum((2 * np.arange(1, n + 1) - n - 1) * (ordered - ordered[0]))) / n**2
    return float(np.mean(np.abs(ordered - value))) - spread / 2


def crps_quantiles(levels: Sequence[float], values: Sequence[float], value: float) -> float:
    """Return the CRPS that quantiles give: twice their mean pinball loss, weighted by the levels' distances.

    The integral of twice the pinball loss over the levels (Laio & Tamea 2007, HESS 11, 1267-1277), each level
    standing for the levels that are nearest to it. With few levels it is an approximation.

    >>> crps_quantiles([0.5], [3.0], 5.0)
    2.0
    """
    at, q = np.asarray(levels, float), np.asarray(values, float)
    middle = (at[1:] + at[:-1]) / 2
    weights = np.diff(np.concatenate([[0.0], middle, [1.0]]))
    pinball = np.where(value >= q, at * (value - q), (1 - at) * (q - value))
    return float(2 * np.sum(weights * pinball))


def interval_score(low: float, high: float, value: float, *, mass: float = 0.8) -> float:
    """Return the width of a central interval plus 2/(1 - mass) times how far the value lies outside it.

    In the unit of the value (Gneiting & Raftery 2007, equation 43).

    Raises:
        ValueError: if `high` is below `low` or `mass` is not in (0, 1).

    >>> round(interval_score(2.0, 6.0, 7.0), 9)
    14.0
    """
    if high < low or not 0 < mass < 1:
        raise ValueError(f"[{low}, {high}] with mass {mass} is no interval; want low <= high, 0 < mass < 1")
    missed = max(low - value, 0.0, value - high)
    return high - low + 2 / (1 - mass) * missed


def ranked(probabilities: Sequence[float], option: int) -> float:
    """Return the ranked probability score over the number of steps, in [0, 1]; `option` counts from 0.

    Source: Epstein (1969), Journal of Applied Meteorology 8, 985-987; divided by n - 1, so that two options
    give the Brier score.

    Raises:
        ValueError: if there are fewer than two options or `option` is none of them.

    >>> round(ranked([0.2, 0.3, 0.5], 2), 9)
    0.145
    """
    n = len(probabilities)
    if n < 2 or not 0 <= option < n:  # noqa: PLR2004 - two options or more
        raise ValueError(f"option {option} of {n}; want one of two or more, counted from 0")
    cumulated = np.cumsum(np.asarray(probabilities, float))[:-1]
    happened = np.arange(n - 1) >= option
    return float(np.sum((cumulated - happened) ** 2)) / (n - 1)
