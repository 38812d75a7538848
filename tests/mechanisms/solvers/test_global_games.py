"""Global games: thresholds solved for against those in closed form."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import ndtr

from sayso.mechanisms.solvers.global_games import attack_below, is_unique, private_threshold, thresholds

COST = st.floats(0.05, 0.95)
PRECISION = st.floats(0.05, 50.0)


@pytest.mark.parametrize(("cost", "strength"), [(0.2, 0.8), (0.5, 0.5), (0.8, 0.2)])
def test_with_private_signals_a_regime_falls_below_one_less_the_cost(cost: float, strength: float) -> None:
    assert private_threshold(cost) == pytest.approx(strength)
    for precision in (0.1, 1.0, 100.0):
        assert thresholds(cost, private_precision=precision) == pytest.approx([strength])


def test_a_sharp_public_signal_brings_back_three_equilibria() -> None:
    """c = .5, z = .5, α_x = 1, α_z = 3"""
    found = thresholds(0.5, private_precision=1, public_precision=3, public_signal=0.5)
    assert found == pytest.approx([0.1402, 0.5, 0.8598], abs=5e-5)


@given(COST, PRECISION, PRECISION, st.floats(-3, 4))
def test_every_threshold_solves_both_conditions(
    cost: float, own: float, shared: float, signal: float
) -> None:
    found = thresholds(cost, private_precision=own, public_precision=shared, public_signal=signal)
    inside = found[(found > 1e-6) & (found < 1 - 1e-6)]
    for strength in inside:
        cutoff = attack_below(strength, private_precision=own)
        assert ndtr(math.sqrt(own) * (cutoff - strength)) == pytest.approx(strength, abs=1e-8)
        expected = (own * cutoff + shared * signal) / (own + shared)
        assert ndtr(math.sqrt(own + shared) * (strength - expected)) == pytest.approx(cost, abs=1e-6)


@given(COST, PRECISION, PRECISION, st.floats(-3, 4))
def test_there_is_one_threshold_where_private_signals_are_sharp_enough(
    cost: float, own: float, shared: float, signal: float
) -> None:
    found = thresholds(cost, private_precision=own, public_precision=shared, public_signal=signal)
    assert len(found) in {1, 3}
    assume(is_unique(private_precision=own, public_precision=shared))
    assert len(found) == 1


def test_the_bound_on_public_precision_is_the_published_one() -> None:
    """α_z / √α_x ≤ √(2π) = 2.5066"""
    assert is_unique(private_precision=1, public_precision=2.5066)
    assert not is_unique(private_precision=1, public_precision=2.5067)
    assert len(thresholds(0.5, private_precision=1, public_precision=2.51, public_signal=0.5)) == 3
    assert len(thresholds(0.5, private_precision=1, public_precision=2.50, public_signal=0.5)) == 1


def test_better_news_of_the_regime_lowers_the_strength_it_needs() -> None:
    found = [
        thresholds(0.4, private_precision=4, public_precision=1, public_signal=signal)[0]
        for signal in np.linspace(-1, 2, 7)
    ]
    assert (np.diff(found) < 0).all()


def test_what_is_no_game_is_refused() -> None:
    with pytest.raises(ValueError, match="an attack costs"):
        private_threshold(1.0)
    with pytest.raises(ValueError, match="precisions"):
        thresholds(0.5, private_precision=0.0)
