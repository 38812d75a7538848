"""Exact filter and smoother of a random walk on a grid of points, with its settings averaged over.

Counts are small, often zero and noisier than Poisson's, so that no normal distribution of their logs fits.
With one number per period the sums can be done as they stand: the number is held to one of K points, and
each observation's probability is taken at every one of them.

Source: Kitagawa 1987, Non-Gaussian State-Space Modeling of Nonstationary Time Series, Journal of the American
Statistical Association 82(400).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import stats

from sayso.measures.panel import Floats

HEAVINESS: Final = 4.0
"""Degrees of freedom of a step, a Student-t: now and then a level jumps."""
_TINY: Final = 1e-300
_KEPT: Final = 0.99
"""Share of the weight of settings that a covariance is computed from."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Walk:
    """What is known of a random walk; T periods, K points, Q sizes of step, O overdispersions."""

    points: Floats
    """(K,)."""
    kernels: Floats
    """(Q, K, K): probability of each point after each point."""
    weights: Floats
    """(Q, O): posterior probability of each pair of settings."""
    evidence: Floats
    """(T, Q, O): log probability of each period's observation given those before it."""
    filtered: Floats
    """(T, Q, O, K): given the observations up to the period."""
    smoothed: Floats
    """(T, Q, O, K): given all of them."""

    def marginal(self) -> Floats:
        """Return the probability of each point in each period, (T, K)."""
        found: Floats = np.einsum("qo,tqok->tk", self.weights, self.smoothed)
        return found

    def mean(self) -> Floats:
        """Return the mean in each period, (T,)."""
        return self.marginal() @ self.points

    def variance(self) -> Floats:
        """Return the variance in each period, (T,)."""
        return self.marginal() @ self.points**2 - self.mean() ** 2

    def quantile(self, share: float) -> Floats:
        """Return the point below which `share` of the probability lies, (T,), linear within a cell."""
        below = self.marginal().cumsum(axis=1)
        edges = self.points + (self.points[1] - self.points[0]) / 2
        return np.array([np.interp(share, row, edges) for row in below])

    def covariance(self, before: int, after: int) -> float:
        """Return the covariance of two periods, the earlier place first."""
        order = np.argsort(-self.weights.ravel())
        enough = int(np.searchsorted(self.weights.ravel()[order].cumsum(), _KEPT)) + 1
        chosen = np.array(np.unravel_index(order[:enough], self.weights.shape)).T
        weights = np.array([self.weights[q, o] for q, o in chosen])
        both, first, second = (np.empty(len(chosen)) for _ in range(3))
        for at, (q, o) in enumerate(chosen):
            # E[x(before) | x(t)], carried forward
            known = self.points
            for t in range(before, after):
                joint = self.filtered[t, q, o][:, None] * self.kernels[q]
                known = (known @ joint) / np.maximum(joint.sum(axis=0), _TINY)
            last = self.smoothed[after, q, o]
            both[at], first[at], second[at] = last @ (known * self.points), last @ known, last @ self.points
        weights /= weights.sum()
        return float(weights @ both - (weights @ first) * (weights @ second))


def follow(points: Floats, likelihood: Floats, steps: Floats, prior: Floats) -> Walk:
    """Return the walk on evenly spaced `points`, (K,), that `likelihood`, (T, O, K), tells of.

    `likelihood` is the log probability of each period's observation at each point under each overdispersion,
    0 where there is none; `steps`, (Q,), are the scales of a period's step, a Student-t of HEAVINESS degrees
    of freedom; `prior`, (Q, O), is the log probability of the settings. Nothing is known before the first
    period.
    Takes T · Q · O · K² multiplications, twice.
    """
    kernels = _kernels(points, steps)
    periods, _, size = likelihood.shape
    shape = (periods, *prior.shape, size)
    filtered, smoothed = np.empty(shape), np.empty(shape)
    evidence = np.empty(shape[:-1])
    top = likelihood.max(axis=2, keepdims=True)
    chances = np.exp(likelihood - top)
    now = np.full(shape[1:], 1 / size)
    for t in range(periods):
        if t:
            now = now @ kernels
        now = now * chances[t]
        total = np.maximum(now.sum(axis=-1, keepdims=True), _TINY)
        evidence[t] = np.log(total[..., 0]) + top[t, :, 0]
        now /= total
        filtered[t] = now
    back = kernels.swapaxes(1, 2)
    later = np.ones(shape[1:])
    for t in range(periods - 1, -1, -1):
        both = filtered[t] * later
        smoothed[t] = both / np.maximum(both.sum(axis=-1, keepdims=True), _TINY)
        later = (chances[t] * later) @ back
        later /= np.maximum(later.max(axis=-1, keepdims=True), _TINY)
    logs = prior + evidence.sum(axis=0)
    weights = np.exp(logs - logs.max())
    return Walk(
        points=points,
        kernels=kernels,
        weights=weights / weights.sum(),
        evidence=evidence,
        filtered=filtered,
        smoothed=smoothed,
    )


def _kernels(points: Floats, steps: Floats) -> Floats:
    """Return the probability of a step from each point into each point's cell, (Q, K, K)."""
    spacing = points[1] - points[0]
    apart = np.arange(len(points)) - np.arange(len(points))[:, None]
    gaps = np.arange(-len(points), len(points)) + 0.5
    found = np.empty((len(steps), len(points), len(points)))
    for at, step in enumerate(steps):
        cells = np.diff(stats.t.cdf(gaps * spacing / step, HEAVINESS))
        kernel = cells[apart + len(points) - 1]
        found[at] = kernel / kernel.sum(axis=1, keepdims=True)
    return found
