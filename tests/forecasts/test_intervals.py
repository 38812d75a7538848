"""Intervals of shares, discriminations and means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, ttest_1samp
from sklearn.metrics import roc_auc_score

from sayso.forecasts.intervals import discrimination, grouped_mean, share

ROWS = st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.9]), st.booleans()), min_size=2, max_size=30)


@given(st.integers(0, 40), st.integers(1, 40))
def test_the_share_has_wilsons_interval(hits: int, more: int) -> None:
    n = hits + more
    wanted = binomtest(hits, n).proportion_ci(method="wilson")
    found = share(hits, n)
    assert [found.low, found.high] == pytest.approx([wanted.low, wanted.high], abs=1e-12)


def test_a_share_of_nothing_is_unknown() -> None:
    assert share(0, 0).value is None
    with pytest.raises(ValueError, match="3 of 2"):
        share(3, 2)


@given(ROWS)
def test_discrimination_is_scikit_learns_auc_within_its_interval(rows: list[tuple[float, bool]]) -> None:
    chances, happened = [one for one, _ in rows], [yes for _, yes in rows]
    found = discrimination(chances, happened)
    if len(set(happened)) == 1:
        assert found.value is None
        return
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.value == pytest.approx(roc_auc_score(happened, chances), abs=1e-12)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.high - found.low > 0.01


def test_the_interval_of_a_discrimination_holds_the_truth_as_often_as_it_says() -> None:
    """Two normals one standard deviation apart: the truth is Φ(1/√2) = 0.7602"""
    rng = np.random.default_rng(3)
    inside = 0
    for _ in range(400):
        happened = np.arange(40) < 15
        found = discrimination((rng.normal(size=40) + happened + 10) / 20, happened)
        assert found.low is not None
        assert found.high is not None
        inside += found.low <= 0.7602 <= found.high
    assert 0.92 <= inside / 400 <= 0.985


def test_with_a_value_per_group_the_interval_is_students() -> None:
    values = [0.1, -0.2, 0.4, 0.3, 0.0, 0.25]
    found = grouped_mean(values, range(6), rng=np.random.default_rng(1))
    low, high = ttest_1samp(values, 0.0).confidence_interval()
    assert found.normal is not None
    assert list(found.normal) == pytest.approx([low, high])
    assert found.bootstrap is not None
    assert found.bootstrap[0] < found.mean < found.bootstrap[1]


def test_repeating_every_value_in_its_group_adds_no_knowledge() -> None:
    values = [0.1, -0.2, 0.4, 0.3, 0.0, 0.25]
    once = grouped_mean(values, range(6), rng=np.random.default_rng(1))
    often = grouped_mean(np.repeat(values, 5), np.repeat(range(6), 5), rng=np.random.default_rng(1))
    assert often.standard_error == pytest.approx(once.standard_error)
    assert once.bootstrap is not None
    assert often.bootstrap is not None
    assert list(often.bootstrap) == pytest.approx(list(once.bootstrap))


def test_one_group_has_a_mean_and_no_interval() -> None:
    found = grouped_mean([0.1, 0.3], ["a", "a"], rng=np.random.default_rng(1))
    assert found.mean == pytest.approx(0.2)
    assert (found.standard_error, found.normal, found.bootstrap) == (None, None, None)
    with pytest.raises(ValueError, match="one or more"):
        grouped_mean([], [], rng=np.random.default_rng(1))
