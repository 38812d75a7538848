"""Sayso reads what people say about a political situation and on whose say-so.

Names for notebooks are imported when they are asked for: `sayso.common_model`, `sayso.simulate`;
docs/python.md goes through them.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_PLACES = {
    "sayso.brief.build": ("build_brief",),
    "sayso.brief.gather": ("Settings",),
    "sayso.brief.notebook": (
        "Reports",
        "believe",
        "card",
        "common_model",
        "factor",
        "model_of_reports",
        "outcome",
        "probability",
        "read_reports",
    ),
    "sayso.measures.lean": ("Lean",),
    "sayso.measures.levels": ("levels",),
    "sayso.mechanisms.event": ("BaseRate", "EventKind", "HazardTerm", "Impulse"),
    "sayso.mechanisms.link": ("Gate", "Link", "Prior"),
    "sayso.models.graph": ("from_graphml", "model_from_graph", "model_to_graph", "to_graphml"),
    "sayso.models.model": ("Model", "Node"),
    "sayso.scenarios.effect": ("compare", "effect"),
    "sayso.scenarios.reading": ("read_scenario",),
    "sayso.scenarios.scenario": ("Scenario",),
    "sayso.simulation.changes": ("Ban", "Clamp", "Occurrence", "Shock", "Strength"),
    "sayso.simulation.ensemble": ("Ensemble",),
    "sayso.simulation.keep": ("Keep", "Passage"),
    "sayso.simulation.resting": ("resting_states",),
    "sayso.simulation.resting_shares": ("shares_nearest", "states_by_draw"),
    "sayso.simulation.simulate": ("simulate",),
    "sayso.simulation.tipping": ("chance_map", "sweep", "tipping_map"),
    "sayso.simulation.to_xarray": ("to_xarray",),
    "sayso.statements.factor": ("Factor",),
    "sayso.views.by_hand": ("Outcomes", "read_views"),
    "sayso.views.outcome": ("Outcome",),
    "sayso.views.pool": ("pool",),
    "sayso.views.view": ("Interval", "Ordering", "View"),
}
"""Modules and the names that they give."""
_MODULES = {name: module for module, names in _PLACES.items() for name in names}

__all__ = [
    "Ban",
    "BaseRate",
    "Clamp",
    "Ensemble",
    "EventKind",
    "Factor",
    "Gate",
    "HazardTerm",
    "Impulse",
    "Interval",
    "Keep",
    "Lean",
    "Link",
    "Model",
    "Node",
    "Occurrence",
    "Ordering",
    "Outcome",
    "Outcomes",
    "Passage",
    "Prior",
    "Reports",
    "Scenario",
    "Settings",
    "Shock",
    "Strength",
    "View",
    "__version__",
    "believe",
    "build_brief",
    "card",
    "chance_map",
    "common_model",
    "compare",
    "effect",
    "factor",
    "from_graphml",
    "levels",
    "model_from_graph",
    "model_of_reports",
    "model_to_graph",
    "outcome",
    "pool",
    "probability",
    "read_reports",
    "read_scenario",
    "read_views",
    "resting_states",
    "shares_nearest",
    "simulate",
    "states_by_draw",
    "sweep",
    "tipping_map",
    "to_graphml",
    "to_xarray",
]


def __getattr__(name: str) -> Any:
    """Return a name of the table, imported now.

    Raises:
        AttributeError: if there is none of that name; the nearest is named.
    """
    import importlib  # noqa: PLC0415 - `import sayso` is to be quick

    if name not in _MODULES:
        from sayso.nearest import hint  # noqa: PLC0415 - as above

        raise AttributeError(f"sayso has no {name!r}{hint(name, _MODULES)}")
    return getattr(importlib.import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    """Return the names for completion in a notebook."""
    return sorted({*globals(), *_MODULES})


if TYPE_CHECKING:
    from sayso.brief.build import build_brief
    from sayso.brief.gather import Settings
    from sayso.brief.notebook import (
        Reports,
        believe,
        card,
        common_model,
        factor,
        model_of_reports,
        outcome,
        probability,
        read_reports,
    )
    from sayso.measures.lean import Lean
    from sayso.measures.levels import levels
    from sayso.mechanisms.event import BaseRate, EventKind, HazardTerm, Impulse
    from sayso.mechanisms.link import Gate, Link, Prior
    from sayso.models.graph import from_graphml, model_from_graph, model_to_graph, to_graphml
    from sayso.models.model import Model, Node
    from sayso.scenarios.effect import compare, effect
    from sayso.scenarios.reading import read_scenario
    from sayso.scenarios.scenario import Scenario
    from sayso.simulation.changes import Ban, Clamp, Occurrence, Shock, Strength
    from sayso.simulation.ensemble import Ensemble
    from sayso.simulation.keep import Keep, Passage
    from sayso.simulation.resting import resting_states
    from sayso.simulation.resting_shares import shares_nearest, states_by_draw
    from sayso.simulation.simulate import simulate
    from sayso.simulation.tipping import chance_map, sweep, tipping_map
    from sayso.simulation.to_xarray import to_xarray
    from sayso.statements.factor import Factor
    from sayso.views.by_hand import Outcomes, read_views
    from sayso.views.outcome import Outcome
    from sayso.views.pool import pool
    from sayso.views.view import Interval, Ordering, View
