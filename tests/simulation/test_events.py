"""Events: hazards, durations, schedules, impulses, and what one does to another."""

import datetime as dt
from collections.abc import Callable

import msgspec
import numpy as np
import pytest

from sayso.mechanisms.event import EventKind, HazardTerm, Impulse
from sayso.mechanisms.link import Gate, Link, Prior
from sayso.models import Model, Node
from sayso.simulation import simulate
from sayso.statements.factor import Factor

Nodes = Callable[..., Node]
Links = Callable[..., Link]
Events = Callable[..., EventKind]
Models = Callable[..., Model]


def term(source: str | None, weight: float) -> HazardTerm:
    return HazardTerm(
        source=None if source is None else Factor.parse(source),
        weight=Prior(mean=weight, sd=0.0, source="test"),
        origin="test",
    )


def test_an_event_comes_at_its_base_rate(event: Events, model: Models) -> None:
    ensemble = simulate(model(events=(event("fall(UZB)", 0.02),)), months=12, runs=20_000, seed=1)
    share = ensemble.happened("fall(UZB)", within=12).mean()
    assert share == pytest.approx(1 - np.exp(-0.24), abs=0.01)


def test_hazard_rises_by_exp_beta_x(node: Nodes, event: Events, model: Models) -> None:
    anger = node("grievance(UZB)", start=1.0, rest=1.0)
    outbreak = event("mass_unrest(UZB)", 0.01, terms=(term("grievance(UZB)", 1.5), term(None, -0.4)))
    ensemble = simulate(model(anger, events=(outbreak,)), months=1, runs=100_000, seed=1)
    rate = 0.01 * np.exp(1.5 * np.tanh(0.5) - 0.4)
    share = ensemble.happened("mass_unrest(UZB)", within=1).mean()
    assert share == pytest.approx(1 - np.exp(-rate), abs=0.0012)


def test_durations_are_geometric(event: Events, model: Models) -> None:
    lasting = event("mass_unrest(UZB)", duration_months=4.0, under_way=1.0)
    ensemble = simulate(model(events=(lasting,)), months=6, runs=20_000, seed=1)
    alive = ensemble.active[:, :, 0].mean(axis=0)
    assert alive == pytest.approx(0.75 ** np.arange(7), abs=0.01)


def test_an_event_that_requires_another_waits_for_it_and_ends_with_it(event: Events, model: Models) -> None:
    unrest = event("mass_unrest(UZB)", 0.05, duration_months=3.0)
    refusal = event("refusal(UZB)", 0.3, requires="mass_unrest(UZB)", duration_months=None)
    ensemble = simulate(model(events=(unrest, refusal)), months=24, runs=2000, seed=1)
    begun, active = ensemble.begun[:, 1:, 1], ensemble.active[:, :, 0]
    assert begun.any()
    assert np.all(active[:, :-1][begun])
    assert not np.any(ensemble.active[:, :, 1] & ~active)


def test_a_fall_ends_the_unrest_that_brought_it(event: Events, model: Models) -> None:
    unrest = event("mass_unrest(UZB)", under_way=1.0, duration_months=1000.0)
    fall = event("fall(UZB)", 0.1, ends=("mass_unrest(UZB)",), duration_months=6.0)
    ensemble = simulate(model(events=(unrest, fall)), months=12, runs=2000, seed=1)
    fallen = ensemble.begun[:, :, 1]
    assert not np.any(ensemble.active[:, :, 0] & fallen)


def test_a_scheduled_event_comes_in_its_month_in_every_run(event: Events, model: Models) -> None:
    """The model starts in February 2022; July 2022 is its sixth month."""
    vote = event("election(UZB)", scheduled=(dt.date(2022, 7, 9), dt.date(2031, 1, 1)))
    ensemble = simulate(model(events=(vote,)), months=12, runs=50, seed=1)
    assert np.all(np.flatnonzero(ensemble.begun[:, :, 0].all(axis=0)) == [6])
    assert ensemble.begun.sum() == 50


def test_an_impulse_jumps_in_the_month_of_the_event(node: Nodes, event: Events, model: Models) -> None:
    size = Prior(mean=0.8, sd=0.0, source="test")
    impulse = Impulse(target=Factor.parse("influence(RUS>KAZ)"), size=size, origin="test")
    comes = event("intervention(RUS>KAZ)", scheduled=(dt.date(2022, 4, 1),), impulses=(impulse,))
    ensemble = simulate(model(node("influence(RUS>KAZ)"), events=(comes,)), months=5, runs=10, seed=1)
    level = ensemble.level(Factor.parse("influence(RUS>KAZ)"))[0].astype(float)
    assert level[:3] == pytest.approx(0.5, abs=1e-6)
    assert np.log(level / (1 - level))[3] == pytest.approx(0.8, abs=1e-3)


def test_a_link_onto_an_event_acts_on_its_log_hazard(
    node: Nodes, link: Links, event: Events, model: Models
) -> None:
    """Fear of radicalism moves a patron to step in."""
    fear = node("radicalism(UZB)", start=3.0, rest=3.0)
    claim = link("radicalism(UZB)", "intervention(RUS>UZB)", 1.0)
    kind = event("intervention(RUS>UZB)", 0.01)
    without = simulate(model(fear, events=(kind,)), months=1, runs=50_000, seed=1)
    claimed = simulate(model(fear, links=(claim,), events=(kind,)), months=1, runs=50_000, seed=1)
    shares = [ensemble.happened(kind.id, within=1).mean() for ensemble in (without, claimed)]
    assert shares[1] / shares[0] == pytest.approx(np.exp(np.tanh(1.5)), rel=0.12)


def test_an_event_as_a_cause_acts_while_it_lasts(
    node: Nodes, link: Links, event: Events, model: Models
) -> None:
    """Only the involvement of the CSTO forces turned the tide."""
    held = link("intervention(RUS>KAZ)", "regime_stability(KAZ)", 0.3)
    kind = event("intervention(RUS>KAZ)", scheduled=(dt.date(2022, 3, 1),), duration_months=1e9)
    ensemble = simulate(
        model(node("regime_stability(KAZ)"), links=(held,), events=(kind,)), months=6, runs=1, seed=1
    )
    level = ensemble.level(Factor.parse("regime_stability(KAZ)"))[0]
    assert level[:3] == pytest.approx(0.5, abs=1e-6)
    assert np.all(np.diff(level[2:]) > 0.03)


def test_a_gate_on_an_event_shuts_its_hazard(node: Nodes, event: Events, model: Models) -> None:
    gate = Gate(factor=Factor.parse("external_threat(UZB)"), threshold=0.6, steepness=0.01)
    kind = event("intervention(RUS>UZB)", 0.2, gates=(gate,))
    calm = model(node("external_threat(UZB)"), events=(kind,))
    tense = model(node("external_threat(UZB)", start=2.0, rest=2.0), events=(kind,))
    assert not simulate(calm, months=6, runs=500, seed=1).happened(kind.id, within=6).any()
    assert simulate(tense, months=6, runs=500, seed=1).happened(kind.id, within=6).mean() > 0.5


def test_a_base_rate_that_is_uncertain_keeps_its_mean(event: Events, model: Models) -> None:
    kind = event("fall(UZB)", 0.004)
    assert kind.base_rate is not None
    rate = msgspec.structs.replace(kind.base_rate, low=0.001, high=0.009)
    unsure = msgspec.structs.replace(kind, base_rate=rate)
    ensemble = simulate(model(events=(unsure,)), months=12, runs=100_000, seed=1)
    share = ensemble.happened(kind.id, within=12)
    assert share.mean() == pytest.approx(1 - np.exp(-0.048), abs=0.004)
    by_draw = np.bincount(ensemble.parameter_draw, weights=share) / 20
    assert by_draw.var() > 1.2 * share.mean() * (1 - share.mean()) / 20
