"""What claims about factors come to in the runs of an ensemble."""

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from sayso.simulation import Ensemble
from sayso.statements.factor import Factor
from sayso.views.outcome import Horizon, Outcome, event_outcome, holds, outcome_for, outside_event
from sayso.views.wording import wording


def about(written: str, sign: int, horizon: Horizon, *, strength: str | None = None) -> Outcome:
    found = outcome_for(Factor.parse(written), sign, horizon=horizon, strength=strength)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("written", "sign", "identifier", "label"),
    [
        ("unrest(UZB)", 1, "mass_unrest(UZB)", "Mass unrest in Uzbekistan"),
        ("unrest(UZB)", -1, "unrest(UZB) down", "Unrest in Uzbekistan falls"),
        ("intervention(RUS>UZB)", 1, "intervention(RUS>UZB)", "Russia intervenes in Uzbekistan"),
        ("intervention(RUS>UZB)", -1, "not intervention(RUS>UZB)", "Russia does not intervene in Uzbekistan"),
        ("security_loyalty(KAZ)", -1, "refusal(KAZ)", "Security forces of Kazakhstan refuse orders"),
        ("alignment(UZB>USA)", 1, "alignment(UZB>USA) up", "Uzbekistan leans more to the United States"),
        ("alignment(UZB>RUS)", -1, "alignment(UZB>RUS) down", "Uzbekistan leans less to Russia"),
        (
            "regime_stability(UZB)",
            -1,
            "regime_stability(UZB) down",
            "The government of Uzbekistan becomes less stable",
        ),
    ],
)
def test_a_claim_comes_to_an_event_or_a_level_in_plain_words(
    written: str, sign: int, identifier: str, label: str, horizon: Horizon
) -> None:
    found = about(written, sign, horizon)
    assert (found.id, found.label) == (identifier, label)


def test_only_strong_words_make_a_government_fall(horizon: Horizon) -> None:
    assert about("regime_stability(UZB)", -1, horizon, strength="strong").event == "fall(UZB)"
    assert about("regime_stability(UZB)", -1, horizon, strength="moderate").event is None


def test_weak_words_are_about_the_level_and_never_about_an_event(horizon: Horizon) -> None:
    small = about("unrest(UZB)", 1, horizon, strength="weak")
    assert (small.id, small.label) == ("unrest(UZB) up", "Unrest in Uzbekistan rises")
    assert about("unrest(UZB)", 1, horizon, strength="moderate").event == "mass_unrest(UZB)"
    assert about("unrest(UZB)", -1, horizon, strength="weak").id == "unrest(UZB) down"
    assert about("unrest(Central Asia)", 1, horizon, strength="weak").events == ()


def test_every_weak_side_is_a_level_in_place_of_the_one_side_that_is_an_event() -> None:
    weak = [entry for entry in wording().factors.values() if entry.weakly is not None]
    assert weak
    for entry in weak:
        assert entry.weakly is not None
        assert (entry.weakly.event, entry.weakly.no_event) == (None, None)
        events = [side for side in (entry.more, entry.less) if side.event is not None]
        assert [side.label for side in events] == [entry.weakly.label]


def test_a_region_is_any_state_for_an_event_and_their_mean_for_a_level(horizon: Horizon) -> None:
    unrest = about("unrest(Central Asia)", 1, horizon)
    assert set(unrest.events) == {"mass_unrest(UZB)", "mass_unrest(KAZ)", "mass_unrest(KGZ)"}
    assert unrest.label == "Mass unrest in Central Asia (any state)"
    welfare = about("welfare(Central Asia)", 1, horizon)
    assert {factor.actor for factor in welfare.factors} == {"UZB", "KAZ", "KGZ"}
    assert welfare.label == "People in Central Asia live better (mean of its states)"


def test_an_alliance_intervenes_when_a_member_in_the_model_does(horizon: Horizon) -> None:
    assert about("intervention(CSTO>UZB)", 1, horizon).events == ("intervention(RUS>UZB)",)


def test_what_goes_both_ways_is_found_either_way(horizon: Horizon) -> None:
    assert about("cooperation(USA>UZB)", 1, horizon).factors == (Factor("cooperation", "UZB", "USA"),)


def test_what_the_model_does_not_hold_comes_to_nothing(horizon: Horizon) -> None:
    assert outcome_for(Factor.parse("corruption(UZB)"), 1, horizon=horizon) is None
    assert outcome_for(Factor.parse("unrest(FRA)"), 1, horizon=horizon) is None
    assert outcome_for(Factor.parse("unrest(UZB)"), 0, horizon=horizon) is None
    assert outcome_for(Factor.parse("unrest(nobody)"), 1, horizon=horizon) is None


def test_outside_intervention_is_that_of_any_patron(horizon: Horizon) -> None:
    found = outside_event("intervention", "UZB", ("RUS", "USA"), horizon=horizon)
    assert found is not None
    assert found.events == ("intervention(RUS>UZB)", "intervention(USA>UZB)")
    assert found.label == "Any patron intervenes in Uzbekistan"


def test_an_event_counts_when_it_begins_within_the_months(
    make_ensemble: Callable[..., Ensemble], horizon: Horizon
) -> None:
    ensemble = make_ensemble(begins={"mass_unrest(UZB)": np.array([0, 1, 6, 12])})
    outcome = event_outcome(Factor("mass_unrest", "UZB"), 1, horizon=horizon)
    never = event_outcome(Factor("mass_unrest", "UZB"), -1, horizon=horizon)
    assert outcome is not None
    assert never is not None
    assert holds(ensemble, outcome).tolist() == [False, True, True, True]
    assert holds(ensemble, never).tolist() == [True, False, False, False]


def test_a_region_event_holds_when_it_begins_in_one_of_its_states(
    make_ensemble: Callable[..., Ensemble], horizon: Horizon
) -> None:
    begins = {
        f"mass_unrest({state})": np.array(months)
        for state, months in (("UZB", [0, 3, 0]), ("KAZ", [0, 0, 5]), ("KGZ", [0, 0, 0]))
    }
    found = holds(make_ensemble(begins=begins), about("unrest(Central Asia)", 1, horizon))
    assert found.tolist() == [False, True, True]


def test_a_level_has_moved_when_its_last_three_months_lie_past_the_margin(
    make_ensemble: Callable[..., Ensemble], horizon: Horizon
) -> None:
    level = np.full((4, 13), 0.5, dtype=np.float32)
    level[0, 10:] = 0.6
    level[1, 10:] = 0.4
    level[2, 10:] = 0.54
    level[3, 12] = 0.6
    ensemble = make_ensemble(levels={"alignment(UZB>RUS)": level})
    up, down = about("alignment(UZB>RUS)", 1, horizon), about("alignment(UZB>RUS)", -1, horizon)
    assert holds(ensemble, up).tolist() == [True, False, False, False]
    assert holds(ensemble, down).tolist() == [False, True, False, False]


def test_an_outcome_past_the_ensemble_is_refused(make_ensemble: Callable[..., Ensemble]) -> None:
    ensemble = make_ensemble(levels={"welfare(UZB)": np.full((2, 13), 0.5)})
    factor = Factor("welfare", "UZB")
    late = Outcome(id="x", label="X", event=None, factor=factor, direction=1, months=24, factors=(factor,))
    with pytest.raises(ValueError, match="24 months"):
        holds(ensemble, late)
    empty = Outcome(id="x", label="X", event=None, factor=factor, direction=1, months=12)
    with pytest.raises(ValueError, match="neither events nor factors"):
        holds(ensemble, empty)


def test_every_factor_of_the_catalogue_has_words(catalogue: object) -> None:
    names = set(catalogue.names)  # type: ignore[attr-defined]
    assert names == set(wording().factors)


def test_an_event_that_the_table_reads_into_a_factor_has_words() -> None:
    table = wording()
    for entry in table.factors.values():
        for side in (entry.more, entry.less, entry.strongly):
            if side is not None:
                assert {side.event, side.no_event} - {None} <= set(table.events)


def test_a_level_is_read_from_an_ensemble_that_keeps_chosen_months_only(
    make_ensemble: Callable[..., Ensemble], horizon: Horizon
) -> None:
    outcome = about("welfare(UZB)", 1, horizon)
    whole = make_ensemble(levels={"welfare(UZB)": np.random.default_rng(1).random((50, 13))})
    months = (0, 10, 11, 12)
    part = dataclasses.replace(
        whole,
        kept=months,
        levels=whole.levels[:, months],
        begun=whole.begun[:, months],
        active=whole.active[:, months],
    )
    assert np.array_equal(holds(part, outcome), holds(whole, outcome))
    assert holds(part, outcome).any()
    lacking = dataclasses.replace(part, kept=(0, 1, 11, 12))
    with pytest.raises(ValueError, match="month 10 was not kept"):
        holds(lacking, outcome)
