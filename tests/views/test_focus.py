"""Which states, patrons and outcomes an outlook is about."""

import datetime as dt
from typing import Any

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.statements.catalogue import Catalogue
from sayso.views.claims import views_of
from sayso.views.focus import Focus, choose
from sayso.views.outcome import Horizon
from sayso.views.rows import choose_rows
from sayso.views.settings import settings

START = dt.date(2022, 2, 1)
ON = DateInterval.day(START)
FOCUS = Focus(states=("UZB", "KAZ", "KGZ"), focal=("UZB",), patrons=("RUS", "USA"))


def test_who_is_leaned_to_and_who_intervenes_is_a_patron(
    claims: Any, actors: ActorTable, catalogue: Catalogue
) -> None:
    said = [
        claims.forecast("alignment(UZB>RUS)"),
        claims.forecast("intervention(RUS>UZB)"),
        claims.assessment("engagement(USA>UZB)"),
        claims.assessment("cooperation(UZB>CHN)"),
        claims.forecast("unrest(KAZ)"),
    ]
    found = choose(said, actors=actors, catalogue=catalogue, on=ON)
    assert found.states == ("UZB", "KAZ")
    assert found.patrons == ("RUS", "USA")


def test_a_region_brings_its_states_after_those_that_are_named(
    claims: Any, actors: ActorTable, catalogue: Catalogue
) -> None:
    said = [claims.forecast("unrest(UZB)"), claims.assessment("welfare(Central Asia)")]
    found = choose(said, actors=actors, catalogue=catalogue, on=ON)
    assert found.states == ("UZB", "KAZ", "KGZ", "TJK", "TKM")
    assert found.focal == ("UZB",)


def test_states_and_patrons_are_capped(claims: Any, actors: ActorTable, catalogue: Catalogue) -> None:
    names = ("UZB", "KAZ", "KGZ", "TJK", "TKM", "AFG", "IRN", "GEO")
    said = [claims.forecast(f"unrest({name})") for name in names]
    said.append(claims.forecast("unrest(nowhere)"))
    found = choose(said, actors=actors, catalogue=catalogue, on=ON)
    assert len(found.states) == settings().outlook.states
    assert len(found.focal) == 2


def test_what_sources_give_a_likelihood_for_comes_first(claims: Any, horizon: Horizon) -> None:
    said = [
        claims.conditional("unrest(KAZ)", "welfare(KAZ)", -1, likelihood="possible"),
        claims.influence("welfare(UZB)", "regime_stability(UZB)"),
    ]
    views, _ = views_of(said, horizon=horizon, start=START)
    rows = [row.id for row in choose_rows([(views, said)], focus=FOCUS, horizon=horizon)]
    assert rows[:2] == ["welfare(KAZ) down", "mass_unrest(KAZ)"]
    assert rows[-1] == "regime_stability(UZB) up"
    assert set(rows[2:-1]) == {
        "mass_unrest(UZB)",
        "refusal(UZB)",
        "fall(UZB)",
        "intervention(any patron>UZB)",
        "alignment(UZB>RUS) up",
        "alignment(UZB>USA) up",
    }


def test_an_outcome_of_two_sources_comes_before_one_of_one(claims: Any, horizon: Horizon) -> None:
    alone = [claims.forecast("welfare(UZB)", likelihood="possible")]
    both = [claims.forecast("welfare(KAZ)", likelihood="possible")]
    sources = [(views_of(said, horizon=horizon, start=START)[0], said) for said in (alone + both, both)]
    rows = [row.id for row in choose_rows(sources, focus=FOCUS, horizon=horizon)]
    assert rows[:2] == ["welfare(KAZ) up", "welfare(UZB) up"]


def test_one_row_for_two_directions_and_for_two_names_of_one_thing(claims: Any, horizon: Horizon) -> None:
    said = [
        claims.forecast("welfare(UZB)", 1),
        claims.forecast("welfare(UZB)", -1),
        claims.forecast("intervention(CSTO>UZB)"),
        claims.forecast("intervention(RUS>UZB)"),
    ]
    views, _ = views_of(said, horizon=horizon, start=START)
    rows = choose_rows([(views, said)], focus=FOCUS, horizon=horizon)
    assert [row.factor.name for row in rows if row.factor is not None].count("welfare") == 1
    [row] = [row for row in rows if row.events == ("intervention(RUS>UZB)",)]
    assert row.label == "Russia intervenes in Uzbekistan"


def test_rows_are_capped(claims: Any, horizon: Horizon) -> None:
    said = [
        claims.influence("unrest(UZB)", f"{name}({state})")
        for name in ("welfare", "security_capacity", "regime_stability")
        for state in ("UZB", "KAZ", "KGZ")
    ]
    rows = choose_rows([((), said)], focus=FOCUS, horizon=horizon)
    assert len(rows) == settings().outlook.rows
