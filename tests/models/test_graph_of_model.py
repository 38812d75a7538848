"""A model goes out as a graph and comes back the same, and what is no model is refused with its place."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.mechanisms.event import BaseRate, EventKind, HazardTerm, Impulse
from sayso.mechanisms.link import Gate, Link, Prior
from sayso.models import Model, Node
from sayso.models.graph import from_graphml, model_from_graph, model_to_graph, to_graphml
from sayso.statements.factor import Factor

pytest.importorskip("networkx")

NUMBERS = st.floats(-50, 50, allow_subnormal=False)
SHARES = st.floats(0, 1, allow_subnormal=False)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)
FACTORS = (Factor("unrest", "UZB"), Factor("alignment", "UZB", "RUS"), Factor("welfare", "KAZ"))
EVENT = "mass_unrest(UZB)"
PRIORS = st.builds(Prior, mean=NUMBERS, sd=SHARES, source=TEXTS)
GATES = st.one_of(
    st.none(),
    st.builds(Gate, factor=st.sampled_from(FACTORS), threshold=SHARES, steepness=st.just(-0.05)),
    st.just(Gate(event=EVENT)),
)
LINKS = st.builds(
    Link,
    source=st.sampled_from((*FACTORS, Factor("mass_unrest", "UZB"))),
    target=st.sampled_from(FACTORS),
    form=st.sampled_from(["level", "change", "threshold", "dread"]),
    weight=PRIORS,
    presence=SHARES,
    lag=st.integers(0, 6),
    threshold=SHARES,
    gate=GATES,
    origin=TEXTS,
)
TERMS = st.builds(
    HazardTerm,
    source=st.one_of(st.none(), st.sampled_from(FACTORS)),
    weight=PRIORS,
    presence=SHARES,
    lag=st.integers(0, 6),
    usual=st.one_of(st.none(), SHARES),
    whole=st.booleans(),
    origin=TEXTS,
)
EVENTS = st.builds(
    EventKind,
    id=st.just(EVENT),
    name=TEXTS,
    actor=st.just("UZB"),
    base_rate=st.one_of(
        st.none(), st.builds(BaseRate, monthly=SHARES, low=SHARES, high=SHARES, source=TEXTS)
    ),
    terms=st.lists(TERMS, max_size=4).map(tuple),
    gates=GATES.map(lambda gate: () if gate is None else (gate,)),
    duration_months=st.one_of(st.none(), st.floats(1, 90)),
    impulses=st.lists(
        st.builds(Impulse, target=st.sampled_from(FACTORS), size=PRIORS, origin=TEXTS), max_size=3
    ).map(tuple),
    ends=st.sampled_from([(), (EVENT,)]),
    scheduled=st.lists(st.dates(), max_size=2).map(tuple),
    under_way=SHARES,
    intercept=st.one_of(st.none(), NUMBERS),
    origin=TEXTS,
)


def nodes(draw: Any) -> tuple[Node, ...]:
    fields = st.builds(
        Node,
        factor=st.just(FACTORS[0]),
        start=NUMBERS,
        start_sd=SHARES,
        normal=NUMBERS,
        normal_sd=st.one_of(st.none(), SHARES),
        slope=NUMBERS,
        rest=NUMBERS,
        kappa=SHARES,
        noise=SHARES,
    )
    return tuple(msgspec.structs.replace(draw(fields), factor=factor) for factor in FACTORS)


@st.composite
def models(draw: Any) -> Model:
    return Model(
        name=draw(TEXTS),
        start=draw(st.dates()).replace(day=1),
        states=("UZB", "KAZ"),
        nodes=nodes(draw),
        links=tuple(draw(st.lists(LINKS, max_size=6))),
        events=(draw(EVENTS),),
        nu=draw(st.floats(2.5, 30)),
    )


@settings(deadline=None, max_examples=25)
@given(models())
def test_any_model_survives_networkx_and_graphml(model: Model) -> None:
    assert model_from_graph(model_to_graph(model)) == model
    assert model_from_graph(from_graphml(to_graphml(model_to_graph(model)))) == model


def test_the_common_model_survives_graphml(region: Model) -> None:
    again = model_from_graph(from_graphml(to_graphml(model_to_graph(region))))
    assert again == region


def test_a_weight_that_another_program_changed_is_the_models(region: Model) -> None:
    graph = model_to_graph(region)
    source, target, key = next(iter(graph.edges(keys=True)))
    graph.edges[source, target, key]["weight"] = 7
    changed = model_from_graph(graph)
    before, after = weights(region), weights(changed)
    assert [two for one, two in zip(before, after, strict=True) if one != two] == [7.0]


def weights(model: Model) -> list[float]:
    of_terms = [term.weight.mean for event in model.events for term in event.terms]
    return [link.weight.mean for link in model.links] + of_terms


def small() -> Any:
    link = Link(
        source=FACTORS[0],
        target=FACTORS[2],
        form="level",
        weight=Prior(mean=0.1, sd=0.0, source="test"),
        origin="test",
    )
    made = tuple(Node(factor=factor, start_sd=0.1, kappa=0.1, noise=0.1) for factor in FACTORS)
    return model_to_graph(Model(name="small", start=dt.date(2022, 2, 1), nodes=made, links=(link,)))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda graph: graph.graph.pop("start"), "no `start`, a date"),
        (lambda graph: graph.nodes["unrest(UZB)"].pop("kappa"), r"unrest\(UZB\): .*kappa"),
        (lambda graph: graph.nodes["unrest(UZB)"].update(kind="mood"), "neither factor nor event"),
        (lambda graph: graph.nodes["unrest(UZB)"].update(place="first"), "want a whole number"),
        (lambda graph: graph.nodes["unrest(UZB)"].update(noise="much"), r"unrest\(UZB\): .*noise"),
        (lambda graph: graph.add_node("mood", kind="factor", place=9), "'mood' is not a factor"),
        (
            lambda graph: graph.edges["unrest(UZB)", "welfare(KAZ)", 0].pop("weight"),
            r"unrest\(UZB\) to welfare\(KAZ\): it has no weight",
        ),
        (
            lambda graph: graph.edges["unrest(UZB)", "welfare(KAZ)", 0].update(form="push"),
            r"unrest\(UZB\) to welfare\(KAZ\): .*push",
        ),
    ],
)
def test_what_is_no_model_is_refused_with_its_place(change: Any, says: str) -> None:
    graph = small()
    change(graph)
    with pytest.raises(ValueError, match=says):
        model_from_graph(graph)
