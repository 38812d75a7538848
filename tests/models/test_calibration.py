"""Intercepts: with all mechanisms at work, events come as often as the record that their rates are from."""

import datetime as dt

import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.mechanisms import MECHANISMS
from sayso.mechanisms.event import EventKind
from sayso.mechanisms.library import library
from sayso.models import Model, build_common
from sayso.simulation import Ensemble, simulate

YEARS, RUNS = 5, 6000


def built(*left_out: str) -> Model:
    actors, _ = ActorTable.load()
    chosen = [part for name, part in zip(MECHANISMS, library(), strict=True) if name not in left_out]
    model, _ = build_common(
        actors=actors, states=["UZB"], patrons=[], start=dt.date(2024, 2, 1), mechanisms=chosen
    )
    return model


def kind(model: Model, name: str) -> EventKind:
    return next(event for event in model.events if event.id == name)


def whole(model: Model, source: str) -> float:
    terms = kind(model, "fall(UZB)").terms
    return next(term.weight.mean for term in terms if term.whole and str(term.source) == source)


@pytest.fixture(scope="module")
def alone() -> Ensemble:
    """Return Uzbekistan without neighbours and patrons, every mechanism at work."""
    return simulate(built(), months=12 * YEARS, runs=RUNS, seed=20)


@pytest.mark.parametrize(
    "name", ["mass_unrest(UZB)", "coup(UZB)", "succession(UZB)", "attack(UZB)", "fall(UZB)"]
)
def test_events_come_within_the_interval_of_their_base_rates(alone: Ensemble, name: str) -> None:
    """Outside mass unrest, during which the record counts coups and falls apart"""
    column = alone.events.index(name)
    unrest = alone.active[:, :-1, alone.events.index("mass_unrest(UZB)")]
    able = ~unrest & ~alone.active[:, :-1, column]
    rate = kind(alone.model, name).base_rate
    assert rate is not None
    found = float(alone.begun[:, 1:, column][able].mean())
    noise = 3 * np.sqrt(found / able.sum())
    assert rate.low - noise < found < rate.high + noise


def test_a_quarter_of_falls_come_by_coups_and_the_rest_without(alone: Ensemble) -> None:
    fall, coup = (alone.events.index(name) for name in ("fall(UZB)", "coup(UZB)"))
    falls, after = alone.begun[:, 2:, fall], alone.begun[:, 1:-1, coup]
    assert 0.18 < float((falls & after).sum() / falls.sum()) < 0.4
    assert 0.25 < float(falls[after].mean()) < 0.42


def test_what_coups_bring_is_taken_from_the_rest_of_the_hazard() -> None:
    with_coups, without = built(), built("coups")
    lower, higher = (kind(model, "fall(UZB)").intercept or 0.0 for model in (with_coups, without))
    assert lower < higher - 0.15


def test_coups_that_a_campaign_brings_are_part_of_what_a_campaign_does() -> None:
    """The record has regime ends under mass unrest whatever their way, coups among them."""
    with_coups, without = built(), built("coups")
    assert whole(with_coups, "mass_unrest(UZB)") < whole(without, "mass_unrest(UZB)")


def test_the_whole_hazard_in_a_campaign_is_that_of_the_record_either_way() -> None:
    """0.154 a year in campaigns without defection: 47 successes in 305 years lived"""
    for model in (built(), built("coups")):
        ensemble = simulate(model, months=36, runs=3000, seed=5, tilts={"mass_unrest(UZB)": 3.0})
        columns = [ensemble.events.index(f"{name}(UZB)") for name in ("mass_unrest", "refusal", "fall")]
        unrest, refusal, falling = (ensemble.active[:, :-1, column] for column in columns)
        months = unrest & ~refusal & ~falling
        weights = np.broadcast_to(ensemble.weights[:, None], months.shape)[months]
        falls = ensemble.begun[:, 1:, columns[2]][months]
        assert 0.11 < 12 * float(np.average(falls, weights=weights)) < 0.20
