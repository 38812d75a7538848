"""Landscape theory against the tables of Axelrod & Bennett 1993 and of Axelrod & Furnas 2016."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from benchmarks.references import isis, powers, unix
from sayso.mechanisms.solvers.landscape import (
    basins,
    configurations,
    energies,
    frustrations,
    local_minima,
    neighbours,
)

SIZES = arrays.arrays(np.float64, 6, elements=st.floats(0.1, 100))
PAIRS = arrays.arrays(np.float64, (6, 6), elements=st.integers(-4, 4).map(float)).map(
    lambda part: part + part.T
)


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("weak_syria", [False, True])
def test_all_energies_of_eleven_actors_are_the_published_ones(weak_syria: bool) -> None:  # noqa: FBT001
    table = isis(weak_syria=weak_syria)
    assert len(table.energies) == 1024
    assert np.array_equal(energies(table.sizes, table.propensities, table.camps), table.energies)
    shares = table.sizes * frustrations(table.sizes, table.propensities, table.camps)
    assert np.array_equal(shares, table.shares)


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("weak_syria", [False, True])
def test_eleven_actors_come_to_rest_in_the_published_minimum_alone(weak_syria: bool) -> None:  # noqa: FBT001
    table = isis(weak_syria=weak_syria)
    found = local_minima(table.sizes, table.propensities)
    assert np.array_equal(configurations(11)[found], table.camps[table.minimum])
    assert set(basins(table.sizes, table.propensities).tolist()) == set(found.tolist())


@pytest.mark.usefixtures("tables")
def test_nine_computer_firms_have_two_resting_states_of_equal_basins() -> None:
    sizes, rivals, predicted = unix()
    found = configurations(9)[local_minima(sizes, rivals)]
    assert {tuple(camps) for camps in found} == {tuple(camps) for camps in predicted}
    _, count = np.unique(basins(sizes, rivals), return_counts=True)
    assert count.tolist() == [128, 128]


@pytest.mark.usefixtures("tables")
def test_five_powers_that_all_fear_each_other_have_four_resting_states() -> None:
    sizes = powers(great=True)
    assert len(local_minima(sizes, -np.ones((5, 5)))) == 4


def test_enemies_part_and_friends_meet() -> None:
    """Two friends and the enemy of both"""
    pairs = np.array([[0.0, 1.0, -1.0], [1.0, 0.0, -1.0], [-1.0, -1.0, 0.0]])
    assert configurations(3)[local_minima(np.ones(3), pairs)].tolist() == [[0, 0, 1]]


@given(SIZES, PAIRS)
def test_energy_is_the_double_sum_of_the_paper(sizes: Any, pairs: Any) -> None:
    camps = configurations(6)
    apart = camps[:, :, None] != camps[:, None, :]
    off = pairs - np.diag(np.diag(pairs))
    double = (apart * np.outer(sizes, sizes) * off).sum(axis=(1, 2))
    assert np.allclose(energies(sizes, pairs, camps), double, atol=1e-6)


@given(SIZES, PAIRS)
def test_descent_ends_in_a_minimum_that_is_no_higher(sizes: Any, pairs: Any) -> None:
    energy = energies(sizes, pairs, configurations(6))
    end = basins(sizes, pairs)
    slack = 1e-6 * (1.0 + np.abs(energy).max())
    assert (energy[end] <= energy + slack).all()
    assert (energy[end][:, None] <= energy[neighbours(6)][end] + slack).all()


def test_what_is_no_landscape_is_refused() -> None:
    one_way = np.array([[0.0, 1.0], [-1.0, 0.0]])
    with pytest.raises(ValueError, match="not symmetric"):
        local_minima(np.ones(2), one_way)
    with pytest.raises(ValueError, match="finite"):
        local_minima(np.array([1.0, np.nan]), np.ones((2, 2)))
    with pytest.raises(ValueError, match="want 2 to 20"):
        configurations(40)
    with pytest.raises(ValueError, match="3 sizes"):
        local_minima(np.ones(3), np.ones((2, 2)))
