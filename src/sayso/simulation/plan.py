"""What every block of a simulation shares: the model as arrays, and its parameter draws."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.models.model import Model
from sayso.simulation.parameters import RUNS_PER_DRAW, Parameters, draw_parameters
from sayso.simulation.program import (
    EventRow,
    ImpulseRow,
    Stretch,
    drives_of,
    event_rows,
    impulse_rows,
    stretches,
)
from sayso.simulation.streams import RUNS_PER_GRAIN
from sayso.simulation.student import shock_table


@dataclass(frozen=True, eq=False, kw_only=True)
class Plan:
    """A model made ready; nothing in it changes while blocks are drawn."""

    model: Model
    seed: int
    months: int
    grains: int
    """Runs are drawn in grains of `RUNS_PER_GRAIN`; the last may hold more than were asked for."""
    order: tuple[int, ...]
    """Numbers of the drives in the order in which the stretches take them."""
    stretches: tuple[Stretch, ...]
    events: tuple[EventRow, ...]
    impulses: tuple[ImpulseRow, ...]
    parameters: Parameters
    shocks: npt.NDArray[np.float32]
    """Equally likely shocks of unit variance."""
    scheduled: npt.NDArray[np.bool_]
    """(months + 1, events): the event comes in that month by its schedule."""
    shift: npt.NDArray[np.float32]
    """(events, 1): what is added to the log hazard in every other draw; 0 for most."""


def make_plan(
    model: Model, *, months: int, runs: int, seed: int, tilts: Mapping[str, float] | None = None
) -> Plan:
    """Return the plan for `runs` runs of `months` months."""
    grains = -(-runs // RUNS_PER_GRAIN)
    drives = drives_of(model)
    # the same claim about several actors in a row makes the longest stretches
    order = tuple(sorted(range(len(drives)), key=lambda number: drives[number].claim))
    return Plan(
        model=model,
        seed=seed,
        months=months,
        grains=grains,
        order=order,
        stretches=tuple(stretches([drives[number] for number in order])),
        events=event_rows(model),
        impulses=impulse_rows(model),
        parameters=draw_parameters(model, drives, draws=grains * RUNS_PER_GRAIN // RUNS_PER_DRAW, seed=seed),
        shocks=shock_table(model.nu),
        scheduled=_scheduled(model, months),
        shift=_shift(model, tilts or {}),
    )


def _shift(model: Model, tilts: Mapping[str, float]) -> npt.NDArray[np.float32]:
    known = [event.id for event in model.events]
    for name, tilt in tilts.items():
        if name not in known:
            raise ValueError(f"a tilt is for {name}, which is no event of the model")
        if not math.isfinite(tilt):
            raise ValueError(f"the tilt of {name} is {tilt}; want a finite number")
    return np.array([tilts.get(name, 0.0) for name in known], dtype=np.float32).reshape(len(known), 1)


def _scheduled(model: Model, months: int) -> npt.NDArray[np.bool_]:
    """Return in which months events come by their schedule, (months + 1, events).

    Month m runs from m − 1 to m months after the start, so that the first month of the model
    leads from month 0 to month 1.
    """
    comes = np.zeros((months + 1, len(model.events)), dtype=np.bool_)
    for row, event in enumerate(model.events):
        for day in event.scheduled:
            month = _months_between(model.start, day) + 1
            if 1 <= month <= months:
                comes[month, row] = True
    return comes


def _months_between(start: dt.date, day: dt.date) -> int:
    return (day.year - start.year) * 12 + day.month - start.month
