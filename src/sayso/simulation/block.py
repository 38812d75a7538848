"""The NumPy kernel: a block of runs stepped through the months.

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
from sayso.simulation.output import Output
from sayso.simulation.parameters import RUNS_PER_DRAW
from sayso.simulation.plan import DRAWS_PER_GRAIN, Plan
from sayso.simulation.record import record
from sayso.simulation.streams import RUNS_PER_GRAIN


@dataclass(frozen=True, eq=False)
class Weights:
    """A block's draws, spread over its runs."""

    drives: Floats
    """(drives, runs)."""
    impulses: Floats
    """(impulses, runs)."""
    log_rates: Floats
    """(events, runs)."""
    drawn: Floats
    """(drives changed, runs): what `drives` was before the changes of the month."""


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
    """Draw the runs of `grains` and write them to `output`, which has room for these alone."""
    chance = chance_of(plan, grains)
    weights = _weights(plan, grains)
    width = len(grains) * RUNS_PER_GRAIN
    drive = np.empty((len(plan.model.nodes) + len(plan.model.events), width), dtype=plan.dtype)
    longest = max((part.count for part in plan.stretches), default=0)
    room = np.empty((2, longest, width), dtype=plan.dtype)
    state = _start(plan, chance, _tilt(plan, output, grains))
    counted = min(width, plan.order.runs - grains.start * RUNS_PER_GRAIN)
    nodes = len(state.z)
    begun = np.zeros_like(state.active)
    record(plan, output, 0, signal=state.past[-1][:nodes], begun=begun, active=state.active, counted=counted)
    for month in range(plan.months):
        drive[:nodes] = 0.0
        drive[nodes:] = weights.log_rates
        _scale(plan, weights, month + 1)
        add_drives(plan.stretches, past=state.past, weights=weights.drives, room=room, drive=drive)
        luck = uniform(chance.luck.month(), plan.dtype)
        begun = _advance_events(plan, state, drive, luck, month)
        _advance_nodes(plan, state, drive, chance.shocks.month(), month)
        _jump(plan, state, weights, begun)
        _intervene(plan, state, month + 1)
        state.past.append(_signal(state))
        del state.past[0]
        signal = state.past[-1][:nodes]
        record(plan, output, month + 1, signal=signal, begun=begun, active=state.active, counted=counted)


def _weights(plan: Plan, grains: range) -> Weights:
    first = grains.start - plan.grains.start
    draws = slice(first * DRAWS_PER_GRAIN, (first + len(grains)) * DRAWS_PER_GRAIN)
    of = plan.parameters
    drives, impulses, log_rates = (
        np.repeat(part[:, draws], RUNS_PER_DRAW, axis=1) for part in (of.weights, of.impulses, of.log_rates)
    )
    return Weights(drives=drives, impulses=impulses, log_rates=log_rates, drawn=drives[plan.scaled])


def _scale(plan: Plan, weights: Weights, month: int) -> None:
    """Multiply the weights of the links whose strength is changed in this month."""
    if len(plan.scaled):
        times = plan.changes.strength[month].astype(plan.dtype)
        weights.drives[plan.scaled] = weights.drawn * times[:, None]


def _tilt(plan: Plan, output: Output, grains: range) -> Tilt | None:
    """Return the tilt of a block's runs: every other draw is drawn with it, so that weights stay below 2."""
    output.log_ratio[:] = 0.0
    if not plan.shift.any():
        return None
    draws = np.arange(grains.start * RUNS_PER_GRAIN, grains.stop * RUNS_PER_GRAIN) // RUNS_PER_DRAW
    return Tilt(shift=plan.shift, where=draws % 2 == 1, log_ratio=output.log_ratio)


def _start(plan: Plan, chance: Chance, tilt: Tilt | None) -> Months:
    """Return the state at month 0; starting deviations have the shape of the monthly shocks."""
    nodes = plan.model.nodes
    z = np.take(plan.shocks, chance.first_shocks.month(), mode="clip")
    z *= _column(plan, [node.start_sd for node in nodes])
    z += _column(plan, [node.start for node in nodes])
    odds = _column(plan, [event.under_way for event in plan.model.events])
    active = np.zeros((len(odds), z.shape[1]), dtype=np.bool_)
    np.less(uniform(chance.first_luck.month(), plan.dtype), odds, out=active)
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
    z *= _column(plan, [1.0 - node.kappa for node in nodes])
    z += plan.pull[month][:, None]
    z += drive[: len(nodes)]
    shock = np.take(plan.shocks, picks, mode="clip")
    shock *= _column(plan, [node.noise for node in nodes])
    z += shock


def _advance_events(plan: Plan, state: Months, drive: Floats, luck: Floats, month: int) -> Bools:
    """Move events on by a month and return which begin, (events, runs)."""
    forbidden = plan.changes.forbidden[month + 1]
    begun = outbreaks(
        plan.events,
        was=state.active,
        log_hazard=drive[len(state.z) :],
        luck=luck,
        signal=state.past[-1],
        forbidden=forbidden,
        tilt=state.tilt,
    )
    begun |= (plan.changes.comes[month + 1] & ~forbidden)[:, None]
    state.active = under_way(plan.events, was=state.active, begun=begun, luck=luck, forbidden=forbidden)
    return begun


def _jump(plan: Plan, state: Months, weights: Weights, begun: Bools) -> None:
    """Add the impulses of the events that begin."""
    started = np.logical_or.reduce(begun, axis=1)
    for number, impulse in enumerate(plan.impulses):
        if started[impulse.event]:
            state.z[impulse.target] += weights.impulses[number] * begun[impulse.event]


def _intervene(plan: Plan, state: Months, month: int) -> None:
    """Add the shocks of the changes and hold the nodes that they clamp."""
    for row in np.flatnonzero(plan.changes.impulse[month]):
        state.z[row] += plan.dtype.type(plan.changes.impulse[month, row])
    for row in np.flatnonzero(~np.isnan(plan.changes.clamp[month])):
        state.z[row] = plan.changes.clamp[month, row]


def _signal(state: Months) -> Floats:
    """Return 2 L − 1 of nodes, 1 or 0 of events, and a row of ones."""
    nodes, runs = state.z.shape
    signal = np.empty((nodes + len(state.active) + 1, runs), dtype=state.z.dtype)
    np.multiply(state.z, state.z.dtype.type(0.5), out=signal[:nodes])
    np.tanh(signal[:nodes], out=signal[:nodes])
    signal[nodes:-1] = state.active
    signal[-1] = 1.0
    return signal


def _column(plan: Plan, numbers: Sequence[float]) -> Floats:
    return np.array(numbers, dtype=plan.dtype)[:, None]
