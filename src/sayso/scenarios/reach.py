"""How far each link can reach an outcome: a first guess, to choose what is worth taking out.

The model is taken as linear round where its runs are, and what a little more of each signal would do to the
outcome is traced back month by month: the adjoint of the linear system. What is then measured is measured by
running the model without the link; this only says which links to begin with.

Source: Errico, R. M. (1997), What is an adjoint model?, Bulletin of the American Meteorological Society
78(11), 2577-2591, for tracing back.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.simulation.ensemble import Ensemble
from sayso.simulation.program import STEPPED, Drive, drives_of, impulse_rows, signal_rows
from sayso.views.outcome import Outcome

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Reach:
    """What the model's drives and starting levels can do to an outcome, up to one scale for all."""

    drives: tuple[Drive, ...]
    of_drive: Floats
    """(drives,): at least 0."""
    of_start: Floats
    """(nodes,): per unit of z at the start, signed."""


def reach_of(ensemble: Ensemble, outcome: Outcome) -> Reach:
    """Return how far each drive and starting level of the ensemble's model can reach `outcome`.

    Raises:
        KeyError: if the model lacks the outcome's events or factors.
    """
    model, drives = ensemble.model, drives_of(ensemble.model)
    rows, nodes = signal_rows(model), len(model.nodes)
    signals = len(rows) + 1
    linear = _linear(ensemble, drives)
    source = np.array([drive.source for drive in drives], dtype=np.intp)
    target = np.array([drive.target for drive in drives], dtype=np.intp)
    goal = np.zeros(signals)
    for event in outcome.events:
        goal[rows[event]] = 1.0
    value = np.zeros(signals)
    for factor in outcome.factors:
        value[rows[str(factor)]] = 1.0
    begins = ensemble.outbreaks.mean(axis=0) / ensemble.months
    keeps = np.concatenate(
        [
            [1.0 - node.kappa for node in model.nodes],
            [1.0 - 1.0 / (event.duration_months or 1.0) for event in model.events],
            [0.0],
        ]
    )
    sizes = [impulse.size.mean for event in model.events for impulse in event.impulses]
    found = np.zeros(len(drives))
    for _ in range(min(outcome.months, ensemble.months)):
        inputs = value.copy()
        inputs[nodes:] = goal[nodes:]
        inputs[nodes : len(rows)] += begins * value[nodes : len(rows)]
        for impulse, size in zip(impulse_rows(model), sizes, strict=True):
            inputs[nodes + impulse.event] += begins[impulse.event] * size * value[impulse.target]
        passed = inputs[target]
        found += np.abs(passed * linear.size)
        value *= keeps
        np.add.at(value, source, passed * linear.slope)
    return Reach(drives=drives, of_drive=found, of_start=value[:nodes])


@dataclass(frozen=True, eq=False)
class _Linear:
    """The drives as straight lines round where the runs are."""

    size: Floats
    """(drives,): what a drive adds in a month, on average without its sign."""
    slope: Floats
    """(drives,): per unit of z, or per event under way."""


def _linear(ensemble: Ensemble, drives: tuple[Drive, ...]) -> _Linear:
    """Return the drives' sizes and slopes at the last month that was kept."""
    nodes = len(ensemble.factors)
    levels = ensemble.levels[:, -1, :].astype(np.float64)
    active = ensemble.lasting.mean(axis=0) / (ensemble.months + 1)
    size, slope = np.zeros(len(drives)), np.zeros(len(drives))
    for row, drive in enumerate(drives):
        weight = drive.weight.mean * drive.presence * _openness(drive, levels, active)
        if drive.source < nodes:
            add, by_level = _of_level(drive, levels[:, drive.source])
            around = levels[:, drive.source]
            size[row] = weight * add
            slope[row] = weight * by_level * float(np.mean(around * (1.0 - around)))
        elif drive.source < nodes + len(active):
            size[row], slope[row] = weight * active[drive.source - nodes], weight
        else:
            size[row] = weight
    return _Linear(size, slope)


def _of_level(drive: Drive, levels: Floats) -> tuple[float, float]:
    """Return what a drive with weight 1 adds on average, without its sign, and its slope by the level."""
    if drive.form not in STEPPED:
        return float(np.mean(np.abs(2.0 * levels - 1.0))), 2.0
    if drive.form == "dread":
        over = np.maximum(levels - drive.threshold, 0.0)
        return float(over.mean()), -float(np.mean(over > 0))
    step = _step(levels, drive.threshold, drive.steepness)
    rest = _step(np.array([drive.rest]), drive.threshold, drive.steepness)
    return float(np.mean(np.abs(step - rest))), float(np.mean(step * (1.0 - step))) / drive.steepness


def _openness(drive: Drive, levels: Floats, active: Floats) -> float:
    gate = drive.gate
    if gate is None:
        return 1.0
    if gate.event:
        return float(active[gate.row - levels.shape[1]])
    return float(_step(levels[:, gate.row], gate.threshold, gate.steepness).mean())


def _step(levels: Floats, threshold: float, steepness: float) -> Floats:
    """Return σ((L − θ)/s)."""
    return np.asarray(0.5 + 0.5 * np.tanh((levels - threshold) / (2.0 * steepness)))
