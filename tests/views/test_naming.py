"""Outcomes in plain words, and the nearest right ones on a miss."""

import datetime as dt

import msgspec
import pytest

from sayso.actors import ActorTable
from sayso.models import Model, build_common
from sayso.statements.factor import Factor
from sayso.views.naming import find_outcome, nearest_outcomes, outcome_named
from sayso.views.outcome import Horizon


def _region(actors: ActorTable) -> Model:
    return build_common(actors=actors, states=("KAZ", "KGZ"), patrons=("RUS",), start=dt.date(2022, 6, 1))[0]


@pytest.fixture(scope="module")
def horizon(actors: ActorTable) -> Horizon:
    """Return the outcomes of Kazakhstan and Kyrgyzstan with Russia, within twelve months."""
    return Horizon.of(_region(actors), actors=actors, months=12)


@pytest.mark.parametrize(
    ("words", "identifier"),
    [
        ("mass_unrest(KAZ)", "mass_unrest(KAZ)"),
        (" not fall(KAZ) ", "not fall(KAZ)"),
        ("alignment(KGZ>RUS) down", "alignment(KGZ>RUS) down"),
        ("Mass unrest in Kazakhstan", "mass_unrest(KAZ)"),
        ("kazakhstan: the mass unrest", "mass_unrest(KAZ)"),
        ("the government of Kazakhstan stays", "not fall(KAZ)"),
        ("Kyrgyzstan leans less to Russia", "alignment(KGZ>RUS) down"),
        ("mass unrest in Central Asia", "mass_unrest(Central Asia)"),
        ("mass_unrest(Central Asia)", "mass_unrest(Central Asia)"),
    ],
)
def test_an_outcome_is_found_by_identifier_or_words(words: str, identifier: str, horizon: Horizon) -> None:
    found = find_outcome(words, horizon)
    assert found is not None
    assert found.id == identifier


def test_a_region_stands_for_its_states(horizon: Horizon) -> None:
    found = find_outcome("mass unrest in Central Asia", horizon)
    assert found is not None
    assert set(found.events) == {"mass_unrest(KAZ)", "mass_unrest(KGZ)"}


@pytest.mark.parametrize(
    "words", ["", "unrest", "mass unrest in France", "mass_unrest(FRA)", "up", "(((", "fall"]
)
def test_what_the_model_lacks_is_not_found(words: str, horizon: Horizon) -> None:
    assert find_outcome(words, horizon) is None


def test_the_nearest_are_offered_in_the_form_that_was_tried(horizon: Horizon) -> None:
    assert nearest_outcomes("mas unrest in kazahstan", horizon)[0] == "Mass unrest in Kazakhstan"
    assert nearest_outcomes("alignment(KGZ>RU) up", horizon)[0] == "alignment(KGZ>RUS) up"


def test_of_two_outcomes_with_the_same_words_each_goes_by_its_own_order(actors: ActorTable) -> None:
    """Kazakhstan leans more to Russia; Russia leans more to Kazakhstan."""
    common = _region(actors)
    added = msgspec.structs.replace(common.nodes[0], factor=Factor.parse("alignment(RUS>KAZ)"))
    model = msgspec.structs.replace(common, nodes=(*common.nodes, added))
    horizon = Horizon.of(model, actors=actors, months=12)
    for words in ("alignment(KAZ>RUS) up", "alignment(RUS>KAZ) up"):
        outcome = find_outcome(words, horizon)
        assert outcome is not None
        assert find_outcome(outcome.label, horizon) == outcome
    assert find_outcome("leans more: Kazakhstan, Russia", horizon) is None


def test_an_unknown_outcome_is_told_with_the_nearest(horizon: Horizon) -> None:
    with pytest.raises(KeyError, match="nearest: “Mass unrest in Kazakhstan”"):
        outcome_named("mas unrest in kazahstan", horizon)
