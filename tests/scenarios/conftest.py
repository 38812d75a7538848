"""A small region, and models whose runs can be worked out on paper."""

import datetime as dt
from collections.abc import Callable

import pytest

from sayso.actors import ActorTable
from sayso.mechanisms.event import BaseRate, EventKind
from sayso.mechanisms.link import Link, Prior
from sayso.models import Model, Node
from sayso.scenarios.basis import Basis, Wanted, basis
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor
from sayso.views.outcome import Horizon, Outcome

START = dt.date(2022, 6, 1)


@pytest.fixture(scope="session")
def actors() -> ActorTable:
    """Return the package's own actors."""
    return ActorTable.load()[0]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the package's own factors."""
    return Catalogue.load(())[0]


@pytest.fixture(scope="session")
def region(actors: ActorTable, catalogue: Catalogue) -> Basis:
    """Return the common model of Kazakhstan and Kyrgyzstan with Russia."""
    wanted = Wanted(as_of=START, months=12, states=("KAZ", "KGZ"), patrons=("RUS",))
    return basis([], wanted, actors=actors, catalogue=catalogue)


@pytest.fixture(scope="session")
def horizon(region: Basis, actors: ActorTable) -> Horizon:
    """Return what can be asked of the region."""
    return Horizon.of(region.model, actors=actors, months=12)


def node(name: str, *, noise: float = 0.0, start_sd: float = 0.0, kappa: float = 0.1) -> Node:
    """Return a node."""
    return Node(factor=Factor.parse(name), start_sd=start_sd, kappa=kappa, noise=noise)


def link(source: str, target: str, mean: float, sd: float = 0.0, *, presence: float = 1.0) -> Link:
    """Return a level link of the origin `test`."""
    return Link(
        source=Factor.parse(source),
        target=Factor.parse(target),
        form="level",
        weight=Prior(mean=mean, sd=sd, source="test"),
        presence=presence,
        origin="test",
    )


def event(name: str, monthly: float) -> EventKind:
    """Return an event with a sure rate."""
    rate = BaseRate(monthly=monthly, low=monthly, high=monthly, source="test")
    return EventKind(id=name, name=name, actor=Factor.parse(name).actor, base_rate=rate, origin="test")


def of(*nodes: Node, links: tuple[Link, ...] = (), events: tuple[EventKind, ...] = ()) -> Model:
    """Return a model that starts in June 2022."""
    return Model(name="test", start=START, states=("UZB",), nodes=nodes, links=links, events=events)


def rises(name: str, months: int) -> Outcome:
    """Return the outcome that a level rises."""
    factor = Factor.parse(name)
    return Outcome(
        id=f"{name} up",
        label=f"{name} rises",
        event=None,
        factor=factor,
        direction=1,
        months=months,
        factors=(factor,),
    )


def begins(name: str, months: int) -> Outcome:
    """Return the outcome that an event begins."""
    return Outcome(id=name, label=name, event=name, factor=None, direction=1, months=months, events=(name,))


@pytest.fixture
def pair() -> Callable[..., Model]:
    """Return a maker of two nodes of which the first holds the second down or up by a weight."""

    def make(mean: float, sd: float = 0.0, *, presence: float = 1.0) -> Model:
        return of(
            node("welfare(UZB)", start_sd=0.5),
            node("grievance(UZB)", noise=0.05),
            links=(link("welfare(UZB)", "grievance(UZB)", mean, sd, presence=presence),),
        )

    return make
