"""Moments of logs of overdispersed counts against drawn ones."""

import numpy as np
import pytest

from sayso.measures.log_counts import log_moments


@pytest.mark.parametrize(
    ("overdispersion", "mean"), [(1.5, 3.0), (8.0, 20.0), (27.0, 5.0), (27.0, 60.0), (40.0, 900.0)]
)
def test_moments_are_those_of_drawn_negative_binomial_counts(overdispersion: float, mean: float) -> None:
    rng = np.random.default_rng(1)
    rate = rng.gamma(mean / (overdispersion - 1), overdispersion - 1, 200_000)
    logs = np.log(rng.poisson(rate) + 0.5)
    center, variance, _ = log_moments(np.array([overdispersion]))(np.array([mean]))
    assert center[0] == pytest.approx(logs.mean(), abs=0.015)
    assert variance[0] == pytest.approx(logs.var(), rel=0.03)


def test_a_slope_is_the_rise_of_the_mean_log() -> None:
    moments = log_moments(np.array([20.0, 20.0]))
    center, _, slope = moments(np.array([30.0, 30.0 * np.exp(0.05)]))
    assert (center[1] - center[0]) / 0.05 == pytest.approx(slope.mean(), rel=0.02)
