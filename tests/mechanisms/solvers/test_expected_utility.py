"""Bargaining against the published rounds of the European Community's emission standards."""

import numpy as np
import pytest

from benchmarks.references import column, rows_of
from sayso.mechanisms.solvers.expected_utility import (
    Issue,
    bargain,
    mean_position,
    risk_exponents,
    winning_chances,
)


@pytest.fixture(scope="module")
def emission(tables: object) -> Issue:  # noqa: ARG001 - asked for so that the test is skipped without them
    """Return the ten governments and the year from which emission standards hold."""
    rows = rows_of("bdm_eu_emission.csv")
    return Issue(
        capability=column(rows, "capability"),
        position=column(rows, "position"),
        salience=column(rows, "salience") / 100.0,
    )


def test_the_means_of_ten_rounds_are_the_published_ones(emission: Issue) -> None:
    expected = rows_of("bdm_expected.csv")
    means = np.array([mean_position(emission, position) for position in bargain(emission, rounds=10)])
    assert np.abs(means - column(expected, "scholz_original_mean_read_from_figure")).max() < 0.1
    assert np.abs(means - column(expected, "jmckib_mean")).max() < 1e-9


def test_the_rule_as_stated_gives_other_rounds_than_the_published_ones(emission: Issue) -> None:
    """From the fourth round on each actor takes the compromise that moves it least"""
    stated = bargain(emission, rounds=4, rule="as stated")
    computed = bargain(emission, rounds=4)
    assert np.array_equal(stated[:4], computed[:4])
    assert mean_position(emission, stated[4]) - mean_position(emission, computed[4]) > 0.2


def test_risk_exponents_run_from_the_safest_to_the_most_endangered(emission: Issue) -> None:
    exponents = risk_exponents(emission, emission.position)
    assert exponents.min() == pytest.approx(0.5)
    assert exponents.max() == pytest.approx(2.0)


def test_chances_are_small_shares_of_all_votes(emission: Issue) -> None:
    chance = winning_chances(emission, emission.position, np.ones(10))
    assert (chance >= 0).all()
    assert chance.sum() < 1
    assert (np.diag(chance) == 0).all()


def test_bargaining_knows_no_unit_of_positions_or_capabilities(emission: Issue) -> None:
    scaled = Issue(
        capability=7.0 * emission.capability,
        position=100.0 + 3.0 * emission.position,
        salience=emission.salience,
    )
    assert np.allclose(bargain(scaled, rounds=3), 100.0 + 3.0 * bargain(emission, rounds=3))


def test_nobody_leaves_the_range_of_positions(emission: Issue) -> None:
    path = bargain(emission, rounds=10)
    assert path.min() >= emission.position.min() - 1e-12
    assert path.max() <= emission.position.max() + 1e-12


def test_what_is_no_issue_is_refused() -> None:
    ones = np.ones(2)
    with pytest.raises(ValueError, match="nothing to bargain over"):
        Issue(capability=ones, salience=ones, position=ones)
    with pytest.raises(ValueError, match="0 to 1"):
        Issue(capability=ones, salience=80 * ones, position=np.arange(2.0))
    with pytest.raises(ValueError, match="shapes"):
        Issue(capability=ones, salience=ones, position=np.arange(3.0))
    with pytest.raises(ValueError, match="above 0"):
        Issue(capability=ones * np.nan, salience=ones, position=np.arange(2.0))
