"""The common model: who is in it, what is dated, and where it starts."""

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

import pytest

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.mechanisms.event import EventKind
from sayso.models import Model, Node, build_common
from sayso.models.settings import is_symmetric, node_settings
from sayso.statements.assessment import Assessment
from sayso.statements.catalogue import Catalogue
from sayso.statements.event import Event
from sayso.statements.factor import Factor
from sayso.statements.influence import Influence
from sayso.statements.likelihood import Likelihood
from sayso.statements.trend import Trend

Say = Callable[..., Any]


def build(actors: ActorTable, start: dt.date, statements: Any = (), **options: Any) -> Model:
    options = {"states": ["KAZ", "UZB"], "patrons": ["RUS", "USA"], **options}
    model, _ = build_common(actors=actors, start=start, statements=statements, **options)
    return model


def node(model: Model, name: str) -> Node:
    return next(node for node in model.nodes if str(node.factor) == name)


def kind(model: Model, name: str) -> EventKind:
    return next(event for event in model.events if event.id == name)


def test_every_state_and_pair_has_its_factors(region: Model) -> None:
    for name in ("unrest(TJK)", "alignment(TKM>USA)", "engagement(RUS>KGZ)", "rivalry(RUS>USA)"):
        assert region.has(Factor.parse(name))
    for name in ("rivalry(USA>RUS)", "alignment(RUS>TKM)", "mass_unrest(RUS)"):
        assert not region.has(Factor.parse(name))
    assert region.start == dt.date(2022, 2, 1)


def test_only_neighbours_infect_each_other(region: Model) -> None:
    """Kazakhstan and Tajikistan share no border."""
    spreading = {
        (link.source.actor, link.target.actor)
        for link in region.links
        if link.origin == "spread of unrest" and link.source.actor != link.target.actor
    }
    assert ("KAZ", "UZB") in spreading
    assert ("UZB", "KAZ") in spreading
    assert ("KAZ", "TJK") not in spreading


@pytest.mark.parametrize(
    ("start", "state", "allied"),
    [
        (dt.date(2010, 6, 1), "UZB", True),
        (dt.date(2014, 12, 1), "UZB", False),
        (dt.date(2014, 12, 1), "KAZ", True),
        (dt.date(2022, 2, 1), "KAZ", True),
    ],
)
def test_alliances_are_those_of_the_start(
    actors: ActorTable,
    start: dt.date,
    state: str,
    allied: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Uzbekistan was in the Collective Security Treaty Organization from 2006 to 2012."""
    event = kind(build(actors, start), f"intervention(RUS>{state})")
    penalty = [term for term in event.terms if term.source is None]
    assert (not penalty) == allied


def test_elections_come_from_the_actor_table(actors: ActorTable) -> None:
    start = dt.date(2014, 12, 1)
    days = kind(build(actors, start), "election(UZB)").scheduled
    known = actors.elections("UZB", DateInterval(start, dt.date(2024, 12, 1)), known_on=start)
    assert days == tuple(election.day for election in known)
    assert dt.date(2014, 12, 21) in days


@pytest.mark.parametrize(
    ("start", "days"),
    [
        (dt.date(2022, 2, 1), []),
        (dt.date(2022, 10, 1), [dt.date(2022, 11, 20)]),
        (dt.date(2022, 9, 20), []),
        (dt.date(2022, 9, 22), [dt.date(2022, 11, 20)]),
    ],
)
def test_a_model_does_not_know_votes_that_were_not_called_yet(
    actors: ActorTable, start: dt.date, days: list[dt.date]
) -> None:
    """Kazakhstan voted on its constitution in June and on its president in November 2022."""
    scheduled = kind(build(actors, start), "election(KAZ)").scheduled
    assert [day for day in scheduled if day.year == 2022] == days


def test_intercepts_lie_below_the_base_rate_since_shocks_raise_the_mean(region: Model) -> None:
    for event in region.events:
        if event.base_rate is not None and event.requires is None and event.terms:
            assert event.intercept is not None
            assert (
                math.log(event.base_rate.monthly) - 1.0 < event.intercept < math.log(event.base_rate.monthly)
            )


def test_symmetric_pairs_are_those_of_the_catalogue() -> None:
    catalogue, _ = Catalogue.load()
    assert {name for name in catalogue.names if catalogue.definition(name).symmetric} == {
        name for name in node_settings().factor if is_symmetric(name)
    }


def test_every_factor_of_the_catalogue_has_a_behaviour_or_is_an_event(region: Model) -> None:
    catalogue, _ = Catalogue.load()
    events = {event.factor.name for event in region.events}
    assert set(catalogue.names) - events <= set(node_settings().factor)


def test_an_assessment_sets_the_starting_level(actors: ActorTable, say: Say) -> None:
    """There is no organized opposition in the country"""
    start = dt.date(2022, 2, 1)
    said = say(Assessment, "opposition_organisation(UZB)", -1)
    moved = node(build(actors, start, [said]), "opposition_organisation(UZB)")
    usual = node(build(actors, start), "opposition_organisation(UZB)")
    assert moved.start == pytest.approx(usual.start - 0.8)
    assert moved.start_sd < usual.start_sd
    assert moved.normal == usual.start


def test_likelihood_words_shrink_an_assessment(actors: ActorTable, say: Say, likely: Likelihood) -> None:
    sure, hedged = (
        node(
            build(actors, dt.date(2022, 2, 1), [say(Assessment, "unrest(UZB)", 1, likelihood=words)]),
            "unrest(UZB)",
        )
        for words in (None, likely)
    )
    assert hedged.normal < hedged.start < sure.start


def test_a_trend_sets_a_slope(actors: ActorTable, say: Say) -> None:
    """In recent months “the pendulum” is moving back to Moscow"""
    model = build(actors, dt.date(2014, 12, 1), [say(Trend, "alignment(UZB>RUS)", 1, strength="strong")])
    assert node(model, "alignment(UZB>RUS)").slope == pytest.approx(0.14)
    assert node(model, "alignment(UZB>USA)").slope == 0.0


def test_a_claim_about_the_region_is_about_each_state(actors: ActorTable, say: Say) -> None:
    """looming threat in Central Asia"""
    model = build(actors, dt.date(2022, 2, 1), [say(Assessment, "external_threat(Central Asia)", 1)])
    for state in ("KAZ", "UZB"):
        threat = node(model, f"external_threat({state})")
        assert threat.start == pytest.approx(threat.normal + 0.8)


def test_saying_it_five_times_is_saying_it_once(actors: ActorTable, say: Say) -> None:
    once = [say(Assessment, "unrest(UZB)", 1)]
    often = [say(Assessment, "unrest(UZB)", 1, at=place) for place in range(5)]
    other = say(Assessment, "unrest(UZB)", -1, who="Another")
    start = dt.date(2022, 2, 1)
    assert build(actors, start, once).nodes == build(actors, start, often).nodes
    balanced = node(build(actors, start, [*often, other]), "unrest(UZB)")
    assert balanced.start == pytest.approx(balanced.normal)


def test_a_question_sets_nothing_unless_the_answer_takes_it_up(actors: ActorTable, say: Say) -> None:
    """No leaders, but protests are highly likely?"""
    start = dt.date(2022, 2, 1)
    asked = say(Assessment, "unrest(UZB)", 1, mode="question", who="interviewer")
    taken_up = say(Assessment, "unrest(UZB)", 1, mode="question", endorsed=True)
    assert build(actors, start, [asked]) == build(actors, start)
    assert build(actors, start, [taken_up]) != build(actors, start)


def test_influences_are_no_part_of_the_common_model(actors: ActorTable, say: Say) -> None:
    claim = say(Influence, "welfare(UZB)", 1, cause="soft_power(RUS>UZB)")
    start = dt.date(2022, 2, 1)
    assert build(actors, start, [claim]) == build(actors, start)


def test_reported_unrest_still_counts_a_month_later_and_not_a_year_later(
    actors: ActorTable, say: Say
) -> None:
    """Protests broke out across Kazakhstan in January 2022."""
    told = say(Event, "unrest(KAZ)", 1, when=DateInterval(dt.date(2022, 1, 2), dt.date(2022, 1, 11)))
    soon, late = (build(actors, start, [told]) for start in (dt.date(2022, 2, 1), dt.date(2023, 6, 1)))
    assert node(soon, "unrest(KAZ)").start > node(soon, "unrest(KAZ)").normal + 0.5
    assert 0.4 < kind(soon, "mass_unrest(KAZ)").under_way < 0.5
    assert node(late, "unrest(KAZ)").start == node(late, "unrest(KAZ)").normal
    assert kind(late, "mass_unrest(KAZ)").under_way == 0.0


def test_what_is_outside_the_model_is_a_problem_with_its_words(actors: ActorTable, say: Say) -> None:
    words = "NATO has failed in Afghanistan"
    model, problems = build_common(
        actors=actors,
        states=["KAZ"],
        patrons=["RUS"],
        start=dt.date(2014, 12, 1),
        statements=[say(Assessment, "security_credibility(NATO>AFG)", -1, quote=words)],
    )
    assert len(problems) == 1
    assert words in problems[0].message
    why = "the model does not follow security credibility (North Atlantic Treaty Organization → Afghanistan)"
    assert why in problems[0].message
    assert problems[0].source == "0" * 64
    assert not model.has(Factor.parse("security_credibility(NATO>AFG)"))


@pytest.mark.parametrize(("states", "patrons"), [([], ["RUS"]), (["UZB", "UZB"], []), (["UZB"], ["UZB"])])
def test_a_cast_without_states_or_with_doubles_is_refused(
    actors: ActorTable, states: list[str], patrons: list[str]
) -> None:
    with pytest.raises(ValueError, match="want one state or more, none twice"):
        build(actors, dt.date(2022, 2, 1), states=states, patrons=patrons)


def test_an_unknown_state_is_refused(actors: ActorTable) -> None:
    with pytest.raises(KeyError):
        build(actors, dt.date(2022, 2, 1), states=["UZBB"])
