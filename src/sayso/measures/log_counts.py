"""Mean and variance of the log of a negative binomial count, which are not those of a Poisson count's.

Where the count is small against its overdispersion its log lies below the log of its mean on average.
"""

from collections.abc import Callable
from functools import cache
from typing import Final, TypeAlias

import numpy as np
from scipy import special

from sayso.measures.panel import Floats

_LEAST_MEAN, _MOST_MEAN = 0.05, 2e4
_LOG_MEANS: Final = np.linspace(np.log(_LEAST_MEAN), np.log(_MOST_MEAN), 66)
_LOG_OVERDISPERSIONS: Final = np.linspace(np.log(1.02), np.log(520.0), 24)
_QUANTILES: Final = (np.arange(96) + 0.5) / 96
_LARGE: Final = 30.0
"""Mean from which a Poisson count's log has mean log μ and variance 1/μ to three places."""


Moments: TypeAlias = Callable[[Floats], tuple[Floats, Floats, Floats]]
"""Mean and variance of log(count + ½) and the slope of the mean in log μ, from means μ of shape (…, N)."""


def log_moments(overdispersion: Floats) -> Moments:
    """Return the moments of the logs of counts with these overdispersions, (N,), for means (…, N).

    The count is negative binomial with mean μ and variance overdispersion · μ: Poisson with a
    gamma-distributed mean of shape μ/(overdispersion − 1). Values are interpolated in a table over
    means of 0.05 to 20,000 and overdispersions of 1.02 to 520, beyond which its ends stand.

    >>> import numpy as np
    >>> center, variance, slope = log_moments(np.array([10.0]))(np.array([1000.0]))
    >>> round(float(center[0] - np.log(1000)), 3), round(float(variance[0]), 3), round(float(slope[0]), 2)
    (-0.005, 0.01, 1.0)
    """
    distinct, which = np.unique(overdispersion, return_inverse=True)
    along = _place(np.log(distinct), _LOG_OVERDISPERSIONS)
    j = np.minimum(along.astype(np.intp), len(_LOG_OVERDISPERSIONS) - 2)
    q = (along - j)[:, None]
    table = _table()
    flat = (table[:, j] * (1 - q) + table[:, j + 1] * q).reshape(3, -1)
    first = which * len(_LOG_MEANS)

    def moments(mean: Floats) -> tuple[Floats, Floats, Floats]:
        across = _place(np.log(mean), _LOG_MEANS)
        i = np.minimum(across.astype(np.intp), len(_LOG_MEANS) - 2)
        p = across - i
        at = first + i
        center, variance, slope = (row.take(at) * (1 - p) + row.take(at + 1) * p for row in flat)
        return center + np.log(np.clip(mean, _LEAST_MEAN, _MOST_MEAN)), np.exp(variance), slope

    return moments


def _place(value: Floats, grid: Floats) -> Floats:
    """Return where values stand in an even grid, in steps from its first point; the ends for those beyond."""
    place: Floats = (np.clip(value, grid[0], grid[-1]) - grid[0]) / (grid[1] - grid[0])
    return place


@cache
def _table() -> Floats:
    """Return (3, overdispersions, means): mean less log μ, log variance, slope of the mean in log μ."""
    mean = np.exp(_LOG_MEANS)
    excess = np.exp(_LOG_OVERDISPERSIONS) - 1
    shape = mean / excess[:, None]
    rates = special.gammaincinv(shape[..., None], _QUANTILES) * excess[:, None, None]
    rates *= (mean / rates.mean(axis=-1).clip(1e-300))[..., None]
    center, variance = _poisson(rates)
    whole = center.mean(axis=-1)
    spread = variance.mean(axis=-1) + center.var(axis=-1)
    slope = np.gradient(whole, _LOG_MEANS, axis=1)
    return np.stack([whole - _LOG_MEANS, np.log(np.maximum(spread, 1e-9)), slope])


def _poisson(rate: Floats) -> tuple[Floats, Floats]:
    """Return mean and variance of log(count + ½) for Poisson counts."""
    grid = np.concatenate([[0.0], np.exp(np.linspace(np.log(1e-4), np.log(_LARGE), 200))])
    count = np.arange(120)
    chance = np.exp(special.xlogy(count, grid[:, None]) - grid[:, None] - special.gammaln(count + 1))
    logs = np.log(count + 0.5)
    first = chance @ logs
    second = chance @ logs**2 - first**2
    large = rate > _LARGE
    safe = np.maximum(rate, _LARGE)
    center = np.where(large, np.log(safe), np.interp(rate, grid, first))
    return center, np.where(large, 1 / safe, np.interp(rate, grid, second))
