"""Small models in which one mechanism can be watched at work, with its links and without them."""

import datetime as dt
from collections.abc import Sequence
from functools import cache

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.actors import ActorTable
from sayso.mechanisms import MECHANISMS
from sayso.mechanisms.library import library
from sayso.models import Model, build_common
from sayso.simulation import Ensemble, simulate
from sayso.simulation.changes import Change, Clamp, Occurrence, Strength
from sayso.statements.factor import Factor

Floats = npt.NDArray[np.float64]

START = dt.date(2024, 2, 1)
"""Kazakhstan is in the Collective Security Treaty Organization with Russia then, Uzbekistan is not."""
LOW, HIGH = 0.2, 0.8
"""Levels between which a cause is moved."""


@cache
def alone(
    *names: str, states: tuple[str, ...] = ("KAZ", "UZB"), patrons: tuple[str, ...] = ("RUS", "USA")
) -> Model:
    """Return the model of some mechanisms of the library and no other."""
    actors, _ = ActorTable.load()
    chosen = [part for name, part in zip(MECHANISMS, library(), strict=True) if name in names]
    model, _ = build_common(actors=actors, states=states, patrons=patrons, start=START, mechanisms=chosen)
    return model


def without_terms(model: Model, name: str) -> Model:
    """Return the model without the hazard terms of a mechanism; chance and base rates stay."""
    origin = library()[MECHANISMS.index(name)].name
    events = tuple(
        msgspec.structs.replace(kind, terms=tuple(term for term in kind.terms if term.origin != origin))
        for kind in model.events
    )
    return msgspec.structs.replace(model, events=events)


def cut(model: Model, name: str) -> tuple[Strength, ...]:
    """Return the changes that take a mechanism's links out of a model's runs."""
    origin = library()[MECHANISMS.index(name)].name
    pairs = dict.fromkeys((link.source, link.target) for link in model.links if link.origin == origin)
    return tuple(
        Strength(source=source, target=target, times=0.0, start=START, origin=origin)
        for source, target in pairs
    )


def held(factor: str, level: float) -> Clamp:
    """Return a factor held at a level from the start on."""
    return Clamp(factor=Factor.parse(factor), level=level, start=START)


def begins(event: str) -> Occurrence:
    """Return an event that begins in the first month of every run."""
    return Occurrence(event=event, on=START)


def run(
    model: Model, changes: Sequence[Change] = (), *, months: int = 18, runs: int = 480, seed: int = 4
) -> Ensemble:
    """Return runs; all with one seed share their chance."""
    return simulate(model, months=months, runs=runs, seed=seed, changes=changes, threads=1)


def mean_level(ensemble: Ensemble, factor: str) -> Floats:
    """Return the mean level by month, (months + 1,)."""
    return np.asarray(ensemble.level(Factor.parse(factor)).mean(axis=0), dtype=np.float64)


def rise(
    model: Model, cause: str, effect: str, changes: Sequence[Change] = (), *, months: int = 18
) -> Floats:
    """Return how much higher `effect` is where `cause` is, or lasts, by month, under the same chance.

    A factor is held high against held low; an event begins at once against not at all.
    """
    if any(event.id == cause for event in model.events):
        with_it, without_it = [*changes, begins(cause)], list(changes)
    else:
        with_it, without_it = [*changes, held(cause, HIGH)], [*changes, held(cause, LOW)]
    one, other = (run(model, case, months=months) for case in (with_it, without_it))
    return mean_level(one, effect) - mean_level(other, effect)


def share(
    model: Model, event: str, changes: Sequence[Change] = (), *, within: int, runs: int = 4800
) -> float:
    """Return the share of runs in which an event begins within some months."""
    ensemble = run(model, changes, months=within, runs=runs)
    return float(ensemble.happened(event, within=within).mean())
