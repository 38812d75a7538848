"""Signatures of mechanisms that are events: how often they come, what brings them and what they do."""

import datetime as dt
from collections.abc import Callable

import msgspec
import numpy as np
import pytest

from sayso.mechanisms import MECHANISMS
from sayso.mechanisms.library import library
from sayso.models import Model
from sayso.simulation.changes import Ban, Change, Occurrence
from sayso.statements.factor import Factor
from tests.mechanisms.small_models import START, alone, begins, held, run, share, without_terms

EVENTS: dict[str, list[Callable[[], None]]] = {}
"""Tests by the mechanism whose signature they show."""


def event_of(*names: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Return a mark: this test shows the signatures of mechanisms."""

    def mark(test: Callable[[], None]) -> Callable[[], None]:
        for name in names:
            EVENTS.setdefault(name, []).append(test)
        return test

    return mark


def campaign(*names: str) -> Model:
    """Return one state's campaigns, refusals and falls, with further mechanisms."""
    return alone("mobilisation", "refusal", "fall", *names, states=("UZB",), patrons=())


def ended(model: Model, *begun: str, banned: tuple[str, ...] = ()) -> float:
    """Return the share of governments that fall within a year of what has begun."""
    bans = [Ban(event=event, start=START) for event in banned]
    return share(model, "fall(UZB)", [*map(begins, begun), *bans], within=12)


@event_of("fall", "refusal")
def test_defection_of_the_security_forces_ends_the_regime() -> None:
    """Nepstad, Chenoweth & Stephan: campaigns win most often where soldiers refuse orders"""
    model = campaign()
    calm = ended(model, banned=("mass_unrest(UZB)",))
    contained = ended(model, "mass_unrest(UZB)", banned=("refusal(UZB)",))
    refused = ended(model, "mass_unrest(UZB)", "refusal(UZB)")
    assert 2 * calm < contained < 0.6 * refused
    assert refused > 0.35
    assert ended(without_terms(model, "fall"), "mass_unrest(UZB)", "refusal(UZB)") < 0.1


@event_of("refusal")
def test_soldiers_refuse_in_campaigns_alone_and_more_where_they_are_not_loyal() -> None:
    model = campaign()
    loyal, disloyal = (
        share(
            model,
            "refusal(UZB)",
            [begins("mass_unrest(UZB)"), held("security_loyalty(UZB)", level)],
            within=12,
        )
        for level in (0.7, 0.3)
    )
    assert disloyal > 1.5 * loyal > 0
    assert share(model, "refusal(UZB)", [Ban(event="mass_unrest(UZB)", start=START)], within=12) == 0


@event_of("fall")
def test_a_campaign_that_has_won_goes_home() -> None:
    model = campaign()
    next_month = Occurrence(event="fall(UZB)", on=dt.date(2024, 3, 1))
    ensemble = run(model, [begins("mass_unrest(UZB)"), next_month], months=3)
    under_way = ensemble.active[:, :, ensemble.events.index("mass_unrest(UZB)")].mean(axis=0)
    assert under_way[1] > 0.98
    assert under_way[2] == 0


@event_of("coups")
def test_about_a_third_of_coups_end_the_regime() -> None:
    """102 of 269 autocracy-years with an attempt saw the regime end, 110 of 4129 others did."""
    model = alone("coups", "fall", states=("UZB",), patrons=())
    tried = share(model, "fall(UZB)", [begins("coup(UZB)")], within=2)
    quiet = share(model, "fall(UZB)", [Ban(event="coup(UZB)", start=START)], within=2)
    assert 0.27 < tried < 0.45
    assert quiet < 0.02


@event_of("coups")
def test_attempts_come_as_often_as_in_the_record_and_bring_more() -> None:
    """51 of 1473 autocracy-years 1989-2010; more within three years of an attempt, and under mass unrest"""
    model = alone("coups", "fall", "mobilisation", states=("UZB",), patrons=())
    ensemble = run(model, months=24, runs=9600)
    column = ensemble.events.index("coup(UZB)")
    yearly = float(ensemble.begun[:, 1:, column].sum()) / ensemble.runs / 2
    assert 0.02745 < yearly < 0.0455
    again = run(model, [begins("coup(UZB)")], months=25, runs=9600)
    assert again.begun[:, 2:, column].mean() > 1.15 * ensemble.begun[:, 1:, column].mean()
    risen = share(model, "coup(UZB)", [begins("mass_unrest(UZB)")], within=12)
    calm = share(model, "coup(UZB)", [Ban(event="mass_unrest(UZB)", start=START)], within=12)
    assert 1.3 < np.log1p(-risen) / np.log1p(-calm) < 2.6


@event_of("coups", "assistance")
def test_weakness_and_training_invite_a_coup() -> None:
    model = alone("coups", "assistance", states=("UZB",), patrons=("USA",))
    weak, strong = (
        share(model, "coup(UZB)", [held("regime_stability(UZB)", level)], within=24) for level in (0.25, 0.75)
    )
    assert weak > 1.8 * strong
    trained, untrained = (
        share(case, "coup(UZB)", [held("military_support(USA>UZB)", 0.85)], within=24, runs=9600)
        for case in (model, without_terms(model, "assistance"))
    )
    assert trained > 1.05 * untrained


@event_of("succession")
def test_a_leaders_death_seldom_ends_a_regime_and_opens_its_alignment() -> None:
    """7 of 67 regimes ended in the year of their leader's natural death or the next."""
    model = alone("succession", "fall", states=("UZB",), patrons=("RUS",))
    died = share(model, "fall(UZB)", [begins("succession(UZB)")], within=18)
    lives = share(model, "fall(UZB)", [Ban(event="succession(UZB)", start=START)], within=18)
    assert lives < died < 0.18
    lean = Factor.parse("alignment(UZB>RUS)")
    calm = [Ban(event="fall(UZB)", start=START)]
    cases: list[Change] = [begins("succession(UZB)"), Ban(event="succession(UZB)", start=START)]
    after, before = (run(model, [case, *calm], months=6, runs=2400).level(lean)[:, 3] for case in cases)
    assert after.std() > 1.1 * before.std()
    assert abs(float(after.mean() - before.mean())) < 0.02


@event_of("commitments")
def test_an_ally_keeps_three_commitments_in_four_when_it_is_called() -> None:
    """Leeds, Long & Mitchell: about 75 in 100; a war that is forgotten by its ally has no help to show"""
    model = alone("commitments", states=("KAZ", "UZB"), patrons=("RUS",))
    ensemble = run(model, [begins("attack(KAZ)")], months=120, runs=4800)
    over = ~ensemble.active[:, -1, ensemble.events.index("attack(KAZ)")]
    came = ensemble.happened("defence(RUS>KAZ)", within=120)[over]
    assert 0.70 < came.mean() < 0.80
    assert "defence(RUS>UZB)" not in ensemble.events, "no pact, no commitment"
    quiet = run(model, [Ban(event="attack(KAZ)", start=START)], months=24)
    assert not quiet.happened("defence(RUS>KAZ)", within=24).any()


@event_of("commitments")
def test_a_promise_kept_is_believed_and_one_not_kept_is_not() -> None:
    model = alone("commitments", states=("KAZ",), patrons=("RUS",))
    belief = Factor.parse("security_credibility(RUS>KAZ)")
    cases: list[list[Change]] = [
        [begins("attack(KAZ)"), Ban(event="defence(RUS>KAZ)", start=START)],
        [begins("attack(KAZ)"), begins("defence(RUS>KAZ)")],
        [Ban(event="attack(KAZ)", start=START)],
    ]
    left, helped, never = (run(model, case, months=9).level(belief)[:, 9].mean() for case in cases)
    assert left < never - 0.04
    assert helped > never


@event_of("intervention")
def test_a_patron_steps_in_for_an_ally_far_more_often() -> None:
    model = alone("mobilisation", "intervention", states=("KAZ", "UZB"), patrons=("RUS",))
    ally, other = (
        share(model, f"intervention(RUS>{state})", [begins(f"mass_unrest({state})")], within=24)
        for state in ("KAZ", "UZB")
    )
    assert ally > 4 * other > 0
    same = without_terms(model, "intervention")
    assert share(same, "intervention(RUS>UZB)", [begins("mass_unrest(UZB)")], within=24) > 0.5 * ally


@event_of("elections")
def test_a_vote_is_an_opening() -> None:
    model = alone("mobilisation", "elections", states=("UZB",), patrons=())
    june = dt.date(2024, 6, 1)
    events = {
        name: tuple(
            msgspec.structs.replace(kind, scheduled=days) if kind.id == "election(UZB)" else kind
            for kind in model.events
        )
        for name, days in (("vote", (june,)), ("none", ()))
    }
    outbreaks = {}
    for name, kinds in events.items():
        ensemble = run(msgspec.structs.replace(model, events=kinds), months=8, runs=24_000)
        column = ensemble.events.index("mass_unrest(UZB)")
        outbreaks[name] = float(ensemble.begun[:, 6:8, column].mean())
    assert outbreaks["vote"] > 1.4 * outbreaks["none"]


@pytest.mark.parametrize(
    "name", [name for name, part in zip(MECHANISMS, library(), strict=True) if part.events]
)
def test_every_mechanism_with_an_event_is_shown_by_it(name: str) -> None:
    assert name in EVENTS or name == "mobilisation"
