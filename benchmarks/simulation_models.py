"""The models that the engine is timed on, and the maps of other tools' kind."""

import datetime as dt
import math
from dataclasses import dataclass, replace

import numpy as np

from sayso.mechanisms.event import BaseRate, EventKind, HazardTerm, Impulse
from sayso.mechanisms.link import Gate, Link, Prior
from sayso.models import Model, Node
from sayso.statements.factor import Factor

START = dt.date(2022, 2, 1)
_TERMS = 2
_DENSITY = 0.2


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a model is, and how many months it is drawn for."""

    factors: int
    links: int
    events: int
    months: int

    def with_(self, axis: str, value: int) -> "Size":
        """Return the size with another number along one axis."""
        return replace(self, **{axis: value})


MACRO = Size(factors=60, links=240, events=12, months=120)


def macro(size: Size, seed: int = 0) -> Model:
    """Return a model with links of every form between factors and onto events, gates, lags and impulses.

    Of the links 60 % act by level, the rest by change, threshold or dread in equal parts; a fifth has a
    gate, half of these an event's; a third acts a month later or more.
    """
    rng = np.random.default_rng(seed)
    factors = [Factor("factor", f"A{number}") for number in range(size.factors)]
    kinds = [Factor("event", f"A{number}") for number in range(size.events)]

    def prior(spread: float) -> Prior:
        return Prior(mean=float(rng.normal(0, spread)), sd=spread / 3, source="drawn")

    def gate() -> Gate | None:
        if rng.random() >= 0.2:  # noqa: PLR2004 - a fifth
            return None
        if kinds and rng.random() < 0.5:  # noqa: PLR2004 - half
            return Gate(event=str(rng.choice(np.array(kinds, dtype=object))))
        return Gate(factor=factors[rng.integers(len(factors))], threshold=0.5, steepness=0.1)

    links = tuple(
        Link(
            source=factors[rng.integers(len(factors))],
            target=factors[rng.integers(len(factors))],
            form=str(
                rng.choice(["level", "change", "threshold", "dread"], p=[0.6, 0.4 / 3, 0.4 / 3, 0.4 / 3])
            ),  # type: ignore[arg-type]
            weight=prior(0.1),
            presence=0.8,
            lag=int(rng.choice(4, p=[2 / 3, 1 / 9, 1 / 9, 1 / 9])),
            gate=gate(),
            origin=f"link {number}",
        )
        for number in range(size.links)
    )
    events = tuple(
        EventKind(
            id=str(kind),
            name=str(kind),
            actor=kind.actor,
            base_rate=BaseRate(monthly=0.01, low=0.005, high=0.02, source="drawn"),
            terms=tuple(
                HazardTerm(source=factors[rng.integers(len(factors))], weight=prior(0.5), origin="drawn")
                for _ in range(_TERMS)
            ),
            duration_months=6.0,
            impulses=(Impulse(target=factors[rng.integers(len(factors))], size=prior(0.5), origin="drawn"),),
            origin="drawn",
        )
        for kind in kinds
    )
    nodes = tuple(Node(factor=factor, start_sd=0.4, kappa=0.1, noise=0.2) for factor in factors)
    return Model(name="macro", start=START, nodes=nodes, links=links, events=events)


def map_of(nodes: int, seed: int = 0) -> Model:
    """Return a cognitive map with a fifth of all links there, as `plain_map` has it."""
    rng = np.random.default_rng(seed)
    factors = [Factor("factor", f"A{number}") for number in range(nodes)]
    links = tuple(
        Link(
            source=source,
            target=target,
            form="level",
            weight=Prior(mean=float(rng.normal()), sd=0.0, source="drawn"),
            origin=f"{source} {target}",
        )
        for source in factors
        for target in factors
        if rng.random() < _DENSITY
    )
    made = tuple(Node(factor=factor, start_sd=0.4, kappa=1.0, noise=0.1) for factor in factors)
    return Model(name="map", start=START, nodes=made, links=links)


def plain_map(nodes: int, steps: int, runs: int, block: int) -> None:
    """Step a cognitive map with noise in blocks of runs: what a few lines of NumPy do."""
    rng = np.random.default_rng(0)
    weights = rng.normal(size=(nodes, nodes)) * rng.binomial(1, _DENSITY, size=(nodes, nodes))
    for first in range(0, runs, block):
        width = min(block, runs - first)
        state = rng.random((width, nodes))
        for _ in range(steps):
            state = 1.0 / (1.0 + np.exp(-(state @ weights + 0.1 * rng.standard_normal((width, nodes)))))


def python_map(nodes: int, steps: int) -> None:
    """Step one run of a cognitive map in plain Python, link by link: what DySE and many scripts do."""
    rng = np.random.default_rng(0)
    links = [
        (source, target, float(rng.normal()))
        for source in range(nodes)
        for target in range(nodes)
        if rng.random() < _DENSITY
    ]
    state = rng.random(nodes).tolist()
    noise = (0.1 * rng.standard_normal((steps, nodes))).tolist()
    for step in range(steps):
        total = list(noise[step])
        for source, target, weight in links:
            total[target] += weight * state[source]
        state = [1.0 / (1.0 + math.exp(-value)) for value in total]
