"""Civil violence against Epstein's closed forms and NetLogo's published run."""

import numpy as np
import pytest

from benchmarks.references import rows_of
from sayso.mechanisms.solvers.civil_violence import (
    Rules,
    arrest_probability,
    share_without_cops,
    simulate,
)

WORLDS = 3
TURNS = 400


@pytest.mark.usefixtures("tables")
def test_rebels_and_prisoners_are_as_many_as_in_netlogo() -> None:
    """Means of runs of 2,000 turns differ by sd 4.8 rebels; of shorter runs by more, as 1 / √turns"""
    worlds = [simulate(Rules(), turns=TURNS, rng=np.random.default_rng(seed)) for seed in range(WORLDS)]
    rebels, jailed = np.mean(worlds, axis=(0, 1))
    published = {
        row["quantity"]: float(row["published_mean"]) for row in rows_of("rebellion_netlogo_reference.csv")
    }
    error = 4.8 * np.sqrt(2000 / TURNS / WORLDS)
    assert abs(rebels - published["active_citizens"]) < 2 * error
    # means of prisoners differ between runs of 2,000 turns by sd 15
    assert abs(jailed - published["jailed_citizens"]) < 2 * error * 15 / 4.8
    # quiet for a while, then a wave: the spread of single turns exceeds their mean
    assert np.std([world[:, 0] for world in worlds]) > rebels


def test_without_cops_the_share_of_rebels_is_the_one_derived() -> None:
    """1 − T / (1 − L) = 0.4444 of 1,120 agents, with hardship drawn anew for each world"""
    seen = [simulate(Rules(cops=0.0), turns=2, rng=np.random.default_rng(seed)) for seed in range(5)]
    shares = np.array([world[-1, 0] / 1120 for world in seen])
    assert shares.mean() == pytest.approx(
        share_without_cops(legitimacy=0.82), abs=3 * 0.5 / np.sqrt(5 * 1120)
    )
    assert all((world[0] == world[1]).all() and (world[:, 1] == 0).all() for world in seen)


def test_a_government_that_is_legitimate_enough_sees_no_rebel() -> None:
    """L = 0.9, T = 0.1"""
    assert share_without_cops(legitimacy=0.9) == 0.0
    assert simulate(Rules(legitimacy=0.9), turns=20, rng=np.random.default_rng(1)).sum() == 0


def test_one_cop_for_one_rebel_makes_arrest_all_but_sure() -> None:
    assert arrest_probability(1, 1) == pytest.approx(0.8997, abs=5e-5)
    assert arrest_probability([0, 1, 3], [1, 2, 2]).tolist() == [0.0, 0.0, pytest.approx(0.8997, abs=5e-5)]


def test_the_same_seed_gives_the_same_world() -> None:
    small = Rules(side=16, vision=3)
    one, same, other = (simulate(small, turns=30, rng=np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_longer_terms_fill_the_jails() -> None:
    small = {"side": 20, "vision": 4}
    short, long = (
        simulate(Rules(**small, longest_term=term), turns=120, rng=np.random.default_rng(2))[20:, 1].mean()
        for term in (5, 60)
    )
    assert long > 2 * short


def test_what_is_no_world_is_refused() -> None:
    with pytest.raises(ValueError, match="no free place"):
        Rules(agents=0.97)
    with pytest.raises(ValueError, match="under half the side"):
        Rules(side=10)
