"""Intervals over parameter draws, on draws whose spread is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta as beta_distribution

from sayso.views.outcome import Outcome
from sayso.views.pool import weigh
from sayso.views.probability import probabilities
from sayso.views.view import View


def _runs(seed: int, *, alpha: float, beta: float, draws: int, each: int) -> tuple[np.ndarray, np.ndarray]:
    """Return outcomes (1, runs) and draws of a beta-binomial."""
    chance = np.random.default_rng(seed)
    names = np.repeat(np.arange(draws), each)
    truth = chance.beta(alpha, beta, draws)
    return (chance.random(draws * each) < truth[names])[None], names.astype(np.int32)


@pytest.mark.parametrize(("alpha", "beta"), [(2.0, 18.0), (8.0, 8.0), (0.8, 39.2), (30.0, 70.0)])
@pytest.mark.parametrize(("draws", "each"), [(500, 20), (200, 20), (100, 20)])
def test_the_interval_holds_four_fifths_of_the_draws(
    alpha: float, beta: float, draws: int, each: int
) -> None:
    truth = beta_distribution(alpha, beta)
    covered = []
    for seed in range(40):
        happened, names = _runs(seed, alpha=alpha, beta=beta, draws=draws, each=each)
        [found] = probabilities(happened, names)
        covered.append(truth.cdf(found.high) - truth.cdf(found.low))
    assert 0.72 < float(np.mean(covered)) < 0.88


def test_draws_that_agree_leave_little_but_the_chance_of_the_mean() -> None:
    """500 draws of 20 runs do not tell a standard deviation of two points from none."""
    widths = []
    for seed in range(40):
        happened = np.random.default_rng(seed).random((1, 10_000)) < 0.3
        [found] = probabilities(happened, np.repeat(np.arange(500), 20))
        widths.append(found.high - found.low)
    assert min(widths) > 0.0
    assert float(np.mean(widths)) < 0.07


def test_the_raw_spread_of_small_groups_is_not_taken_for_uncertainty() -> None:
    """Shares of four runs each spread over 0, ¼, ½, ¾, 1 even when every draw has the same probability."""
    chance = np.random.default_rng(2)
    happened = chance.random((1, 40_000)) < 0.3
    names = np.repeat(np.arange(10_000), 4)
    [found] = probabilities(happened, names)
    raw = np.quantile(happened[0].reshape(10_000, 4).mean(axis=1), [0.1, 0.9])
    assert found.high - found.low < 0.2 * float(raw[1] - raw[0])


def test_weights_move_the_mean_and_draws_that_fit_the_view_count_for_more() -> None:
    """A view raises an outcome mostly in the draws where it was likely: the truth is known by Bayes' rule."""
    happened, names = _runs(3, alpha=2.0, beta=18.0, draws=4_000, each=25)
    outcome = Outcome(id="x", label="X", event="x(A)", factor=None, direction=1, months=12)
    view = View(statement="a", outcome=outcome, alpha=40.0, beta=60.0, exact=True)
    weights = weigh([view], happened, np.ones_like(happened)).weights
    [found] = probabilities(happened, names, weights=weights)
    # a draw with probability x counts by up·x + down·(1 − x), and its probability is up·x over that
    truth = beta_distribution(2.0, 18.0).rvs(200_000, random_state=np.random.default_rng(4))
    up, down = 0.4 / 0.1, 0.6 / 0.9
    mass = up * truth + down * (1 - truth)
    moved = up * truth / mass
    order = np.argsort(moved)
    low, high = np.interp([0.1, 0.9], np.cumsum(mass[order]) / mass.sum(), moved[order])
    assert found.mean == pytest.approx(0.4)
    assert found.low == pytest.approx(low, abs=0.06)
    assert found.high == pytest.approx(high, abs=0.06)


def test_an_outcome_in_no_run_is_rare_and_not_impossible() -> None:
    never = np.zeros((1, 1_000), dtype=np.bool_)
    [found] = probabilities(never, np.repeat(np.arange(50), 20))
    assert found.mean == 0.0
    assert found.low == 0.0
    assert 0.0005 < found.high < 0.005
    [always] = probabilities(~never, np.repeat(np.arange(50), 20))
    assert always.low > 0.99
    assert always.high == 1.0


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 20), st.integers(1, 30))
def test_an_interval_holds_its_mean_and_lies_within_0_and_1(seed: int, draws: int, each: int) -> None:
    chance = np.random.default_rng(seed)
    names = np.repeat(np.arange(draws), each)
    happened = chance.random((3, len(names))) < chance.random((3, 1))
    weights = chance.dirichlet(np.ones(len(names)))
    for found in probabilities(happened, names, weights=weights):
        assert 0.0 <= found.low <= found.mean <= found.high <= 1.0
