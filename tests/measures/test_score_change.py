"""Changes in net scores without counts: refused where noise can make them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.measures.panel import Floats
from sayso.measures.score_change import score_change

MONTH = slice(1000, 1030), slice(1030, 1060)


def noise(seed: int, days: int = 1500, memory: float = 0.4) -> Floats:
    """Return a heavy-tailed series that remembers."""
    shocks = np.random.default_rng(seed).standard_t(3, days)
    series = np.zeros(days)
    for day in range(1, days):
        series[day] = memory * series[day - 1] + shocks[day]
    return series


def test_noise_is_called_a_change_no_more_often_than_the_level_says() -> None:
    supported = [score_change(noise(seed), *MONTH).supported for seed in range(400)]
    assert np.mean(supported) < 0.05 + 3 * (0.05 * 0.95 / 400) ** 0.5


def test_a_change_far_beyond_the_noise_is_found() -> None:
    scores = noise(1)
    scores[1030:] += 8.0
    found = score_change(scores, *MONTH)
    assert found.supported
    assert found.difference == pytest.approx(8.0, abs=2.5)
    assert found.probability < 0.001


def test_the_same_change_is_refused_where_the_series_swings_as_much_elsewhere() -> None:
    swings = 8.0 * np.sign(np.sin(np.arange(1500) * 2 * np.pi / 60))
    found = score_change(noise(1) + swings, *MONTH)
    assert not found.supported
    assert found.as_large_elsewhere > 0.1


def test_a_short_series_is_refused_however_large_the_change() -> None:
    scores = noise(2, days=100)
    scores[50:] += 1000
    found = score_change(scores, slice(20, 50), slice(50, 80))
    assert not found.supported
    assert "too short" in found.reason


def test_a_window_with_too_little_data_is_refused() -> None:
    scores = noise(3)
    scores[1000:1020] = np.nan
    assert "less than half" in score_change(scores, *MONTH).reason


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1000), factor=st.floats(0.01, 100), shift=st.floats(-50, 50))
def test_the_answer_does_not_depend_on_the_unit(seed: int, factor: float, shift: float) -> None:
    scores = noise(seed, days=600)
    windows = slice(300, 330), slice(330, 360)
    plain, moved = score_change(scores, *windows), score_change(scores * factor + shift, *windows)
    assert moved.difference == pytest.approx(plain.difference * factor, rel=1e-6, abs=1e-6)
    assert moved.probability == pytest.approx(plain.probability, rel=1e-4)
    assert moved.supported == plain.supported


@pytest.mark.parametrize(
    "windows", [(slice(30, 60), slice(50, 80)), (slice(60, 90), slice(0, 30)), (slice(5, 5), slice(9, 20))]
)
def test_windows_that_overlap_or_are_empty_are_misuse(windows: tuple[slice, slice]) -> None:
    with pytest.raises(ValueError, match="one after the other"):
        score_change(noise(4), *windows)
