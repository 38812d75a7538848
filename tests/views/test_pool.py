"""Entropy pooling against closed forms, and what must hold whatever the views."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sayso.simulation.ensemble import Ensemble
from sayso.views.outcome import Outcome
from sayso.views.patterns import Bools
from sayso.views.pool import Reweighting, pool, weigh
from sayso.views.view import View

UNREST = Outcome(
    id="mass_unrest(UZB)",
    label="Mass unrest in Uzbekistan",
    event="mass_unrest(UZB)",
    factor=None,
    direction=1,
    months=12,
    events=("mass_unrest(UZB)",),
)


def view(name: str, mean: float, *, weight: float = 20.0, exact: bool = True, given: bool = False) -> View:
    return View(
        statement=name,
        outcome=UNREST,
        given=UNREST if given else None,
        alpha=mean * weight,
        beta=(1.0 - mean) * weight,
        exact=exact,
    )


def runs(*groups: tuple[int, str]) -> Bools:
    """Return outcomes (rows) of runs: `(3, "10")` is three runs in which the first holds, not the second."""
    columns = [[mark == "1" for mark in marks] for count, marks in groups for _ in range(count)]
    return np.array(columns, dtype=np.bool_).T


def always(happens: Bools) -> Bools:
    return np.ones_like(happens)


def probability(
    result: Reweighting, happens: NDArray[np.bool_], given: NDArray[np.bool_] | None = None
) -> float:
    inside = np.ones_like(happens) if given is None else given
    return float(result.weights[happens & inside].sum() / result.weights[inside].sum())


def entropy(stated: float, prior: float) -> float:
    """Relative entropy in bits between two coins."""
    return float(stated * np.log2(stated / prior) + (1 - stated) * np.log2((1 - stated) / (1 - prior)))


def test_one_view_scales_each_group_of_runs_to_its_share() -> None:
    happens = runs((10, "1"), (90, "0"))
    result = weigh([view("a", 0.6)], happens, always(happens))
    assert np.allclose(result.weights[:10], 0.6 / 10)
    assert np.allclose(result.weights[10:], 0.4 / 90)
    assert np.isclose(result.entropy_bits, entropy(0.6, 0.1))
    assert np.isclose(result.effective_runs, 100 * 2 ** -entropy(0.6, 0.1))
    [found] = result.views
    assert (found.stated, found.prior) == pytest.approx((0.6, 0.1))
    assert found.achieved == pytest.approx(0.6)
    assert found.multiplier == pytest.approx(np.log(0.6 / 0.1) - np.log(0.4 / 0.9))
    assert found.share == pytest.approx(1.0)


def test_two_views_on_independent_outcomes_multiply() -> None:
    happens = runs((8, "11"), (32, "10"), (12, "01"), (48, "00"))
    result = weigh([view("a", 0.7), view("b", 0.5)], happens, always(happens))
    expected = {"11": 0.35 / 8, "10": 0.35 / 32, "01": 0.15 / 12, "00": 0.15 / 48}
    for column, weight in zip(happens.T, result.weights, strict=True):
        assert weight == pytest.approx(expected["".join("1" if mark else "0" for mark in column)])
    bits = [entropy(0.7, 0.4), entropy(0.5, 0.2)]
    assert np.isclose(result.entropy_bits, sum(bits))
    assert [found.share for found in result.views] == pytest.approx([part / sum(bits) for part in bits])


def test_a_conditional_moves_the_outcome_only_where_its_condition_holds() -> None:
    """If the unrest becomes widespread, the police are highly likely to be unable to suppress it."""
    both = runs((5, "11"), (15, "10"), (20, "01"), (60, "00"))
    condition, outcome = both
    result = weigh([view("a", 0.9, given=True)], outcome[None], condition[None])
    assert probability(result, outcome, condition) == pytest.approx(0.9)
    assert probability(result, outcome, ~condition) == pytest.approx(0.25)
    assert np.isclose(result.entropy_bits, 0.2 * entropy(0.9, 0.25))


def test_a_conditional_does_not_make_its_condition_rarer() -> None:
    """The nearest weights without that rule take 0.02 to 0.006: the puzzle of Judy Benjamin."""
    both = runs((1, "11"), (19, "10"), (30, "01"), (950, "00"))
    condition, outcome = both
    result = weigh([view("a", 0.9, given=True)], outcome[None], condition[None])
    assert probability(result, condition) == pytest.approx(0.02)


def test_a_forecast_of_the_condition_and_a_conditional_on_it_are_both_met() -> None:
    both = runs((5, "11"), (15, "10"), (20, "01"), (60, "00"))
    condition, outcome = both
    happens = np.stack([condition, outcome])
    held = np.stack([np.ones_like(condition), condition])
    for exact in (True, False):
        weight = 1e7 if not exact else 20.0
        claims = [
            view("a", 0.7, exact=exact, weight=weight),
            view("b", 0.8, exact=exact, weight=weight, given=True),
        ]
        result = weigh(claims, happens, held)
        assert probability(result, condition) == pytest.approx(0.7, abs=1e-4)
        assert probability(result, outcome, condition) == pytest.approx(0.8, abs=1e-4)
        assert sum(found.share for found in result.views) == pytest.approx(1.0)


def test_a_sharp_distribution_is_an_equality_and_a_vague_one_pulls_less() -> None:
    happens = runs((10, "1"), (90, "0"))
    sharp = weigh([view("a", 0.6, exact=False, weight=1e9)], happens, always(happens))
    exact = weigh([view("a", 0.6)], happens, always(happens))
    assert np.allclose(sharp.weights, exact.weights, rtol=1e-5)
    pulls = [
        weigh([view("a", 0.6, exact=False, weight=weight)], happens, always(happens)).views[0].achieved
        for weight in (0.1, 1.0, 10.0, 100.0)
    ]
    assert 0.1 < pulls[0] < pulls[1] < pulls[2] < pulls[3] < 0.6


def test_the_departure_balances_entropy_and_penalty() -> None:
    """At the optimum logit(achieved) − logit(prior) = (stated − achieved) / variance."""
    happens = runs((10, "1"), (90, "0"))
    claim = view("a", 0.86, exact=False)
    [found] = weigh([claim], happens, always(happens)).views
    pull = np.log(found.achieved / (1 - found.achieved)) - np.log(0.1 / 0.9)
    assert pull == pytest.approx((0.86 - found.achieved) / claim.variance)
    assert found.multiplier == pytest.approx(pull)


def test_a_conditional_weighs_within_its_condition_as_a_forecast_does_in_all_runs() -> None:
    """logit(achieved) − logit(prior) = (stated − achieved) / variance, however rare the condition is."""
    for others in (80, 8000):
        both = runs((5, "11"), (15, "10"), (others // 4, "01"), (3 * others // 4, "00"))
        condition, outcome = both
        claim = view("a", 0.9, exact=False, given=True)
        [found] = weigh([claim], outcome[None], condition[None]).views
        pull = np.log(found.achieved / (1 - found.achieved)) - np.log(0.25 / 0.75)
        assert pull == pytest.approx((0.9 - found.achieved) / claim.variance)


@pytest.mark.parametrize(
    ("happens", "held", "mean", "because"),
    [
        (runs((5, "0")), runs((5, "1")), 0.5, "in no run"),
        (runs((5, "1")), runs((5, "1")), 0.5, "in every run"),
        (runs((5, "1"), (5, "0")), runs((10, "0")), 0.5, "condition comes true in no run"),
        (runs((5, "1"), (5, "0")), runs((5, "0"), (5, "1")), 0.5, "in no run where its condition does"),
        (runs((5, "1"), (5, "0")), runs((10, "1")), 1.0, "exactly 1"),
        (runs((5, "1"), (5, "0")), runs((10, "1")), 0.0, "exactly 0"),
    ],
)
def test_a_view_that_no_weighting_honours_is_named_and_the_rest_is_done(
    happens: Bools, held: Bools, mean: float, because: str
) -> None:
    count = happens.shape[1]
    other = np.arange(count) % 2 == 0
    result = weigh(
        [view("bad", mean, given=True), view("good", 0.7)],
        np.concatenate([happens, other[None]]),
        np.concatenate([held, np.ones((1, count), dtype=np.bool_)]),
    )
    assert result.unmet == ("bad",)
    assert because in result.unmet_because[0]
    assert probability(result, other) == pytest.approx(0.7)
    assert [found.statement for found in result.views] == ["good"]


def test_a_conditional_whose_condition_the_sources_forecasts_rule_out_is_named() -> None:
    """It will not come to unrest. If it did, ..."""
    both = runs((5, "11"), (15, "10"), (20, "01"), (60, "00"))
    condition, outcome = both
    never = view("a", 1e-8, weight=1e12)
    result = weigh([never, view("b", 0.8, given=True)], both, np.stack([np.ones_like(condition), condition]))
    assert result.unmet == ("b",)
    assert "hardly ever" in result.unmet_because[0]
    assert probability(result, outcome) == pytest.approx(0.25)


def test_a_condition_that_forecasts_make_all_but_certain_stays_so() -> None:
    """The runs without it keep their weight of 1e-25, which a share of all but 1 would lose in rounding."""
    happens = runs((15, "101"), (15, "100"), (20, "011"), (10, "010"), (40, "000"))
    condition = happens[0] | happens[1]
    forecasts = [view("a", 0.95, exact=False, weight=5.0), view("b", 0.95, exact=False, weight=5.0)]
    without = weigh(forecasts, happens[:2], always(happens[:2]))
    assert 0.0 < without.weights[-1] < 1e-20
    claims = [*forecasts, view("c", 0.1, exact=False, given=True)]
    result = weigh(claims, happens, np.stack([*always(happens[:2]), condition]))
    assert result.unmet == ()
    assert result.weights[-1] == pytest.approx(without.weights[-1], rel=1e-6, abs=0.0)
    assert abs(result.gap) < 1e-8


def test_two_exact_views_that_contradict_each_other_are_both_named() -> None:
    happens = runs((50, "11"), (50, "00"))
    result = weigh([view("a", 0.9), view("b", 0.1)], happens, always(happens))
    assert result.unmet == ("a", "b")
    assert "contradicts" in result.unmet_because[0]
    assert result.views[0].achieved == pytest.approx(0.5, abs=1e-3)


def test_two_sources_that_disagree_softly_meet_between() -> None:
    happens = runs((50, "11"), (50, "00"))
    claims = [view("a", 0.9, exact=False), view("b", 0.1, exact=False)]
    result = weigh(claims, happens, always(happens))
    assert result.unmet == ()
    assert result.views[0].achieved == pytest.approx(0.5)


def test_no_views_leave_every_run_its_weight() -> None:
    empty = np.zeros((0, 7), dtype=np.bool_)
    result = weigh([], empty, empty)
    assert np.allclose(result.weights, 1 / 7)
    assert result.entropy_bits == 0.0
    assert result.effective_runs == pytest.approx(7.0)


def test_few_effective_runs_are_said() -> None:
    happens = runs((3, "1"), (997, "0"))
    assert weigh([view("a", 0.98)], happens, always(happens)).thin
    assert not weigh([view("a", 0.01)], happens, always(happens)).thin


def test_a_prior_is_kept_where_no_view_speaks() -> None:
    happens = runs((2, "1"), (2, "0"))
    prior = np.array([0.4, 0.2, 0.3, 0.1])
    result = weigh([view("a", 0.3)], happens, always(happens), prior=prior)
    assert np.allclose(result.weights, [0.2, 0.1, 0.525, 0.175])


def test_arrays_that_do_not_fit_are_refused() -> None:
    happens = runs((2, "1"), (2, "0"))
    with pytest.raises(ValueError, match="arrays"):
        weigh([view("a", 0.3)], happens, always(happens)[:, :3])
    with pytest.raises(ValueError, match="sum to 1"):
        weigh([view("a", 0.3)], happens, always(happens), prior=np.ones(4))


def test_pooling_an_ensemble_reads_the_outcomes_from_its_runs(make_ensemble: Callable[..., Ensemble]) -> None:
    begins = np.array([3] * 10 + [0] * 90)
    result = pool(make_ensemble(begins={"mass_unrest(UZB)": begins}), [view("a", 0.6)])
    assert result.weights[:10].sum() == pytest.approx(0.6)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[View], Bools, Bools]:
    """Return a few soft views on runs drawn at random."""
    chance = np.random.default_rng(draw(st.integers(0, 10**6)))
    count = draw(st.integers(1, 6))
    happens = chance.random((count, 200)) < chance.uniform(0.02, 0.98, (count, 1))
    held = chance.random((count, 200)) < chance.uniform(0.1, 1.0, (count, 1))
    conditional = chance.random(count) < 0.4
    held[~conditional] = True
    claims = [
        view(str(index), chance.uniform(0.02, 0.98), exact=False, given=bool(conditional[index]))
        for index in range(count)
    ]
    return claims, happens, held


@settings(deadline=None)
@given(problems())
def test_the_weights_are_a_distribution_and_cost_entropy(problem: tuple[list[View], Bools, Bools]) -> None:
    result = weigh(*problem)
    assert np.all(result.weights >= 0)
    assert result.weights.sum() == pytest.approx(1.0)
    assert result.entropy_bits >= 0.0
    assert 1.0 <= result.effective_runs <= 200.0 + 1e-9
    assert abs(result.gap) < 1e-8
    assert result.effective_runs == pytest.approx(200.0 * 2**-result.entropy_bits)


@settings(deadline=None)
@given(problems())
def test_a_single_view_is_met_between_prior_and_stated(problem: tuple[list[View], Bools, Bools]) -> None:
    claims, happens, held = problem
    for found in weigh(claims[:1], happens[:1], held[:1]).views:
        low, high = sorted((found.prior, found.stated))
        assert low - 1e-9 <= found.achieved <= high + 1e-9


@settings(deadline=None)
@given(problems(), st.integers(0, 1000))
def test_the_order_of_the_runs_does_not_matter(problem: tuple[list[View], Bools, Bools], seed: int) -> None:
    claims, happens, held = problem
    order = np.random.default_rng(seed).permutation(happens.shape[1])
    plain = weigh(claims, happens, held)
    shuffled = weigh(claims, happens[:, order], held[:, order])
    assert np.allclose(plain.weights[order], shuffled.weights, atol=1e-9)


def test_forty_views_that_say_a_fortieth_each_weigh_as_one() -> None:
    """Above 39 views runs are no longer grouped by pattern; e² / (2 v) is forty times e² / (2 · 40 v)."""
    both = runs((5, "11"), (15, "10"), (20, "01"), (60, "00"))
    whole = [view("a", 0.9, exact=False, weight=39999.0), view("b", 0.2, exact=False, weight=399.0)]
    parts = [*[view("a", 0.9, exact=False, weight=999.0)] * 40, view("b", 0.2, exact=False, weight=399.0)]
    happens = np.concatenate([np.tile(both[0], (40, 1)), both[1:]])
    few = weigh(whole, both, always(both))
    many = weigh(parts, happens, always(happens))
    assert np.allclose(few.weights, many.weights, atol=1e-9)
