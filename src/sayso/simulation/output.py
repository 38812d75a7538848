"""Where kernels write, and what is written of a month whichever kernel drew it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.simulation.plan import Plan
from sayso.simulation.streams import RUNS_PER_GRAIN

SPREAD_BINS = 512
"""Bins of equal width over the level, so that a quantile between them is off by 0.002 at most."""

EDGE = 1e-6
"""Levels stay this far from 0 and 1, so that they lie inside the interval in single precision."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Output:
    """What is kept of runs; the last axis is the run, but for `spread`."""

    levels: npt.NDArray[np.floating]
    """(factors, months kept, runs)."""
    begun: npt.NDArray[np.bool_]
    """(events, months kept, runs)."""
    active: npt.NDArray[np.bool_]
    """(events, months kept, runs)."""
    log_ratio: npt.NDArray[np.float64]
    """(runs,): log of how much likelier the run is with the tilts than without them."""
    first: npt.NDArray[np.float32]
    """(events, runs): the first month in which the event begins, NaN where it never does."""
    outbreaks: npt.NDArray[np.int32]
    """(events, runs): how often it begins."""
    lasting: npt.NDArray[np.int32]
    """(events, runs): months under way, month 0 included."""
    passed: npt.NDArray[np.float32]
    """(passages, runs): the first month, 0 included, in which the level is passed; NaN where it never is."""
    spread: npt.NDArray[np.integer]
    """(factors, months + 1, bins), runs by level; no factors where it was not asked for."""

    def arrays(self) -> "Arrays":
        """Return what compiled code writes to."""
        return Arrays(*(getattr(self, name) for name in BY_RUN))


class Arrays(NamedTuple):
    """The arrays of an output that hold a number for each run."""

    levels: npt.NDArray[np.floating]
    begun: npt.NDArray[np.bool_]
    active: npt.NDArray[np.bool_]
    log_ratio: npt.NDArray[np.float64]
    first: npt.NDArray[np.float32]
    outbreaks: npt.NDArray[np.int32]
    lasting: npt.NDArray[np.int32]
    passed: npt.NDArray[np.float32]


BY_RUN = Arrays._fields


def room_for(plan: Plan) -> Output:
    """Return room for the runs of the plan's grains."""
    runs, nodes, kinds = len(plan.grains) * RUNS_PER_GRAIN, len(plan.model.nodes), len(plan.model.events)
    kept = len(plan.kept)
    return Output(
        levels=np.empty((nodes, kept, runs), dtype=plan.dtype),
        begun=np.empty((kinds, kept, runs), dtype=np.bool_),
        active=np.empty((kinds, kept, runs), dtype=np.bool_),
        log_ratio=np.zeros(runs, dtype=np.float64),
        first=np.full((kinds, runs), np.nan, dtype=np.float32),
        outbreaks=np.zeros((kinds, runs), dtype=np.int32),
        lasting=np.zeros((kinds, runs), dtype=np.int32),
        passed=np.full((len(plan.keep.passages), runs), np.nan, dtype=np.float32),
        spread=np.zeros((nodes if plan.keep.spread else 0, plan.months + 1, SPREAD_BINS), dtype=np.int64),
    )


def room_for_spread(plan: Plan) -> npt.NDArray[np.int32]:
    """Return counts for one worker to add to, (factors, months + 1, bins); they are summed in the end."""
    nodes = len(plan.model.nodes) if plan.keep.spread else 0
    return np.zeros((nodes, plan.months + 1, SPREAD_BINS), dtype=np.int32)


def part(output: Output, plan: Plan, grains: range, spread: npt.NDArray[np.int32]) -> Output:
    """Return views of the runs of `grains`, with the counts that they are to be added to."""
    first = grains.start - plan.grains.start
    runs = slice(first * RUNS_PER_GRAIN, (first + len(grains)) * RUNS_PER_GRAIN)
    return Output(**{name: getattr(output, name)[..., runs] for name in BY_RUN}, spread=spread)


def join(output: Output, piece: Output, first: int) -> None:
    """Write `piece`, drawn elsewhere, into the runs from grain `first` on, and add its spread."""
    runs = slice(first * RUNS_PER_GRAIN, first * RUNS_PER_GRAIN + len(piece.log_ratio))
    for name in BY_RUN:
        getattr(output, name)[..., runs] = getattr(piece, name)
    output.spread[:] += piece.spread


def cut(output: Output, runs: int) -> Output:
    """Return the first `runs` runs; the spread stays that of all that were drawn."""
    return Output(**{name: getattr(output, name)[..., :runs] for name in BY_RUN}, spread=output.spread)
