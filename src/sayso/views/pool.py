"""Entropy pooling: the weights on an ensemble's runs that honour stated likelihoods and change least.

Each view is E_q[1_B] = p, or E_q[1_A (1_B − p)] = 0 for "if A then B with p", and departs from it at the
price of a quadratic penalty with the variance of the stated Beta distribution. A conditional says nothing
about whether its condition comes true, so the probability of A is held at what it is without the
conditionals; the nearest weights would otherwise make A rare. See docs/views.md for the derivation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.simulation.ensemble import Ensemble
from sayso.views.dual import Floats, Solution, entropy_shares, minimise
from sayso.views.outcome import holds
from sayso.views.settings import settings
from sayso.views.view import View

Bools = NDArray[np.bool_]

_CODED_VIEWS = 39  # 3^39 is the largest power of three in 64 bits
_CONTRADICTION_VARIANCE = 1e-6  # contradicting equalities are loosened to a standard deviation of 0.001
_MISSED = 0.01
_NEVER = 1e-6  # a condition rarer than one run in a million is one that no run can speak for


class PooledView(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one view."""

    statement: str
    stated: float
    """Mean of the stated distribution, in (0, 1)."""
    prior: float
    """Probability of the outcome, given the condition where there is one, before any view."""
    achieved: float
    """The same under the weights."""
    multiplier: float
    """λ of the view: positive where it raises the outcome; per unit of E_q[1_A (1_B − p)], in nats."""
    share: float
    """Part of the relative entropy that the view accounts for; parts of all views sum to 1. Negative where
    the view undoes part of what the others do."""


@dataclass(frozen=True)
class Reweighting:
    """Weights on an ensemble's runs, and what they cost."""

    weights: Floats
    """Shape (runs,), non-negative, sum 1."""
    entropy_bits: float
    """Relative entropy to the weights before, KL(q ‖ p) / ln 2, at least 0."""
    effective_runs: float
    """exp(−Σ q ln q): the number of equally weighted runs with the same entropy."""
    thin: bool
    """True when the effective number of runs is under the floor in views.toml: read with care."""
    views: tuple[PooledView, ...]
    unmet: tuple[str, ...]
    """Statements whose view no weighting honours: left out, or missed where they contradict others."""
    unmet_because: tuple[str, ...]
    """The reason for each of `unmet`."""
    gap: float
    """Duality gap in nats: 0 up to rounding, a certificate that the weights are the nearest."""


@dataclass(frozen=True)
class _Constraints:
    """Rows of the dual: the views, then one row that holds the probability of each condition."""

    features: Floats  # (rows, patterns), centred
    variance: Floats  # (rows,)
    owners: tuple[tuple[int, ...], ...]  # for each row, the views that it serves


def pool(ensemble: Ensemble, views: Sequence[View], *, prior: Floats | None = None) -> Reweighting:
    """Return the weights nearest to `prior` (uniform when None) that honour `views` on `ensemble`.

    Raises:
        KeyError: if a view is about an event or a factor that the ensemble does not hold.

    Source: Meucci, A. (2008), Fully flexible views: theory and practice, Risk 21(10), 97-102.
    """
    happens = np.zeros((len(views), ensemble.runs), dtype=np.bool_)
    given = np.ones((len(views), ensemble.runs), dtype=np.bool_)
    for row, view in enumerate(views):
        happens[row] = holds(ensemble, view.outcome)
        if view.given is not None:
            given[row] = holds(ensemble, view.given)
    return weigh(views, happens, given, prior=prior)


def weigh(views: Sequence[View], happens: Bools, given: Bools, *, prior: Floats | None = None) -> Reweighting:
    """Return the weights for `views` whose outcomes are `happens` and whose conditions are `given`.

    `happens` and `given` have shape (views, runs); `given` is all true for a view without condition.

    Raises:
        ValueError: if the shapes do not fit or `prior` is not a distribution over the runs.
    """
    start = _prior(prior, happens, given, len(views))
    reasons = {
        index: reason
        for index, view in enumerate(views)
        if (reason := _impossible(view, happens[index], given[index], start)) is not None
    }
    kept = [index for index in range(len(views)) if index not in reasons]
    if not kept:
        return _result(start, start, (), _named(views, reasons), gap=0.0)
    patterns, inverse = group(happens[kept], given[kept])
    mass: Floats = np.bincount(inverse, weights=start, minlength=patterns.shape[1]).astype(np.float64)
    alive = mass > 0
    patterns, mass = patterns[:, alive], mass[alive]
    before, multipliers = _before_conditionals([views[index] for index in kept], patterns, mass)
    lost = [row for row in range(len(kept)) if before[patterns[row] > 0].sum() < _NEVER]
    for row in lost:
        reasons[kept[row]] = "its condition hardly ever comes true once the source's forecasts hold"
    patterns, multipliers = np.delete(patterns, lost, axis=0), np.delete(multipliers, lost)
    kept = [index for index in kept if index not in reasons]
    chosen = [views[index] for index in kept]
    constraints = _constraints(chosen, patterns, before)
    solution, loosened = _solve(constraints, mass, multipliers)
    pooled = _describe(chosen, patterns, mass, constraints, solution)
    ratio = np.zeros(len(alive))
    ratio[alive] = solution.weights / mass
    for index, view in zip(kept, pooled, strict=True):
        if loosened and abs(view.achieved - view.stated) > _MISSED and views[index].exact:
            reasons[index] = "it contradicts another view that is to be met exactly"
    return _result(start, start * ratio[inverse], pooled, _named(views, reasons), gap=solution.gap)


def group(happens: Bools, given: Bools) -> tuple[NDArray[np.int8], NDArray[np.intp]]:
    """Return the kinds of runs, and which of them each run is, shape (runs,).

    A kind is a column (views,) of 0 where the condition fails, 1 where it holds without the outcome and 2
    where both hold. Runs of a kind share one ratio q / p, so that few views on many runs are a small
    problem. With more than 39 views each run is its own kind.

    >>> codes, which = group(np.array([[True, False, True]]), np.array([[True, True, True]]))
    >>> codes.tolist(), which.tolist()
    ([[1, 2]], [1, 0, 1])
    """
    codes = np.where(given, 1 + happens.astype(np.int8), 0).astype(np.int8)
    views, runs = codes.shape
    if views > _CODED_VIEWS:
        return codes, np.arange(runs)
    numbers = np.zeros(runs, dtype=np.int64)
    for row in codes:
        numbers = numbers * 3 + row
    _, first, inverse = np.unique(numbers, return_index=True, return_inverse=True)
    return codes[:, first], inverse


def _prior(prior: Floats | None, happens: Bools, given: Bools, views: int) -> Floats:
    """Return the weights to start from, checked."""
    if happens.shape != given.shape or happens.ndim != 2 or len(happens) != views:  # noqa: PLR2004 - rows, columns
        raise ValueError(f"want two arrays ({views}, runs); got {happens.shape} and {given.shape}")
    runs = happens.shape[1]
    if prior is None:
        return np.full(runs, 1.0 / runs)
    if prior.shape != (runs,) or bool(np.any(prior < 0)) or not np.isclose(prior.sum(), 1.0):
        raise ValueError(f"the prior must be {runs} weights that are not negative and sum to 1")
    return prior


def _impossible(view: View, happens: Bools, given: Bools, prior: Floats) -> str | None:
    """Return why no weighting of the runs can honour `view`, or None when one can."""
    condition = float(given @ prior)
    both = float((given & happens) @ prior)
    if not 0.0 < view.mean < 1.0:
        return f"a probability of exactly {view.mean:.0f} would rule runs out for good"
    if condition <= 0.0:
        return "its condition comes true in no run"
    if both <= 0.0:
        return "its outcome comes true in no run" + (" where its condition does" if view.given else "")
    if not float((given & ~happens) @ prior) > 0.0:
        return "its outcome comes true in every run" + (" where its condition does" if view.given else "")
    return None


def _before_conditionals(
    views: Sequence[View], patterns: NDArray[np.int8], mass: Floats
) -> tuple[Floats, Floats]:
    """Return the patterns' weights and the views' multipliers when the conditionals have no say."""
    multipliers = np.zeros(len(views))
    own = [index for index, view in enumerate(views) if view.given is None]
    if not own or len(own) == len(views):
        return mass, multipliers
    constraints = _constraints([views[index] for index in own], patterns[own], mass)
    solution = minimise(constraints.features, mass, constraints.variance)
    multipliers[own] = solution.multipliers
    return solution.weights, multipliers


def _solve(constraints: _Constraints, mass: Floats, multipliers: Floats) -> tuple[Solution, bool]:
    """Return the solution, and whether contradicting equalities had to be loosened for it."""
    start = np.zeros(len(constraints.variance))
    start[: len(multipliers)] = multipliers
    solution = minimise(constraints.features, mass, constraints.variance, start=start)
    if solution.settled:
        return solution, False
    floor = np.maximum(constraints.variance, _CONTRADICTION_VARIANCE)
    return minimise(constraints.features, mass, floor), True


def _constraints(views: Sequence[View], patterns: NDArray[np.int8], weights: Floats) -> _Constraints:
    """Return the rows for `views`; conditions are held at their probabilities under `weights`."""
    rows: list[Floats] = []
    variance: list[float] = []
    conditions: dict[bytes, list[int]] = {}
    for index, view in enumerate(views):
        codes = patterns[index]
        rows.append(np.array([0.0, -view.mean, 1.0 - view.mean])[codes])
        if view.given is None:
            variance.append(view.variance)
            continue
        held = codes > 0
        # P(A) (P_q(B | A) − p)² / (2 v) is E_q[1_A (1_B − p)]² / (2 v P(A)): within the runs of A the claim
        # then weighs as a forecast does in all runs
        variance.append(view.variance * float(weights[held].sum()))
        if not held.all():
            conditions.setdefault(held.tobytes(), []).append(index)
    owners: list[tuple[int, ...]] = [(index,) for index in range(len(views))]
    exact = {
        (patterns[index] == side).tobytes()
        for index, view in enumerate(views)
        if view.exact and view.given is None
        for side in (1, 2)
    }
    for key, served in conditions.items():
        if key in exact:
            continue
        held = patterns[served[0]] > 0
        rows.append(held - float(weights[held].sum()))
        variance.append(0.0)
        owners.append(tuple(served))
    return _Constraints(np.array(rows), np.array(variance), tuple(owners))


def _describe(
    views: Sequence[View],
    patterns: NDArray[np.int8],
    mass: Floats,
    constraints: _Constraints,
    solution: Solution,
) -> tuple[PooledView, ...]:
    """Return what became of each view."""
    parts = np.zeros(len(views))
    nats = entropy_shares(constraints.features, mass, solution.multipliers)
    for owners, part in zip(constraints.owners, nats, strict=True):
        parts[list(owners)] += part / len(owners)
    total = float(parts.sum())
    return tuple(
        PooledView(
            statement=view.statement,
            stated=view.mean,
            prior=_conditional(codes, mass),
            achieved=_conditional(codes, solution.weights),
            multiplier=float(multiplier),
            share=float(part / total) if total > 0 else 0.0,
        )
        for view, codes, multiplier, part in zip(views, patterns, solution.multipliers, parts, strict=False)
    )


def _conditional(codes: NDArray[np.int8], weights: Floats) -> float:
    """Return P(B | A) under `weights`."""
    return float(((codes == 2) @ weights) / ((codes > 0) @ weights))  # noqa: PLR2004 - 2 codes A and B


def _named(views: Sequence[View], reasons: Mapping[int, str]) -> list[tuple[str, str]]:
    """Return the statements behind the views in `reasons`, in the views' order."""
    return [(views[index].statement, reasons[index]) for index in sorted(reasons)]


def _result(
    prior: Floats,
    weights: Floats,
    pooled: tuple[PooledView, ...],
    unmet: Sequence[tuple[str, str]],
    *,
    gap: float,
) -> Reweighting:
    """Return the record, with the entropies."""
    alive = weights > 0
    mass = weights[alive]
    nats = max(float(np.sum(mass * np.log(mass / prior[alive]))), 0.0)
    effective = float(np.exp(-np.sum(mass * np.log(mass))))
    return Reweighting(
        weights=weights,
        entropy_bits=nats / float(np.log(2.0)),
        effective_runs=effective,
        thin=effective < settings().effective_runs.floor,
        views=pooled,
        unmet=tuple(statement for statement, _ in unmet),
        unmet_because=tuple(reason for _, reason in unmet),
        gap=gap,
    )
