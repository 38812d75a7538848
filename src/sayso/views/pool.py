"""Entropy pooling: the weights on an ensemble's runs that honour stated likelihoods and change least.

Each view is E_q[1_B] = p, or E_q[1_A (1_B − p)] = 0 for "if A then B with p", and departs from it at the
price of a quadratic penalty with the variance of the stated Beta distribution; or a probability, or the
difference of two, keeps to one side of a bound. A conditional says nothing about whether its condition comes
true, so the probability of A is held at what it is without the conditionals; the nearest weights would
otherwise make A rare. See docs/views.md for the derivation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import msgspec
import numpy as np

from sayso.simulation.ensemble import Ensemble
from sayso.views.conflicts import conflicts
from sayso.views.constraints import Constraints, constraints, impossible, missed, share
from sayso.views.dual import Floats, Rows, Solution, minimise, pulls
from sayso.views.outcome import holds
from sayso.views.patterns import OFF, Bools, Codes, codes_of, group, masses
from sayso.views.settings import settings
from sayso.views.view import AnyView, Interval, Ordering, View, outcomes_of

_LOOSENED = tuple(0.1**power for power in np.arange(1.0, 6.25, 0.5))
"""Variances of what contradicts itself, one after the other: at last a standard deviation of 0.001."""
_MISSED = 0.001
_NEVER = 1e-6  # a condition rarer than one run in a million is one that no run can speak for


Kind: TypeAlias = Literal["likelihood", "interval", "ordering"]
_KINDS: Mapping[type[AnyView], Kind] = {View: "likelihood", Interval: "interval", Ordering: "ordering"}
_Start: TypeAlias = dict[tuple[tuple[int, ...], float], float]
"""Multipliers to start from, by the views that a row serves and what it is centred at."""


class PooledView(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one view."""

    statement: str
    kind: Kind = "likelihood"
    stated: float
    """Mean of the stated distribution, in (0, 1); of an interval the bound nearest to `prior`, or `prior`
    itself where it lies within; of an ordering the margin."""
    prior: float
    """Probability of the outcome, given the condition where there is one, before any view; of an ordering
    the probability less that of the other outcome."""
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
    residual: float
    """By how much the conditions of optimality are off (Karush, Kuhn and Tucker), as a probability."""
    conflicts: tuple[tuple[str, ...], ...] = ()
    """Statements that contradict each other, in sets of which none can be left out; see `conflicts.py`."""


def pool(ensemble: Ensemble, views: Sequence[AnyView], *, prior: Floats | None = None) -> Reweighting:
    """Return the weights nearest to `prior` (the ensemble's own when None) that honour `views` on `ensemble`.

    Raises:
        KeyError: if a view is about an event or a factor that the ensemble does not hold.

    Source: Meucci, A. (2008), Fully flexible views: theory and practice, Risk 21(10), 97-102.
    """
    codes = codes_on(ensemble, views)
    own = ensemble.weights if prior is None else prior
    found = weigh_codes(views, codes, prior=own)
    return replace(found, conflicts=conflicts(views, codes, own, weights=found.weights))


def codes_on(ensemble: Ensemble, views: Sequence[AnyView]) -> Codes:
    """Return what each run of `ensemble` is to each view, (views, runs), as `codes_of` tells it.

    Raises:
        KeyError: if a view is about an event or a factor that the ensemble does not hold.
    """
    happens = np.zeros((len(views), ensemble.runs), dtype=np.bool_)
    given = np.ones_like(happens)
    less = np.zeros_like(happens)
    known = {outcome: holds(ensemble, outcome) for outcome in outcomes_of(views)}
    for row, view in enumerate(views):
        happens[row] = known[view.outcome]
        if view.given is not None:
            given[row] = known[view.given]
        if isinstance(view, Ordering):
            less[row] = known[view.less]
    return codes_of(happens, given, less)


def weigh(
    views: Sequence[AnyView],
    happens: Bools,
    given: Bools,
    *,
    less: Bools | None = None,
    prior: Floats | None = None,
) -> Reweighting:
    """Return the weights for `views` whose outcomes are `happens` and whose conditions are `given`.

    `happens`, `given` and `less` have shape (views, runs); `given` is all true for a view without condition;
    `less` are the outcomes that orderings call less likely, all false for other views. Which views
    contradict each other is left to `conflicts`.

    Raises:
        ValueError: if the shapes do not fit or `prior` is not a distribution over the runs.
    """
    for array in (happens, given, *(() if less is None else (less,))):
        if array.shape != happens.shape or array.ndim != 2 or len(array) != len(views):  # noqa: PLR2004 - rows, columns
            raise ValueError(f"want arrays ({len(views)}, runs); got {happens.shape} and {array.shape}")
    return weigh_codes(views, codes_of(happens, given, less), prior=prior)


def weigh_codes(views: Sequence[AnyView], codes: Codes, *, prior: Floats | None = None) -> Reweighting:
    """Return the weights for `views` to which the runs are as `codes` (views, runs) says.

    Raises:
        ValueError: if `prior` is not a distribution over the runs.
    """
    start = _prior(prior, codes.shape[1])
    before = np.array([masses(row, start) for row in codes]).reshape(-1, 4)
    reasons = {
        at: reason for at, view in enumerate(views) if (reason := impossible(view, before[at])) is not None
    }
    kept = [at for at in range(len(views)) if at not in reasons]
    if not kept:
        return _result(start, start, (), _named(views, reasons))
    kinds, which = group(codes if len(kept) == len(views) else codes[kept])
    mass: Floats = np.bincount(which, weights=start, minlength=kinds.shape[1]).astype(np.float64)
    alive = mass > 0
    if not alive.all():
        kinds, mass = kinds[:, alive], mass[alive]
    chosen = [views[at] for at in kept]
    held, first = _before_conditionals(chosen, kinds, mass)
    lost = [row for row, view in enumerate(chosen) if _hardly_ever(view, kinds[row], held)]
    if lost:
        reasons |= {
            kept[row]: "its condition hardly ever comes true once the source's forecasts hold" for row in lost
        }
        kinds, first = np.delete(kinds, lost, axis=0), {}
        kept = [at for at in kept if at not in reasons]
        chosen = [views[at] for at in kept]
    wanted = constraints(chosen, kinds, held)
    solution, loosened = _solve(wanted, mass, first)
    pooled = _describe(chosen, before[kept], kinds, mass, wanted, solution)
    ratio = np.zeros(len(alive))
    ratio[alive] = solution.weights / mass
    for at, view in zip(kept, pooled, strict=True):
        if loosened and views[at].variance == 0.0 and missed(views[at], view.achieved) > _MISSED:
            reasons[at] = "it contradicts another view that is to be met exactly"
    return _result(start, start * ratio[which], pooled, _named(views, reasons), solution)


def _prior(prior: Floats | None, runs: int) -> Floats:
    """Return the weights to start from, checked."""
    if prior is None:
        return np.full(runs, 1.0 / runs)
    if prior.shape != (runs,) or bool(np.any(prior < 0)) or not np.isclose(prior.sum(), 1.0):
        raise ValueError(f"the prior must be {runs} weights that are not negative and sum to 1")
    return prior


def _hardly_ever(view: AnyView, codes: Codes, weights: Floats) -> bool:
    """Tell whether the view is given a condition that next to no weight is left on."""
    return view.given is not None and float(weights[codes != OFF].sum()) < _NEVER


def _before_conditionals(views: Sequence[AnyView], kinds: Codes, mass: Floats) -> tuple[Floats, _Start]:
    """Return the kinds' weights when the conditionals have no say, and the multipliers of the other views."""
    own = [at for at, view in enumerate(views) if view.given is None]
    if not own or len(own) == len(views):
        return mass, {}
    wanted = constraints([views[at] for at in own], kinds[own], mass)
    solution, _ = _solve(wanted, mass, {})
    served = (tuple(own[at] for at in row.served) for row in wanted.about)
    keys = [(these, row.centre) for these, row in zip(served, wanted.about, strict=True)]
    return solution.weights, dict(zip(keys, solution.multipliers.tolist(), strict=True))


def _solve(wanted: Constraints, mass: Floats, known: _Start) -> tuple[Solution, bool]:
    """Return the solution, and whether what was to be met exactly had to be loosened for it."""
    rows = wanted.rows
    start = np.array([known.get((row.served, row.centre), 0.0) for row in wanted.about])
    solution = minimise(rows, mass, start=start)
    if solution.settled:
        return solution, False
    # too far for one go, or no weights fulfil the rows
    nearly, _ = _ever_closer(rows, mass, np.ones(len(wanted.about), dtype=np.bool_))
    solution = minimise(rows, mass, start=nearly.multipliers)
    if solution.settled:
        return solution, False
    # conditions can be held whatever the claims: where the claims contradict each other, they are what gives
    claims = np.array([not row.holds_condition for row in wanted.about])
    held, reached = _ever_closer(rows, mass, claims)
    return (held if reached else nearly), True


def _ever_closer(rows: Rows, mass: Floats, gives: Bools) -> tuple[Solution, bool]:
    """Return the solution for rows loosened as little as can be, where `gives` (rows,) allows it.

    Each variance starts from where the last answer was. The second is whether the smallest was reached.
    """
    at: Solution | None = None
    for loose in _LOOSENED:
        variance = np.where(gives, np.maximum(rows.variance, loose), rows.variance)
        looser = Rows(rows.features, variance, rows.lower, rows.upper)
        closer = minimise(looser, mass, start=None if at is None else at.multipliers)
        if at is not None and not closer.settled:
            return at, False
        at = closer
    if at is None:
        raise ValueError("no variances to loosen rows by")
    return at, at.settled


def _describe(
    views: Sequence[AnyView],
    before: Floats,
    kinds: Codes,
    mass: Floats,
    wanted: Constraints,
    solution: Solution,
) -> tuple[PooledView, ...]:
    """Return what became of each view; `before` (views, 4) are the masses of the codes without views."""
    pull = pulls(wanted.rows.features, mass, solution.multipliers)
    multipliers, parts = np.zeros(len(views)), np.zeros(len(views))
    after = [masses(row, solution.weights) for row in kinds]
    for at, row in enumerate(wanted.about):
        served = list(row.served)
        own = np.full(len(served), solution.multipliers[at] / len(served))
        if not row.holds_condition:
            if row.variance > 0.0 and len(served) > 1:
                own = _own_multipliers([views[each] for each in served], after[served[0]], row.variance)
            multipliers[served] += own
        parts[served] += own * pull[at]
    total = float(parts.sum())
    return tuple(
        PooledView(
            statement=view.statement,
            kind=_KINDS[type(view)],
            stated=_stated(view, first := share(view, old)),
            prior=first,
            achieved=share(view, new),
            multiplier=float(multiplier),
            share=float(part / total) if total > 0 else 0.0,
        )
        for view, old, new, multiplier, part in zip(views, before, after, multipliers, parts, strict=True)
    )


def _own_multipliers(views: Sequence[AnyView], after: Floats, together: float) -> Floats:
    """Return the multipliers of likelihoods that share a row of variance `together`: λ_i = −e_i / s_i."""
    variance = np.array([view.variance for view in views])
    condition = together * float(np.sum(1.0 / variance))  # the row's variance counts P(A) times 1 / Σ 1 / s_i
    off = np.array([share(view, after) - view.mean for view in views if isinstance(view, View)])
    return np.asarray(-off * after[OFF + 1 :].sum() / (variance * condition))


def _stated(view: AnyView, before: float) -> float:
    """Return what a view says as one number."""
    if isinstance(view, View):
        return view.mean
    if isinstance(view, Ordering):
        return view.margin
    return min(max(before, view.low), view.high)


def _named(views: Sequence[AnyView], reasons: Mapping[int, str]) -> list[tuple[str, str]]:
    """Return the statements behind the views in `reasons`, in the views' order."""
    return [(views[at].statement, reasons[at]) for at in sorted(reasons)]


def _result(
    prior: Floats,
    weights: Floats,
    pooled: tuple[PooledView, ...],
    unmet: Sequence[tuple[str, str]],
    solution: Solution | None = None,
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
        gap=0.0 if solution is None else solution.gap,
        residual=0.0 if solution is None else solution.residual,
    )
