"""Dated changes: what is held, pushed, scheduled, forbidden and cut, in which months."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.mechanisms.event import EventKind
from sayso.mechanisms.link import Link
from sayso.models import Model, Node
from sayso.simulation import Ban, Change, Clamp, Occurrence, Shock, Strength, simulate
from sayso.simulation.changes import interventions, month_of
from sayso.statements.factor import Factor

Nodes = Callable[..., Node]
Links = Callable[..., Link]
Events = Callable[..., EventKind]
Models = Callable[..., Model]

WELFARE, GRIEVANCE = Factor.parse("welfare(UZB)"), Factor.parse("grievance(UZB)")
MARCH, APRIL, MAY, JUNE = (dt.date(2022, month, 9) for month in (3, 4, 5, 6))


@pytest.fixture
def pair(node: Nodes, link: Links, event: Events, model: Models) -> Model:
    """Return two nodes, a link from one to the other, and an event that may come at any time."""
    made: Model = model(
        node("welfare(UZB)", noise=0.2),
        node("grievance(UZB)"),
        links=(link("welfare(UZB)", "grievance(UZB)", -0.2),),
        events=(event("mass_unrest(UZB)", 0.3, duration_months=3.0), event("visit(RUS>UZB)")),
    )
    return made


def test_a_clamp_holds_its_months_and_no_others(pair: Model) -> None:
    """The model starts in February 2022, so that April is month 3."""
    clamp = Clamp(factor=WELFARE, level=0.8, start=APRIL, end=MAY)
    free = simulate(pair, months=8, runs=200, seed=1)
    held = simulate(pair, months=8, runs=200, seed=1, changes=[clamp])
    assert held.level(WELFARE)[:, 3:5] == pytest.approx(0.8, abs=1e-6)
    assert np.array_equal(held.level(WELFARE)[:, :3], free.level(WELFARE)[:, :3])
    assert np.array_equal(held.level(GRIEVANCE)[:, :4], free.level(GRIEVANCE)[:, :4])
    assert np.all(held.level(GRIEVANCE)[:, 4] < 0.5)
    assert held.level(WELFARE)[:, 5].std() > 0


def test_a_clamp_without_an_end_lasts(pair: Model) -> None:
    held = simulate(pair, months=5, runs=50, seed=1, changes=[Clamp(factor=WELFARE, level=0.3, start=MARCH)])
    assert held.level(WELFARE)[:, 2:] == pytest.approx(0.3, abs=1e-6)


def test_a_shock_moves_z_in_its_month_and_what_follows_under_the_same_chance(pair: Model) -> None:
    shock = Shock(factor=WELFARE, size=1.5, on=APRIL)
    free, hit = (simulate(pair, months=4, runs=100, seed=1, changes=changes) for changes in ((), [shock]))
    z = [np.log(level / (1 - level)) for level in (one.level(WELFARE).astype(float) for one in (free, hit))]
    assert (z[1] - z[0])[:, :3] == pytest.approx(0.0)
    assert (z[1] - z[0])[:, 3] == pytest.approx(1.5, abs=1e-4)
    assert (z[1] - z[0])[:, 4] == pytest.approx(1.35, abs=1e-4)


def test_an_occurrence_begins_in_every_run(pair: Model) -> None:
    made = simulate(pair, months=5, runs=60, seed=1, changes=[Occurrence(event="visit(RUS>UZB)", on=MAY)])
    assert np.flatnonzero(made.begun[:, :, 1].all(axis=0)).tolist() == [4]
    assert made.outbreaks[:, 1].sum() == 60


def test_a_ban_ends_what_is_under_way_and_lets_nothing_begin(pair: Model) -> None:
    ban = Ban(event="mass_unrest(UZB)", start=APRIL, end=MAY)
    free = simulate(pair, months=8, runs=300, seed=1)
    made = simulate(pair, months=8, runs=300, seed=1, changes=[ban])
    assert free.active[:, 3:5, 0].any()
    assert not made.active[:, 3:5, 0].any()
    assert not made.begun[:, 3:5, 0].any()
    assert made.begun[:, 5, 0].any()


def test_a_ban_takes_away_what_the_model_has_scheduled(event: Events, model: Models) -> None:
    vote = model(events=(event("election(UZB)", scheduled=(dt.date(2022, 5, 1), dt.date(2022, 7, 1))),))
    ban = Ban(event="election(UZB)", start=MAY, end=MAY)
    assert simulate(vote, months=8, runs=5, seed=1, changes=[ban]).outbreaks.tolist() == [[1]] * 5


def test_strength_multiplies_weights_from_its_month_on(pair: Model) -> None:
    held = Clamp(factor=WELFARE, level=0.8, start=dt.date(2022, 2, 1))
    cut = Strength(source=WELFARE, target=GRIEVANCE, times=0.0, start=APRIL, end=APRIL)
    turned = Strength(source=WELFARE, target=GRIEVANCE, times=-1.0, start=MAY)
    level = (
        simulate(pair, months=5, runs=1, seed=1, changes=[held, cut, turned])
        .level(GRIEVANCE)[0]
        .astype(float)
    )
    z = np.log(level / (1 - level))
    push = np.append(z[1:] - 0.9 * z[:-1], np.nan)
    # month 1 reads the start, month 3 is cut, months 4 and 5 push the other way
    assert push[1:5] == pytest.approx([-0.12, 0.0, 0.12, 0.12], abs=1e-4)


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)))
def test_months_count_calendar_months(day: dt.date) -> None:
    month = month_of(dt.date(2000, 1, 1), day)
    assert divmod(month - 1, 12) == (day.year - 2000, day.month - 1)


def test_changes_on_one_link_multiply(pair: Model) -> None:
    twice = [Strength(source=WELFARE, target=GRIEVANCE, times=times, start=MARCH) for times in (0.5, 0.5)]
    made = interventions(pair, twice, months=3)
    assert made.links.tolist() == [0]
    assert made.strength[:, 0].tolist() == [1.0, 1.0, 0.25, 0.25]


FAULTS: list[tuple[list[Change], str]] = [
    (
        [Clamp(factor=Factor("welfar", "UZB"), level=0.5, start=MARCH)],
        r"1, clamp of welfar\(UZB\): .*nearest is welfare",
    ),
    ([Clamp(factor=WELFARE, level=1.0, start=MARCH)], "level 1.0; want above 0 and below 1"),
    ([Clamp(factor=WELFARE, level=float("nan"), start=MARCH)], "level nan"),
    ([Shock(factor=WELFARE, size=float("inf"), on=MARCH)], "inf; want a finite number"),
    (
        [Shock(factor=WELFARE, size=1.0, on=dt.date(2022, 1, 31))],
        "2022-01-31 lies outside .* 2022-02-01 to 2022-07-31",
    ),
    ([Ban(event="mass_unrest(UZB)", start=dt.date(2022, 8, 1))], "2022-08-01 lies outside the simulation"),
    ([Ban(event="mass_unrest(UZB)", start=MAY, end=APRIL)], "ends on 2022-04-09, before it starts"),
    ([Occurrence(event="welfare(UZB)", on=MARCH)], r"no event welfare\(UZB\)"),
    ([Strength(source=GRIEVANCE, target=WELFARE, times=1.0, start=MARCH)], "the model has no link grievance"),
    ([Strength(source=WELFARE, target=GRIEVANCE, times=1.0, start=MARCH, origin="x")], "no link of x"),
    (
        [
            Clamp(factor=WELFARE, level=0.5, start=MARCH, end=MAY),
            Clamp(factor=WELFARE, level=0.6, start=MAY),
        ],
        "clamps of welfare.* contradict each other: 0.5 from 2022-03-09 and 0.6 from 2022-05-09",
    ),
    (
        [Ban(event="visit(RUS>UZB)", start=MARCH), Occurrence(event="visit(RUS>UZB)", on=JUNE)],
        r"visit\(RUS>UZB\) is to begin on 2022-06-09, and is forbidden from 2022-03-09",
    ),
]


@pytest.mark.parametrize(("changes", "said"), FAULTS)
def test_a_faulty_change_is_named_with_its_place(pair: Model, changes: list[Change], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        simulate(pair, months=6, runs=1, seed=0, changes=changes)


def test_clamps_that_agree_or_follow_each_other_are_no_fault(pair: Model) -> None:
    changes = [
        Clamp(factor=WELFARE, level=0.5, start=MARCH, end=APRIL),
        Clamp(factor=WELFARE, level=0.6, start=MAY),
        Clamp(factor=WELFARE, level=0.6, start=JUNE),
    ]
    assert simulate(pair, months=6, runs=1, seed=0, changes=changes).changes == tuple(changes)
