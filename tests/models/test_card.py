"""A card says what a model is made of, and who said so; a notebook shows a model safely."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec

from sayso.actors import ActorTable
from sayso.models import Model, build_common, build_speaker
from sayso.models.card import card_of
from sayso.problems import Problem
from sayso.statements.assessment import Assessment
from sayso.statements.influence import Influence

Say = Callable[..., Any]


def test_a_card_counts_what_the_model_has(region: Model) -> None:
    card = card_of(region, seed=3, runs=100)
    assert [node.factor for node in card.nodes] == [str(factor) for factor in region.factors]
    assert sum(link.many for link in card.links) == card.link_count == len(region.links)
    assert [event.id for event in card.events] == [event.id for event in region.events]
    origins = {link.origin for link in region.links}
    assert origins <= {one.name for one in card.mechanisms}
    assert (card.seed, card.runs, card.start) == (3, 100, region.start)
    assert card.not_for


def test_a_base_rate_is_the_yearly_probability_of_its_hazard(region: Model) -> None:
    """2.66 % a year: NAVCO 2.0, 33 campaigns in 1240 country-years"""
    card = card_of(region)
    unrest = next(event for event in card.events if event.id == "mass_unrest(UZB)")
    assert unrest.yearly is not None
    assert abs(unrest.yearly - 0.0266) < 5e-4
    assert unrest.rests_on is not None
    assert "NAVCO" in unrest.rests_on


def test_links_that_differ_by_their_actors_alone_stand_together(region: Model) -> None:
    card = card_of(region)
    found = [
        link
        for link in card.links
        if link.source.startswith("unrest(") and link.target.startswith("repression(")
    ]
    assert [link.many for link in found] == [5]


def test_a_card_names_the_sentence_behind_a_link_and_a_start(
    region: Model, actors: ActorTable, say: Say
) -> None:
    claim = say(Influence, "unrest(UZB)", 1, cause="unrest(KAZ)", quote="it spreads from the north")
    level = say(Assessment, "corruption(UZB)", 1, quote="bribes are everywhere", at=2000)
    unused = say(Influence, "unrest(UZB)", 1, cause="unrest(FRA)", quote="from Paris", at=4000)
    said = [claim, level, unused]
    common, _ = build_common(
        actors=actors, states=region.states, patrons=region.patrons, start=region.start, statements=said
    )
    model, problems = build_speaker(common, said, actors=actors)
    card = card_of(model, actors=actors, statements=said, problems=problems)
    assert [(one.quote, one.links, one.levels) for one in card.claims] == [
        ("it spreads from the north", 1, ()),
        ("bribes are everywhere", 0, ("corruption(UZB)",)),
    ]
    assert [link.rests_on for link in card.links if link.origin == claim.id] != []
    start = next(node for node in card.nodes if node.factor == "corruption(UZB)")
    assert start.said_by == (level.id,)
    assert start.level > 0.5
    assert start.low < start.level < start.high
    assert len(card.problems) == 1
    assert "from Paris" in card.problems[0]


def test_a_card_survives_json(region: Model) -> None:
    card = card_of(region, problems=[Problem(source="a", message="b")])
    assert msgspec.json.decode(msgspec.json.encode(card), type=type(card)) == card


def test_a_notebook_shows_a_model_with_its_texts_escaped(region: Model) -> None:
    hostile = msgspec.structs.replace(region, name="<script>alert(1)</script>")
    shown = hostile._repr_html_()
    assert "<script>" not in shown
    assert f"{len(region.nodes)} factors, {len(region.links)} links" in shown
    empty = Model(name="none", start=dt.date(2022, 2, 1), nodes=())
    assert "0 factors" in empty._repr_html_()
