"""Small models whose runs can be worked out on paper."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sayso.actors import ActorTable
from sayso.mechanisms.event import BaseRate, EventKind
from sayso.mechanisms.link import Link, Prior
from sayso.models import Model, Node, build_common
from sayso.statements.factor import Factor


@pytest.fixture
def node() -> Callable[..., Node]:
    """Return a maker of nodes without noise that keep what they have."""

    def make(name: str, **options: Any) -> Node:
        made = Node(factor=Factor.parse(name), start_sd=0.0, kappa=0.1, noise=0.0)
        return msgspec.structs.replace(made, **options)

    return make


@pytest.fixture
def link() -> Callable[..., Link]:
    """Return a maker of links of a sure weight."""

    def make(source: str, target: str, weight: float, /, **options: Any) -> Link:
        made = Link(
            source=Factor.parse(source),
            target=Factor.parse(target),
            form="level",
            weight=Prior(mean=weight, sd=0.0, source="test"),
            origin="test",
        )
        return msgspec.structs.replace(made, **options)

    return make


@pytest.fixture
def event() -> Callable[..., EventKind]:
    """Return a maker of events with a sure base rate, or with none."""

    def make(name: str, monthly: float | None = None, /, **options: Any) -> EventKind:
        factor = Factor.parse(name)
        rate = None
        if monthly is not None:
            rate = BaseRate(monthly=monthly, low=monthly, high=monthly, source="test")
        made = EventKind(
            id=name, name=name, actor=factor.actor, target=factor.target, base_rate=rate, origin="test"
        )
        return msgspec.structs.replace(made, **options)

    return make


@pytest.fixture
def model() -> Callable[..., Model]:
    """Return a maker of models from nodes, links and events."""

    def make(*nodes: Node, links: tuple[Link, ...] = (), events: tuple[EventKind, ...] = ()) -> Model:
        return Model(name="test", start=dt.date(2022, 2, 1), nodes=nodes, links=links, events=events)

    return make


@pytest.fixture(scope="session")
def region() -> Model:
    """Return the common model of two neighbours and two patrons."""
    actors, _ = ActorTable.load()
    made, _ = build_common(
        actors=actors, states=["KAZ", "UZB"], patrons=["RUS", "USA"], start=dt.date(2022, 2, 1)
    )
    return made
