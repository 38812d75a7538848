"""Counts → scores, intervals, a table and a line of JSON."""

import json
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores.intervals import Floats, Measured, Sums, f1, intervals, ratio
from benchmarks.scores.report import json_line, table


def share(sums: Sums) -> Mapping[str, Floats]:
    return {"share": ratio(sums["right"], sums["all"])}


def measured(*rows: tuple[int, int], groups: tuple[str, ...] | None = None) -> Measured:
    counts = [{"right": right, "all": whole} for right, whole in rows]
    return Measured(
        unit="sentences", counts=counts, scores=share, items={"sentences": len(rows)}, groups=groups
    )


def test_long_sentences_weigh_more_than_short_ones() -> None:
    one = intervals(measured((0, 1), (9, 9)), samples=10, rng=np.random.default_rng(1))["share"]
    assert one.value == pytest.approx(0.9)


def test_sentences_that_are_all_alike_leave_no_doubt() -> None:
    one = intervals(measured(*[(3, 4)] * 20), samples=50, rng=np.random.default_rng(1))["share"]
    assert one.low == one.high == one.value == 0.75


def test_few_sentences_give_a_wider_interval_than_many() -> None:
    rows = [(1, 1), (0, 1)]
    widths = []
    for times in (5, 500):
        one = intervals(measured(*rows * times), samples=400, rng=np.random.default_rng(1))["share"]
        assert one.low is not None
        assert one.high is not None
        widths.append(one.high - one.low)
    assert widths[0] > 5 * widths[1]


def test_the_interval_is_that_of_the_binomial() -> None:
    """400 of 1000 right: standard error 1.55 %"""
    one = intervals(measured(*[(1, 1)] * 400, *[(0, 1)] * 600), samples=4000, rng=np.random.default_rng(7))[
        "share"
    ]
    assert one.low == pytest.approx(0.4 - 1.96 * 0.0155, abs=0.003)
    assert one.high == pytest.approx(0.4 + 1.96 * 0.0155, abs=0.003)


def test_the_same_seed_gives_the_same_interval() -> None:
    rows = measured((1, 2), (2, 3), (0, 5))
    first, second = (intervals(rows, samples=100, rng=np.random.default_rng(3)) for _ in range(2))
    assert first == second


def test_what_cannot_be_scored_is_unknown_and_no_zero() -> None:
    rows = measured((0, 0), (0, 0))
    scores = intervals(rows, samples=10, rng=np.random.default_rng(1))
    assert scores["share"].value is None
    assert "share" in table(rows, scores)
    assert json.loads(json_line(rows, scores, {}))["scores"]["share"] == {
        "value": None,
        "low": None,
        "high": None,
    }


def test_the_json_holds_scores_in_percent_sizes_and_what_made_them() -> None:
    rows = measured((1, 2), (2, 2), groups=("news", "speech"))
    scores = intervals(rows, samples=10, rng=np.random.default_rng(1))
    whole = json.loads(json_line(rows, scores, {"form": "x", "encoder_sha256": "abc"}))
    assert whole["encoder_sha256"] == "abc"
    assert whole["scores"]["share"]["value"] == 75.0
    assert whole["items"] == {"sentences": 2}
    assert whole["groups"] == {
        "news": {"share": 50.0, "sentences": 1},
        "speech": {"share": 100.0, "sentences": 1},
    }
    assert "news" in table(rows, scores)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_lies_between_nothing_and_everything(hits: int, missed: int, wrong: int) -> None:
    one = f1(*(np.array([float(count)]) for count in (hits, hits + missed, hits + wrong)))[0]
    if hits + missed + wrong == 0:
        assert np.isnan(one)
    else:
        assert 0 <= one <= 1
        assert (one == 1) == (missed == wrong == 0)
