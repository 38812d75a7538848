"""The convex dual of entropy pooling, minimised by Newton's method.

The weights q that minimise KL(q ‖ p) + Σ_v E_q[f_v]² / (2 s_v) are q_r ∝ p_r exp(λ·f(r)), where λ minimises

    D(λ) = log Σ_r p_r exp(λ·f(r)) + ½ Σ_v s_v λ_v².

Its gradient is E_q[f] + s λ and its Hessian Cov_q(f) + diag(s). A constraint with s = 0 is an equality.
The problem is small, smooth and convex with an exact Hessian, so a damped Newton iteration in NumPy does
what a general minimiser would, without the half second that importing one takes; the tests hold it against
`scipy.optimize`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ITERATIONS = 500
_DECREMENT = 1e-20  # Newton decrement below which another step would only move rounding errors
_ARMIJO = 0.1
_BOLD = 8.0  # nats by which a step may first try to part two runs; the full step within it
_RIDGE = 1e-13  # relative; keeps the Hessian invertible when two constraints say the same
_SETTLED = 1e-7  # a probability off by less than this counts as met


@dataclass(frozen=True)
class Solution:
    """Multipliers (constraints,), weights (states,) and whether the iteration settled."""

    multipliers: Floats
    weights: Floats
    settled: bool
    gap: float
    """Primal less dual value in nats; 0 up to rounding at the optimum."""


def tilt(features: Floats, log_prior: Floats, multipliers: Floats) -> tuple[Floats, float]:
    """Return weights p exp(λ·f) / Z, shape (states,), and log Z, stable for large exponents."""
    exponent = log_prior + multipliers @ features
    top = float(exponent.max())
    weights = np.exp(exponent - top)
    total = float(weights.sum())
    normed: Floats = weights / total
    return normed, top + float(np.log(total))


def minimise(features: Floats, prior: Floats, variance: Floats, *, start: Floats | None = None) -> Solution:
    """Return the multipliers that minimise the dual, and the weights they give.

    `features` has shape (constraints, states), centred so that the wanted expectation is 0; `prior`
    (states,) is positive and sums to 1; `variance` (constraints,) is the penalty's, 0 for equalities;
    `start` (constraints,) are multipliers to start from, 0 when None.

    Source: Meucci, A. (2008), Fully flexible views: theory and practice, Risk 21(10), 97-102; for the length
    of the steps Sun, T. & Tran-Dinh, Q. (2019), Generalized self-concordant functions: a recipe for
    Newton-type methods, Mathematical Programming 178, 145-213.
    """
    log_prior = np.log(prior)
    multipliers = np.zeros(len(features)) if start is None else start
    weights, log_z = tilt(features, log_prior, multipliers)
    for _ in range(_ITERATIONS):
        gradient = features @ weights + variance * multipliers
        step, decrement = _newton_step(features, weights, variance, gradient)
        if decrement < _DECREMENT:
            break
        # a third moment is at most a range times a variance, so that this length is sure to descend from
        # anywhere, where a full step might put all weight on one run; it tends to 1 as the step shrinks
        reach = float(np.ptp(step @ features))
        sure = float(np.log1p(reach)) / reach if reach > 0 else 1.0
        value = log_z + 0.5 * float(variance @ multipliers**2)
        for length in (min(1.0, max(sure, _BOLD / max(reach, _BOLD))), sure):
            trial = multipliers + length * step
            weights, log_z = tilt(features, log_prior, trial)
            if log_z + 0.5 * float(variance @ trial**2) <= value - _ARMIJO * length * decrement:
                break
        multipliers = trial
    residual = features @ weights + variance * multipliers
    settled = bool(np.max(np.abs(residual), initial=0.0) < _SETTLED)
    return Solution(multipliers, weights, settled, _gap(features, log_prior, variance, multipliers))


def _newton_step(
    features: Floats, weights: Floats, variance: Floats, gradient: Floats
) -> tuple[Floats, float]:
    """Return Newton's step and its decrement."""
    # centred first, so that the covariances of what is all but certain survive the rounding
    scaled = features - (features @ weights)[:, None]
    scaled *= np.sqrt(weights)
    hessian = scaled @ scaled.T + np.diag(variance)
    hessian[np.diag_indices_from(hessian)] += _RIDGE * max(float(np.trace(hessian)), 1e-300)
    step = np.asarray(-np.linalg.solve(hessian, gradient), dtype=np.float64)
    return step, float(-gradient @ step)


def _gap(features: Floats, log_prior: Floats, variance: Floats, multipliers: Floats) -> float:
    """Return the primal value less the dual value, in nats."""
    weights, log_z = tilt(features, log_prior, multipliers)
    moments = features @ weights
    soft = variance > 0
    penalty = 0.5 * float(np.sum(moments[soft] ** 2 / variance[soft]))
    dual = -log_z - 0.5 * float(variance @ multipliers**2)
    return float(multipliers @ moments) - log_z + penalty - dual


def entropy_shares(features: Floats, prior: Floats, multipliers: Floats) -> Floats:
    """Return each constraint's part of KL(q ‖ p) in nats, shape (constraints,); they sum to it.

    Along the path tλ, 0 ≤ t ≤ 1, the relative entropy grows by t λ'Cov_t(f)λ dt; a constraint's part is
    ∫ t λ_v (Cov_t(f) λ)_v dt. A constraint that undoes part of what another does has a negative part.

    Source: Aumann, R. J. & Shapley, L. S. (1974), Values of non-atomic games (the diagonal formula).
    """
    nodes, heights = np.polynomial.legendre.leggauss(16)
    log_prior = np.log(prior)
    parts = np.zeros(len(features))
    exponent = multipliers @ features
    for node, height in zip(0.5 * (nodes + 1.0), 0.5 * heights, strict=True):
        weights, _ = tilt(features, log_prior, node * multipliers)
        spread = exponent - float(weights @ exponent)
        parts += height * node * multipliers * (features @ (weights * spread))
    return parts
