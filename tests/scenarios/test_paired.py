"""The mean of differences and its interval over parameter draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.scenarios.paired import Estimate, paired

DRAWS, RUNS = 128, 20


def synthetic(rng: np.random.Generator, effects: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return 0-1 differences of runs whose draws have these probabilities, and the draws' numbers."""
    draws = np.repeat(np.arange(len(effects)), RUNS)
    return (rng.random(len(draws)) < effects[draws]).astype(np.float64), draws


def test_what_never_differs_is_zero_without_doubt() -> None:
    (found,) = paired(np.zeros((1, 60)), np.repeat(np.arange(3), 20))
    assert found == Estimate(mean=0.0, low=0.0, high=0.0, error=0.0)
    assert not found.told


def test_a_difference_that_is_the_same_in_every_run_has_no_width() -> None:
    (found,) = paired(np.full((1, 60), 0.25), np.repeat(np.arange(3), 20))
    assert (found.mean, found.low, found.high, found.error) == pytest.approx((0.25, 0.25, 0.25, 0.0))
    assert found.told


@pytest.mark.parametrize(("alpha", "beta"), [(2.0, 8.0), (1.0, 30.0), (20.0, 20.0)])
def test_the_interval_holds_four_in_five_of_the_draws_effects(alpha: float, beta: float) -> None:
    rng = np.random.default_rng(1)
    held = []
    for _ in range(30):
        effects = rng.beta(alpha, beta, DRAWS)
        differences, draws = synthetic(rng, effects)
        (found,) = paired(differences[None], draws)
        held.append(np.mean((effects >= found.low) & (effects <= found.high)))
    assert 0.72 <= np.mean(held) <= 0.9


def test_an_effect_that_only_some_draws_have_gives_a_lopsided_interval() -> None:
    rng = np.random.default_rng(2)
    effects = np.where(rng.random(DRAWS) < 0.3, 0.8, 0.0)
    differences, draws = synthetic(rng, effects)
    (found,) = paired(differences[None], draws)
    assert found.high - found.mean > 1.5 * (found.mean - found.low)


def test_the_standard_error_is_that_of_means_over_many_sets_of_runs() -> None:
    rng = np.random.default_rng(3)
    found = [paired(*_row(synthetic(rng, rng.beta(2, 8, DRAWS))))[0] for _ in range(120)]
    spread = np.std([one.mean for one in found])
    assert np.mean([one.error for one in found]) == pytest.approx(spread, rel=0.2)


def _row(pair: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    return pair[0][None], pair[1]


def test_weights_count_as_runs_that_are_there_more_often() -> None:
    """A run of twice the weight is as good as the same run twice, for the mean."""
    rng = np.random.default_rng(4)
    differences, draws = synthetic(rng, rng.beta(2, 5, 40))
    weights = rng.random(len(draws))
    (found,) = paired(differences[None], draws, weights=weights / weights.sum())
    assert found.mean == pytest.approx(float(differences @ weights / weights.sum()))
    assert found.low < found.mean < found.high


def test_even_weights_are_no_weights() -> None:
    rng = np.random.default_rng(5)
    differences, draws = synthetic(rng, rng.beta(2, 5, 40))
    even = np.full(len(draws), 1.0 / len(draws))
    assert paired(differences[None], draws, weights=even) == paired(differences[None], draws)


def test_one_draw_tells_nothing_of_others_but_has_its_own_error() -> None:
    rng = np.random.default_rng(6)
    differences = (rng.random(400) < 0.3).astype(np.float64)
    (found,) = paired(differences[None], np.zeros(400, dtype=np.int64))
    assert found.error == pytest.approx(float(differences.std() / 20), rel=0.02)


@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.sampled_from([-1.0, 0.0, 1.0]))
def test_the_interval_is_round_the_mean_and_turns_with_the_sign(seed: int, draws: int, shift: float) -> None:
    rng = np.random.default_rng(seed)
    differences = rng.normal(shift, 1.0, (2, draws * 7))
    groups = np.arange(draws * 7) % draws
    one, other = paired(differences, groups), paired(-differences, groups)
    for plus, minus in zip(one, other, strict=True):
        assert plus.low <= plus.mean <= plus.high
        assert (minus.mean, minus.low, minus.high) == pytest.approx((-plus.mean, -plus.high, -plus.low))


@given(st.integers(0, 10**6))
def test_the_interval_of_the_opposite_is_the_opposite_whatever_the_weights(seed: int) -> None:
    """Most draws have no effect at all: equal values of unequal weight, in whatever order they stand."""
    rng = np.random.default_rng(seed)
    draws = np.repeat(np.arange(40), 5)
    differences = rng.choice([-1.0, 0.0, 1.0], size=(1, 200), p=[0.02, 0.9, 0.08])
    weights = rng.exponential(size=200) ** 3
    weights /= weights.sum()
    (one,) = paired(differences, draws, weights=weights)
    (opposite,) = paired(-differences, draws, weights=weights)
    assert (one.mean, one.low, one.high) == pytest.approx((-opposite.mean, -opposite.high, -opposite.low))
