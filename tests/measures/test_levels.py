"""Levels with intervals that hold what they say, from counts that are noisier than chance."""

import dataclasses
import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from sayso.actors import ActorTable
from sayso.events.record import Record
from sayso.measures.ahead import ahead
from sayso.measures.levels import FEWEST, Levels, TooShortError, levelled, levels, walked
from sayso.measures.panel import Floats, next_period, periods_between
from sayso.measures.telling import Asked, NothingTellsError, Tally, tally
from sayso.statements.catalogue import Catalogue

COUNTRIES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "events" / "icews-country-month"
CATALOGUE = Catalogue.load()[0]


def counted(given_counts: ArrayLike, among: ArrayLike | None = None) -> Tally:
    telling = np.asarray(given_counts, dtype=float)
    last = dt.date(2000, 1, 1)
    for _ in range(len(telling) - 1):
        last = next_period(last, "month")
    return Tally(
        periods=periods_between(dt.date(2000, 1, 1), last, "month"),
        telling=telling,
        among=np.full(len(telling), np.nan) if among is None else np.asarray(among, dtype=float),
        covered=np.ones(len(telling)),
        direction=1,
        product="synthetic",
        unplaced=0,
    )


def shown(found: Tally) -> Levels:
    return levelled(found, "unrest(KAZ)", "month")


def synthetic(rng: np.random.Generator, *, periods: int = 60, shares: bool) -> tuple[Floats, Tally]:
    """Return a walk and counts about it, with steps and overdispersion drawn from the priors' middle."""
    step = np.exp((np.log(0.03) + rng.normal()) / 2)
    spread = np.exp(np.log(0.2) + rng.normal())
    walk = np.abs(rng.uniform(0, 4) + np.cumsum(step * rng.standard_t(4, periods)))
    if not shares:
        return walk, counted(rng.poisson(np.exp(walk) * rng.gamma(1 / spread, spread, periods)))
    walk = walk - walk.mean() - 1.5
    share = 1 / (1 + np.exp(-walk))
    whole = rng.integers(1, 80, periods)
    return walk, counted(
        rng.binomial(whole, rng.beta(1 / (spread * (1 - share)), 1 / (spread * share))), whole
    )


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32), shares=st.booleans())
def test_a_known_level_is_recovered(seed: int, shares: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """80 % intervals of six walks of 60 months; the months of a walk are alike, so the rate itself varies"""
    rng = np.random.default_rng(seed)
    inside, misses = [], []
    for _ in range(6):
        truth, found = synthetic(rng, shares=shares)
        walk = walked(found)
        inside.append((walk.quantile(0.1) < truth) & (truth < walk.quantile(0.9)))
        misses.append((walk.mean() - truth) ** 2 / walk.variance())
    assert 0.6 < np.mean(inside) < 0.97
    assert 0.1 < np.median(misses) < 1.5


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=FEWEST, max_size=20),
)
def test_what_speaks_against_is_the_mirror_of_what_speaks_for(rows: list[tuple[int, int]]) -> None:
    some, rest = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    one, other = shown(counted(some, some + rest + 1)), shown(counted(rest + 1, some + rest + 1))
    for level, turned in zip(one.levels, other.levels, strict=True):
        assert level.low <= level.level <= level.high
        assert level.level == pytest.approx(1 - turned.level, abs=1e-6)
        assert level.low == pytest.approx(1 - turned.high, abs=1e-6)


def test_a_factor_told_from_what_speaks_against_it_is_turned() -> None:
    found = counted(np.array([1.0, 2, 1, 9, 14, 3, 2, 1]))
    plain, turned = shown(found), shown(dataclasses.replace(found, direction=-1))
    for one, other in zip(plain.levels, turned.levels, strict=True):
        assert (one.level, one.low, one.high) == pytest.approx(
            (1 - other.level, 1 - other.high, 1 - other.low)
        )
    before, after = dt.date(2000, 1, 1), dt.date(2000, 5, 1)
    assert plain.change(before, after)[1] == pytest.approx(1 - turned.change(before, after)[1])


def test_no_data_is_not_zero() -> None:
    calm = [12.0, 10, 14, 11, 13, 12, 9, 11, 12, 10]
    gap, zero = calm.copy(), calm.copy()
    gap[3:6], zero[3:6] = [np.nan] * 3, [0.0] * 3
    unknown, none = shown(counted(np.array(gap))).levels[4], shown(counted(np.array(zero))).levels[4]
    assert not unknown.known
    assert unknown.telling is None
    assert none.known
    assert none.telling == 0
    assert 0.4 < unknown.level < 0.6
    assert none.level < unknown.level - 0.1


def test_the_longer_there_are_no_data_the_less_is_known() -> None:
    counts = np.full(40, 20.0) + np.tile([3.0, -3.0], 20)
    counts[10:30] = np.nan
    widths = [one.high - one.low for one in shown(counted(counts)).levels]
    assert widths[9] < widths[12] < widths[20]
    assert widths[20] == pytest.approx(widths[19], abs=0.05)


def test_noisier_counts_have_wider_intervals() -> None:
    rng = np.random.default_rng(1)
    calm = rng.poisson(40, 60).astype(float)
    noisy = rng.poisson(40 * rng.gamma(1.0, 1.0, 60)).astype(float)
    one, other = shown(counted(calm)), shown(counted(noisy))
    assert one.overdispersion < 4
    assert other.overdispersion > 15
    known, unknown = (found.walk.variance().mean() for found in (one, other))
    assert known < unknown / 4


def test_a_rise_is_told_from_noise() -> None:
    rng = np.random.default_rng(2)
    flat, risen = rng.poisson(5, 40), np.concatenate([rng.poisson(5, 20), rng.poisson(50, 20)])
    before, after = dt.date(2000, 6, 1), dt.date(2002, 6, 1)
    rise, sure = shown(counted(risen)).change(before, after)
    assert rise == pytest.approx(np.log(10), abs=0.5)
    assert sure > 0.999
    assert 0.05 < shown(counted(flat)).change(before, after)[1] < 0.95


def test_changes_want_two_known_periods_in_order() -> None:
    found = shown(counted(np.arange(8.0)))
    with pytest.raises(KeyError, match="1999-01-01 is not in 2000-01-01"):
        found.change(dt.date(1999, 1, 1), dt.date(2000, 2, 1))
    with pytest.raises(ValueError, match="is not before"):
        found.change(dt.date(2000, 2, 1), dt.date(2000, 2, 20))


def test_the_covariance_is_that_of_paths_drawn() -> None:
    """against 20,000 paths drawn backwards through the kernels"""
    found = shown(counted(np.array([3.0, 5, 2, 9, np.nan, 14, 11, 8])))
    walk, rng = found.walk, np.random.default_rng(3)
    runs = 20_000
    at = rng.choice(walk.weights.size, runs, p=walk.weights.ravel())
    q, o = np.unravel_index(at, walk.weights.shape)
    last = walk.smoothed[-1][q, o]
    places = (last.cumsum(axis=1) > rng.uniform(size=(runs, 1))).argmax(axis=1)
    ends = walk.points[places]
    for t in range(6, 1, -1):
        odds = walk.filtered[t][q, o] * walk.kernels[q, :, places]
        odds /= odds.sum(axis=1, keepdims=True)
        places = (odds.cumsum(axis=1) > rng.uniform(size=(runs, 1))).argmax(axis=1)
    drawn = np.cov(walk.points[places], ends)[0, 1]
    assert walk.covariance(2, 7) == pytest.approx(drawn, rel=0.08, abs=0.003)


def test_too_few_periods_are_refused() -> None:
    with pytest.raises(TooShortError, match="has data for 5 months in synthetic; its own normal needs 6"):
        shown(counted(np.array([1.0, 2, 3, np.nan, 4, 5])))


def test_nothing_but_zeros_is_normal() -> None:
    found = shown(counted(np.zeros(12), np.full(12, 9.0)))
    assert all(0.3 < one.level < 0.7 for one in found.levels)


def test_a_partial_period_is_held_to_its_days() -> None:
    full = counted(np.array([12.0, 11, 13, 12, 10, 12, 11, 4]))
    part = dataclasses.replace(full, covered=np.array([1.0] * 7 + [1 / 3]))
    assert shown(full).levels[-1].level < shown(part).levels[-1].level


def test_tables_for_other_programs() -> None:
    found = shown(counted(np.array([1.0, np.nan, 3, 4, 5, 6, 7])))
    frame = found.pandas()
    assert list(frame.columns) == [
        "factor", "product", "period", "level", "low", "high", "telling", "among",
    ]  # fmt: skip
    assert frame["level"].tolist() == [one.level for one in found.levels]
    assert found.polars()["telling"].to_list() == [1.0, None, 3.0, 4.0, 5.0, 6.0, 7.0]
    assert found.arrow().num_rows == 7
    assert found.frame().rows()[0][2] == dt.date(2000, 1, 1)


def test_what_is_asked_must_fit_the_factor(tmp_path: Path) -> None:
    connection = Record(tmp_path).connection()
    with pytest.raises(ValueError, match=r"want alignment\(KAZ>…\)"):
        levels(connection, Asked(definition=CATALOGUE.definition("alignment"), actor="KAZ"))
    with pytest.raises(ValueError, match=r"want unrest\(KAZ\)"):
        levels(connection, Asked(definition=CATALOGUE.definition("unrest"), actor="KAZ", target="RUS"))
    unseen = next(one for one in CATALOGUE.definitions.values() if not one.measures and not one.dyadic)
    with pytest.raises(ValueError, match="events do not show"):
        levels(connection, Asked(definition=unseen, actor="KAZ"))
    with pytest.raises(NothingTellsError, match="no event of the record"):
        levels(connection, Asked(definition=CATALOGUE.definition("unrest"), actor="KAZ"))


def test_intervals_of_the_next_period_hold_on_synthetic_counts() -> None:
    rng = np.random.default_rng(4)
    inside = []
    for number in range(10):
        _, found = synthetic(rng, shares=bool(number % 2))
        inside.extend(_held(ahead(found, first=8), rng))
    assert 0.74 < np.mean(inside) < 0.87


@pytest.mark.skipif(not COUNTRIES.exists(), reason="the counts of ICEWS may not be shipped")
@pytest.mark.parametrize("step", ["month", "year"])
def test_intervals_of_the_next_period_hold_on_real_counts(step: str, tmp_path: Path) -> None:
    """some countries of the protests that ICEWS counted from 2010 to 2018"""
    record = Record(tmp_path / "record")
    record.add(COUNTRIES / "protests_countries.csv", actors=ActorTable.load()[0])
    connection = record.connection()
    names = [row[0] for row in connection.execute("SELECT DISTINCT actor1 FROM counts ORDER BY 1").fetchall()]
    rng, inside = np.random.default_rng(5), []
    for actor in [name for name in names if name][:: 20 if step == "month" else 4]:
        asked = Asked(definition=CATALOGUE.definition("unrest"), actor=actor, step=step)  # type: ignore[arg-type]  # a Step
        inside.extend(_held(ahead(tally(connection, asked), first=4), rng))
    assert 0.75 <= np.mean(inside) <= 0.88


def _held(bounds: Floats, rng: np.random.Generator) -> list[bool]:
    """Return whether each count lay in the middle 80 %, its place within its own step drawn."""
    below, upto = bounds[np.isfinite(bounds[:, 0])].T
    place = below + rng.uniform(size=len(below)) * (upto - below)
    return [bool(one) for one in (place > 0.1) & (place < 0.9)]
