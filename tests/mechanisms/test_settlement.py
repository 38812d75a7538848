"""Bargains and votes as shocks: they move a factor to where the solver settles."""

import csv
from pathlib import Path

import numpy as np
import pytest

from sayso.mechanisms.settlement import by_bargaining, by_vote
from sayso.mechanisms.solvers.expected_utility import Issue, bargain, mean_position
from sayso.simulation.changes import Shock
from sayso.statements.factor import Factor
from tests.mechanisms.small_models import START, alone, mean_level, run

LEAN = Factor.parse("alignment(UZB>RUS)")
TABLE = Path(__file__).resolve().parents[3] / "shared" / "data" / "simulation" / "bdm_eu_emission.csv"


def issue(capabilities: tuple[float, ...] = (1.0, 0.5, 0.4)) -> Issue:
    return Issue(
        capability=np.array(capabilities),
        salience=np.array([0.9, 0.5, 0.7]),
        position=np.array([9.0, 5.0, 1.0]),
    )


def test_a_settlement_moves_z_by_the_difference_of_log_odds() -> None:
    made = by_bargaining(issue(), LEAN, rounds=3)
    path = bargain(issue(), rounds=3)
    first, last = ((mean_position(issue(), row) - 1.0) / 8.0 for row in (path[0], path[-1]))
    odds = [np.log(share / (1 - share)) for share in (first, last)]
    assert made.size.mean == pytest.approx(odds[1] - odds[0])
    assert made.target == LEAN


def test_the_stronger_pulls_a_settlement_its_way() -> None:
    """capability times salience"""
    for_it, against_it = (
        by_bargaining(issue(weights), LEAN, before=5.0).size.mean
        for weights in ((3.0, 0.5, 0.4), (0.4, 0.5, 3.0))
    )
    assert for_it > 0 > against_it


def test_a_bargain_that_ends_in_agreement_is_over() -> None:
    """After four rounds all three stand at 9; a fifth has nothing to bargain over."""
    ended, longer = (by_bargaining(issue((3.0, 0.5, 0.4)), LEAN, rounds=rounds) for rounds in (6, 60))
    assert ended.size.mean == longer.size.mean


@pytest.mark.skipif(not TABLE.exists(), reason="the published tables lie beside the repository")
def test_the_published_bargain_over_emissions_is_a_small_shock() -> None:
    """Bueno de Mesquita 1994: the mean goes from 7.39 years to 7.35 in five rounds, by way of 7.59."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {name.strip().lower(): name for name in rows[0]}

    def numbers(name: str) -> np.ndarray:
        return np.array([float(row[columns[name]]) for row in rows])

    table = Issue(
        capability=numbers("capability"), salience=numbers("salience") / 100, position=numbers("position")
    )
    path = bargain(table, rounds=5)
    moved = mean_position(table, path[-1]) - mean_position(table, path[0])
    made = by_bargaining(table, LEAN)
    assert np.sign(made.size.mean) == np.sign(moved) != 0
    assert made.size.sd > 0


def test_a_vote_goes_to_the_side_with_the_power() -> None:
    position, salience = np.array([0.1, 0.45, 0.9]), np.array([1.0, 0.6, 1.0])
    strong, weak = (
        by_vote(position, salience, np.array(power), LEAN, before=0.5).size
        for power in ([1.0, 1.0, 4.0], [4.0, 1.0, 1.0])
    )
    assert strong.mean > weak.mean
    assert strong.sd > 0


def test_a_settlement_is_a_shock_in_a_run() -> None:
    made = by_vote(np.array([0.2, 0.9]), np.ones(2), np.array([1.0, 5.0]), LEAN, before=0.4)
    model = alone("dependence", states=("UZB",), patrons=("RUS",))
    shock = Shock(factor=made.target, size=made.size.mean, on=START)
    assert mean_level(run(model, [shock]), str(LEAN))[1] > mean_level(run(model), str(LEAN))[1] + 0.1


def test_a_bargain_without_rounds_is_refused() -> None:
    with pytest.raises(ValueError, match="0 rounds; want 1 or more"):
        by_bargaining(issue(), LEAN, rounds=0)


def test_a_policy_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="stands at 12"):
        by_bargaining(issue(), LEAN, before=12.0)
    with pytest.raises(ValueError, match=r"stands at 1\.5; want 0 to 1"):
        by_vote(np.array([0.2, 0.9]), np.ones(2), np.ones(2), LEAN, before=1.5)
