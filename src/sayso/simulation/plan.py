"""What every block of a simulation shares: the model as arrays, and its parameter draws."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.models.model import Model
from sayso.simulation.changes import Change, Interventions, interventions
from sayso.simulation.keep import Keep
from sayso.simulation.parameters import RUNS_PER_DRAW, Parameters, draw_parameters
from sayso.simulation.program import (
    Drive,
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

Precision: TypeAlias = Literal["single", "double"]
"""What the months are reckoned in; double is for checks."""

DRAWS_PER_GRAIN = RUNS_PER_GRAIN // RUNS_PER_DRAW


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be simulated: with the same order the same runs come out."""

    model: Model
    months: int
    runs: int
    seed: int
    tilts: Mapping[str, float] = {}
    changes: tuple[Change, ...] = ()
    keep: Keep = Keep()
    precision: Precision = "single"


@dataclass(frozen=True, eq=False, kw_only=True)
class Plan:
    """A model made ready; nothing in it changes while blocks are drawn."""

    order: Order
    grains: range
    """Runs are drawn in grains of `RUNS_PER_GRAIN`; the last may hold more than were asked for."""
    dtype: np.dtype[np.floating]
    drives: tuple[Drive, ...]
    """In the order in which the stretches take them."""
    stretches: tuple[Stretch, ...]
    events: tuple[EventRow, ...]
    impulses: tuple[ImpulseRow, ...]
    parameters: Parameters
    """Of the draws of `grains`; weights in the order of `drives`, presence in that of the model."""
    shocks: npt.NDArray[np.floating]
    """Equally likely shocks of unit variance."""
    pull: npt.NDArray[np.floating]
    """(months, nodes): κ b and the slope, added to z in a month."""
    shift: npt.NDArray[np.floating]
    """(events, 1): what is added to the log hazard in every other draw; 0 for most."""
    changes: Interventions
    scaled: npt.NDArray[np.int64]
    """Rows of `drives` whose weights the changes multiply, in the order of `changes.links`."""
    kept: tuple[int, ...]
    """The months that are kept run by run, ascending."""

    @property
    def model(self) -> Model:
        """The model that is simulated."""
        return self.order.model

    @property
    def months(self) -> int:
        """The last month."""
        return self.order.months

    @property
    def keep(self) -> Keep:
        """What is kept."""
        return self.order.keep


def make_plan(order: Order, grains: range | None = None) -> Plan:
    """Return the plan for `grains` of the runs of `order`, all of them when None."""
    model, months = order.model, order.months
    dtype: np.dtype[np.floating] = np.dtype(np.float32 if order.precision == "single" else np.float64)
    chosen = range(-(-order.runs // RUNS_PER_GRAIN)) if grains is None else grains
    in_model = drives_of(model)
    # the same claim about several actors in a row makes the longest stretches
    places = sorted(range(len(in_model)), key=lambda number: in_model[number].claim)
    drives = tuple(in_model[place] for place in places)
    parameters = draw_parameters(
        model,
        in_model,
        draws=range(chosen.start * DRAWS_PER_GRAIN, chosen.stop * DRAWS_PER_GRAIN),
        seed=order.seed,
        dtype=dtype,
    )
    changes = interventions(model, order.changes, months=months)
    row_of = np.argsort(np.array(places, dtype=np.int64))
    return Plan(
        order=order,
        grains=chosen,
        dtype=dtype,
        drives=drives,
        stretches=tuple(stretches(drives, dtype)),
        events=event_rows(model, dtype),
        impulses=impulse_rows(model),
        parameters=Parameters(
            weights=parameters.weights[places],
            presence=parameters.presence,
            impulses=parameters.impulses,
            log_rates=parameters.log_rates,
        ),
        shocks=shock_table(model.nu).astype(dtype, copy=False),
        pull=_pull(model, months).astype(dtype),
        shift=_shift(model, order.tilts, dtype),
        changes=changes,
        scaled=row_of[changes.links],
        kept=tuple(range(months + 1)) if order.keep.months is None else tuple(sorted(order.keep.months)),
    )


def _pull(model: Model, months: int) -> npt.NDArray[np.float64]:
    """Return κ b + slope, which wears off, (months, nodes)."""
    pull = np.empty((months, len(model.nodes)))
    for month in range(months):
        wear = 0.5 ** (month / model.slope_half_life)
        pull[month] = [node.kappa * node.rest + node.slope * wear for node in model.nodes]
    return pull


def _shift(model: Model, tilts: Mapping[str, float], dtype: npt.DTypeLike) -> npt.NDArray[np.floating]:
    known = [event.id for event in model.events]
    for name, tilt in tilts.items():
        if name not in known:
            raise ValueError(f"a tilt is for {name}, which is no event of the model")
        if not math.isfinite(tilt):
            raise ValueError(f"the tilt of {name} is {tilt}; want a finite number")
    return np.array([tilts.get(name, 0.0) for name in known], dtype=dtype).reshape(len(known), 1)
