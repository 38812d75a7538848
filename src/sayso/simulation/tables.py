"""A plan as flat arrays, which compiled code can read."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.simulation.chance import keys
from sayso.simulation.plan import Plan
from sayso.simulation.program import Drive, Step, step_of

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.floating]
Keys = npt.NDArray[np.uint64]

FORMS = ("level", "change", "threshold", "dread")
NONE = -1
"""Stands for no row, where a record has None."""


class Streams(NamedTuple):
    """Keys of the streams, (names,)."""

    shock: Keys
    start: Keys
    luck: Keys
    first_luck: Keys


class Drives(NamedTuple):
    """One row for each drive; gates have row `NONE` where there is none."""

    source: Ints
    target: Ints
    form: Ints
    """Place in `FORMS`."""
    lag: Ints
    slope: Floats
    shift: Floats
    offset: Floats
    """A threshold's value at rest, a dread's ½ − θ."""
    gate: Ints
    gate_event: npt.NDArray[np.bool_]
    gate_slope: Floats
    gate_shift: Floats
    weights: Floats
    """(drives, draws)."""
    scaled: Ints
    strength: Floats
    """(months + 1, scaled drives)."""


class Nodes(NamedTuple):
    """One row for each node."""

    start: Floats
    start_sd: Floats
    keep: Floats
    """1 − κ."""
    noise: Floats
    pull: Floats
    """(months, nodes)."""
    clamp: Floats
    """(months + 1, nodes)."""
    impulse: Floats
    """(months + 1, nodes)."""
    shocks: Floats


class Events(NamedTuple):
    """One row for each event; `gate_first[e]` to `gate_first[e + 1]` are the gates of event e, and so on."""

    log_rates: Floats
    """(events, draws)."""
    under_way: Floats
    requires: Ints
    ending: Floats
    """Probability of ending in a month, `NONE` where it ends with another."""
    comes: npt.NDArray[np.bool_]
    forbidden: npt.NDArray[np.bool_]
    shift: Floats
    gate_first: Ints
    gate: Ints
    gate_event: npt.NDArray[np.bool_]
    gate_slope: Floats
    gate_shift: Floats
    end_first: Ints
    ends: Ints
    impulse_first: Ints
    impulse_target: Ints
    impulses: Floats
    """(impulses, draws)."""


class Kept(NamedTuple):
    """What is written: `place[m]` is where month m is kept, `NONE` where it is not."""

    place: Ints
    passage: Ints
    """Row of the node of each passage."""
    passage_level: Floats
    passage_direction: Floats


def tables_of(plan: Plan) -> tuple[Streams, Nodes, Drives, Events, Kept]:
    """Return all that compiled code reads of a plan."""
    return streams_of(plan), nodes_table(plan), drives_table(plan), events_table(plan), kept_table(plan)


def streams_of(plan: Plan) -> Streams:
    """Return the keys of all streams of a plan."""
    seed = plan.order.seed
    nodes = [str(factor) for factor in plan.model.factors]
    events = [event.id for event in plan.model.events]
    return Streams(
        shock=keys(seed, "shock", nodes),
        start=keys(seed, "start", nodes),
        luck=keys(seed, "luck", events),
        first_luck=keys(seed, "start", events),
    )


def drives_table(plan: Plan) -> Drives:
    """Return the drives of a plan."""
    drives = plan.drives
    step = step_of(drives, [drive.rest for drive in drives], plan.dtype)
    at_rest, tolerance = step.at_rest[:, 0], step.tolerance[:, 0]
    gates = [drive.gate for drive in drives]
    gate_step = step_of(
        [gate or drive for gate, drive in zip(gates, drives, strict=True)], _half(drives), plan.dtype
    )
    return Drives(
        source=_ints(drive.source for drive in drives),
        target=_ints(drive.target for drive in drives),
        form=_ints(FORMS.index(drive.form) for drive in drives),
        lag=_ints(drive.lag for drive in drives),
        slope=_flat(step.slope),
        shift=_flat(step.shift),
        offset=np.where([drive.form == "threshold" for drive in drives], at_rest, tolerance).astype(
            plan.dtype
        ),
        gate=_ints(NONE if gate is None else gate.row for gate in gates),
        gate_event=np.array([gate is not None and gate.event for gate in gates], dtype=np.bool_),
        gate_slope=_flat(gate_step.slope),
        gate_shift=_flat(gate_step.shift),
        weights=np.ascontiguousarray(plan.parameters.weights),
        scaled=plan.scaled.astype(np.int64),
        strength=plan.changes.strength.astype(plan.dtype),
    )


def nodes_table(plan: Plan) -> Nodes:
    """Return the nodes of a plan."""
    nodes, dtype = plan.model.nodes, plan.dtype
    return Nodes(
        start=np.array([node.start for node in nodes], dtype=dtype),
        start_sd=np.array([node.start_sd for node in nodes], dtype=dtype),
        keep=np.array([1.0 - node.kappa for node in nodes], dtype=dtype),
        noise=np.array([node.noise for node in nodes], dtype=dtype),
        pull=np.ascontiguousarray(plan.pull),
        clamp=plan.changes.clamp.astype(dtype),
        impulse=plan.changes.impulse.astype(dtype),
        shocks=np.ascontiguousarray(plan.shocks),
    )


def events_table(plan: Plan) -> Events:
    """Return the events of a plan."""
    rows, dtype = plan.events, plan.dtype
    gates = [gate for row in rows for gate in row.gates]
    targets: list[list[int]] = [[] for _ in rows]
    for impulse in plan.impulses:
        targets[impulse.event].append(impulse.target)
    return Events(
        log_rates=np.ascontiguousarray(plan.parameters.log_rates),
        under_way=np.array([event.under_way for event in plan.model.events], dtype=dtype),
        requires=_ints(NONE if row.requires is None else row.requires for row in rows),
        ending=np.array([NONE if row.ending is None else row.ending for row in rows], dtype=dtype),
        comes=plan.changes.comes & ~plan.changes.forbidden,
        forbidden=plan.changes.forbidden,
        shift=plan.shift[:, 0].copy(),
        gate_first=_firsts([row.gates for row in rows]),
        gate=_ints(row for row, _ in gates),
        gate_event=np.array([step is None for _, step in gates], dtype=np.bool_),
        gate_slope=np.array([_number(step, "slope") for _, step in gates], dtype=dtype),
        gate_shift=np.array([_number(step, "shift") for _, step in gates], dtype=dtype),
        end_first=_firsts([row.ends for row in rows]),
        ends=_ints(ended for row in rows for ended in row.ends),
        impulse_first=_firsts(targets),
        impulse_target=_ints(target for of_event in targets for target in of_event),
        impulses=np.ascontiguousarray(plan.parameters.impulses),
    )


def kept_table(plan: Plan) -> Kept:
    """Return what is kept of a plan's runs."""
    place = np.full(plan.months + 1, NONE, dtype=np.int64)
    place[list(plan.kept)] = np.arange(len(plan.kept))
    factors = plan.model.factors
    passages = plan.keep.passages
    return Kept(
        place=place,
        passage=_ints(factors.index(passage.factor) for passage in passages),
        passage_level=np.array([passage.level for passage in passages], dtype=plan.dtype),
        passage_direction=np.array([passage.direction for passage in passages], dtype=plan.dtype),
    )


def _half(drives: Sequence[Drive]) -> list[float]:
    return [0.5] * len(drives)


def _number(step: Step | None, name: str) -> float:
    return 0.0 if step is None else float(getattr(step, name)[0, 0])


def _flat(column: Floats) -> Floats:
    return np.ascontiguousarray(column[:, 0])


def _ints(numbers: Iterable[int]) -> Ints:
    return np.array(list(numbers), dtype=np.int64)


def _firsts(parts: Sequence[Sequence[object]]) -> Ints:
    return np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
