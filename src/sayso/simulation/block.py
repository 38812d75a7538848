"""A block of runs stepped through the months.

Arrays are (rows, runs), so that every operation runs along contiguous memory, and a block is
small enough for the processor's cache. No number depends on how many runs a block has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.simulation.chance import Chance, chance_of, uniform
from sayso.simulation.drives import Floats, add_drives
from sayso.simulation.outbreaks import Bools, Tilt, outbreaks, under_way
from sayso.simulation.parameters import RUNS_PER_DRAW
from sayso.simulation.plan import Plan
from sayso.simulation.streams import RUNS_PER_GRAIN

_EDGE = 1e-6
"""Levels stay this far from 0 and 1, so that they lie inside the interval in single precision."""


@dataclass(frozen=True, eq=False)
class Output:
    """Where blocks write; the last axis is the run."""

    levels: Floats
    """(factors, months + 1, runs)."""
    begun: Bools
    """(events, months + 1, runs)."""
    active: Bools
    """(events, months + 1, runs)."""
    log_ratio: npt.NDArray[np.float64]
    """(runs,): log of how much likelier the run is with the tilts than without them."""


@dataclass(frozen=True, eq=False)
class Weights:
    """A block's draws, spread over its runs."""

    drives: Floats
    """(drives, runs)."""
    impulses: Floats
    """(impulses, runs)."""
    log_rates: Floats
    """(events, runs)."""


@dataclass(eq=False)
class Months:
    """What changes from month to month."""

    z: Floats
    """(nodes, runs)."""
    active: Bools
    """(events, runs)."""
    tilt: Tilt | None
    past: list[Floats]
    """Signals, (nodes + events + 1, runs), newest last, as far back as the longest lag needs."""


def draw_block(plan: Plan, output: Output, grains: range) -> None:
    """Draw the runs of `grains` and write them to `output`."""
    runs = slice(grains.start * RUNS_PER_GRAIN, grains.stop * RUNS_PER_GRAIN)
    chance = chance_of(plan, grains)
    weights = _weights(plan, grains)
    width = len(grains) * RUNS_PER_GRAIN
    drive = np.empty((len(plan.model.nodes) + len(plan.model.events), width), dtype=np.float32)
    longest = max((part.count for part in plan.stretches), default=0)
    room = np.empty((2, longest, width), dtype=np.float32)
    state = _start(plan, chance, _tilt(plan, output, runs))
    _write(output, runs, 0, state, np.zeros_like(state.active))
    for month in range(plan.months):
        drive[: len(state.z)] = 0.0
        drive[len(state.z) :] = weights.log_rates
        add_drives(plan.stretches, past=state.past, weights=weights.drives, room=room, drive=drive)
        begun = _advance_events(plan, state, drive, uniform(chance.luck[:, :, month]), month)
        _advance_nodes(plan, state, drive, chance.shocks[:, :, month], month)
        _jump(plan, state, weights, begun)
        state.past.append(_signal(state))
        del state.past[0]
        _write(output, runs, month + 1, state, begun)


def _weights(plan: Plan, grains: range) -> Weights:
    per_grain = RUNS_PER_GRAIN // RUNS_PER_DRAW
    draws = slice(grains.start * per_grain, grains.stop * per_grain)
    weights = plan.parameters.weights[list(plan.order)]
    drawn = (weights, plan.parameters.impulses, plan.parameters.log_rates)
    return Weights(*(np.repeat(part[:, draws], RUNS_PER_DRAW, axis=1) for part in drawn))


def _tilt(plan: Plan, output: Output, runs: slice) -> Tilt | None:
    """Return the tilt of a block's runs: every other draw is drawn with it, so that weights stay below 2."""
    output.log_ratio[runs] = 0.0
    if not plan.shift.any():
        return None
    draws = np.arange(runs.start, runs.stop) // RUNS_PER_DRAW
    return Tilt(shift=plan.shift, where=draws % 2 == 1, log_ratio=output.log_ratio[runs])


def _start(plan: Plan, chance: Chance, tilt: Tilt | None) -> Months:
    """Return the state at month 0; starting deviations have the shape of the monthly shocks."""
    nodes = plan.model.nodes
    picks = chance.first_shocks[:, :, 0]
    z = np.take(plan.shocks, picks.reshape(len(nodes), picks.shape[1] * picks.shape[2]), mode="clip")
    z *= _column([node.start_sd for node in nodes])
    z += _column([node.start for node in nodes])
    odds = _column([event.under_way for event in plan.model.events])
    active = np.zeros((len(odds), z.shape[1]), dtype=np.bool_)
    np.less(uniform(chance.first_luck[:, :, 0]), odds, out=active)
    lag = max((part.lag for part in plan.stretches), default=0)
    state = Months(z=z, active=active, tilt=tilt, past=[])
    # before the start the world is taken to have stood as it does at the start
    state.past = [_signal(state)] * (lag + 2)
    return state


def _advance_nodes(
    plan: Plan, state: Months, drive: Floats, picks: npt.NDArray[np.unsignedinteger], month: int
) -> None:
    """Move levels on by a month: z ← z + κ (b − z) + drives + slope + s ε."""
    nodes = plan.model.nodes
    z = state.z
    z *= _column([1.0 - node.kappa for node in nodes])
    wear = 0.5 ** (month / plan.model.slope_half_life)
    z += _column([node.kappa * node.rest + node.slope * wear for node in nodes])
    z += drive[: len(nodes)]
    shock = np.take(plan.shocks, picks, mode="clip").reshape(z.shape)
    shock *= _column([node.noise for node in nodes])
    z += shock


def _advance_events(plan: Plan, state: Months, drive: Floats, luck: Floats, month: int) -> Bools:
    """Move events on by a month and return which begin, (events, runs)."""
    begun = outbreaks(
        plan.events,
        was=state.active,
        log_hazard=drive[len(state.z) :],
        luck=luck,
        signal=state.past[-1],
        tilt=state.tilt,
    )
    begun |= plan.scheduled[month + 1][:, None]
    state.active = under_way(plan.events, was=state.active, begun=begun, luck=luck)
    return begun


def _jump(plan: Plan, state: Months, weights: Weights, begun: Bools) -> None:
    """Add the impulses of the events that begin."""
    started = np.logical_or.reduce(begun, axis=1)
    for number, impulse in enumerate(plan.impulses):
        if started[impulse.event]:
            state.z[impulse.target] += weights.impulses[number] * begun[impulse.event]


def _signal(state: Months) -> Floats:
    """Return 2 L − 1 of nodes, 1 or 0 of events, and a row of ones."""
    nodes, runs = state.z.shape
    signal = np.empty((nodes + len(state.active) + 1, runs), dtype=np.float32)
    np.multiply(state.z, np.float32(0.5), out=signal[:nodes])
    np.tanh(signal[:nodes], out=signal[:nodes])
    signal[nodes:-1] = state.active
    signal[-1] = 1.0
    return signal


def _write(output: Output, runs: slice, month: int, state: Months, begun: Bools) -> None:
    levels = output.levels[:, month, runs]
    np.multiply(state.past[-1][: len(state.z)], np.float32(0.5), out=levels)
    levels += np.float32(0.5)
    np.clip(levels, np.float32(_EDGE), np.float32(1.0 - _EDGE), out=levels)
    output.begun[:, month, runs] = begun
    output.active[:, month, runs] = state.active


def _column(numbers: Sequence[float]) -> Floats:
    return np.array(numbers, dtype=np.float32)[:, None]
