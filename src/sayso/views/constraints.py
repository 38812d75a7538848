"""From views and the kinds of runs to the rows of the dual, and back to what became of each view."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.views.dual import Floats, Rows
from sayso.views.patterns import AHEAD, BEHIND, EVEN, OFF, Bools, Codes
from sayso.views.view import AnyView, Ordering, View


@dataclass(frozen=True)
class Row:
    """One row of the dual: E_q[f] is to be 0, or on one side of 0."""

    served: tuple[int, ...]
    """The views that it says; those given a condition whose probability it holds."""
    holds_condition: bool
    centre: float
    """The probability, or the margin, that f is centred at; of a condition the rarer side's probability."""
    variance: float
    lower: float = -np.inf
    upper: float = np.inf


@dataclass(frozen=True)
class Constraints:
    """What the dual is to fulfil."""

    rows: Rows
    about: tuple[Row, ...]
    """One for each row."""


@dataclass(frozen=True)
class Target:
    """Where a view wants its expectation, and how firmly."""

    centre: float
    variance: float
    lower: float = -np.inf
    upper: float = np.inf


def constraints(views: Sequence[AnyView], kinds: Codes, weights: Floats) -> Constraints:
    """Return the rows for `views`; conditions are held at their probabilities under `weights` (kinds,)."""
    about: list[Row] = []
    for served in _same(views, kinds):
        # P(A) (P_q(B | A) − p)² / (2 v) is E_q[1_A (1_B − p)]² / (2 v P(A)): within the runs of A the claim
        # then weighs as a forecast does in all runs
        inside = kinds[served[0]] != OFF
        condition = 1.0 if views[served[0]].given is None else float(weights[inside].sum())
        about += [
            Row(served, False, to.centre, to.variance * condition, to.lower, to.upper)
            for to in _together([views[at] for at in served])
        ]
    held: list[Bools] = []
    for served in _conditions(views, kinds):
        rarer = _rarer(kinds[served[0]] == OFF, weights)
        held.append(rarer)
        about.append(Row(served, True, float(weights[rarer].sum()), 0.0))
    features = np.empty((len(about), kinds.shape[1]))
    first = len(about) - len(held)
    for line, row in zip(features[:first], about, strict=False):
        np.take(values(views[row.served[0]], row.centre), kinds[row.served[0]], out=line, mode="clip")
    for line, row, rarer in zip(features[first:], about[first:], held, strict=True):
        np.subtract(rarer, row.centre, out=line)
    rows = Rows(
        features=features,
        variance=np.array([row.variance for row in about], dtype=np.float64),
        lower=np.array([row.lower for row in about], dtype=np.float64),
        upper=np.array([row.upper for row in about], dtype=np.float64),
    )
    return Constraints(rows, tuple(about))


def targets(view: AnyView) -> tuple[Target, ...]:
    """Return where `view` wants its expectation: one row, or two for an interval."""
    if isinstance(view, View):
        return (Target(view.mean, view.variance),)
    if isinstance(view, Ordering):
        return (Target(view.margin, view.variance, lower=0.0),)
    if view.low == view.high:
        return (Target(view.low, view.variance),)
    low = (Target(view.low, view.variance, lower=0.0),) if view.low > 0.0 else ()
    high = (Target(view.high, view.variance, upper=0.0),) if view.high < 1.0 else ()
    return low + high


def values(view: AnyView, centre: float) -> Floats:
    """Return f by code, shape (4,): 1_A (1_B − centre), of an ordering 1_A (1_B − 1_C − centre)."""
    by_code = np.zeros(4)
    by_code[[BEHIND, EVEN, AHEAD]] = -centre
    by_code[AHEAD] += 1.0
    if isinstance(view, Ordering):
        by_code[BEHIND] -= 1.0
    return by_code


def share(view: AnyView, masses: Floats) -> float:
    """Return P(B | A), of an ordering P(B | A) − P(C | A), from the masses of the four codes.

    >>> from sayso.views.outcome import Outcome
    >>> any_of = Outcome(id="x", label="X", event="x(A)", factor=None, direction=1, months=12)
    >>> share(View(statement="1", outcome=any_of, alpha=1, beta=1), np.array([0.5, 0.0, 0.3, 0.2]))
    0.4
    """
    behind = masses[BEHIND] if isinstance(view, Ordering) else 0.0
    return float((masses[AHEAD] - behind) / masses[[BEHIND, EVEN, AHEAD]].sum())


def missed(view: AnyView, achieved: float) -> float:
    """Return by how much `achieved` is off what the view says, at least 0."""
    if isinstance(view, View):
        return abs(achieved - view.mean)
    if isinstance(view, Ordering):
        return max(view.margin - achieved, 0.0)
    return max(view.low - achieved, achieved - view.high, 0.0)


def impossible(view: AnyView, masses: Floats) -> str | None:
    """Return why no weighting of the runs can honour `view`, or None when one can.

    `masses` are the weights of the runs with each of the four codes for it.
    """
    behind, even, ahead = (bool(masses[code] > 0.0) for code in (BEHIND, EVEN, AHEAD))
    reason: str | None = None
    if not (behind or even or ahead):
        return "its condition comes true in no run"
    if isinstance(view, Ordering):
        if not ahead and (behind or view.margin > 0.0):
            reason = "in no run does the first outcome come true without the second"
    else:
        least, most = (view.mean, view.mean) if isinstance(view, View) else (view.low, view.high)
        strict = isinstance(view, View)
        if (least == 1.0 and (even or strict)) or (most == 0.0 and (ahead or strict)):
            return f"a probability of exactly {least:.0f} would rule runs out for good"
        if least > 0.0 and not ahead:
            reason = "its outcome comes true in no run"
        elif most < 1.0 and not even:
            reason = "its outcome comes true in every run"
    return reason if reason is None or view.given is None else f"{reason} where its condition does"


def _rarer(outside: Bools, weights: Floats) -> Bools:
    """Return the side of a condition with less weight: its share, however small, is not lost in rounding."""
    return outside if weights[outside].sum() < weights[~outside].sum() else ~outside


def _same(views: Sequence[AnyView], kinds: Codes) -> tuple[tuple[int, ...], ...]:
    """Return the views row by row: likelihoods of the same runs together, every other view alone."""
    found: dict[object, list[int]] = {}
    for at, view in enumerate(views):
        key: object = at
        if isinstance(view, View):
            firm = (view.exact, view.mean) if view.exact else (False,)
            key = (kinds[at].tobytes(), view.given is None, firm)
        found.setdefault(key, []).append(at)
    return tuple(map(tuple, found.values()))


def _together(views: Sequence[AnyView]) -> tuple[Target, ...]:
    """Return where views of the same runs want their expectation together.

    The sum of penalties (e − m_i)² / (2 s_i) is that of the mean of the m_i, weighted by 1 / s_i, with the
    variance 1 / Σ 1 / s_i, but for a constant.
    """
    each = [target for view in views for target in targets(view)]
    if len(views) == 1 or each[0].variance == 0.0:
        return targets(views[0])
    precision = np.array([1.0 / target.variance for target in each])
    centres = np.array([target.centre for target in each])
    return (Target(float(precision @ centres / precision.sum()), float(1.0 / precision.sum())),)


def _conditions(views: Sequence[AnyView], kinds: Codes) -> Iterator[tuple[int, ...]]:
    """Yield for each condition that no exact view fixes already the views given it."""
    fixed = {
        ((kinds[at] == AHEAD) == side).tobytes()
        for at, view in enumerate(views)
        if isinstance(view, View) and view.exact and view.given is None
        for side in (True, False)
    }
    found: dict[bytes, list[int]] = {}
    for at, view in enumerate(views):
        if view.given is not None:
            inside = kinds[at] != OFF
            if not inside.all():
                found.setdefault(inside.tobytes(), []).append(at)
    yield from (tuple(served) for key, served in found.items() if key not in fixed)
