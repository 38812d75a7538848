"""Scenarios: named changes to a model by date, and the difference they make.

>>> import datetime as dt
>>> from sayso.actors import ActorTable
>>> from sayso.models import build_common
>>> from sayso.scenarios import effect, read_scenario
>>> from sayso.views.naming import find_outcome
>>> from sayso.views.outcome import Horizon
>>> actors, _ = ActorTable.load()
>>> model, _ = build_common(actors=actors, states=["KAZ", "KGZ"], patrons=["RUS"], start=dt.date(2022, 6, 1))
>>> data = b'''
... name = "Unrest breaks out in Kazakhstan"
... [[event]]
... event = "mass_unrest(KAZ)"
... on = 2022-09-01
... '''
>>> scenario, problems = read_scenario(data, "spread.toml", model=model, months=12)
>>> outcome = find_outcome("mass unrest in Kyrgyzstan", Horizon.of(model, actors=actors, months=12))
>>> found = effect(model, scenario, months=12, runs=640, outcomes=[outcome])
>>> found.outcomes[0].change.mean > 0
True
"""

from sayso.scenarios.effect import Comparison, Effect, LevelEffect, OutcomeEffect, compare, effect
from sayso.scenarios.paired import Estimate
from sayso.scenarios.reading import read_scenario
from sayso.scenarios.scenario import Scenario
from sayso.scenarios.writing import scenario_to_toml

__all__ = [
    "Comparison",
    "Effect",
    "Estimate",
    "LevelEffect",
    "OutcomeEffect",
    "Scenario",
    "compare",
    "effect",
    "read_scenario",
    "scenario_to_toml",
]
