"""The mean of what differs run by run, with an interval over parameter draws.

A run with a scenario and the run without it share their chance and their parameters, so that what differs
between them is the scenario's doing. Runs come in groups that share one draw of all parameters; how much the
effect differs from draw to draw is what the interval shows.
"""

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtri

from sayso.views.settings import settings

Floats = NDArray[np.float64]
_LEAST = 1e-15
_FAR_BELOW = -8.0
_POINTS = 9
"""A normal distribution stands as so many points."""
_HALF_LOG_2_PI = 0.9189385332046727


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """A difference with its 80 % interval over parameter draws; in probabilities or levels."""

    mean: float
    low: float
    high: float
    error: float
    """Standard error of the mean: what more runs would take away."""

    @property
    def told(self) -> bool:
        """Whether the mean is more than noise: past the standard errors of views.toml."""
        return abs(self.mean) > settings().difference.standard_errors * self.error


@dataclass(frozen=True, eq=False)
class _Draws:
    """What the groups of runs say of each row."""

    mass: Floats
    """(draws,): sum 1."""
    means: Floats
    """(rows, draws)."""
    mean: Floats
    """(rows,)."""
    variance: Floats
    """(rows,): between draws, with the chance within them taken off; at least 0."""
    spread: Floats
    """(rows,): between draws, as it is."""
    error: Floats
    """(rows,)."""


def paired(
    differences: NDArray[np.floating], draws: NDArray[np.integer], *, weights: Floats | None = None
) -> tuple[Estimate, ...]:
    """Return the mean of each row of `differences` (rows, runs) with its interval.

    `draws` (runs,) numbers the parameter draw of each run; `weights` (runs,) are not negative and sum to 1,
    even when None. Each draw's own effect is normal about its mean drawn in towards the overall one, as the
    chance within the draw leaves it; the interval runs between the quantiles of all draws' together, and the
    standard error of the mean adds to both sides in squares. No end passes zero where no run differs so.

    Source: Louis, T. A. (1984), Estimating a population of parameter values using Bayes and empirical Bayes
    methods, Journal of the American Statistical Association 79(386), 393-398: means that are drawn in by
    themselves lie too close together, and the posterior variance is what they lack. The variance components
    are by moments, as in `views/probability.py`.
    """
    runs = differences.shape[1]
    q = np.full(runs, 1.0 / runs) if weights is None else weights
    found = _between(np.asarray(differences, dtype=np.float64), draws, q)
    tail = (1.0 - settings().interval.coverage) / 2.0
    ends = _ends_of(found, tail)
    reach = float(-ndtri(tail)) * found.error
    low = found.mean - np.hypot(np.maximum(found.mean - ends[0], 0.0), reach)
    high = found.mean + np.hypot(np.maximum(ends[1] - found.mean, 0.0), reach)
    low = np.where(differences.min(axis=1) >= 0, np.maximum(low, 0.0), low)
    high = np.where(differences.max(axis=1) <= 0, np.minimum(high, 0.0), high)
    columns = (found.mean.tolist(), low.tolist(), high.tolist(), found.error.tolist())
    return tuple(Estimate(mean=m, low=a, high=b, error=e) for m, a, b, e in zip(*columns, strict=True))


def _between(rows: Floats, draws: NDArray[np.integer], q: Floats) -> _Draws:
    """Return the draws' means and the variance between them.

    With w_i = Σ q_r of draw i, n_i = w_i² / Σ q_r², means x_i, μ = Σ w_i x_i and S = Σ w_i (x_i − μ)²,
    E[S] = Σ w_i (1 − w_i) (τ² + σ² / n_i), where σ² is the variance within draws.
    """
    mass: Floats = np.bincount(draws, weights=q).astype(np.float64)
    squares: Floats = np.bincount(draws, weights=q * q).astype(np.float64)
    alive = mass > 0
    mass, squares = mass[alive], squares[alive]
    sizes = mass * mass / squares
    means = np.array([np.bincount(draws, weights=q * row, minlength=len(alive))[alive] for row in rows])
    means = means.reshape(len(rows), len(mass)) / mass
    mean = means @ mass
    # within: Σ w_i v_i with E[v_i] = σ² (1 − 1/n_i)
    raw = (rows * rows) @ q - (means * means) @ mass
    freedom = float(np.sum(mass * (1.0 - 1.0 / sizes)))
    within = np.maximum(raw, 0.0) / freedom if freedom > _LEAST else np.zeros(len(rows))
    squared = (means - mean[:, None]) ** 2
    spread = squared @ mass
    full = float(np.sum(mass * (1.0 - mass)))
    chance = within * float(np.sum(mass * (1.0 - mass) / sizes))
    if len(mass) < 2:  # noqa: PLR2004 - one draw says nothing about others
        nothing = np.zeros(len(rows))
        error = np.sqrt(within * float(np.sum(q * q)))
        return _Draws(mass=mass, means=means, mean=mean, variance=nothing, spread=nothing, error=error)
    noise = np.sqrt((squared - spread[:, None]) ** 2 @ (mass * mass))
    variance = _positive_part((spread - chance) / full, noise / full)
    error = np.sqrt(squared @ (mass * mass) / full)
    return _Draws(mass=mass, means=means, mean=mean, variance=variance, spread=spread / full, error=error)


def _positive_part(estimate: Floats, error: Floats) -> Floats:
    """Return E[v | v ≥ 0] for v normal about `estimate` with standard deviation `error`."""
    safe = np.maximum(error, _LEAST)
    z = estimate / safe
    near = np.maximum(z, _FAR_BELOW)
    ratio = np.exp(-0.5 * near * near - _HALF_LOG_2_PI - log_ndtr(near))
    # far below 0 the leading term of the tail, where the two parts of the mean would cancel
    mean = np.where(z > _FAR_BELOW, np.maximum(estimate + safe * ratio, 0.0), safe / np.maximum(-z, 1.0))
    return np.where(error > _LEAST, mean, np.maximum(estimate, 0.0))


def _ends_of(found: _Draws, tail: float) -> tuple[Floats, Floats]:
    """Return the lower and upper quantile of the draws' effects, both (rows,).

    Draw i lies at μ + B (x_i − μ) with variance τ² (1 − B), where B = τ² / (total variance of the x_i), which
    is normal; it stands as a few points of even mass.
    """
    share = np.clip(found.variance / np.maximum(found.spread, _LEAST), 0.0, 1.0)[:, None]
    within = np.sqrt(found.variance[:, None] * (1.0 - share))
    middles = found.mean[:, None] + share * (found.means - found.mean[:, None])
    points = ndtri((np.arange(_POINTS) + 0.5) / _POINTS)
    points /= points.std()
    values = (middles[:, :, None] + within[:, :, None] * points).reshape(
        len(found.mean), len(found.mass) * _POINTS
    )
    mass = np.repeat(found.mass / _POINTS, _POINTS)
    order = np.argsort(values, axis=1, kind="stable")
    ends = np.empty((2, len(found.mean)))
    for row, places in enumerate(order):
        sorted_values = values[row, places]
        even = _even_among_ties(sorted_values, mass[places])
        below = np.cumsum(even) - 0.5 * even
        ends[:, row] = np.interp([tail, 1.0 - tail], below, sorted_values)
    return ends[0], ends[1]


def _even_among_ties(values: Floats, mass: Floats) -> Floats:
    """Return `mass` spread evenly over equal values, which are sorted: their order among them is no matter.

    >>> _even_among_ties(np.array([0.0, 0.0, 1.0]), np.array([0.5, 0.1, 0.4])).tolist()
    [0.3, 0.3, 0.4]
    """
    block = np.cumsum(np.concatenate([[False], values[1:] != values[:-1]]))
    even = np.bincount(block, weights=mass) / np.bincount(block)
    return np.asarray(even[block])
