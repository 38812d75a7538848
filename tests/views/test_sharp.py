"""Claims that are far surer of themselves than the model's runs bear out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.views.outcome import Outcome
from sayso.views.patterns import Bools
from sayso.views.pool import Reweighting, weigh
from sayso.views.view import AnyView, Interval, View

ANY = Outcome(id="x", label="X", event="x(A)", factor=None, direction=1, months=12)


def likely(
    name: str, mean: float, *, weight: float, given: Outcome | None = None, exact: bool = False
) -> View:
    alpha, beta = mean * weight, (1.0 - mean) * weight
    return View(statement=name, outcome=ANY, given=given, alpha=alpha, beta=beta, exact=exact)


def groups(*counts: tuple[int, str]) -> Bools:
    """Return outcomes (rows) of runs: `(3, "10")` is three runs in which the first holds, not the second."""
    columns = [[mark == "1" for mark in marks] for count, marks in counts for _ in range(count)]
    return np.array(columns, dtype=np.bool_).T


def balanced(view: View, found: Reweighting) -> bool:
    """Tell whether the view's multiplier is (stated − achieved) / variance, as it is at the optimum."""
    [mine] = [one for one in found.views if one.statement == view.statement]
    wanted = (view.mean - mine.achieved) / view.variance
    return mine.multiplier == pytest.approx(wanted, rel=1e-3, abs=1e-3)


def test_a_sharp_conditional_leaves_the_conditions_of_all_claims_alone() -> None:
    """The first would have B in nine tenths of A; B is the condition of the second, and keeps its share."""
    happens = groups((35, "110"), (8, "111"), (10, "010"), (2450, "100"), (40, "101"), (17, "000"))
    a, b, c = happens
    claims = [
        likely("b if a", 0.88, weight=1300.0, given=ANY),
        likely("c if b", 0.07, weight=5000.0, given=ANY),
    ]
    found = weigh(claims, np.stack([b, c]), np.stack([a, b]))
    assert found.unmet == ()
    assert found.weights[a].sum() == pytest.approx(a.mean())
    assert found.weights[b].sum() == pytest.approx(b.mean())
    assert found.views[0].achieved == pytest.approx(b.sum() / a.sum(), rel=1e-3)
    assert all(balanced(claim, found) for claim in claims)


def test_where_exact_claims_contradict_each_other_a_condition_still_keeps_its_share() -> None:
    """P(B) = 0.05 and P(B | A) = 0.9 cannot be while P(A) is over a half: the claims give, and are named."""
    a, b = groups((10, "11"), (40, "10"), (20, "01"), (30, "00"))
    claims = [
        likely("b", 0.05, weight=1.0, exact=True),
        likely("b if a", 0.9, weight=1.0, given=ANY, exact=True),
    ]
    found = weigh(claims, np.stack([b, b]), np.stack([np.ones_like(a), a]))
    assert found.unmet == ("b", "b if a")
    forecast = weigh(claims[:1], b[None], np.ones((1, len(b)), dtype=np.bool_))
    assert found.weights[a].sum() == pytest.approx(forecast.weights[a].sum(), abs=1e-6)


def test_two_exact_claims_half_a_point_apart_are_named() -> None:
    happens = groups((50, "1"), (50, "0")).repeat(2, axis=0)
    claims = [likely("a", 0.7, weight=1.0, exact=True), likely("b", 0.705, weight=1.0, exact=True)]
    assert weigh(claims, happens, np.ones_like(happens)).unmet == ("a", "b")


@st.composite
def sharp(draw: st.DrawFn) -> tuple[list[AnyView], Bools, Bools]:
    """Return likelihoods and soft intervals, half of them conditional, worth up to 10,000 observations."""
    chance = np.random.default_rng(draw(st.integers(0, 10**6)))
    outcomes = chance.random((4, 640)) < 10.0 ** chance.uniform(-2.5, 0.0, (4, 1))
    views: list[AnyView] = []
    happens, held = [], []
    for at in range(draw(st.integers(2, 8))):
        about, other = chance.permutation(4)[:2]
        condition = ANY if chance.random() < 0.5 else None
        if chance.random() < 0.7:
            mean, weight = chance.uniform(0.01, 0.99), 10.0 ** chance.uniform(0.5, 4.0)
            views.append(likely(str(at), mean, weight=weight, given=condition))
        else:
            low, high = np.sort(chance.random(2)).tolist()
            views.append(
                Interval(statement=str(at), outcome=ANY, given=condition, low=low, high=high, slack=0.02)
            )
        happens.append(outcomes[about])
        held.append(outcomes[other] if condition is not None else np.ones(640, dtype=np.bool_))
    return views, np.array(happens), np.array(held)


@settings(deadline=None)
@given(sharp())
def test_however_sharp_the_claims_they_are_balanced_and_conditions_keep_their_shares(
    problem: tuple[list[AnyView], Bools, Bools],
) -> None:
    views, happens, held = problem
    found = weigh(views, happens, held)
    assert np.isfinite(found.weights).all()
    plain = [row for row, view in enumerate(views) if view.given is None]
    before = weigh([views[row] for row in plain], happens[plain], held[plain]).weights
    honoured = {one.statement for one in found.views}
    for view, condition in zip(views, held, strict=True):
        if view.statement in honoured:
            assert found.weights[condition].sum() == pytest.approx(before[condition].sum(), abs=1e-6)
            assert not isinstance(view, View) or balanced(view, found)
