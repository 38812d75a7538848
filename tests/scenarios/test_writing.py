"""Scenarios to TOML and back."""

import datetime as dt
import math

from hypothesis import given
from hypothesis import strategies as st

from sayso.scenarios import Scenario, read_scenario, scenario_to_toml
from sayso.scenarios.entry import LONGEST_TEXT
from sayso.simulation import Ban, Clamp, Occurrence, Shock, Strength
from sayso.statements.factor import Factor

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip)
days = st.dates(min_value=dt.date(1, 1, 1))
sizes = st.floats(allow_nan=False, allow_infinity=False)
levels = st.floats(min_value=0, max_value=1, exclude_min=True, exclude_max=True)
actors = st.sampled_from(["KAZ", "UZB", "Central Asia", "Côte d’Ivoire"])
factors = st.builds(Factor, st.sampled_from(["unrest", "alignment"]), actors, st.none() | st.just("RUS"))
ends = st.none() | days
changes = {
    Clamp: st.builds(Clamp, factor=factors, level=levels, start=days, end=ends),
    Shock: st.builds(Shock, factor=factors, size=sizes, on=days),
    Occurrence: st.builds(Occurrence, event=factors.map(str), on=days),
    Ban: st.builds(Ban, event=factors.map(str), start=days, end=ends),
    Strength: st.builds(
        Strength, source=factors, target=factors, times=sizes, start=days, end=ends, origin=st.none() | words
    ),
}
scenarios = st.builds(
    Scenario,
    name=words,
    says=st.none() | words,
    as_of=ends,
    changes=st.lists(st.one_of(*changes.values()), min_size=1, max_size=6).map(
        lambda found: tuple(sorted(found, key=lambda one: [*map(repr, changes)].index(repr(type(one)))))
    ),
)


@given(scenarios)
def test_a_scenario_survives_the_way_to_toml_and_back(scenario: Scenario) -> None:
    assert read_scenario(scenario_to_toml(scenario).encode(), "there and back") == (scenario, ())


@given(st.lists(st.one_of(*changes.values()), min_size=1, max_size=6))
def test_changes_come_back_by_kind_none_lost(
    found: list[Clamp | Shock | Occurrence | Ban | Strength],
) -> None:
    written = scenario_to_toml(Scenario(name="mixed", changes=tuple(found)))
    back, _ = read_scenario(written.encode(), "mixed")
    assert back is not None
    assert sorted(map(repr, back.changes)) == sorted(map(repr, found))


def test_half_characters_are_replaced() -> None:
    shock = Shock(factor=Factor("unrest", "KAZ"), size=math.pi, on=dt.date(2022, 1, 1))
    written = scenario_to_toml(Scenario(name="a\ud800b", changes=(shock,)))
    back, _ = read_scenario(written.encode(), "halves")
    assert back is not None
    assert back.name == "a\N{REPLACEMENT CHARACTER}b"


def test_words_may_be_as_long_as_they_may() -> None:
    shock = Shock(factor=Factor("unrest", "KAZ"), size=1.0, on=dt.date(2022, 1, 1))
    scenario = Scenario(name="a", says="x" * LONGEST_TEXT, changes=(shock,))
    assert read_scenario(scenario_to_toml(scenario).encode(), "long") == (scenario, ())
