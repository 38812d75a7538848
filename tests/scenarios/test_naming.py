"""Outcomes in plain words, and the nearest right ones on a miss."""

import pytest

from sayso.scenarios.basis import Basis
from sayso.scenarios.naming import find_factor, find_outcome, nearest_factors, nearest_outcomes
from sayso.views.outcome import Horizon


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


def test_a_factor_is_found_however_it_is_spaced(region: Basis) -> None:
    assert str(find_factor("alignment( KGZ > RUS )", region.model)) == "alignment(KGZ>RUS)"
    assert find_factor("alignment(KGZ>FRA)", region.model) is None
    assert nearest_factors("aligment(KGZ>RUS)", region.model)[0] == "alignment(KGZ>RUS)"
