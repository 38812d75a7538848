"""The probability of an outcome, with an interval over parameter draws.

Runs come in groups that share one draw of all weights and presences. The probability differs from draw to
draw; how much it does is what the interval shows. The raw spread of the groups' shares also holds the chance
within a group of a few runs, which is taken off by the moment estimator of the beta-binomial.
"""

import math
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from sayso.views.settings import settings

Floats = NDArray[np.float64]
_LEAST_VARIANCE = 1e-12
_FAR_BELOW = -8.0


class Probability(msgspec.Struct, frozen=True, kw_only=True):
    """A probability with its 80 % interval over parameter draws, all in [0, 1]."""

    mean: float
    low: float
    high: float


def probabilities(
    happened: NDArray[np.bool_],
    draws: NDArray[np.integer],
    *,
    weights: Floats | None = None,
    prior: Floats | None = None,
) -> tuple[Probability, ...]:
    """Return the probability of each outcome of `happened` (outcomes, runs).

    `draws` (runs,) names the parameter draw of each run, counted from 0; `weights` (runs,) are not negative
    and sum to 1, uniform when None; `prior` (runs,) are the ensemble's own, likewise.

    The interval is that of a Beta distribution with mean μ and the variance γ μ(1 − μ) between draws plus
    the sampling variance of μ, where γ is the correlation of runs of one draw. Weights can leave a draw with
    next to no runs to tell γ from; it is then what it is without weights, the two estimates being averaged
    by their variances. An estimate near or below 0 says only that γ is smaller than its standard error, so
    that γ is taken as its mean under a normal distribution cut at 0.
    """
    runs = happened.shape[1]
    even = np.full(runs, 1.0 / runs) if prior is None else prior
    found = _correlation(happened, draws, even if weights is None else weights)
    estimate, error = found.estimate, found.error
    if weights is not None:
        plain = _correlation(happened, draws, even)
        trust = plain.error**2 / np.maximum(plain.error**2 + error**2, _LEAST_VARIANCE)
        estimate = trust * estimate + (1.0 - trust) * plain.estimate
        error = np.sqrt(trust) * error
    rest = found.mean * (1.0 - found.mean)
    variance = rest * (_positive_part(estimate, error) + found.chance)
    effective = float(runs if weights is None else 1.0 / np.sum(weights * weights))
    return _intervals(found.mean, variance, effective)


@dataclass(frozen=True)
class _Correlation:
    """Of each outcome the mean, and the correlation of runs of one draw with its standard error."""

    mean: Floats
    estimate: Floats
    error: Floats
    chance: float
    """Sampling variance of a mean μ, over μ(1 − μ)."""


def _correlation(happened: NDArray[np.bool_], draws: NDArray[np.integer], q: Floats) -> _Correlation:
    """Return the moment estimate of the beta-binomial's correlation γ for each outcome.

    A draw i with weight w_i = Σ q_r holds the share x_i = Σ q_r 1_B / w_i of n_i = w_i² / Σ q_r² runs. With
    μ = Σ w_i x_i and S = Σ w_i (x_i − μ)², E[S] = μ(1 − μ) Σ w_i (1 − w_i) (γ + (1 − γ) / n_i) gives γ.

    Source: Kleinman, J. C. (1973), Proportions with extraneous variance: single and independent samples,
    Journal of the American Statistical Association 68(341), 46-54, with Kish's effective sizes for n_i.
    """
    mass = np.bincount(draws, weights=q)
    squares = np.bincount(draws, weights=q * q)
    alive = mass > 0
    mass, squares = mass[alive], squares[alive]
    sizes = mass * mass / squares
    totals = [np.bincount(draws, weights=q * row, minlength=len(alive))[alive] for row in happened]
    share = np.array(totals).reshape(len(happened), len(mass)) / mass
    mean = np.clip(share @ mass, 0.0, 1.0)
    within = float(np.sum(mass * (1.0 - mass) / sizes))
    full = float(np.sum(mass * (1.0 - mass)))
    squared = (share - mean[:, None]) ** 2
    spread = squared @ mass
    noise = np.sqrt((squared - spread[:, None]) ** 2 @ (mass * mass))
    # groups of one run, a single group, or an outcome in no run say nothing about the spread between draws
    told = (mean > 0.0) & (mean < 1.0) & (full - within > _LEAST_VARIANCE)
    scale = np.where(told, mean * (1.0 - mean), 1.0)
    room = full - within if full - within > _LEAST_VARIANCE else 1.0
    return _Correlation(
        mean=mean,
        estimate=np.where(told, (spread / scale - within) / room, 0.0),
        error=np.where(told, noise / scale / room, 0.0),
        chance=float(np.sum(mass * mass / sizes)),
    )


def _positive_part(estimate: Floats, error: Floats) -> Floats:
    """Return E[γ | γ ≥ 0] for γ normal about `estimate` with standard deviation `error`, at most 1."""
    means: list[float] = []
    for at, by in zip(estimate.tolist(), error.tolist(), strict=True):
        if by <= 0.0:
            means.append(max(at, 0.0))
            continue
        z = at / by
        if z < _FAR_BELOW:  # the leading term of the tail, where both density and mass underflow
            means.append(by / -z)
            continue
        density = math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
        means.append(at + by * density / (0.5 * math.erfc(-z / math.sqrt(2.0))))
    return np.clip(np.array(means, dtype=np.float64), 0.0, 1.0)


def _intervals(mean: Floats, variance: Floats, effective: float) -> tuple[Probability, ...]:
    """Return each mean with the central interval of the Beta distribution that has it and `variance`."""
    tail = (1.0 - settings().interval.coverage) / 2.0
    rest = mean * (1.0 - mean)
    inside = rest > _LEAST_VARIANCE
    total = np.ones(len(mean))
    # a Beta's variance is below μ(1 − μ); at the bound it would be two points
    total[inside] = rest[inside] / np.clip(variance[inside], _LEAST_VARIANCE, 0.999 * rest[inside]) - 1.0
    # an outcome that no run shows, or every run, is as rare as Jeffreys' prior leaves it after so many runs
    alpha = np.where(inside, mean * total, mean * effective + 0.5)
    beta = np.where(inside, (1.0 - mean) * total, (1.0 - mean) * effective + 0.5)
    quantiles = np.stack([betaincinv(alpha, beta, at) for at in (tail, 1.0 - tail)], axis=1)
    return tuple(
        Probability(mean=float(m), low=float(min(low, m)), high=float(max(high, m)))
        for m, (low, high) in zip(mean, quantiles, strict=True)
    )
