"""Models as NetworkX graphs and back, with all that they hold: node for node, link for link.

A node of the graph is a factor or an event; an edge is a link, a hazard term or an impulse. Attributes are
numbers and words of their own, so that another program can show and change them; what has several parts (an
event's gates and dates, constant terms) is JSON. Edges carry `place`, their number in the model: the order in
which other programs write edges is theirs. Needs the extra `graph`.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import msgspec

from sayso.mechanisms.event import BaseRate, EventKind, HazardTerm, Impulse
from sayso.mechanisms.link import Gate, Link, Prior
from sayso.models.graphml import graph_library
from sayso.models.model import Model, Node
from sayso.statements.factor import Factor

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = "nx.MultiDiGraph[Any]"

Made = TypeVar("Made")
Attributes: TypeAlias = Mapping[str, Any]

_HAZARD, _IMPULSE = "hazard", "impulse"
_NODE = ("start", "start_sd", "normal", "normal_sd", "slope", "rest", "kappa", "noise")
_EVENT = ("name", "actor", "target", "requires", "duration_months", "under_way", "intercept", "origin")


def model_to_graph(model: Model) -> "Graph":
    """Return the model: a node for each factor and event, an edge for each link, hazard term and impulse.

    Edges carry `form` (`hazard` for terms, `impulse` for impulses), `weight` and `weight_sd` (z a month; log
    hazard for terms; z for impulses), `presence`, `lag` in months and `origin`; gates are `gate_factor` or
    `gate_event`, `gate_threshold` and `gate_steepness`. Terms without a source are `constants` of an event.
    """
    graph = graph_library().MultiDiGraph(
        name=model.name,
        start=model.start.isoformat(),
        states=json.dumps(model.states),
        patrons=json.dumps(model.patrons),
        nu=model.nu,
        slope_half_life=model.slope_half_life,
    )
    for place, node in enumerate(model.nodes):
        fields = {name: getattr(node, name) for name in _NODE}
        graph.add_node(str(node.factor), kind="factor", place=place, **_known(fields))
    for place, event in enumerate(model.events):
        graph.add_node(event.id, kind="event", place=place, **_known(_of_event(event)))
    for place, link in enumerate(model.links):
        graph.add_edge(str(link.source), str(link.target), place=place, **_known(_of_link(link)))
    for event in model.events:
        for place, term in enumerate(event.terms):
            if term.source is not None:
                graph.add_edge(
                    str(term.source), event.id, form=_HAZARD, place=place, **_known(_of_term(term))
                )
        for place, impulse in enumerate(event.impulses):
            fields = {**_of_prior(impulse.size), "origin": impulse.origin}
            graph.add_edge(event.id, str(impulse.target), form=_IMPULSE, place=place, **fields)
    return graph


def model_from_graph(graph: "nx.DiGraph[Any]") -> Model:
    """Return the model in a graph as `model_to_graph` makes it.

    Raises:
        ValueError: if a node or an edge lacks something, or holds what is none of a model; it is named.
    """
    if "start" not in graph.graph:
        raise ValueError("the graph has no `start`, a date; it is no model of Sayso")
    parts = _placed(graph.nodes(data=True), lambda part: str(part[0]))
    edges = _placed(graph.edges(data=True), lambda part: f"{part[0]} to {part[1]}")
    nodes = [_made(_node, name, data) for name, data in parts if data.get("kind") == "factor"]
    events = [_made(_event, name, data, edges=edges) for name, data in parts if data.get("kind") == "event"]
    other = [name for name, data in parts if data.get("kind") not in {"factor", "event"}]
    if other:
        raise ValueError(f"{other[0]}: its kind is neither factor nor event")
    links = [
        _made(_link, f"{source} to {target}", data, source=source, target=target)
        for (source, target), data in edges
        if data.get("form") not in {_HAZARD, _IMPULSE}
    ]
    held = graph.graph
    return _made(
        _model, "the graph", {**held, "nodes": tuple(nodes), "links": tuple(links), "events": tuple(events)}
    )


def _placed(parts: Any, named: Callable[[Any], str]) -> list[tuple[Any, Attributes]]:
    """Return pairs of a node or of an edge's ends, and attributes, in the order of the model."""
    found = [(part[0] if len(part) == 2 else part[:2], part[-1]) for part in parts]  # noqa: PLR2004 - a pair
    for part, (_, data) in zip(parts, found, strict=True):
        if type(data.get("place")) is not int:
            raise ValueError(f"{named(part)}: its place is {data.get('place')!r}; want a whole number")
    return sorted(found, key=lambda pair: pair[1]["place"])


def _made(make: Callable[..., Made], name: str, data: Attributes, **more: Any) -> Made:
    """Return what `make` makes of attributes, or say where they are wrong."""
    try:
        return make(name, data, **more)
    except KeyError as error:
        raise ValueError(f"{name}: it has no {error.args[0]}") from error
    except (msgspec.ValidationError, json.JSONDecodeError, TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error}") from error


def _known(fields: Attributes) -> dict[str, Any]:
    """Return the fields that are known: GraphML has no word for nothing."""
    return {name: value for name, value in fields.items() if value is not None}


def _of_prior(prior: Prior) -> dict[str, Any]:
    return {"weight": prior.mean, "weight_sd": prior.sd, "weight_source": prior.source}


def _prior(data: Attributes) -> Prior:
    return Prior(
        mean=float(data["weight"]), sd=float(data["weight_sd"]), source=str(data.get("weight_source", ""))
    )


def _of_link(link: Link) -> dict[str, Any]:
    gate = link.gate
    gated = {
        "gate_factor": None if gate is None or gate.factor is None else str(gate.factor),
        "gate_event": None if gate is None else gate.event,
        "gate_threshold": None if gate is None else gate.threshold,
        "gate_steepness": None if gate is None else gate.steepness,
    }
    plain = {name: getattr(link, name) for name in ("form", "presence", "lag", "threshold", "steepness")}
    return {**plain, **_of_prior(link.weight), "origin": link.origin, **gated}


def _link(_name: str, data: Attributes, *, source: str, target: str) -> Link:
    fields = {
        name: data[name] for name in ("form", "presence", "lag", "threshold", "steepness") if name in data
    }
    gate = None
    if "gate_threshold" in data:
        gate = {
            "factor": _factor_fields(data.get("gate_factor")),
            "event": data.get("gate_event"),
            "threshold": data["gate_threshold"],
            "steepness": data["gate_steepness"],
        }
    made = {
        **fields,
        "source": _factor_fields(source),
        "target": _factor_fields(target),
        "weight": _prior(data),
        "gate": None if gate is None else msgspec.convert(gate, Gate, strict=False),
        "origin": str(data["origin"]),
    }
    return msgspec.convert(_flat(made), Link, strict=False)


def _of_term(term: HazardTerm) -> dict[str, Any]:
    plain = {name: getattr(term, name) for name in ("presence", "lag", "usual", "whole", "origin")}
    return {**plain, **_of_prior(term.weight)}


def _term(source: str, data: Attributes) -> HazardTerm:
    fields = {name: data[name] for name in ("presence", "lag", "usual", "whole") if name in data}
    made = {
        **fields,
        "source": _factor_fields(source),
        "weight": _prior(data),
        "origin": str(data["origin"]),
    }
    return msgspec.convert(_flat(made), HazardTerm, strict=False)


def _of_event(event: EventKind) -> dict[str, Any]:
    rate = event.base_rate
    constants = [(place, term) for place, term in enumerate(event.terms) if term.source is None]
    parts = {
        "constants": constants,
        "gates": event.gates,
        "ends": event.ends,
        "scheduled": event.scheduled,
    }
    return {
        **{name: getattr(event, name) for name in _EVENT},
        "rate": None if rate is None else rate.monthly,
        "rate_low": None if rate is None else rate.low,
        "rate_high": None if rate is None else rate.high,
        "rate_source": None if rate is None else rate.source,
        **{name: msgspec.json.encode(part).decode() for name, part in parts.items() if part},
    }


def _event(name: str, data: Attributes, *, edges: list[tuple[Any, Attributes]]) -> EventKind:
    terms = {
        attributes["place"]: _term(source, attributes)
        for (source, target), attributes in edges
        if target == name and attributes.get("form") == _HAZARD
    }
    constants = _json(data, "constants", list[tuple[int, HazardTerm]])
    terms.update(dict(constants or []))
    rate = None
    if "rate" in data:
        rate = BaseRate(
            monthly=float(data["rate"]),
            low=float(data["rate_low"]),
            high=float(data["rate_high"]),
            source=str(data.get("rate_source", "")),
        )
    impulses = tuple(
        msgspec.convert(
            _flat({"target": _factor_fields(target), "size": _prior(one), "origin": str(one["origin"])}),
            Impulse,
        )
        for (source, target), one in edges
        if source == name and one.get("form") == _IMPULSE
    )
    made = {
        **{field: data[field] for field in _EVENT if field in data},
        "id": name,
        # what is absent is unknown, whatever the record's default is
        "duration_months": data.get("duration_months"),
        "base_rate": rate,
        "terms": tuple(terms[place] for place in sorted(terms)),
        "impulses": impulses,
        "gates": _json(data, "gates", tuple[Gate, ...]) or (),
        "ends": _json(data, "ends", tuple[str, ...]) or (),
        "scheduled": _json(data, "scheduled", tuple[dt.date, ...]) or (),
    }
    return msgspec.convert(_flat(made), EventKind, strict=False)


def _node(name: str, data: Attributes) -> Node:
    fields = {field: data[field] for field in _NODE if field in data}
    return msgspec.convert({**fields, "factor": _factor_fields(name)}, Node, strict=False)


def _model(_name: str, data: Attributes) -> Model:
    return Model(
        name=str(data.get("name", "model")),
        start=dt.date.fromisoformat(str(data["start"])),
        states=_json(data, "states", tuple[str, ...]) or (),
        patrons=_json(data, "patrons", tuple[str, ...]) or (),
        nodes=data["nodes"],
        links=data["links"],
        events=data["events"],
        nu=float(data["nu"]),
        slope_half_life=float(data["slope_half_life"]),
    )


def _json(data: Attributes, name: str, kind: type[Made]) -> Made | None:
    return msgspec.json.decode(str(data[name]), type=kind) if name in data else None


def _factor_fields(written: str | None) -> dict[str, Any] | None:
    return None if written is None else msgspec.to_builtins(Factor.parse(str(written)))


def _flat(fields: dict[str, Any]) -> Any:
    """Return records as plain mappings, which can be converted with checks."""
    return msgspec.to_builtins(fields)
