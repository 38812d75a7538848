"""The convex dual of entropy pooling, minimised by Newton's method.

The weights q that minimise KL(q ‖ p) + Σ_v d_v² / (2 s_v), d_v being by how much E_q[f_v] misses 0 (or, for
a row with a bound, falls on the wrong side of 0), are q_r ∝ p_r exp(λ·f(r)), where λ minimises

    D(λ) = log Σ_r p_r exp(λ·f(r)) + ½ Σ_v s_v λ_v²    subject to lower ≤ λ ≤ upper.

Its gradient is E_q[f] + s λ and its Hessian Cov_q(f) + diag(s). A row with s = 0 is honoured as it is. A row
E_q[f] ≥ 0 has λ ≥ 0, one E_q[f] ≤ 0 has λ ≤ 0, an equality has no bounds. The problem is small, smooth and
convex with an exact Hessian: see docs/decisions/0017-pooling.md for what general minimisers make of it. How
well it was solved is judged by the optimality conditions alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.views.bounded import bounded_step

Floats = NDArray[np.float64]

_ITERATIONS = 500
_DECREMENT = 1e-20  # Newton decrement below which another step would only move rounding errors
_LAST = 1e-11  # decrement from which one step more is the last: the next one would be its square
_CLOSED = 1e-11  # residual at which that step has done its work
_ARMIJO = 0.1
_BOLD = 8.0  # nats by which a step may first try to part two runs; the full step within it
_BOLDER = 4.0  # by how much bolder the next step may try to be where the last one could
_BOLDEST = 1e5
_LEAST = 1e-20  # variance under which a row is taken to be the same in all states
_RIDGE = 1e-13  # relative; keeps the Hessian invertible when two constraints say the same
_SINGLE_RIDGE = 1e-6  # the same for sums in single precision
_ROUNDING = 1e-15  # relative; what the dual's value may rise by rounding alone
_SETTLED = 1e-7  # a probability off by less than this counts as met
_LARGE = 1 << 20  # numbers in the features from which the Hessian is summed in single precision
_BLOCK = 1 << 12  # states whose features are summed at a time
_SAMPLE = 1 << 12  # states on which a first answer is sought, where there are more than four times as many
_ON_SAMPLE = 40  # steps for that first answer
_STALLED = 4  # steps in a row without a clearly smaller residual after which rounding is all that is left
_HOPELESS = 40  # the same where it is not small: no weights fulfil the rows


@dataclass(frozen=True)
class Rows:
    """Constraints on the weights of some states."""

    features: Floats
    """(rows, states), centred so that the wanted expectation is 0."""
    variance: Floats
    """(rows,), the penalty's; 0 for a row that is to be honoured as it is."""
    lower: Floats
    """(rows,), 0 where the expectation is to be at least 0, else −∞."""
    upper: Floats
    """(rows,), 0 where the expectation is to be at most 0, else ∞."""

    @property
    def bounded(self) -> bool:
        """Whether any row has a bound."""
        return bool(np.any(np.isfinite(self.lower) | np.isfinite(self.upper)))

    @classmethod
    def equalities(cls, features: Floats, variance: Floats) -> "Rows":
        """Return rows without bounds."""
        endless = np.full(len(features), np.inf)
        return cls(features, variance, -endless, endless)

    def missed(self, moments: Floats) -> Floats:
        """Return by how much expectations of (rows,) are off, 0 on the right side of a bound."""
        low = np.where(np.isfinite(self.upper), 0.0, np.minimum(moments, 0.0))
        high = np.where(np.isfinite(self.lower), 0.0, np.maximum(moments, 0.0))
        return np.asarray(low + high)


@dataclass(frozen=True)
class Solution:
    """Multipliers (rows,), weights (states,) and how well they fulfil the conditions of optimality."""

    multipliers: Floats
    weights: Floats
    moments: Floats
    """(rows,): E_q[f]."""
    residual: float
    """Largest |λ − clip(λ − D'(λ), lower, upper)|: 0 at the optimum (Karush, Kuhn and Tucker)."""
    gap: float
    """Primal less dual value in nats; 0 up to rounding at the optimum."""

    @property
    def settled(self) -> bool:
        """Whether every wanted expectation is met to a probability of 1e-7."""
        return self.residual < _SETTLED


def tilt(features: Floats, log_prior: Floats, multipliers: Floats) -> tuple[Floats, float]:
    """Return weights p exp(λ·f) / Z, shape (states,), and log Z, stable for large exponents."""
    exponent = multipliers @ features
    exponent += log_prior
    top = float(exponent.max())
    exponent -= top
    weights: Floats = np.exp(exponent, out=exponent)
    total = float(weights.sum())
    weights /= total
    return weights, top + float(np.log(total))


def minimise(rows: Rows, prior: Floats, *, start: Floats | None = None) -> Solution:
    """Return the multipliers that minimise the dual, and the weights they give.

    `prior` (states,) is positive and sums to 1; `start` (rows,) are multipliers to start from, 0 when None.
    Where rows have bounds a step minimises the quadratic model within them.

    Source: Meucci, A. (2008), Fully flexible views: theory and practice, Risk 21(10), 97-102; for the length
    of the steps Sun, T. & Tran-Dinh, Q. (2019), Generalized self-concordant functions: a recipe for
    Newton-type methods, Mathematical Programming 178, 145-213.
    """
    begin = np.zeros(len(rows.features)) if start is None else np.clip(start, rows.lower, rows.upper)
    states = len(prior)
    if states > 4 * _SAMPLE:
        begin = _on_a_sample(rows, prior, begin, every=states // _SAMPLE)
    return _newton(rows, prior, begin)


def _on_a_sample(rows: Rows, prior: Floats, begin: Floats, *, every: int) -> Floats:
    """Return the multipliers of a sample of the states, or `begin` where it has no answer."""
    part = prior[::every]
    features = np.ascontiguousarray(rows.features[:, ::every])
    few = Rows(features, rows.variance, rows.lower, rows.upper)
    found = _newton(few, part / part.sum(), begin, iterations=_ON_SAMPLE)
    return found.multipliers if found.settled else begin


def _newton(rows: Rows, prior: Floats, multipliers: Floats, *, iterations: int = _ITERATIONS) -> Solution:
    """Return the solution that Newton's steps come to from `multipliers`."""
    log_prior = np.log(prior)
    point = _Point.at(rows, log_prior, multipliers)
    single = rows.features.size > _LARGE
    best, stalled, bold = np.inf, 0, _BOLD
    for _ in range(iterations):
        stalled = 0 if point.residual < 0.5 * best else stalled + 1
        best = min(best, point.residual)
        if stalled >= (_STALLED if best < _SETTLED else _HOPELESS):
            break
        if stalled:
            single = False  # it has given what it can
        step, decrement = _newton_step(rows, point, single=single)
        if decrement < _DECREMENT:
            break
        point, bold = _advance(rows, log_prior, point, step, decrement, bold)
        if decrement < _LAST and point.residual < _CLOSED:
            break
    return Solution(point.multipliers, point.weights, point.moments, point.residual, _gap(rows, point))


@dataclass(frozen=True)
class _Point:
    """Multipliers and what follows from them."""

    multipliers: Floats
    weights: Floats
    log_z: float
    moments: Floats
    gradient: Floats
    residual: float
    value: float
    """D(λ) in nats."""

    @classmethod
    def at(cls, rows: Rows, log_prior: Floats, multipliers: Floats) -> "_Point":
        """Return the point at `multipliers`."""
        weights, log_z = tilt(rows.features, log_prior, multipliers)
        moments = rows.features @ weights
        gradient = moments + rows.variance * multipliers
        projected = np.clip(multipliers - gradient, rows.lower, rows.upper)
        # without bounds this is the gradient, and says so without the rounding of a large multiplier
        off = np.where(np.isinf(rows.lower) & np.isinf(rows.upper), gradient, multipliers - projected)
        residual = float(np.max(np.abs(off), initial=0.0))
        value = log_z + 0.5 * float(rows.variance @ multipliers**2)
        return cls(multipliers, weights, log_z, moments, gradient, residual, value)


def _advance(
    rows: Rows, log_prior: Floats, point: _Point, step: Floats, decrement: float, bold: float
) -> tuple[_Point, float]:
    """Return the point after a step that is as long as it descends, and how bold the next one may be.

    `bold` is in nats by which two runs are parted.
    """
    # a third moment is at most a range times a variance, so that the length `sure` is sure to descend from
    # anywhere, where a full step might put all weight on one run; it tends to 1 as the step shrinks
    parting = step @ rows.features
    reach = float(parting.max() - parting.min())
    sure = float(np.log1p(reach)) / reach if reach > 0 else 1.0
    # where all weight lies on a few runs the dual is all but straight, and bolder steps go on descending
    lengths = (1.0, *(max(sure, nats / max(reach, nats)) for nats in (bold, _BOLD)), sure)
    after, taken = point, 0.0
    for length in dict.fromkeys(lengths):
        # within the bounds but for the rounding
        trial = np.clip(point.multipliers + length * step, rows.lower, rows.upper)
        after, taken = _Point.at(rows, log_prior, trial), length
        if after.value <= point.value - _ARMIJO * length * decrement + _ROUNDING * abs(point.value):
            break
    grown = min(bold * _BOLDER, _BOLDEST) if taken >= lengths[1] else max(bold / _BOLDER, _BOLD)
    return after, grown


def _newton_step(rows: Rows, point: _Point, *, single: bool) -> tuple[Floats, float]:
    """Return Newton's step within the bounds and its decrement, −step·gradient."""
    hessian = _hessian(rows, point, single=single)
    # rows of rare outcomes are brought to the scale of the others before the ridge is put on all
    scale = 1.0 / np.sqrt(np.maximum(np.diag(hessian), _LEAST))
    hessian *= scale[:, None] * scale
    hessian[np.diag_indices_from(hessian)] += _SINGLE_RIDGE if single else _RIDGE
    gradient = scale * point.gradient
    if rows.bounded:
        at = point.multipliers / scale
        step = scale * bounded_step(hessian, gradient, at, lower=rows.lower, upper=rows.upper)
    else:
        step = -scale * np.linalg.solve(hessian, gradient)
    decrement = float(-point.gradient @ step)
    if single and not decrement > 0.0:
        return _newton_step(rows, point, single=False)
    return step, decrement


def _hessian(rows: Rows, point: _Point, *, single: bool) -> Floats:
    """Return the Hessian of the dual, (rows, rows), summed over blocks that fit a core's cache."""
    features, moments = rows.features, point.moments
    root = np.sqrt(point.weights)
    hessian = np.diag(rows.variance)
    if single:
        # the features are centred at what is wanted, so that near the optimum little is lost by not
        # centring them at what is
        hessian -= np.outer(moments, moments)
        small = root.astype(np.float32)
    for first in range(0, len(root), _BLOCK):
        part = slice(first, first + _BLOCK)
        if single:
            few = features[:, part].astype(np.float32)
            few *= small[part]
            hessian += few @ few.T
        else:
            # centred first, so that the covariances of what is all but certain survive the rounding
            scaled = features[:, part] - moments[:, None]
            scaled *= root[part]
            hessian += scaled @ scaled.T
    return hessian


def _gap(rows: Rows, point: _Point) -> float:
    """Return the primal value less the dual value, in nats."""
    soft = rows.variance > 0
    missed = rows.missed(point.moments)[soft]
    penalty = 0.5 * float(np.sum(missed**2 / rows.variance[soft]))
    return float(point.multipliers @ point.moments) - point.log_z + penalty + point.value


def pulls(features: Floats, prior: Floats, multipliers: Floats) -> Floats:
    """Return how hard the relative entropy is pulled at by each row, (rows,): its part is λ times this.

    Along the path tλ, 0 ≤ t ≤ 1, the relative entropy KL(q ‖ p) grows by t λ'Cov_t(f)λ dt; a row's part is
    λ_v ∫ t (Cov_t(f) λ)_v dt, in nats. The parts sum to the relative entropy; a row that undoes part of what
    another does has a negative one.

    Source: Aumann, R. J. & Shapley, L. S. (1974), Values of non-atomic games (the diagonal formula).
    """
    nodes, heights = np.polynomial.legendre.leggauss(16)
    exponent = multipliers @ features
    exponent -= exponent.max()
    spread = np.zeros(len(prior))
    for node, height in zip(0.5 * (nodes + 1.0), 0.5 * heights, strict=True):
        weights = prior * np.exp(node * exponent)
        weights /= weights.sum()
        spread += height * node * weights * (exponent - float(weights @ exponent))
    return np.asarray(features @ spread)


def entropy_shares(features: Floats, prior: Floats, multipliers: Floats) -> Floats:
    """Return each row's part of KL(q ‖ p) in nats, shape (rows,); they sum to it. See `pulls`."""
    return multipliers * pulls(features, prior, multipliers)
