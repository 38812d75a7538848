"""The mean score as answers come in."""

import datetime as dt

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.forecasts.entries import Entry
from sayso.forecasts.over_time import running_brier
from sayso.forecasts.reliability import reliability
from sayso.forecasts.summary import summarise
from tests.forecasts.make import many


def dated(made: tuple[Entry, ...], days: list[int]) -> tuple[Entry, ...]:
    """Return the entries with questions that close so many days into 2020."""
    return tuple(
        msgspec.structs.replace(
            entry,
            question=msgspec.structs.replace(entry.question, closes=dt.date(2020, 1, 1) + dt.timedelta(day)),
        )
        for entry, day in zip(made, days, strict=True)
    )


rows = st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans(), st.integers(0, 5)), min_size=1, max_size=20)


@settings(max_examples=20, deadline=None)
@given(rows, st.integers(0, 3))
def test_the_last_mean_and_its_interval_are_the_summarys(
    found: list[tuple[float, bool, int]], series: int
) -> None:
    given_, happened, days = (list(column) for column in zip(*found, strict=True))
    made = many(given_, happened, series=series)
    last = running_brier(dated(made, days), rng=np.random.default_rng(1), runs=20)[-1]
    whole = summarise(made, rng=np.random.default_rng(1)).scores["brier"]
    assert last.n == len(found)
    assert last.mean == pytest.approx(whole.mean.mean, abs=1e-12)
    if whole.mean.normal is None:
        assert last.interval is None
    else:
        assert last.interval == pytest.approx(whole.mean.normal, abs=1e-6)


def test_answers_of_one_day_are_one_point_and_days_are_in_order() -> None:
    made = dated(many([0.9, 0.2, 0.6], [True, False, False]), [40, 3, 40])
    found = running_brier(made, rng=np.random.default_rng(1))
    assert [(one.day.isoformat(), one.n) for one in found] == [("2020-01-04", 1), ("2020-02-10", 3)]
    assert [one.mean for one in found] == pytest.approx([0.04, (0.01 + 0.04 + 0.36) / 3])


def test_the_reference_is_averaged_over_the_same_questions_only() -> None:
    mine = dated(many([0.9, 0.2], [True, False]), [1, 2])
    coin = many([0.5, 0.5], [True, False], by="Other")[1]
    theirs = [msgspec.structs.replace(coin, question=mine[1].question)]
    found = running_brier(mine, rng=np.random.default_rng(1), reference=theirs)
    assert [(one.reference, one.shared) for one in found] == [(None, 0), (0.25, 1)]


def test_what_is_not_answered_dated_or_counted_is_left_out() -> None:
    made = many([0.9, 0.2], [True, False])
    assert running_brier(made, rng=np.random.default_rng(1)) == ()
    apart = [msgspec.structs.replace(one, part="asked") for one in dated(made, [1, 2])]
    assert running_brier(apart, rng=np.random.default_rng(1)) == ()


def test_the_calibrated_spread_is_the_null_of_the_reliability_diagram() -> None:
    rng = np.random.default_rng(7)
    chances = rng.uniform(0.05, 0.95, 40).tolist()
    made = dated(many(chances, (rng.random(40) < chances).tolist()), list(range(40)))
    last = running_brier(made, rng=rng, runs=4000)[-1]
    null = reliability(chances, [one.settled.yes is True for one in made], rng=rng).null.score
    assert last.calibrated == pytest.approx(null, abs=0.006)
