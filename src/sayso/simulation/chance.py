"""A block's share of chance: shocks, luck and starting deviations of its runs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.simulation.plan import Plan
from sayso.simulation.streams import RUNS_PER_GRAIN, monthly_words

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
    nodes = [str(factor) for factor in plan.model.factors]
    events = [event.id for event in plan.model.events]
    return Chance(
        shocks=_words(plan, "shock", nodes, bits=16, grains=grains),
        luck=_words(plan, "luck", events, bits=32, grains=grains),
        first_shocks=_words(plan, "start", nodes, bits=16, grains=grains),
        first_luck=_words(plan, "start", events, bits=32, grains=grains),
    )


def _words(plan: Plan, use: str, names: Sequence[str], *, bits: int, grains: range) -> Words:
    """Return integers of `bits` bits, (names, grains, months, runs of a grain)."""
    kind = np.dtype(f"<u{bits // 8}")
    months = 1 if use == "start" else plan.months
    words = np.empty((len(names), len(grains), months, RUNS_PER_GRAIN), dtype=kind)
    for row, name in enumerate(names):
        raw = monthly_words(plan.seed, f"{use}|{name}", bits=bits, months=months, grains=grains)
        # little-endian on every machine, so that the halves of a word come in the same order
        words[row] = raw.astype("<u8", copy=False).view(kind).reshape(words.shape[1:])
    return words


def uniform(luck: Words) -> npt.NDArray[np.float32]:
    """Return numbers in [0, 1] for 32-bit integers (rows, grains, runs), as (rows, runs)."""
    flat = luck.astype(np.float32).reshape(len(luck), luck.shape[1] * luck.shape[2])
    flat *= np.float32(2.0**-32)
    return flat
