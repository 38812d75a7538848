"""Intervals and orderings, and the conditions of optimality whatever the views."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sayso.views.dual import Floats
from sayso.views.outcome import Outcome
from sayso.views.patterns import AHEAD, BEHIND, OFF, Bools, Codes, codes_of, group
from sayso.views.pool import Reweighting, weigh, weigh_codes
from sayso.views.view import AnyView, Interval, Ordering, View, outcomes_of

ANY = Outcome(id="x", label="X", event="x(A)", factor=None, direction=1, months=12)
OTHER = Outcome(id="y", label="Y", event="y(A)", factor=None, direction=1, months=12)


def between(low: float, high: float, **more: Any) -> Interval:
    return Interval(statement="i", outcome=ANY, low=low, high=high, **more)


def order(**more: Any) -> Ordering:
    return Ordering(statement="o", outcome=ANY, less=OTHER, **more)


def tenth(runs: int = 100) -> Bools:
    return np.arange(runs)[None] < runs // 10


def solved(
    view: AnyView, happens: Bools, given: Bools | None = None, less: Bools | None = None
) -> Reweighting:
    return weigh([view], happens, np.ones_like(happens) if given is None else given, less=less)


def test_an_interval_that_holds_already_changes_nothing() -> None:
    found = solved(between(0.05, 0.3), tenth())
    assert np.allclose(found.weights, 0.01)
    assert found.views[0].multiplier == 0.0
    assert found.views[0].stated == found.views[0].prior == pytest.approx(0.1)


@pytest.mark.parametrize(("low", "high", "wanted"), [(0.3, 0.5, 0.3), (0.0, 0.04, 0.04), (0.2, 0.2, 0.2)])
def test_an_interval_moves_a_probability_to_its_nearest_bound_and_no_further(
    low: float, high: float, wanted: float
) -> None:
    found = solved(between(low, high), tenth())
    assert found.views[0].achieved == pytest.approx(wanted, abs=1e-9)
    assert np.sign(found.views[0].multiplier) == np.sign(wanted - 0.1)
    exact = View(statement="v", outcome=ANY, alpha=wanted, beta=1 - wanted, exact=True)
    assert np.allclose(found.weights, solved(exact, tenth()).weights, atol=1e-12)


def test_an_interval_on_a_conditional_leaves_its_condition_alone() -> None:
    condition, happens = np.arange(100)[None] % 2 == 0, tenth()
    found = solved(between(0.4, 0.6, given=OTHER), happens, condition)
    assert found.views[0].achieved == pytest.approx(0.4, abs=1e-9)
    assert found.weights[condition[0]].sum() == pytest.approx(0.5)


def test_a_slack_lets_a_bound_be_missed_the_more_the_larger_it_is() -> None:
    achieved = [
        solved(between(0.5, 0.8, slack=slack), tenth()).views[0].achieved for slack in (0.0, 0.1, 0.5)
    ]
    assert achieved[0] == pytest.approx(0.5)
    assert 0.1 < achieved[2] < achieved[1] < 0.5
    pull = np.log(achieved[1] / (1 - achieved[1])) - np.log(0.1 / 0.9)
    assert pull == pytest.approx((0.5 - achieved[1]) / 0.1**2)


def test_an_ordering_brings_the_likelier_outcome_ahead_by_its_margin() -> None:
    """Intervention is more likely than a fall."""
    happens, less = tenth(), np.arange(100)[None] >= 70
    for margin in (0.0, 0.1):
        found = solved(order(margin=margin), happens, less=less)
        first, second = float(found.weights @ happens[0]), float(found.weights @ less[0])
        assert first - second == pytest.approx(margin, abs=1e-9)
        assert found.views[0].achieved == pytest.approx(margin, abs=1e-9)
        assert found.views[0].prior == pytest.approx(0.1 - 0.3)


def test_an_ordering_that_holds_already_changes_nothing() -> None:
    found = solved(order(margin=0.05), np.arange(100)[None] >= 70, less=tenth())
    assert np.allclose(found.weights, 0.01)
    assert found.entropy_bits == 0.0


def test_a_surer_ordering_pulls_more() -> None:
    less = np.arange(100)[None] >= 70
    achieved = [
        solved(order(slack=slack), tenth(), less=less).views[0].achieved for slack in (0.02, 0.1, 0.4)
    ]
    assert 0.0 > achieved[0] > achieved[1] > achieved[2] > -0.2


def test_an_ordering_that_no_run_bears_out_is_named() -> None:
    never, less = np.zeros((1, 100), dtype=np.bool_), tenth()
    found = solved(order(), never, less=less)
    assert found.unmet == ("o",)
    assert "without the second" in found.unmet_because[0]
    assert solved(order(given=ANY), ~never, never, less).unmet_because == (
        "its condition comes true in no run",
    )


@pytest.mark.parametrize(
    ("view", "happens", "because"),
    [
        (between(0.2, 0.4), np.zeros((1, 100), dtype=np.bool_), "in no run"),
        (between(0.2, 0.4), np.ones((1, 100), dtype=np.bool_), "in every run"),
        (between(1.0, 1.0), tenth(), "exactly 1"),
        (between(0.0, 0.0), tenth(), "exactly 0"),
    ],
)
def test_an_interval_that_no_weighting_honours_is_named(view: Interval, happens: Bools, because: str) -> None:
    found = solved(view, happens)
    assert found.unmet == ("i",)
    assert because in found.unmet_because[0]


def test_bounds_that_are_none_are_refused() -> None:
    for low, high in ((0.5, 0.4), (-0.1, 0.4), (0.5, 1.1), (float("nan"), 0.5)):
        with pytest.raises(ValueError, match="interval"):
            between(low, high)
    with pytest.raises(ValueError, match="margin"):
        order(margin=1.0)
    for slack in (-0.1, float("inf"), float("nan")):
        with pytest.raises(ValueError, match="slack"):
            order(slack=slack)
        with pytest.raises(ValueError, match="slack"):
            between(0.1, 0.2, slack=slack)


def test_every_outcome_of_views_is_named_once() -> None:
    assert outcomes_of([between(0.1, 0.2), order(given=ANY)]) == (ANY, OTHER)


@st.composite
def problems(draw: st.DrawFn, *, exact: bool = False) -> tuple[list[AnyView], Codes]:
    """Return views of every kind, some twice, on runs that an even mixture of all answers would honour."""
    chance = np.random.default_rng(draw(st.integers(0, 10**6)))
    count, runs = draw(st.integers(1, 8)), 150
    happens = chance.random((count, runs)) < chance.uniform(0.05, 0.9, (count, 1))
    given, less = np.ones_like(happens), np.zeros_like(happens)
    hidden = chance.dirichlet(np.ones(runs))  # weights that honour every view that is exact
    views: list[AnyView] = []
    for at in range(count):
        kind = int(chance.integers(4))
        if at and chance.random() < 0.2:
            happens[at] = happens[at - 1]
        if kind == 3:
            less[at] = happens[at - 1]
            ahead = float(hidden @ happens[at]) - float(hidden @ less[at])
            slack = 0.0 if exact and ahead >= 0 else 0.05
            views.append(Ordering(statement=str(at), outcome=ANY, less=OTHER, slack=slack))
            continue
        truth = float(hidden @ happens[at])
        if kind == 2:
            spread = chance.uniform(0.0, 0.1)
            low, high = max(truth - spread, 0.0), min(truth + spread, 1.0)
            views.append(Interval(statement=str(at), outcome=ANY, low=low, high=high))
            continue
        condition = OTHER if kind == 1 and not exact else None
        if condition is not None:
            given[at] = chance.random(runs) < 0.5
        mean = truth if exact else float(chance.uniform(0.03, 0.97))
        mean = min(max(mean, 0.001), 0.999)
        views.append(
            View(
                statement=str(at),
                outcome=ANY,
                given=condition,
                alpha=20 * mean,
                beta=20 * (1 - mean),
                exact=exact,
            )
        )
    return views, codes_of(happens, given, less)


@settings(deadline=None, max_examples=60)
@given(problems())
def test_the_conditions_of_optimality_hold(problem: tuple[list[AnyView], Codes]) -> None:
    found = weigh_codes(*problem)
    assert np.all(found.weights >= 0)
    assert found.weights.sum() == pytest.approx(1.0, abs=1e-12)
    assert found.residual < 1e-9
    assert abs(found.gap) < 1e-8


def feature(view: AnyView, codes: NDArray[np.int8]) -> Floats:
    """Return 1_A (1_B − p), or of an ordering 1_A (1_B − 1_C − margin), for runs of those codes."""
    centre = view.mean if isinstance(view, View) else view.margin if isinstance(view, Ordering) else 0.0
    behind = (codes == BEHIND) if isinstance(view, Ordering) else np.zeros(len(codes))
    return np.asarray((codes == AHEAD) * 1.0 - behind - centre * (codes != OFF), dtype=np.float64)


@settings(deadline=None, max_examples=40)
@given(problems(exact=True), st.integers(0, 10**6))
def test_what_is_exact_is_honoured_and_nothing_that_honours_it_is_nearer(
    problem: tuple[list[AnyView], Codes], seed: int
) -> None:
    views, codes = problem
    found = weigh_codes(views, codes)
    rows = [feature(view, row) for view, row in zip(views, codes, strict=True)]
    for view, row in zip(views, rows, strict=True):
        at = float(row @ found.weights)
        if isinstance(view, View):
            assert at == pytest.approx(0.0, abs=1e-6)
        elif isinstance(view, Interval):
            assert view.low - 1e-6 <= at <= view.high + 1e-6
        elif view.slack == 0.0:
            assert at > -1e-6
    # a step that keeps every expectation as it is keeps every view
    fixed, q = np.vstack([*rows, np.ones(codes.shape[1])]), found.weights
    chance = np.random.default_rng(seed).standard_normal((codes.shape[1],))
    step = chance - np.linalg.lstsq((fixed * q) @ fixed.T, (fixed * q) @ chance)[0] @ fixed
    moved = q * (1.0 + 0.5 * step / np.abs(step).max())
    assert np.allclose(fixed @ moved, fixed @ q, atol=1e-8)
    assert information(q) <= information(moved) + 1e-9


def information(weights: Floats) -> float:
    """Return Σ q ln q: the relative entropy to even weights, but for a constant."""
    return float(np.sum(weights * np.log(np.maximum(weights, 1e-300))))


@settings(deadline=None, max_examples=40)
@given(problems(), st.integers(0, 10**6))
def test_neither_the_order_of_views_nor_that_of_runs_matters(
    problem: tuple[list[AnyView], Codes], seed: int
) -> None:
    views, codes = problem
    chance = np.random.default_rng(seed)
    plain = weigh_codes(views, codes)
    rows, runs = chance.permutation(len(views)), chance.permutation(codes.shape[1])
    shuffled = weigh_codes([views[row] for row in rows], codes[rows])
    assert np.abs(plain.weights - shuffled.weights).max() < 1e-9
    assert np.array_equal(weigh_codes(views, codes[:, runs]).weights, plain.weights[runs])


def test_kinds_of_runs_are_told_apart_over_many_words() -> None:
    """A hundred views are four words of two bits each; runs 0 and 5 agree in all of them."""
    chance = np.random.default_rng(1)
    codes = chance.integers(0, 4, (100, 40), dtype=np.int8)
    codes[:, 5] = codes[:, 0]
    codes[:, 6] = codes[:, 0]
    codes[99, 6] = (codes[99, 6] + 1) % 4
    kinds, which = group(codes)
    assert kinds.shape == (100, 39)
    assert which[0] == which[5] != which[6]
    assert np.array_equal(kinds[:, which], codes)


def test_likelihoods_of_one_outcome_weigh_as_each_does_alone_in_the_dual() -> None:
    """Two claims on one outcome are one row of the dual; their multipliers are those of two rows."""
    happens = np.vstack([tenth()] * 2)
    views = [
        View(statement=str(mean), outcome=ANY, alpha=20 * mean, beta=20 * (1 - mean)) for mean in (0.3, 0.8)
    ]
    found = weigh(views, happens, np.ones_like(happens))
    at = found.views[0].achieved
    pulls = [(view.mean - at) / view.variance for view in views]
    assert [one.multiplier for one in found.views] == pytest.approx(pulls)
    assert np.log(at / (1 - at)) - np.log(0.1 / 0.9) == pytest.approx(sum(pulls))
    assert sum(one.share for one in found.views) == pytest.approx(1.0)


def test_thousands_of_views_on_a_few_outcomes_are_a_small_problem() -> None:
    chance = np.random.default_rng(2)
    outcomes = chance.random((6, 2_000)) < 0.2
    which = chance.integers(0, 6, 3_000)
    means = chance.uniform(0.2, 0.6, 3_000)
    views = [
        View(statement=str(at), outcome=ANY, alpha=20 * mean, beta=20 * (1 - mean))
        for at, mean in enumerate(means.tolist())
    ]
    happens = outcomes[which]
    found = weigh(views, happens, np.ones_like(happens))
    assert found.residual < 1e-9
    precise = np.array([1 / view.variance for view in views])
    for outcome in range(6):
        mine = which == outcome
        mean = float(means[mine] @ precise[mine] / precise[mine].sum())
        assert float(found.weights @ outcomes[outcome]) == pytest.approx(mean, abs=0.01)


@settings(deadline=None, max_examples=20)
@given(problems(), st.integers(0, 10**6))
def test_weights_that_span_many_orders_are_no_trouble(
    problem: tuple[list[AnyView], Codes], seed: int
) -> None:
    """A prior from 1e-12 to 1, as rare events that are drawn more often have."""
    views, codes = problem
    prior = 10.0 ** np.random.default_rng(seed).uniform(-12.0, 0.0, codes.shape[1])
    found = weigh_codes(views, codes, prior=prior / prior.sum())
    assert np.all(np.isfinite(found.weights))
    assert found.weights.sum() == pytest.approx(1.0, abs=1e-9)
    assert found.residual < 1e-6


def test_a_million_runs_of_which_one_shows_the_outcome() -> None:
    codes = codes_of(np.arange(10**6)[None] == 0, np.ones((1, 10**6), dtype=np.bool_))
    view = View(statement="v", outcome=ANY, alpha=0.5, beta=0.5, exact=True)
    found = weigh_codes([view], codes)
    assert found.weights[0] == pytest.approx(0.5, abs=1e-6)
    assert found.effective_runs == pytest.approx(2 * np.sqrt(10**6), rel=1e-3)
