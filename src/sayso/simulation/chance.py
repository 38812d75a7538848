"""A block's share of chance: shocks, luck and starting deviations of its runs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.simulation.plan import Plan
from sayso.simulation.streams import Stream, key

SHOCK_BITS = 16
"""Pick one of the shocks of `student.shock_table`."""
LUCK_BITS = 32
"""Make a number in [0, 1]."""


@dataclass(frozen=True, eq=False)
class Chance:
    """Streams of random integers of a block; each node and event has one of its own."""

    shocks: Stream
    """A row for each node."""
    luck: Stream
    """A row for each event."""
    first_shocks: Stream
    """A row for each node: the start."""
    first_luck: Stream
    """A row for each event: what is under way at the start."""


def chance_of(plan: Plan, grains: range) -> Chance:
    """Return the chance of the runs of `grains`, at the start."""
    nodes = [str(factor) for factor in plan.model.factors]
    events = [event.id for event in plan.model.events]
    seed = plan.order.seed
    return Chance(
        shocks=Stream(keys(seed, "shock", nodes), bits=SHOCK_BITS, grains=grains),
        luck=Stream(keys(seed, "luck", events), bits=LUCK_BITS, grains=grains),
        first_shocks=Stream(keys(seed, "start", nodes), bits=SHOCK_BITS, grains=grains),
        first_luck=Stream(keys(seed, "start", events), bits=LUCK_BITS, grains=grains),
    )


def keys(seed: int, use: str, names: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Return the keys of what `names` use under `seed`, (names,)."""
    return np.array([key(seed, f"{use}|{name}") for name in names], dtype=np.uint64)


def uniform(
    luck: npt.NDArray[np.unsignedinteger], dtype: npt.DTypeLike = np.float32
) -> npt.NDArray[np.floating]:
    """Return numbers in [0, 1] for integers of 32 bits, in the same shape."""
    numbers = luck.astype(dtype)
    numbers *= numbers.dtype.type(2.0**-LUCK_BITS)
    return numbers
