"""Dated changes to the runs of a model, as records and as the arrays that the kernels read.

Month m of a simulation is the m-th calendar month counted from the model's start, so that a change
in the month of the start acts first on month 1. Month 0 is the start, which nothing here changes.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.models.model import Model
from sayso.statements.factor import Factor


class Clamp(msgspec.Struct, frozen=True, kw_only=True):
    """A factor is held at a level from the month of one date to that of another."""

    factor: Factor
    level: float
    """In (0, 1)."""
    start: dt.date
    end: dt.date | None = None
    """Its month is the last; None: to the end of the simulation."""


class Shock(msgspec.Struct, frozen=True, kw_only=True):
    """A factor's z jumps in the month of a date."""

    factor: Factor
    size: float
    """In units of z."""
    on: dt.date


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """An event begins in the month of a date, in every run."""

    event: str
    on: dt.date


class Ban(msgspec.Struct, frozen=True, kw_only=True):
    """An event neither begins nor lasts in these months: one that is under way ends."""

    event: str
    start: dt.date
    end: dt.date | None = None


class Strength(msgspec.Struct, frozen=True, kw_only=True):
    """Links have their weights multiplied in these months: 0 cuts them, −1 turns them around."""

    source: Factor
    target: Factor
    times: float
    start: dt.date
    end: dt.date | None = None
    origin: str | None = None
    """The mechanism or statement behind the links; None: whatever is behind them."""


Change: TypeAlias = Clamp | Shock | Occurrence | Ban | Strength


@dataclass(frozen=True, eq=False, kw_only=True)
class Interventions:
    """Changes as arrays; a scenario may hand in records or these."""

    clamp: npt.NDArray[np.float64]
    """(months + 1, nodes): z that a node is held at, NaN where it is free."""
    impulse: npt.NDArray[np.float64]
    """(months + 1, nodes): added to z."""
    comes: npt.NDArray[np.bool_]
    """(months + 1, events): the event begins."""
    forbidden: npt.NDArray[np.bool_]
    """(months + 1, events): the event neither begins nor lasts."""
    links: npt.NDArray[np.int64]
    """(links changed,): their places in `model.links`, ascending."""
    strength: npt.NDArray[np.float64]
    """(months + 1, links changed): what their weights are multiplied by."""


def interventions(model: Model, changes: Sequence[Change], *, months: int) -> Interventions:
    """Return the arrays of `changes`, which `change_faults` finds nothing wrong with."""
    nodes = {factor: row for row, factor in enumerate(model.factors)}
    events = {event.id: row for row, event in enumerate(model.events)}
    by_strength = [(one, _links(model, one)) for one in changes if isinstance(one, Strength)]
    links = sorted({link for _, found in by_strength for link in found})
    column = {link: place for place, link in enumerate(links)}
    made = Interventions(
        clamp=np.full((months + 1, len(nodes)), np.nan),
        impulse=np.zeros((months + 1, len(nodes))),
        comes=_scheduled(model, months),
        forbidden=np.zeros((months + 1, len(events)), dtype=np.bool_),
        links=np.array(links, dtype=np.int64),
        strength=np.ones((months + 1, len(links))),
    )
    for one in changes:
        when = span(model, one, months=months)
        if isinstance(one, Clamp):
            made.clamp[when, nodes[one.factor]] = math.log(one.level / (1.0 - one.level))
        elif isinstance(one, Shock):
            made.impulse[when, nodes[one.factor]] += one.size
        elif isinstance(one, Occurrence):
            made.comes[when, events[one.event]] = True
        elif isinstance(one, Ban):
            made.forbidden[when, events[one.event]] = True
    for one, found in by_strength:
        made.strength[span(model, one, months=months), [column[link] for link in found]] *= one.times
    return made


def span(model: Model, change: Change, *, months: int) -> slice:
    """Return the months of a change, within a simulation of `months` months."""
    if isinstance(change, Shock | Occurrence):
        month = month_of(model.start, change.on)
        return slice(month, month + 1)
    last = months if change.end is None else min(month_of(model.start, change.end), months)
    return slice(month_of(model.start, change.start), last + 1)


def month_of(start: dt.date, day: dt.date) -> int:
    """Return the month of a simulation that `day` falls into: 1 for the month of the start.

    >>> month_of(dt.date(2022, 2, 1), dt.date(2022, 7, 9))
    6
    """
    return (day.year - start.year) * 12 + day.month - start.month + 1


def changed_links(model: Model, change: Strength) -> tuple[int, ...]:
    """Return the places in `model.links` of the links that `change` is about."""
    return tuple(_links(model, change))


def _links(model: Model, change: Strength) -> list[int]:
    return [
        place
        for place, link in enumerate(model.links)
        if (link.source, link.target) == (change.source, change.target)
        and change.origin in {None, link.origin}
    ]


def _scheduled(model: Model, months: int) -> npt.NDArray[np.bool_]:
    """Return in which months events come by the model's own schedule, (months + 1, events).

    Dates before the start and after the last month are no part of the simulation.
    """
    comes = np.zeros((months + 1, len(model.events)), dtype=np.bool_)
    for row, event in enumerate(model.events):
        for day in event.scheduled:
            month = month_of(model.start, day)
            if 1 <= month <= months:
                comes[month, row] = True
    return comes
