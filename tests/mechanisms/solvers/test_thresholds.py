"""Thresholds against Granovetter's two examples."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.mechanisms.solvers.thresholds import critical_spread, equilibrium, spread


def test_one_person_of_a_hundred_makes_the_riot() -> None:
    """Thresholds 0 … 99, and the same with the 1 replaced by a 2"""
    uniform = np.arange(100.0)
    assert spread(uniform)[-1] == 100
    uniform[1] = 2.0
    assert spread(uniform)[-1] == 1


@pytest.mark.parametrize(("spread_of", "acting"), [(12.2, 5.48), (12.3, 100.0)])
def test_a_hair_more_spread_takes_six_to_a_hundred(spread_of: float, acting: float) -> None:
    assert equilibrium(people=100, mean=25, spread_of=spread_of) == pytest.approx(acting, abs=0.05)


def test_the_jump_lies_between_the_published_spreads() -> None:
    critical = critical_spread(people=100, mean=25, within=(1.0, 24.0))
    assert 12.2 < critical < 12.3
    assert equilibrium(people=100, mean=25, spread_of=critical - 1e-3) < 10
    assert equilibrium(people=100, mean=25, spread_of=critical + 1e-3) > 90


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30), st.data())
def test_a_lower_threshold_never_keeps_people_at_home(people: list[int], data: Any) -> None:
    before = np.array(people, dtype=np.float64)
    after = before.copy()
    after[data.draw(st.integers(0, len(people) - 1))] = 0.0
    assert spread(after)[-1] >= spread(before)[-1]
    assert (np.diff(spread(before)) > 0).all()


def test_what_cannot_be_solved_is_refused() -> None:
    with pytest.raises(ValueError, match="want both above 0"):
        equilibrium(people=100, mean=25, spread_of=0.0)
    with pytest.raises(ValueError, match="does not vanish"):
        critical_spread(people=100, mean=25, within=(1.0, 2.0))
