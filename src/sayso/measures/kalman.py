"""Kalman filter and Rauch–Tung–Striebel smoother of many linear models side by side.

Arrays end in N, the models that are computed at once: operations on each element are then
contiguous. Observations of a period are taken in one after another, which needs no inverse
(Durbin & Koopman 2012, Time Series Analysis by State Space Methods, 2nd ed., section 6.4).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

import numpy as np

from sayso.measures.panel import Floats


class Sight(NamedTuple):
    """The noise of a period's observations, (M, N) each."""

    variance: Floats
    offset: Floats
    """Its mean."""


Seeing: TypeAlias = Callable[[int, Floats], Sight]
"""How a period is seen, from its place and what is predicted for it without noise, (M, N)."""


@dataclass(frozen=True, eq=False, kw_only=True)
class System:
    """x(t) = keep · x(t−1) + shift(t) + step(t); y(t) = loadings · x(t) + noise.

    D parts of the state, M observations per period, T periods, N models.
    """

    keep: Floats
    """(D,): 1 for what lasts, 0 for what is drawn anew each period."""
    loadings: Floats
    """(M, D, N)."""
    start: Floats
    """(D, D, N): variance of the state in the first period, with mean zero."""
    shift: Floats
    """(T, D, N): mean of the step into each period; the first is used too."""
    step: Floats
    """(T, D, N): variance of the step into each period; the first is not used."""
    shared: Floats | None = None
    """(M,): correlation of each observation's noise with the state's last part, drawn anew each period."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Filtered:
    """What was known of each period from it and those before it."""

    mean: Floats
    """(T, D, N)."""
    variance: Floats
    """(T, D, D, N)."""
    prior_mean: Floats
    """(T, D, N): before the period's own observations."""
    prior_variance: Floats
    """(T, D, D, N)."""
    innovation: Floats
    """(T, M, N): observation less its prediction from all before it; NaN where there is none."""
    innovation_variance: Floats
    """(T, M, N)."""
    sights: tuple[Sight, ...]
    """How each period was seen."""
    system: System

    def forecast(self, t: int) -> tuple[Floats, Floats]:
        """Return mean and variance of a period's observations before the period, (M, N)."""
        sight = self.sights[t]
        load = self.system.loadings
        mean = sight.offset + np.einsum("mdn,dn->mn", load, self.prior_mean[t])
        spread = np.einsum("mdn,den,men->mn", load, self.prior_variance[t], load, optimize=True)
        return mean, spread + sight.variance


@dataclass(frozen=True, eq=False, kw_only=True)
class Smoothed:
    """What is known of each period from all periods."""

    mean: Floats
    """(T, N, D)."""
    variance: Floats
    """(T, N, D, D)."""
    gain: Floats
    """(T − 1, N, D, D): cov(x(t), x(s)) = gain(t) · cov(x(t+1), x(s)) for every s > t."""


def run_filter(system: System, values: Floats, seeing: Seeing) -> Filtered:
    """Return the filtered states for values (T, M, N), of which NaN are passed over."""
    periods, observed, models = values.shape
    parts = len(system.keep)
    mean = np.zeros((parts, models))
    variance = system.start.copy()
    diagonal = np.arange(parts)
    known = np.isfinite(values)
    filled = np.where(known, values, 0.0)
    sights = []
    out = Filtered(
        mean=np.empty((periods, parts, models)),
        variance=np.empty((periods, parts, parts, models)),
        prior_mean=np.empty((periods, parts, models)),
        prior_variance=np.empty((periods, parts, parts, models)),
        innovation=np.full((periods, observed, models), np.nan),
        innovation_variance=np.full((periods, observed, models), np.nan),
        sights=(),
        system=system,
    )
    both = system.keep[:, None] * system.keep
    fresh = diagonal[system.keep == 0]
    for t in range(periods):
        if t:
            if len(fresh):
                mean *= system.keep[:, None]
                variance *= both[:, :, None]
                variance[fresh, fresh] = system.start[fresh, fresh]
            variance[diagonal, diagonal] += system.step[t]
        mean += system.shift[t]
        out.prior_mean[t], out.prior_variance[t] = mean, variance
        sight = seeing(t, np.einsum("mdn,dn->mn", system.loadings, mean))
        sights.append(sight)
        loadings, own = _seen_through(system, sight)
        for m in np.flatnonzero(known[t].any(axis=1)):
            load = loadings[m]
            toward = (variance * load).sum(axis=1)
            total = (toward * load).sum(axis=0) + own[m]
            surprise = filled[t, m] - sight.offset[m] - (load * mean).sum(axis=0)
            weight = toward * (known[t, m] / total)
            mean += weight * surprise
            variance -= weight[:, None] * toward
            out.innovation[t, m] = np.where(known[t, m], surprise, np.nan)
            out.innovation_variance[t, m] = np.where(known[t, m], total, np.nan)
        out.mean[t], out.variance[t] = mean, variance
    return replace(out, sights=tuple(sights))


def smooth(system: System, filtered: Filtered) -> Smoothed:
    """Return the smoothed states.

    Source: Rauch, Tung & Striebel 1965, Maximum Likelihood Estimates of Linear Dynamic Systems,
    AIAA Journal 3(8).
    """
    mean = filtered.mean.transpose(0, 2, 1).copy()
    variance = filtered.variance.transpose(0, 3, 1, 2).copy()
    prior_mean = filtered.prior_mean.transpose(0, 2, 1)
    prior = filtered.prior_variance.transpose(0, 3, 1, 2)
    # gain(t) = V(t) keep prior(t+1)⁻¹, all periods at once
    kept = variance[:-1] * system.keep
    gain = np.asarray(np.linalg.solve(prior[1:], kept.swapaxes(-1, -2)), float).swapaxes(-1, -2)
    for t in range(len(mean) - 2, -1, -1):
        mean[t] += (gain[t] @ (mean[t + 1] - prior_mean[t + 1])[..., None])[..., 0]
        variance[t] += gain[t] @ (variance[t + 1] - prior[t + 1]) @ gain[t].swapaxes(-1, -2)
    return Smoothed(mean=mean, variance=variance, gain=gain)


def covariance_over_time(smoothed: Smoothed, model: int, parts: int) -> Floats:
    """Return the covariance of the first `parts` of one model's state over all periods, (T, parts, T, parts).

    Source: de Jong & Mackinnon 1988, Covariances for smoothed estimates in state space models,
    Biometrika 75(3).
    """
    periods, _, size = smoothed.mean.shape
    found = np.zeros((periods, parts, periods, parts))
    later = np.zeros((size, periods, parts))
    for t in range(periods - 1, -1, -1):
        if t < periods - 1:
            gain = smoothed.gain[t, model]
            after = later[:, t + 1 :].reshape(size, -1)
            later[:, t + 1 :] = (gain @ after).reshape(size, -1, parts)
        later[:, t] = smoothed.variance[t, model][:, :parts]
        found[t, :, t:] = later[:parts, t:]
        found[t:, :, t] = later[:parts, t:].transpose(1, 2, 0)
    return found


def _seen_through(system: System, sight: Sight) -> tuple[Floats, Floats]:
    """Return the loadings with the shared noise among them, and the variance of the rest of the noise."""
    if system.shared is None:
        return system.loadings, sight.variance
    loadings = system.loadings.copy()
    loadings[:, -1] = system.shared[:, None] * np.sqrt(sight.variance)
    return loadings, sight.variance * (1 - system.shared[:, None] ** 2)
