"""Voting over positions against the reference run of KTAB's three-dimensional example."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from benchmarks.references import Space, block, ktab_elections, ktab_log, ktab_space
from sayso.mechanisms.solvers.spatial_voting import (
    coalitions,
    condorcet_chances,
    risk_attitudes,
    utilities,
    values,
    victory_chances,
)


@pytest.fixture(scope="module")
def space(tables: object) -> Space:  # noqa: ARG001 - asked for so that the test is skipped without them
    return ktab_space()


@pytest.fixture(scope="module")
def log(tables: object) -> str:  # noqa: ARG001 - as above
    return ktab_log()


def test_the_first_value_matrix_is_the_logged_one(space: Space, log: str) -> None:
    """Raw actor-pos value matrix (risk neutral)"""
    logged = block(log, "Raw actor-pos value matrix")
    assert logged.shape == (7, 7)
    assert np.abs(values(space.position, space.salience) - logged).max() <= 0.0005 + 1e-9


def test_risk_attitudes_and_utilities_are_the_logged_ones(space: Space, log: str) -> None:
    """Inferred risk attitudes; Risk-aware actor-pos utility matrix (objective)"""
    value = values(space.position, space.salience)
    attitude = risk_attitudes(condorcet_chances(victory_chances(coalitions(space.power, value))))
    assert np.abs(attitude - block(log, "Inferred risk attitudes")[:, 0]).max() <= 0.0005 + 1e-9
    logged = block(log, "Risk-aware actor-pos utility matrix")
    assert np.abs(utilities(value, attitude) - logged).max() <= 0.00005 + 1e-9


def test_every_vote_on_bargains_ends_as_logged(log: str) -> None:
    """70 votes; utilities are logged to five digits, which moves a chance by a few thousandths at most"""
    votes = ktab_elections(log)
    assert len(votes) == 70
    off = [
        np.abs(condorcet_chances(victory_chances(coalitions(vote.power, vote.utility))) - vote.chance).max()
        for vote in votes
    ]
    assert np.median(off) < 0.0002
    assert max(off) < 0.02


@given(arrays.arrays(np.float64, (4, 5), elements=st.floats(0, 1)))
def test_chances_are_shares_and_the_unanimous_favourite_wins(utility: Any) -> None:
    # differences below this are rounding
    utility = utility.round(6)
    chance = (
        condorcet_chances(victory_chances(coalitions(np.ones(4), utility))) if _can_win(utility) else None
    )
    assume(chance is not None)
    assert chance is not None
    assert chance.sum() == pytest.approx(1.0)
    best = utility.argmax(axis=1)
    if (best == best[0]).all():
        assert chance[best[0]] == chance.max()


def _can_win(utility: Any) -> bool:
    off = victory_chances(coalitions(np.ones(4), utility))
    np.fill_diagonal(off, 1.0)
    return bool(off.prod(axis=1).sum() > 0)


def test_power_decides_where_interests_clash() -> None:
    """Three quarters of the power want the first option"""
    utility = np.array([[1.0, 0.0], [0.0, 1.0]])
    linear = condorcet_chances(victory_chances(coalitions(np.array([3.0, 1.0]), utility)))
    squared = condorcet_chances(victory_chances(coalitions(np.array([3.0, 1.0]), utility), exponent=2))
    assert linear.tolist() == [0.75, 0.25]
    assert squared.tolist() == [0.9, 0.1]


def test_equal_chances_mean_no_attitude_to_risk() -> None:
    assert risk_attitudes(np.full(3, 1 / 3)).tolist() == [0.0, 0.0, 0.0]


def test_what_is_no_space_is_refused() -> None:
    with pytest.raises(ValueError, match="outside 0 to 1"):
        values(np.array([[75.0]]), np.array([[0.5]]))
    with pytest.raises(ValueError, match="without salience"):
        values(np.array([[0.5]]), np.array([[0.0]]))
    with pytest.raises(ValueError, match="one shape"):
        values(np.ones((2, 2)), np.ones((2, 3)))
    circle = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    with pytest.raises(ValueError, match="no chance to share out"):
        condorcet_chances(circle)
