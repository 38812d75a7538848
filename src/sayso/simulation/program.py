"""A model as rows of arrays: which rows drive which, in stretches that one operation can do.

Signals are rows of 2 L − 1: the nodes in order, then the events (1 while they last, else 0),
then a row of ones. Targets are the same rows: a drive on a node adds to its z, a drive on an
event to its log hazard.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from sayso.mechanisms.event import HazardTerm
from sayso.mechanisms.link import Gate, Link, Prior
from sayso.models.model import Model

STEPPED = frozenset({"threshold", "dread"})
"""Forms that read a threshold."""

Column: TypeAlias = npt.NDArray[np.floating]
"""In the precision of the plan."""


@dataclass(frozen=True)
class Drive:
    """One link or hazard term with its rows."""

    source: int
    target: int
    form: str
    lag: int
    threshold: float
    steepness: float
    rest: float
    """Level of the source at rest, in (0, 1)."""
    gate: "GateRow | None"
    weight: Prior
    presence: float
    name: str
    """Unlike that of any other drive of the model; its weight is drawn under it."""
    claim: str
    """Shared by the same claim or mechanism about several actors; they are there or not together."""


@dataclass(frozen=True)
class GateRow:
    """A gate with its row; an event opens it wholly."""

    row: int
    event: bool
    threshold: float
    steepness: float


@dataclass(frozen=True)
class EventRow:
    """What the months need to know of an event, with rows counted among the events."""

    gates: tuple[tuple[int, "Step | None"], ...]
    """Row of the signal and step of each gate; no step for the gate of an event."""
    requires: int | None
    ending: float | None
    """Probability that it ends in a month; None: with the event that it requires."""
    ends: tuple[int, ...]


@dataclass(frozen=True)
class ImpulseRow:
    """A jump of a node when an event begins; `event` is counted among the events."""

    event: int
    target: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Stretch:
    """Drives of one form whose source, target and gate rows advance evenly: one stroke for all.

    Columns are (drives, 1).
    """

    form: str
    lag: int
    numbers: slice
    """Where the drives stand among all drives."""
    source: slice
    """Rows of the sources; one row that all drives share stands once and is broadcast."""
    target: slice
    step: "Step | None"
    """The step of a threshold or the tolerance of a dread."""
    gate: slice | None
    gate_step: "Step | None"
    """None without a gate, and for the gate of an event, which is its signal."""

    @property
    def count(self) -> int:
        """How many drives."""
        return int(self.numbers.stop - self.numbers.start)


@dataclass(frozen=True, eq=False)
class Step:
    """σ((L − θ)/s) of the signal x = 2 L − 1, written ½ + ½ tanh(slope x + shift); columns (drives, 1)."""

    slope: Column
    shift: Column
    tolerance: Column
    """½ − θ."""
    at_rest: Column
    """What the step is at the source's rest."""


def signal_rows(model: Model) -> dict[str, int]:
    """Return the row of each node and event by its written form."""
    names = [str(factor) for factor in model.factors] + [event.id for event in model.events]
    return {name: row for row, name in enumerate(names)}


def event_rows(model: Model, dtype: npt.DTypeLike = np.float32) -> tuple[EventRow, ...]:
    """Return the model's events in order, with steps in the precision `dtype`."""
    signals = signal_rows(model)
    rows = {event.id: row for row, event in enumerate(model.events)}
    return tuple(
        EventRow(
            gates=tuple(_event_gate(_gate_row(gate, signals), dtype) for gate in event.gates),
            requires=None if event.requires is None else rows[event.requires],
            ending=None if event.duration_months is None else 1.0 / event.duration_months,
            ends=tuple(rows[ended] for ended in event.ends),
        )
        for event in model.events
    )


def _event_gate(gate: GateRow, dtype: npt.DTypeLike) -> tuple[int, Step | None]:
    return gate.row, None if gate.event else step_of([gate], [0.5], dtype)


def impulse_rows(model: Model) -> tuple[ImpulseRow, ...]:
    """Return the impulses of the model's events in order."""
    rows = signal_rows(model)
    return tuple(
        ImpulseRow(event=number, target=rows[str(impulse.target)])
        for number, event in enumerate(model.events)
        for impulse in event.impulses
    )


def drives_of(model: Model) -> tuple[Drive, ...]:
    """Return the model's links in order, then the terms of its events in order."""
    rows = signal_rows(model)
    rests = [1.0 / (1.0 + math.exp(-node.rest)) for node in model.nodes]
    rests += [0.5] * (len(model.events) + 1)
    seen: dict[str, int] = {}
    drives = [_of_link(link, rows, rests, seen) for link in model.links]
    for event in model.events:
        drives += [_of_term(term, event.id, rows, seen) for term in event.terms]
    return tuple(drives)


def _of_link(link: Link, rows: dict[str, int], rests: list[float], seen: dict[str, int]) -> Drive:
    source = rows[str(link.source)]
    name = _unlike(f"{link.origin}|{link.source}|{link.target}|{link.form}|{link.lag}", seen)
    return Drive(
        source=source,
        target=rows[str(link.target)],
        form=link.form,
        lag=link.lag,
        threshold=link.threshold,
        steepness=link.steepness,
        rest=rests[source],
        gate=None if link.gate is None else _gate_row(link.gate, rows),
        weight=link.weight,
        presence=link.presence,
        name=name,
        claim=f"{link.origin}|{link.source.name}|{link.target.name}|{link.form}",
    )


def _of_term(term: HazardTerm, event: str, rows: dict[str, int], seen: dict[str, int]) -> Drive:
    source = "1" if term.source is None else term.source.name
    name = _unlike(f"{term.origin}|{term.source}|{event}|hazard|{term.lag}", seen)
    return Drive(
        source=len(rows) if term.source is None else rows[str(term.source)],
        target=rows[event],
        form="level",
        lag=term.lag,
        threshold=0.5,
        steepness=1.0,
        rest=0.5,
        gate=None,
        weight=term.weight,
        presence=term.presence,
        name=name,
        claim=f"{term.origin}|{source}|{event.partition('(')[0]}|hazard",
    )


def _unlike(name: str, seen: dict[str, int]) -> str:
    """Return `name`, numbered where it came before."""
    seen[name] = seen.get(name, -1) + 1
    return f"{name}|{seen[name]}"


def _gate_row(gate: Gate, rows: dict[str, int]) -> GateRow:
    return GateRow(
        row=rows[str(gate.factor) if gate.event is None else gate.event],
        event=gate.event is not None,
        threshold=gate.threshold,
        steepness=gate.steepness,
    )


def stretches(drives: Iterable[Drive], dtype: npt.DTypeLike = np.float32) -> Iterator[Stretch]:
    """Yield the drives in order, in the longest stretches that one operation can do."""
    run: list[Drive] = []
    first = 0
    for number, drive in enumerate(drives):
        if run and not _continues(run, drive):
            yield _stretch(first, run, dtype)
            run, first = [], number
        run.append(drive)
    if run:
        yield _stretch(first, run, dtype)


def _continues(run: list[Drive], drive: Drive) -> bool:
    """Tell whether `drive` goes on evenly where `run` left off."""
    last = run[-1]
    if _sort(last) != _sort(drive):
        return False
    source, target, gate = _advance(last, drive)
    # a target that came before would be written twice in one operation
    if source < 0 or target <= 0 or gate < 0:
        return False
    return len(run) == 1 or _advance(run[-2], last) == (source, target, gate)


def _sort(drive: Drive) -> tuple[str, int, bool | None]:
    return drive.form, drive.lag, None if drive.gate is None else drive.gate.event


def _advance(one: Drive, other: Drive) -> tuple[int, int, int]:
    """Return how far source, target and gate move between two drives."""
    gate = other.gate.row - one.gate.row if one.gate and other.gate else 0
    return other.source - one.source, other.target - one.target, gate


def _stretch(first: int, run: list[Drive], dtype: npt.DTypeLike) -> Stretch:
    head = run[0]
    source, target, gate = _advance(head, run[1]) if len(run) > 1 else (0, 1, 0)
    count = len(run)
    gates = [drive.gate for drive in run if drive.gate is not None]
    return Stretch(
        form=head.form,
        lag=head.lag,
        numbers=slice(first, first + count),
        source=_rows(head.source, source, count),
        target=_rows(head.target, target, count),
        step=step_of(run, [drive.rest for drive in run], dtype) if head.form in STEPPED else None,
        gate=None if head.gate is None else _rows(head.gate.row, gate, count),
        gate_step=step_of(gates, [0.5] * count, dtype) if gates and not gates[0].event else None,
    )


def _rows(first: int, advance: int, count: int) -> slice:
    if advance == 0:
        return slice(first, first + 1)
    return slice(first, first + advance * (count - 1) + 1, advance)


def step_of(steps: Sequence[Drive | GateRow], rests: Sequence[float], dtype: npt.DTypeLike) -> Step:
    """Return the columns of `steps`, whose sources are at the levels `rests` at rest."""
    threshold = np.array([step.threshold for step in steps])
    twice = 2.0 * np.array([step.steepness for step in steps])
    return Step(
        slope=_column(0.5 / twice, dtype),
        shift=_column((0.5 - threshold) / twice, dtype),
        tolerance=_column(0.5 - threshold, dtype),
        at_rest=_column(0.5 + 0.5 * np.tanh((np.array(rests) - threshold) / twice), dtype),
    )


def _column(numbers: npt.NDArray[np.float64], dtype: npt.DTypeLike) -> Column:
    return np.asarray(numbers.astype(dtype)[:, None])
