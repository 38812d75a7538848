"""Which views contradict each other: sets that no weighting of the runs honours, none of which can go.

A stated distribution is honoured when the probability lies in its central interval (`[conflict]` in
views.toml), an exact view when it is met, an interval or an ordering when it holds, give or take its slack.
Whether a weighting exists is a linear programme in the weights of the kinds of runs.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

from sayso.views.constraints import impossible, share, values
from sayso.views.dual import Floats
from sayso.views.patterns import OFF, Codes, group, masses
from sayso.views.settings import settings
from sayso.views.view import AnyView, Ordering, View

_TOLERANCE = 1e-6  # a probability that is off by no more is met
_LEAST_CONDITION = 0.01  # of its probability under the weights must be left to a condition
_SETS = 5  # sets that are looked for; they share no view
_PROGRAMMES = 400  # linear programmes that may be solved for them
_COLUMNS = 2_000  # kinds of runs that a programme starts with, and adds where it lacks some
_PRICED = -1e-9


@dataclass(frozen=True)
class _Half:
    """One side of one view: Σ q f ≥ 0."""

    view: int
    values: Floats
    """f by kind of run, in units of the view's probability."""


def conflicts(
    views: Sequence[AnyView], codes: Codes, prior: Floats, *, weights: Floats
) -> tuple[tuple[str, ...], ...]:
    """Return sets of statements that contradict each other, each in the order of the views.

    `codes` (views, runs) is what each run is to each view; runs without weight in `prior` (runs,) do not
    count; `weights` (runs,) are those that honour the views as well as can be. No weighting honours a set,
    and one honours it without any one of its members; views that no weighting honours even alone are left
    out, as `impossible` names them. Sets share no statement, so that each is news.

    Source: Chinneck, J. W. & Dravnieks, E. W. (1991), Locating minimal infeasible constraint sets in linear
    programs, ORSA Journal on Computing 3(2), 157-168: the elastic and the deletion filter.
    """
    open_to = _open(views, codes, prior, weights)
    if all(low - _TOLERANCE <= at <= high + _TOLERANCE for low, high, at in open_to.values()):
        return ()
    rows = list(open_to)
    kinds, which = group(codes[rows])
    alive = np.bincount(which, weights=prior, minlength=kinds.shape[1]) > 0
    mass: Floats = np.bincount(which, weights=weights, minlength=kinds.shape[1]).astype(np.float64)
    kinds, mass = kinds[:, alive], mass[alive]
    halves = [
        half
        for at, row in enumerate(rows)
        for half in _halves(row, views[row], open_to[row][:2], kinds[at], mass)
    ]
    search = _Search(halves)
    left = set(rows)
    found: list[set[int]] = []
    while len(found) < _SETS:
        core = search.core(left)
        if core is None:
            break
        found.append(core)
        left -= core
    return tuple(
        tuple(dict.fromkeys(views[row].statement for row in sorted(core))) for core in found if len(core) > 1
    )


def _open(
    views: Sequence[AnyView], codes: Codes, prior: Floats, weights: Floats
) -> dict[int, tuple[float, float, float]]:
    """Return for each view that can be honoured alone its bounds and what it is under `weights`."""
    found: dict[int, tuple[float, float, float]] = {}
    for at, view in enumerate(views):
        if impossible(view, masses(codes[at], prior)) is not None:
            continue
        after = masses(codes[at], weights)
        if after[OFF + 1 :].sum() > 0.0:
            found[at] = (*bounds(view), share(view, after))
    return found


def bounds(view: AnyView) -> tuple[float, float]:
    """Return between what the view's probability, or difference of two, counts as honoured.

    >>> from sayso.views.outcome import Outcome
    >>> any_of = Outcome(id="x", label="X", event="x(A)", factor=None, direction=1, months=12)
    >>> low, high = bounds(View(statement="1", outcome=any_of, alpha=17.9, beta=2.85))
    >>> round(low, 2), round(high, 2)
    (0.72, 0.96)
    """
    coverage = settings().conflict.coverage
    tail = (1.0 - coverage) / 2.0
    if isinstance(view, View):
        if view.exact:
            return view.mean, view.mean
        low, high = betaincinv(view.alpha, view.beta, np.array([tail, 1.0 - tail]))
        return float(low), float(high)
    slack = float(ndtri(1.0 - tail)) * view.slack
    if isinstance(view, Ordering):
        return view.margin - slack, 1.0
    return max(view.low - slack, 0.0), min(view.high + slack, 1.0)


def _halves(
    row: int, view: AnyView, between: tuple[float, float], codes: Codes, weights: Floats
) -> Iterator[_Half]:
    """Yield the sides of a view; for a conditional also that its condition keeps some probability.

    Without the latter two conditionals could both be honoured by ruling their condition out.
    """
    low, high = between
    inside = codes != OFF
    least = 1.0
    if view.given is not None:
        least = _LEAST_CONDITION * float(weights[inside].sum())
        yield _Half(row, inside / least - 1.0)
    yield _Half(row, values(view, low)[codes] / least)
    if high < 1.0:
        yield _Half(row, -values(view, high)[codes] / least)


class _Search:
    """Sets of views that cannot be honoured together, found with a limited number of programmes."""

    def __init__(self, halves: Sequence[_Half]) -> None:
        self._views = np.array([half.view for half in halves])
        self._values = np.array([half.values for half in halves])
        self._left = _PROGRAMMES
        kinds = self._values.shape[1]
        self._start = np.unique(np.linspace(0, kinds - 1, min(kinds, _COLUMNS)).astype(np.intp))

    def core(self, among: Collection[int]) -> set[int] | None:
        """Return the rows of views of which none can go, None where a weighting honours all.

        Where the programmes run out it is a set that cannot be honoured, but perhaps not a smallest one.
        """
        core = self._certificate(among)
        if core is None:
            return None
        for row in sorted(core):
            if row in core:
                core = self._certificate(core - {row}) or core
        return core

    def _certificate(self, among: Collection[int]) -> set[int] | None:
        """Return views among those given that prove that no weighting honours them, None where one does."""
        used = np.flatnonzero(np.isin(self._views, list(among)))
        if not len(used):
            return None
        values = self._values[used]
        columns = self._start
        while self._left > 0:
            self._left -= 1
            missed, prices, even = _elastic(values[:, columns])
            if missed <= _TOLERANCE:
                return None
            reduced = values.T @ prices - even
            reduced[columns] = 0.0
            lacking = np.flatnonzero(reduced < _PRICED)
            if not len(lacking):
                return set(self._views[used[prices < _PRICED]].tolist())
            best = lacking[np.argsort(reduced[lacking], kind="stable")[:_COLUMNS]]
            columns = np.union1d(columns, best)
        return None


def _elastic(values: Floats) -> tuple[float, NDArray[np.float64], float]:
    """Return the least total by which Σ q f ≥ 0 is missed over the rows, and the prices of the constraints.

    `values` is (rows, kinds). The prices (rows,) are at most 0; rows with a price prove the miss.
    """
    from scipy.optimize import linprog  # noqa: PLC0415 - half a second that few need

    rows, kinds = values.shape
    found = linprog(
        np.concatenate([np.zeros(kinds), np.ones(rows)]),
        A_ub=np.hstack([-values, -np.eye(rows)]),
        b_ub=np.zeros(rows),
        A_eq=np.concatenate([np.ones(kinds), np.zeros(rows)])[None],
        b_eq=np.ones(1),
        method="highs",
    )
    if found.status != 0:
        return 0.0, np.zeros(rows), 0.0  # not known to be a contradiction, so not called one
    return float(found.fun), np.asarray(found.ineqlin.marginals), float(found.eqlin.marginals[0])
