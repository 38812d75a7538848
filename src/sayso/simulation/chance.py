"""A block's share of chance: shocks, luck and starting deviations of its runs."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.simulation.plan import Plan
from sayso.simulation.streams import RUNS_PER_GRAIN, monthly_words

_BLOCKS_KEPT = 4
"""Of a region's model over two years, 20 MB each."""
_GRAINS_KEPT = 32
"""Of simulations with more grains no block would still be there when it is asked for again."""

Words = npt.NDArray[np.unsignedinteger]


@dataclass(frozen=True, eq=False)
class Chance:
    """Random integers of a block; 16 bits pick a shock, 32 bits make a uniform number."""

    shocks: Words
    """(nodes, grains, months, runs of a grain), 16 bits."""
    luck: Words
    """(events, grains, months, runs of a grain), 32 bits."""
    first_shocks: Words
    """(nodes, grains, 1, runs of a grain), 16 bits: the start."""
    first_luck: Words
    """(events, grains, 1, runs of a grain), 32 bits: what is under way at the start."""


def chance_of(plan: Plan, grains: range) -> Chance:
    """Return the chance of the runs of `grains`; each node and event has a stream of its own."""
    nodes = tuple(str(factor) for factor in plan.model.factors)
    events = tuple(event.id for event in plan.model.events)
    stretch = _Stretch(plan.order.seed, plan.months, grains)
    chance = _chance if len(plan.grains) <= _GRAINS_KEPT else _chance.__wrapped__
    return chance(stretch, nodes, events)


class _Stretch(NamedTuple):
    """Which numbers: of which seed, for how many months and which grains of runs."""

    seed: int
    months: int
    grains: range


@functools.lru_cache(maxsize=_BLOCKS_KEPT)
def _chance(stretch: _Stretch, nodes: tuple[str, ...], events: tuple[str, ...]) -> Chance:
    """Return the chance of a block; the models of several speakers share it, so it is kept for a while."""
    start = stretch._replace(months=1)
    return Chance(
        shocks=_words(stretch, "shock", nodes, bits=16),
        luck=_words(stretch, "luck", events, bits=32),
        first_shocks=_words(start, "start", nodes, bits=16),
        first_luck=_words(start, "start", events, bits=32),
    )


def _words(stretch: _Stretch, use: str, names: Sequence[str], *, bits: int) -> Words:
    """Return integers of `bits` bits, (names, grains, months, runs of a grain), not to be written to."""
    kind = np.dtype(f"<u{bits // 8}")
    seed, months, grains = stretch
    words = np.empty((len(names), len(grains), months, RUNS_PER_GRAIN), dtype=kind)
    for row, name in enumerate(names):
        raw = monthly_words(seed, f"{use}|{name}", bits=bits, months=months, grains=grains)
        # little-endian on every machine, so that the halves of a word come in the same order
        words[row] = raw.astype("<u8", copy=False).view(kind).reshape(words.shape[1:])
    words.flags.writeable = False
    return words


def uniform(luck: Words, dtype: npt.DTypeLike = np.float32) -> npt.NDArray[np.floating]:
    """Return numbers in [0, 1] for 32-bit integers (rows, grains, runs), as (rows, runs)."""
    flat = luck.astype(dtype).reshape(len(luck), luck.shape[1] * luck.shape[2])
    flat *= flat.dtype.type(2.0**-32)
    return flat
