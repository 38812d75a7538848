# ruff: noqa: PLR0913, PLR0917, C901, PLR0912 - arrays go by place; a branch costs less than a call
"""The compiled kernel: a grain of runs at a time, from its random numbers to what is kept of it.

It does what `block.py` does with the same streams, and is written as loops over the runs of a grain,
which the compiler turns into vector instructions. Nothing here may be reordered by the compiler (no fast
mathematics), so that a seed gives the same bits on every machine of 64 bits with the least byte first.

All of it stands in one file because numba looks at one file alone to tell whether stored code is stale.
"""

import math
from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic, overload

from sayso.simulation.outbreaks import HIGHEST_LOG_HAZARD, LEAST_HAZARD
from sayso.simulation.output import EDGE, SPREAD_BINS
from sayso.simulation.parameters import RUNS_PER_DRAW
from sayso.simulation.streams import (
    FIRST_FACTOR,
    FIRST_FOLD,
    GAMMA,
    GRAIN_STRIDE,
    LAST_FOLD,
    RUNS_PER_GRAIN,
    SECOND_FACTOR,
    SECOND_FOLD,
)

_U = np.uint64
_F = np.float32
_W = RUNS_PER_GRAIN
_DRAWS = RUNS_PER_GRAIN // RUNS_PER_DRAW
_LEVEL, _CHANGE, _THRESHOLD, _DREAD = range(4)
_inner = njit(nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
# a call within a loop would keep it from becoming vector instructions
_IN_PLACE = {"forceinline": True, "error_model": "numpy", "nogil": True}
# a call hands over every field of every array: more than the work on a grain's 160 runs
_woven = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **_IN_PLACE)

# the mixing of streams.py
_GAMMA, _STRIDE, _ONE = _U(GAMMA), _U(GRAIN_STRIDE), _U(1)
_FACTOR_1, _FACTOR_2 = _U(FIRST_FACTOR), _U(SECOND_FACTOR)
_FOLD_1, _FOLD_2, _FOLD_3 = _U(FIRST_FOLD), _U(SECOND_FOLD), _U(LAST_FOLD)

# tanh x ≈ x P(x²) / Q(x²) on |x| ≤ 9, fitted to the least relative error, which is 2.1e-8
_P0, _P1, _P2 = _F(0.9999999796372896), _F(0.1338104695024535), _F(0.003495612704433733)
_P3, _P4 = _F(2.0609457850462237e-05), _F(1.3355122708809462e-08)
_Q0, _Q1, _Q2 = _F(1.0), _F(0.46714362603102894), _F(0.025877077550004766)
_Q3, _Q4 = _F(0.00032856737830292505), _F(7.776759900757304e-07)
_NINE = _F(9.0)

# exp x = 2^n exp r, |r| ≤ ½ ln 2, with the series of exp r to the seventh power (rest 5e-9)
_LOG2E, _ROUNDER = _F(1.4426950408889634), _F(12582912.0)
_LN2_HIGH, _LN2_LOW = _F(0.693359375), _F(-2.12194440e-4)
_E2, _E3, _E4, _E5, _E6, _E7 = (_F(1.0 / math.factorial(power)) for power in range(2, 8))
_F0, _F1, _LOWEST = _F(0.0), _F(1.0), _F(-87.0)


@intrinsic
def _float_of_bits(_context: Any, bits: Any) -> Any:  # noqa: ARG001 - its type is fixed
    """Return the single-precision number that 32 bits stand for."""

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.FloatType())

    return types.float32(types.int32), build


def tanh(x: Any) -> Any:
    """Return tanh x; compiled for single precision as a rational function, else by the C library."""


def _hazard_of(log_rate: Any) -> Any:
    """Return 1 − exp(−exp x)."""


@overload(tanh, strict=False, jit_options=_IN_PLACE)
def _tanh_for(x: Any) -> Any:
    if x != types.float32:
        return lambda x: math.tanh(x)  # noqa: PLW0108 - numba wants a function of Python

    def single(x: Any) -> Any:
        x = min(max(x, -_NINE), _NINE)
        u = x * x
        top = x * (_P0 + u * (_P1 + u * (_P2 + u * (_P3 + u * _P4))))
        return top / (_Q0 + u * (_Q1 + u * (_Q2 + u * (_Q3 + u * _Q4))))

    return single


@overload(_hazard_of, strict=False, jit_options=_IN_PLACE)
def _hazard_for(log_rate: Any) -> Any:
    if log_rate != types.float32:
        return lambda log_rate: -math.expm1(-math.exp(log_rate))

    def single(log_rate: Any) -> Any:
        x = max(log_rate, _LOWEST)
        n = (x * _LOG2E + _ROUNDER) - _ROUNDER
        r = (x - n * _LN2_HIGH) - n * _LN2_LOW
        series = r * (_F1 + r * (_E2 + r * (_E3 + r * (_E4 + r * (_E5 + r * (_E6 + r * _E7))))))
        rate = _float_of_bits((np.int32(n) + np.int32(127)) << np.int32(23)) * (_F1 + series)
        x = -rate
        n = (x * _LOG2E + _ROUNDER) - _ROUNDER
        r = (x - n * _LN2_HIGH) - n * _LN2_LOW
        series = r * (_F1 + r * (_E2 + r * (_E3 + r * (_E4 + r * (_E5 + r * (_E6 + r * _E7))))))
        scale = _float_of_bits((np.int32(n) + np.int32(127)) << np.int32(23))
        # −inf stands for an event without a base rate
        return (_F1 - scale) - scale * series if log_rate >= _LOWEST else _F0

    return single


@_inner
def fill(words: Any, count: int, keys: Any, row: int, grain: int, place: int) -> None:
    """Write the `count` words that follow `place` in a grain's part of the stream of the key in `row`."""
    first = keys[row] + _GAMMA * (_ONE + _U(grain) * _STRIDE + _U(place))
    for step in range(count):
        z = first + _GAMMA * _U(step)
        z = (z ^ (z >> _FOLD_1)) * _FACTOR_1
        z = (z ^ (z >> _FOLD_2)) * _FACTOR_2
        words[step] = z ^ (z >> _FOLD_3)


@_woven
def _sigmoid(past: Any, slot: int, row: int, slope: Any, shift: Any, out: Any, to: int) -> None:
    """Write the sigmoid of a signal to a row of `out`."""
    half = out.dtype.type(0.5)
    for r in range(_W):
        out[to, r] = half + half * tanh(past[slot, row, r] * slope + shift)


@_woven
def _term(drives: Any, d: int, past: Any, now: int, out: Any) -> None:
    """Write a drive before its weight, from the signal of its month and of the month before."""
    half, zero, offset = out.dtype.type(0.5), out.dtype.type(0.0), drives.offset[d]
    depth, form, source = len(past), drives.form[d], drives.source[d]
    slot = (now + depth - drives.lag[d]) % depth
    if form == _LEVEL:
        for r in range(_W):
            out[0, r] = past[slot, source, r]
    elif form == _CHANGE:
        before = (slot + depth - 1) % depth
        for r in range(_W):
            out[0, r] = (past[slot, source, r] - past[before, source, r]) * half
    elif form == _THRESHOLD:
        _sigmoid(past, slot, source, drives.slope[d], drives.shift[d], out, 0)
        for r in range(_W):
            out[0, r] -= offset
    else:
        for r in range(_W):
            out[0, r] = -max(past[slot, source, r] * half + offset, zero)


@_inner
def _add_drives(drives: Any, past: Any, now: int, wide: Any, room: Any, drive: Any) -> None:
    """Add to `drive` what all drives do in this month; `now` is the newest slot of `past`."""
    depth = len(past)
    for d in range(len(drives.source)):
        to, gate = drives.target[d], drives.gate[d]
        if drives.form[d] == _LEVEL and gate < 0:
            slot, source = (now + depth - drives.lag[d]) % depth, drives.source[d]
            for r in range(_W):
                drive[to, r] += past[slot, source, r] * wide[d, r]
            continue
        _term(drives, d, past, now, room)
        if gate < 0:
            for r in range(_W):
                drive[to, r] += room[0, r] * wide[d, r]
        elif drives.gate_event[d]:
            for r in range(_W):
                drive[to, r] += room[0, r] * wide[d, r] * past[now, gate, r]
        else:
            _sigmoid(past, now, gate, drives.gate_slope[d], drives.gate_shift[d], room, 1)
            for r in range(_W):
                drive[to, r] += room[0, r] * wide[d, r] * room[1, r]


@_woven
def _hazard(
    events: Any, e: int, past: Any, now: int, active: Any, drive: Any, shift: Any, out: Any, to: int
) -> None:
    """Write the chance of event `e` to begin, as if it were not under way, to a row of `out`."""
    highest = out.dtype.type(HIGHEST_LOG_HAZARD)
    row = len(drive) - len(active) + e
    for r in range(_W):
        out[to, r] = _hazard_of(min(drive[row, r] + shift, highest))
    for g in range(events.gate_first[e], events.gate_first[e + 1]):
        gate = events.gate[g]
        if events.gate_event[g]:
            for r in range(_W):
                out[to, r] *= past[now, gate, r]
        else:
            _sigmoid(past, now, gate, events.gate_slope[g], events.gate_shift[g], out, 1)
            for r in range(_W):
                out[to, r] *= out[1, r]
    other = events.requires[e]
    if other >= 0:
        for r in range(_W):
            out[to, r] *= active[other, r]


@_inner
def _reckon(room: Any, active: Any, begun: Any, e: int, log_ratio: Any) -> None:
    """Add to the log ratio what an event's coming or staying away is worth."""
    for r in range(_W):
        if active[e, r] == 0:
            p = min(max(np.float64(room[0, r]), LEAST_HAZARD), 1.0 - LEAST_HAZARD)
            q = min(max(np.float64(room[2, r]), LEAST_HAZARD), 1.0 - LEAST_HAZARD)
            log_ratio[r] += math.log(q / p) if begun[e, r] else math.log1p(-q) - math.log1p(-p)


@_inner
def _outbreaks(
    events: Any,
    month: int,
    past: Any,
    now: int,
    active: Any,
    drive: Any,
    luck: Any,
    room: Any,
    begun: Any,
    log_ratio: Any,
) -> None:
    """Write which events begin in a month, 1 or 0."""
    zero, one = room.dtype.type(0.0), room.dtype.type(1.0)
    for e in range(len(begun)):
        if events.forbidden[month, e]:
            begun[e, :] = zero
            continue
        _hazard(events, e, past, now, active, drive, zero, room, 0)
        if events.shift[e] != 0:
            _hazard(events, e, past, now, active, drive, events.shift[e], room, 2)
            for r in range(_W):
                at = room[2, r] if (r // RUNS_PER_DRAW) % 2 == 1 else room[0, r]
                begun[e, r] = one if active[e, r] == 0 and luck[e, r] < at else zero
            _reckon(room, active, begun, e, log_ratio)
        else:
            for r in range(_W):
                begun[e, r] = (one - active[e, r]) * (one if luck[e, r] < room[0, r] else zero)
        if events.comes[month, e]:
            begun[e, :] = one


@_inner
def _under_way(events: Any, month: int, luck: Any, begun: Any, active: Any) -> None:
    """Bring `active` on by a month."""
    zero, one = active.dtype.type(0.0), active.dtype.type(1.0)
    for e in range(len(active)):
        ending = events.ending[e]
        for r in range(_W):
            lasts = active[e, r] if luck[e, r] >= ending else zero
            active[e, r] = max(lasts, begun[e, r])
    for e in range(len(active)):
        for k in range(events.end_first[e], events.end_first[e + 1]):
            for r in range(_W):
                active[events.ends[k], r] *= one - begun[e, r]
    for e in range(len(active)):
        if events.forbidden[month, e]:
            active[e, :] = zero
    for e in range(len(active)):
        if events.ending[e] < 0 and events.requires[e] >= 0:
            for r in range(_W):
                active[e, r] *= active[events.requires[e], r]


@_inner
def _advance_nodes(nodes: Any, keys: Any, month: int, grain: int, words: Any, drive: Any, z: Any) -> None:
    picks = words[: _W // 4].view(np.uint16)
    for n in range(len(z)):
        keep, pull, noise = nodes.keep[n], nodes.pull[month, n], nodes.noise[n]
        if noise == 0:
            for r in range(_W):
                z[n, r] = z[n, r] * keep + pull + drive[n, r]
            continue
        fill(words, _W // 4, keys, n, grain, month * (_W // 4))
        for r in range(_W):
            z[n, r] = z[n, r] * keep + pull + drive[n, r] + nodes.shocks[picks[r]] * noise


@_inner
def _jump(events: Any, nodes: Any, month: int, first_draw: int, begun: Any, z: Any) -> None:
    """Add impulses of events that begin and the shocks of the changes, and hold what is clamped."""
    for e in range(len(begun)):
        for k in range(events.impulse_first[e], events.impulse_first[e + 1]):
            row, came = z[events.impulse_target[k]], begun[e]
            for d in range(_DRAWS):
                size = events.impulses[k, first_draw + d]
                for r in range(d * RUNS_PER_DRAW, (d + 1) * RUNS_PER_DRAW):
                    row[r] += size * came[r]
    for n in range(len(z)):
        if nodes.impulse[month, n] != 0:
            z[n, :] += nodes.impulse[month, n]
        if not math.isnan(nodes.clamp[month, n]):
            z[n, :] = nodes.clamp[month, n]


@_inner
def _signal(z: Any, active: Any, past: Any, slot: int) -> None:
    """Write 2 L − 1 of nodes, 1 or 0 of events, and a row of ones."""
    half = z.dtype.type(0.5)
    for n in range(len(z)):
        for r in range(_W):
            past[slot, n, r] = tanh(z[n, r] * half)
    for e in range(len(active)):
        for r in range(_W):
            past[slot, len(z) + e, r] = active[e, r]
    past[slot, len(z) + len(active), :] = z.dtype.type(1.0)


@_inner
def _record(
    kept: Any, out: Any, spread: Any, month: int, at: int, counted: int, newest: Any, begun: Any, active: Any
) -> None:
    """Write what is kept of a month; `at` is the place of the grain's first run in `out`."""
    half, least, most = newest.dtype.type(0.5), newest.dtype.type(EDGE), newest.dtype.type(1.0 - EDGE)
    place = kept.place[month]
    # a row by itself, counted from 0, is what the compiler makes vector instructions of
    here = slice(at, at + _W)
    for e in range(len(begun)):
        lasting, came, under = out.lasting[e, here], begun[e], active[e]
        began = np.int32(0)
        for r in range(_W):
            lasting[r] += np.int32(under[r])
            began += np.int32(came[r])
        if began:
            outbreaks, first = out.outbreaks[e, here], out.first[e, here]
            for r in range(_W):
                outbreaks[r] += np.int32(came[r])
                if came[r] != 0 and math.isnan(first[r]):
                    first[r] = month
        if place >= 0:
            kept_begun, kept_active = out.begun[e, place, here], out.active[e, place, here]
            for r in range(_W):
                kept_begun[r] = came[r] != 0
                kept_active[r] = under[r] != 0
    if place >= 0:
        for n in range(out.levels.shape[0]):
            levels, signal = out.levels[n, place, here], newest[n]
            for r in range(_W):
                levels[r] = min(max(signal[r] * half + half, least), most)
    for p in range(len(kept.passage)):
        direction = kept.passage_direction[p]
        for r in range(_W):
            level = min(max(newest[kept.passage[p], r] * half + half, least), most)
            if level * direction >= kept.passage_level[p] * direction and math.isnan(out.passed[p, at + r]):
                out.passed[p, at + r] = month
    for n in range(spread.shape[0]):
        bins, signal = spread[n, month], newest[n]
        for r in range(counted):
            level = min(max(signal[r] * half + half, least), most)
            bins[np.int64(level * newest.dtype.type(SPREAD_BINS))] += np.int32(1)


@_inner
def _spread_draws(of_draws: Any, first_draw: int, wide: Any) -> None:
    for row in range(len(wide)):
        for r in range(_W):
            wide[row, r] = of_draws[row, first_draw + r // RUNS_PER_DRAW]


@_inner
def _draw_luck(keys: Any, grain: int, place: int, words: Any, luck: Any) -> None:
    """Write a number in [0, 1] for each event and run."""
    numbers = words.view(np.uint32)
    unit = luck.dtype.type(2.0**-32)
    for e in range(len(luck)):
        fill(words, _W // 2, keys, e, grain, place)
        for r in range(_W):
            luck[e, r] = luck.dtype.type(numbers[r]) * unit


@njit(nogil=True, cache=True, error_model="numpy")
def draw_grains(
    streams: Any,
    nodes: Any,
    drives: Any,
    events: Any,
    kept: Any,
    out: Any,
    spread: Any,
    months: int,
    grains: Any,
) -> None:
    """Draw grains `grains[0]` to `grains[1]` of a plan that begins at `grains[2]`, of `grains[3]` runs."""
    dtype = nodes.shocks.dtype
    n, k = len(nodes.start), len(events.under_way)
    depth = np.max(np.append(drives.lag, 0)) + 2
    past, drive = np.empty((depth, n + k + 1, _W), dtype), np.empty((n + k, _W), dtype)
    wide, rates = np.empty((len(drives.source), _W), dtype), np.empty((k, _W), dtype)
    z, room = np.empty((n, _W), dtype), np.empty((3, _W), dtype)
    active, begun, luck = np.empty((k, _W), dtype), np.empty((k, _W), dtype), np.empty((k, _W), dtype)
    words = np.empty(_W // 2, np.uint64)
    picks = words[: _W // 4].view(np.uint16)
    zero, one = dtype.type(0.0), dtype.type(1.0)
    for grain in range(grains[0], grains[1]):
        at, first_draw = (grain - grains[2]) * _W, (grain - grains[2]) * _DRAWS
        counted = min(_W, grains[3] - grain * _W)
        _spread_draws(drives.weights, first_draw, wide)
        _spread_draws(events.log_rates, first_draw, rates)
        for row in range(n):
            fill(words, _W // 4, streams.start, row, grain, np.int64(0))
            for r in range(_W):
                z[row, r] = nodes.shocks[picks[r]] * nodes.start_sd[row] + nodes.start[row]
        _draw_luck(streams.first_luck, grain, np.int64(0), words, luck)
        for e in range(k):
            for r in range(_W):
                active[e, r] = one if luck[e, r] < events.under_way[e] else zero
        begun[:] = zero
        for slot in range(depth):
            _signal(z, active, past, slot)
        _record(kept, out, spread, np.int64(0), at, counted, past[0], begun, active)
        for month in range(months):
            now, then = month % depth, (month + 1) % depth
            drive[:n] = zero
            drive[n:] = rates
            for s in range(len(drives.scaled)):
                for r in range(_W):
                    drawn = drives.weights[drives.scaled[s], first_draw + r // RUNS_PER_DRAW]
                    wide[drives.scaled[s], r] = drawn * drives.strength[month + 1, s]
            _add_drives(drives, past, now, wide, room, drive)
            _draw_luck(streams.luck, grain, month * (_W // 2), words, luck)
            ratio = out.log_ratio[at : at + _W]
            _outbreaks(events, month + 1, past, now, active, drive, luck, room, begun, ratio)
            _under_way(events, month + 1, luck, begun, active)
            _advance_nodes(nodes, streams.shock, month, grain, words, drive, z)
            _jump(events, nodes, month + 1, first_draw, begun, z)
            _signal(z, active, past, then)
            _record(kept, out, spread, month + 1, at, counted, past[then], begun, active)
