"""What was known at a date: from nothing later, and the error of the measure given to forecasts."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from sayso.backtests.past import NoPastError, Pasts, as_counted, log_chance, walked_on
from sayso.backtests.references import climatology, persistence
from sayso.backtests.series import Series, later
from sayso.measures.levels import levelled

START = dt.date(2003, 1, 1)
"""36 months after the first."""
Make = Callable[..., Series]


def noisy(seed: int, months: int = 48) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    rng = np.random.default_rng(seed)
    level = np.exp(1.5 + 0.15 * np.cumsum(rng.normal(size=months)))
    return rng.poisson(level).astype(float)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 100), st.integers(36, 47), st.integers(0, 500))
def test_later_counts_change_nothing(series: Make, seed: int, at: int, value: int) -> None:
    counts = noisy(seed)
    other = counts.copy()
    other[at] = value
    one, two = (Pasts().of(series(each), START) for each in (counts, other))
    for name in ("centre", "scale"):
        assert getattr(one, name) == getattr(two, name)
    for name in ("points", "chances", "steps", "step_chances", "spread_chances", "seen"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()


def test_the_scale_is_that_of_levels(series: Make) -> None:
    """docs/levels.md: m and d are of the periods before the start alone"""
    one = series(noisy(3, 36))
    past = Pasts().of(one, START)
    found = levelled(one.tally, "unrest(KAZ)", "month")
    assert past.centre == pytest.approx(found.odds.mean())
    assert past.mean == pytest.approx((found.odds[-1] - past.centre) / past.scale)


def test_factors_told_by_the_opposite_events_are_mirrored(series: Make) -> None:
    counts = noisy(4)
    one, two = (Pasts().of(series(counts, direction=way), START) for way in (1, -1))
    assert one.mean == pytest.approx(-two.mean)
    assert one.variance == pytest.approx(two.variance)
    assert one.known == pytest.approx(-two.known)


def test_what_is_too_short_or_ends_too_early_is_refused(series: Make) -> None:
    with pytest.raises(NoPastError, match="fewer than 24 months"):
        Pasts().of(series(noisy(1, 48)), dt.date(2001, 6, 1))
    with pytest.raises(NoPastError, match="do not reach up to the start"):
        Pasts().of(series(noisy(1, 30)), START)


@pytest.mark.parametrize("shares", [False, True])
def test_counts_drawn_about_a_score_are_those_the_likelihood_expects(series: Make, *, shares: bool) -> None:
    """The draws' frequencies are the probabilities of `log_chance`, for one overdispersion."""
    counts = noisy(5)
    whole = np.full(48, 60.0) if shares else None
    past = Pasts().of(series(np.minimum(counts, 60), whole), START)
    past.spread_chances[:] = 0
    past.spread_chances[4] = 1
    rng = np.random.default_rng(0)
    among = 60.0 if shares else np.nan
    drawn = as_counted(past, np.full(4000, 0.3), (among, 1.0), rng)
    for count in (0, 3, 8):
        score = past.of(count, among, 1.0)
        seen = np.mean(np.abs(drawn - score) < 1e-9)
        logs = np.array(
            [
                float(log_chance(past, np.array([0.3]), (k, among, 1.0))[0])
                for k in range(61 if shares else 400)
            ]
        )
        if shares:  # up to the number of ways, which is a constant of the count
            k = np.arange(61)
            logs = logs - special.betaln(61 - k, k + 1) - np.log(61)
        chances = np.exp(logs) / np.exp(logs).sum()
        assert seen == pytest.approx(chances[count], abs=4.5 * np.sqrt(chances[count] / 4000) + 1e-3)


def test_a_walk_spreads_as_it_goes_on(series: Make) -> None:
    past = Pasts().of(series(noisy(6)), START)
    spreads = [
        np.diff(np.quantile(walked_on(past, ahead, 3000, np.random.default_rng(1)), (0.1, 0.9)))[0]
        for ahead in (1, 12)
    ]
    assert spreads[1] > 1.5 * spreads[0]


def test_references_are_past_counts(series: Make) -> None:
    past = Pasts().of(series(noisy(7)), START)
    assert climatology(past) == pytest.approx(past.seen)
    last = persistence(past, 3, [])
    assert last == pytest.approx(past.seen[-1] + past.seen[3:] - past.seen[:-3])


def test_a_short_past_borrows_changes_and_none_is_made_up(series: Make) -> None:
    past = Pasts().of(series(noisy(8)), START)
    lone = Pasts().of(series(noisy(9, 24)), later(dt.date(2000, 1, 1), "month", 24))
    assert len(persistence(lone, 12, [past])) == 12 + 24
    assert len(persistence(lone, 30, [])) == 0


def test_months_without_data_are_not_zero(series: Make) -> None:
    counts = noisy(10)
    counts[33:36] = np.nan
    past = Pasts().of(series(counts), START)
    full = Pasts().of(series(noisy(10)), START)
    assert past.variance > full.variance
    assert len(past.known) == 33
