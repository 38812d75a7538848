"""Scores of ensembles: fair, proper, and even where the forecast is what made the outcome."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from sayso.backtests.forecast import Outcome, crps, scored
from sayso.forecasts.losses import crps_samples


def even(number: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.full(number, 1 / number)


@given(
    st.lists(st.floats(0, 1), min_size=2, max_size=30),
    st.floats(0, 1),
)
def test_the_fair_score_lacks_only_the_spread_that_a_sample_has_too_little_of(
    values: list[float], value: float
) -> None:
    x, n = np.array(values), len(values)
    apart = np.abs(x[:, None] - x).sum()
    expected = crps_samples(x, value) + apart / (2 * n * n) - apart / (2 * n * (n - 1))
    assert crps(x, even(n), value) == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=3, max_size=12), st.floats(0, 1), st.integers(0, 99))
def test_a_score_does_not_depend_on_the_order_of_members(
    values: list[float], value: float, seed: int
) -> None:
    x = np.array(values)
    w = np.linspace(1, 2, len(x)) / np.linspace(1, 2, len(x)).sum()
    order = np.random.default_rng(seed).permutation(len(x))
    assert crps(x[order], w[order], value) == pytest.approx(crps(x, w, value), abs=1e-12)


def test_small_ensembles_are_not_punished_for_being_small() -> None:
    """Members and outcomes from one distribution: five members score as five hundred do, on average."""
    rng = np.random.default_rng(1)
    means = [
        np.mean([crps(rng.normal(size=size), even(size), rng.normal()) for _ in range(3000)])
        for size in (5, 500)
    ]
    # E CRPS of a standard normal about itself is 1/√π
    assert means[0] == pytest.approx(1 / np.sqrt(np.pi), abs=0.03)
    assert means[1] == pytest.approx(1 / np.sqrt(np.pi), abs=0.03)


@given(st.lists(st.floats(-3, 3), min_size=2, max_size=20), st.floats(-3, 3))
def test_weights_say_what_copies_say(values: list[float], value: float) -> None:
    """A member of double weight lies below, above and over the threshold as two members do."""
    x = np.array(values)
    outcome = Outcome(score=value, threshold=0.5, luck=0.5)
    weights = np.ones(len(x))
    weights[0] = 2
    one = scored(("2012-01-01", "unrest(KAZ)", 1), "weighted", x, outcome, weights)
    two = scored(("2012-01-01", "unrest(KAZ)", 1), "model", np.append(x, x[0]), outcome)
    n, m = one.members, two.members
    assert (one.probability * (n + 1) - 0.5) / n == pytest.approx((two.probability * (m + 1) - 0.5) / m)
    assert one.above is two.above
    assert one.outcome == two.outcome == pytest.approx(special.ndtr(value))


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["normal", "counts"]))
def test_a_forecast_that_made_the_outcome_is_calibrated(seed: int, kind: str) -> None:
    """Places are even over 0 to 1, for counts with their ties too."""
    rng = np.random.default_rng(seed)
    places = []
    for _ in range(400):
        draw = rng.normal(size=41) if kind == "normal" else rng.poisson(1.3, size=41).astype(float)
        outcome = Outcome(score=float(draw[0]), threshold=1.0, luck=float(rng.random()))
        places.append(scored(("", "unrest(KAZ)", 1), "model", draw[1:], outcome).place)
    assert stats.kstest(places, "uniform").pvalue > 1e-4
    for share in (0.5, 0.8, 0.95):
        held = np.mean(np.abs(np.array(places) - 0.5) <= share / 2)
        assert held == pytest.approx(share, abs=4.5 * np.sqrt(share * (1 - share) / 400))


def test_no_finite_ensemble_is_certain() -> None:
    outcome = Outcome(score=5.0, threshold=1.0, luck=0.5)
    never = scored(("", "unrest(KAZ)", 1), "model", np.zeros(9), outcome)
    assert never.above
    assert never.probability == 0.05
    assert never.log == pytest.approx(-np.log(0.05))
