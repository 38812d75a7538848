"""What each part of a run's month costs alone, in the loops of the compiled kernel."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit

from benchmarks.simulation_models import Size
from sayso.simulation.compiled import fill, tanh
from sayso.simulation.streams import RUNS_PER_GRAIN

_W = RUNS_PER_GRAIN
_TURNS = 300
_WORDS_OF_NODE, _WORDS_OF_EVENT = RUNS_PER_GRAIN // 4, RUNS_PER_GRAIN // 2


@njit(error_model="numpy")
def _words(words: Any, key: Any, nodes: int, events: int, turns: int) -> None:
    for turn in range(turns):
        for _ in range(nodes):
            fill(words, _WORDS_OF_NODE, key, 0, turn, turn)
        for _ in range(events):
            fill(words, _WORDS_OF_EVENT, key, 0, turn, turn)


@njit(error_model="numpy")
def _shocks(table: Any, picks: Any, z: Any, turns: int) -> None:
    for _ in range(turns):
        for n in range(len(z)):
            row, pick = z[n], picks[n]
            for r in range(_W):
                row[r] = row[r] * table.dtype.type(0.9) + table[pick[r]]


@njit(error_model="numpy")
def _tanhs(z: Any, out: Any, turns: int) -> None:
    for _ in range(turns):
        for n in range(len(z)):
            row, to = z[n], out[n]
            for r in range(_W):
                to[r] = tanh(row[r])


@njit(error_model="numpy")
def _drives(source: Any, target: Any, signal: Any, weights: Any, to: Any, turns: int) -> None:
    for _ in range(turns):
        for d in range(len(source)):
            s, w, t = signal[source[d]], weights[d], to[target[d]]
            for r in range(_W):
                t[r] += s[r] * w[r]


def nanoseconds(size: Size) -> dict[str, float]:
    """Return nanoseconds per run and month of each part of a model of that size, all links by level."""
    rng = np.random.default_rng(0)
    z = rng.standard_normal((size.factors, _W)).astype(np.float32)
    table = rng.standard_normal(1 << 16).astype(np.float32)
    picks = rng.integers(0, 1 << 16, (size.factors, _W)).astype(np.uint16)
    words, key = np.empty(_WORDS_OF_EVENT, np.uint64), np.array([1], dtype=np.uint64)
    source, target = (rng.integers(0, size.factors, size.links) for _ in range(2))
    weights = rng.standard_normal((size.links, _W)).astype(np.float32)
    out = np.zeros_like(z)
    return {
        "random words": _timed(lambda: _words(words, key, size.factors, size.events, _TURNS)),
        "shocks": _timed(lambda: _shocks(table, picks, z, _TURNS)),
        "tanh": _timed(lambda: _tanhs(z, out, _TURNS)),
        "drives": _timed(lambda: _drives(source, target, z, weights, out, _TURNS)),
    }


def _timed(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(5):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1e9 / (_TURNS * _W)
