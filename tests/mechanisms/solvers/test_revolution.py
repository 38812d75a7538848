"""A revolution as one equation: resting states against the classification of the step model."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.mechanisms.solvers.revolution import Society, change, path, resting_states

SHARE = st.floats(0.05, 0.95)


@given(st.floats(0.2, 5), st.floats(0.2, 5), SHARE, SHARE)
def test_protest_comes_back_to_each_resting_state(
    spread: float, policing: float, seen: float, cope: float
) -> None:
    society = Society(enthusiasm=spread, policing=policing, visibility=seen, capacity=cope)
    for rest in resting_states(society):
        edges = np.array([1 - seen, cope])
        gap = np.abs(edges - rest)
        near = min(0.01, gap[gap > 0].min() / 2)
        above, below = change(society, np.array([min(rest + near, 1.0), max(rest - near, 0.0)]))
        assert above <= 0 or rest == 1.0
        assert below >= 0 or rest == 0.0


@pytest.mark.parametrize(
    ("visibility", "capacity", "rests"),
    [
        (0.2, 1.0, [0.0]),  # censored and policed to the last: police state
        (0.5, 1.0, [0.0, 0.75]),  # seen, and never out of hand: lasting unrest
        (0.2, 0.6, [0.0, 1.0]),  # censored, and the police give way: the risk of a revolution
        (0.5, 0.9, [0.0, 0.75, 1.0]),
    ],
)
def test_resting_states_are_the_classified_ones(
    visibility: float, capacity: float, rests: list[float]
) -> None:
    """0 always; c1 / (c1 + c2) iff 1 − α < c* < β; 1 where β < 1"""
    society = Society(enthusiasm=3, policing=1, visibility=visibility, capacity=capacity)
    assert resting_states(society).tolist() == rests


def test_a_protest_that_is_seen_and_outgrows_the_police_takes_all() -> None:
    society = Society(enthusiasm=3, policing=1, visibility=0.8, capacity=0.6)
    assert path(society, start=0.15, until=20)[-1] == pytest.approx(0.0, abs=1e-6)
    assert path(society, start=0.25, until=20)[-1] == pytest.approx(1.0, abs=1e-6)


def test_what_is_no_society_is_refused() -> None:
    with pytest.raises(ValueError, match="both above 0"):
        Society(enthusiasm=0, policing=1, visibility=0.5, capacity=0.5)
    with pytest.raises(ValueError, match="shares"):
        Society(enthusiasm=1, policing=1, visibility=1.5, capacity=0.5)
    with pytest.raises(ValueError, match="more steps"):
        path(Society(enthusiasm=1, policing=1, visibility=0.5, capacity=0.5), start=0.5, until=1e6)
