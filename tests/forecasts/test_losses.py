"""The scoring rules, against other implementations and their own definitions."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from sklearn.metrics import brier_score_loss
from sklearn.metrics import log_loss as sklearn_log_loss

from sayso.forecasts.losses import brier, crps_quantiles, crps_samples, interval_score, log_loss, ranked

CHANCES = st.floats(0.001, 0.999)
VALUES = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=12)


@given(st.lists(st.tuples(CHANCES, st.booleans()), min_size=1, max_size=20))
def test_brier_and_log_are_scikit_learns_and_plain_arithmetics(rows: list[tuple[float, bool]]) -> None:
    chances, happened = [one for one, _ in rows], [int(yes) for _, yes in rows]
    square = float(np.mean(brier(chances, happened)))
    squares = [
        (Fraction(one) - yes) * (Fraction(one) - yes) for one, yes in zip(chances, happened, strict=True)
    ]
    exact = sum(squares, start=Fraction(0)) / len(rows)
    assert abs(square - brier_score_loss(happened, chances, pos_label=1)) < 1e-12
    assert abs(Fraction(square) - exact) < Fraction(1, 10**12)
    logs = float(np.mean(log_loss(chances, happened)))
    plain = -math.fsum(math.log(one if yes else 1 - one) for one, yes in rows) / len(rows)
    assert abs(logs - sklearn_log_loss(happened, chances, labels=[0, 1])) < 1e-12
    assert abs(logs - plain) < 1e-12


@given(CHANCES, CHANCES)
def test_saying_what_one_believes_costs_least_on_average(believed: float, said: float) -> None:
    for rule in (brier, log_loss):
        expected = [
            believed * float(rule(one, 1)) + (1 - believed) * float(rule(one, 0)) for one in (believed, said)
        ]
        assert expected[0] <= expected[1] + 1e-12


def test_the_log_score_is_clipped_where_it_would_be_infinite() -> None:
    assert float(log_loss(1.0, 0)) == pytest.approx(-math.log(0.001))
    assert float(log_loss(0.0, 1, clip=0.1)) == pytest.approx(-math.log(0.1))
    with pytest.raises(ValueError, match="clip"):
        log_loss(0.5, 1, clip=0.5)


@given(VALUES, st.floats(-1e3, 1e3))
def test_crps_of_samples_is_its_definition_over_pairs(values: list[float], came: float) -> None:
    n = len(values)
    exact = [Fraction(one) for one in values]
    outside = sum(abs(one - Fraction(came)) for one in exact) / n
    inside = sum(abs(one - other) for one in exact for other in exact) / n**2 / 2
    assert crps_samples(values, came) == pytest.approx(float(outside - inside), abs=1e-9)


def test_crps_of_samples_is_the_integral_of_squared_distances() -> None:
    values, came = [1.0, 2.0, 4.0, 7.0], 3.0
    edges = sorted([*values, came])
    integral = sum(
        quad(lambda at: (np.mean(np.array(values) <= at) - (at >= came)) ** 2, low, high)[0]
        for low, high in itertools.pairwise(edges)
    )
    assert crps_samples(values, came) == pytest.approx(integral)


def test_crps_of_many_quantiles_nears_that_of_the_distribution() -> None:
    levels = [(at + 0.5) / 2000 for at in range(2000)]
    uniform = [10 * level for level in levels]
    # of a uniform on [0, 10] at 4: the integral of F² below and of (1 - F)² above
    assert crps_quantiles(levels, uniform, 4.0) == pytest.approx(10 * (0.4**3 + 0.6**3) / 3, abs=1e-4)


@given(st.floats(-10, 10), st.floats(0, 10), st.floats(-30, 30))
def test_the_interval_score_is_its_width_inside_and_ten_per_unit_outside(
    low: float, width: float, came: float
) -> None:
    high = low + width
    missed = max(low - came, came - high, 0)
    assert interval_score(low, high, came) == pytest.approx(high - low + 10 * missed)


def test_an_interval_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="no interval"):
        interval_score(2.0, 1.0, 1.5)


@given(CHANCES, st.booleans())
def test_ranked_is_brier_for_two_options(chance: float, happened: bool) -> None:  # noqa: FBT001 - drawn
    assert ranked([1 - chance, chance], int(happened)) == pytest.approx(float(brier(chance, happened)))


def test_ranked_costs_more_the_farther_off() -> None:
    losses = [ranked([0.8, 0.1, 0.1], option) for option in range(3)]
    assert losses == sorted(losses)
    assert ranked([1.0, 0.0, 0.0], 2) == 1.0
    with pytest.raises(ValueError, match="option 3"):
        ranked([0.5, 0.5], 3)
