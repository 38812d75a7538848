"""The reliability diagram and the band that a calibrated source would show."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss

from sayso.forecasts.reliability import decompose, reliability

WORDS = (0.401, 0.671, 0.73, 0.863, 0.931, 0.1, 0.25, 0.5)
ROWS = st.lists(
    st.tuples(st.integers(0, 1000).map(lambda one: one / 1000), st.booleans()), min_size=1, max_size=25
)
"""In thousandths: scikit-learn takes numbers that nearly agree for one."""


@settings(deadline=None, max_examples=30)
@given(ROWS)
def test_the_curve_is_scikit_learns_isotonic_regression(rows: list[tuple[float, bool]]) -> None:
    chances, happened = np.array([one for one, _ in rows]), np.array([yes for _, yes in rows])
    found = reliability(chances, happened, rng=np.random.default_rng(0), runs=5)
    model = IsotonicRegression().fit(chances, happened)
    assert found.curve == pytest.approx(model.predict(found.probabilities), abs=1e-9)
    assert sum(found.counts) == found.n == len(rows)
    assert sum(found.yes) == happened.sum()


@given(ROWS)
def test_the_parts_add_up_to_the_brier_score(rows: list[tuple[float, bool]]) -> None:
    chances, happened = [one for one, _ in rows], [yes for _, yes in rows]
    parts = decompose(chances, happened)
    assert parts.score == pytest.approx(
        brier_score_loss(np.array(happened), chances, pos_label=True), abs=1e-12
    )
    assert parts.score == pytest.approx(
        parts.miscalibration - parts.discrimination + parts.uncertainty, abs=1e-12
    )
    assert min(parts.miscalibration, parts.discrimination, parts.uncertainty) >= -1e-12


@pytest.mark.parametrize("n", [8, 15, 30, 100])
def test_nine_of_ten_calibrated_sources_lie_inside_the_band(n: int) -> None:
    """Curves by scikit-learn, so that the band is not judged by the code that made it."""
    rng = np.random.default_rng(n)
    inside, sources = 0, 0
    for _ in range(5):
        chances = rng.choice(WORDS, n)
        shown = reliability(chances, rng.random(n) < chances, rng=rng, runs=1000)
        assert 0.9 <= shown.null.share < 0.95
        for _ in range(120):
            happened = rng.random(n) < chances
            curve = IsotonicRegression().fit(chances, happened).predict(shown.probabilities)
            low, high = np.array(shown.null.low), np.array(shown.null.high)
            inside += bool(np.all((curve >= low - 1e-9) & (curve <= high + 1e-9)))
            sources += 1
    # two standard errors of 600 sources, those of five bands, and what few curves round up
    assert 0.86 <= inside / sources <= 0.95


def test_a_source_that_is_far_too_sure_leaves_the_band() -> None:
    rng = np.random.default_rng(5)
    chances = rng.choice([0.02, 0.98], 100)
    found = reliability(chances, rng.random(100) < 0.5, rng=rng, runs=300)
    assert not found.inside
    assert found.decomposition.score > found.null.score[1]
    assert found.decomposition.miscalibration > found.null.miscalibration[1]


def test_the_band_of_a_handful_is_wide() -> None:
    """Eight statements of one strength say next to nothing about calibration."""
    rng = np.random.default_rng(6)
    few = reliability([0.7] * 8, [True] * 6 + [False] * 2, rng=rng, runs=300).null
    lots = reliability([0.7] * 800, [True] * 560 + [False] * 240, rng=rng, runs=300).null
    assert few.high[0] - few.low[0] > 0.4
    assert lots.high[0] - lots.low[0] < 0.08
    assert few.low[0] <= few.inner_low[0] <= few.inner_high[0] <= few.high[0]


def test_the_same_generator_gives_the_same_band() -> None:
    one, two = (
        reliability([0.2, 0.7, 0.7], [0, 1, 0], rng=np.random.default_rng(4), runs=50) for _ in range(2)
    )
    assert one == two


@pytest.mark.parametrize(
    ("chances", "happened"), [([], []), ([0.5], []), ([1.1], [1]), ([float("nan")], [1])]
)
def test_what_is_no_forecast_is_refused(chances: list[float], happened: list[int]) -> None:
    with pytest.raises(ValueError, match=r"want as many|not in \[0, 1\]"):
        reliability(chances, happened, rng=np.random.default_rng(0))
