"""Weights of runs: tempered only as far as must be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.backtests.weighting import FLOOR, weighting


@given(st.lists(st.floats(-500, 0), min_size=20, max_size=200))
def test_enough_runs_count_and_no_more_is_tempered_than_must_be(logs: list[float]) -> None:
    found = weighting(np.array(logs))
    least = FLOOR * len(logs)
    assert found.weights.sum() == pytest.approx(1)
    assert found.effective >= least * (1 - 1e-6)
    if found.untempered >= least:
        assert found.power == 1.0
    else:
        assert found.effective == pytest.approx(least, rel=1e-3) or found.power < 1e-9


def test_likelier_runs_weigh_more() -> None:
    weights = weighting(np.array([-3.0, -1.0, -2.0])).weights
    assert weights[1] > weights[2] > weights[0]
    assert weights[1] / weights[2] == pytest.approx(np.e)
