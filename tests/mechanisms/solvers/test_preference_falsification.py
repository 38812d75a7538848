"""Preference falsification against Kuran's sequences of thresholds."""

import numpy as np
import pytest

from sayso.mechanisms.solvers.preference_falsification import concealed, equilibria, public_opposition

A = np.array([0.0, 20, 20, 30, 40, 50, 60, 70, 80, 100])
A_PRIME = np.array([0.0, 10, 20, 30, 40, 50, 60, 70, 80, 100])
B_PRIME = np.array([0.0, 10, 30, 30, 40, 50, 60, 70, 80, 100])


@pytest.mark.parametrize(("thresholds", "share"), [(A, 10.0), (A_PRIME, 90.0), (B_PRIME, 20.0)])
def test_public_opposition_is_the_published_one(thresholds: np.ndarray, share: float) -> None:
    assert public_opposition(thresholds) == share
    assert share in equilibria(thresholds)


def test_one_persons_change_of_mind_is_a_revolution_in_one_society_and_nothing_in_another() -> None:
    """20 becomes 10 in A; in B a like change ends at 20 per cent"""
    assert public_opposition(A_PRIME) - public_opposition(A) == 80
    assert np.abs(A - A_PRIME).sum() == np.abs(B_PRIME - A_PRIME).sum() == 10


def test_a_society_pushed_over_its_gap_stays_on_the_other_side() -> None:
    assert public_opposition(A, start=30.0) == 90.0


def test_the_calm_hides_most_of_the_opposition() -> None:
    """Nine in ten would rather be rid of the government; one shows it"""
    private = A < 100
    assert concealed(A, private) == 80.0
    assert concealed(A_PRIME, private) == 0.0


def test_nobody_is_no_society() -> None:
    with pytest.raises(ValueError, match="one or more people"):
        public_opposition(np.array([]))
