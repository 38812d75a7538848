"""Simulation: a model, a number of months and runs, a seed → an ensemble."""

import os
import queue
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from sayso.models.model import Model
from sayso.simulation.changes import Change
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.keep import Keep, keep_for
from sayso.simulation.kernels import Kernel, chosen, drawing
from sayso.simulation.output import Output, cut, room_for, room_for_spread
from sayso.simulation.parameters import RUNS_PER_DRAW
from sayso.simulation.plan import Order, Plan, Precision, make_plan
from sayso.simulation.streams import RUNS_PER_GRAIN
from sayso.simulation.validation import check_order

_LARGEST_LOG_RATIO = 700.0
GRAINS_PER_BLOCK = 8
"""1,280 runs: the signals, weights and drives of a region's model fit the cache of one core."""
_LARGE_BLOCK = 48
"""7,680 runs, of large ensembles by NumPy: what each of its calls costs is shared by more runs."""
_BLOCKS_PER_THREAD = 4
"""At least so many, that progress is told and Ctrl-C need not wait for long."""

Progress = Callable[[int, int], None]
"""Called with the runs done and all runs, from the thread that called `simulate`."""


class Interrupted(KeyboardInterrupt):
    """A simulation was stopped; the runs that were done are in `ensemble`, marked partial."""

    def __init__(self, ensemble: Ensemble) -> None:
        super().__init__(f"stopped after {ensemble.runs:,} of {ensemble.asked:,} runs, which are kept")
        self.ensemble = ensemble


def simulate(  # noqa: PLR0913 - the options are keyword-only and most have defaults
    model: Model,
    *,
    months: int,
    runs: int,
    seed: int,
    tilts: Mapping[str, float] | None = None,
    changes: Sequence[Change] = (),
    keep: Keep | None = None,
    kernel: Kernel | None = None,
    precision: Precision = "single",
    threads: int | None = None,
    on_progress: Progress | None = None,
) -> Ensemble:
    """Return `runs` runs of `months` months.

    The same seed gives the same bits whatever `threads` is; the first runs are those of a
    simulation with fewer runs, and the first months those of one with fewer months. Models that
    share nodes and events share their chance under one seed.

    `tilts` adds to the log hazard of rare events, by identifier, in every other parameter draw; the
    ensemble's `weights` take it back, so that weighted shares estimate the model's own probabilities
    and rare events have runs to speak for them.

    `changes` are clamps, shocks, events and link strengths by date; `keep` says what is kept of the
    months (every month when None, or some of a large ensemble); `kernel` is chosen by the size of the
    ensemble when None. Both kernels draw the same chance, and in double precision the same runs to 1e-9.

    Raises:
        ValueError: if the model or the changes have a fault, or a number is out of its range.
        ModuleNotFoundError: if the kernel `numba` is asked for and is not installed.
        Interrupted: on Ctrl-C, with the runs that were done.
    """
    order = order_of(
        model,
        months=months,
        runs=runs,
        seed=seed,
        tilts=tilts,
        changes=changes,
        keep=keep,
        precision=precision,
    )
    plan = make_plan(order)
    by = kernel or chosen(model, months=months, runs=runs)
    try:
        output = draw(plan, kernel=by, threads=threads, on_progress=on_progress)
    except _Stopped as stopped:
        part = ensemble_of(plan, stopped.output, runs=stopped.runs, kernel=by)
        raise Interrupted(part) from stopped
    return ensemble_of(plan, output, runs=runs, kernel=by)


def order_of(  # noqa: PLR0913 - as `simulate`
    model: Model,
    *,
    months: int,
    runs: int,
    seed: int,
    tilts: Mapping[str, float] | None = None,
    changes: Sequence[Change] = (),
    keep: Keep | None = None,
    precision: Precision = "single",
) -> Order:
    """Return the order for a simulation, checked.

    Raises:
        ValueError: as `simulate`.
    """
    if months < 1 or runs < 1:
        raise ValueError(f"months is {months} and runs is {runs}; want 1 or more of both")
    if not 0 <= seed < 1 << 64:
        raise ValueError(f"seed is {seed}; want 0 to 2^64 - 1")
    order = Order(
        model=model,
        months=months,
        runs=runs,
        seed=seed,
        tilts=dict(tilts or {}),
        changes=tuple(changes),
        keep=keep if keep is not None else keep_for(model, months=months, runs=runs),
        precision=precision,
    )
    check_order(order)
    return order


def _threads(kernel: Kernel) -> int:
    """Return how many threads draw where nobody says; NumPy's many short calls only wait for each other."""
    return 1 if kernel == "numpy" else os.cpu_count() or 1


def _block_size(kernel: Kernel, grains_per_thread: int) -> int:
    """Return how many grains a block has."""
    if kernel != "numpy":
        return GRAINS_PER_BLOCK
    return max(GRAINS_PER_BLOCK, min(_LARGE_BLOCK, grains_per_thread // _BLOCKS_PER_THREAD))


def draw(
    plan: Plan,
    *,
    kernel: Kernel = "numpy",
    threads: int | None = None,
    grains_per_block: int | None = None,
    on_progress: Progress | None = None,
) -> Output:
    """Return the runs of a plan; threads and the size of blocks change the time, not the bits.

    Raises:
        KeyboardInterrupt: on Ctrl-C; blocks that were begun are finished first and no other is.
    """
    drawn = drawing(kernel, plan)
    output, grains = room_for(plan), plan.grains
    most = threads or _threads(kernel)
    size = grains_per_block or _block_size(kernel, len(grains) // most)
    blocks = [grains[first : first + size] for first in range(0, len(grains), size)]
    workers = min(most, len(blocks))
    spreads: queue.SimpleQueue[npt.NDArray[np.int32]] = queue.SimpleQueue()
    for _ in range(workers):
        spreads.put(room_for_spread(plan))

    def work(block: range) -> None:
        spread = spreads.get()
        try:
            drawn(output, block, spread)
        finally:
            spreads.put(spread)

    # a thread draws even where there is one: a signal never stops it in the middle of a block
    pool = ThreadPoolExecutor(workers, thread_name_prefix="simulate")
    waiting = [pool.submit(work, block) for block in blocks]
    asked = min(len(grains) * RUNS_PER_GRAIN, plan.order.runs)
    try:
        for block, done in zip(blocks, waiting, strict=True):
            done.result()
            if on_progress is not None:
                on_progress(min((block.stop - grains.start) * RUNS_PER_GRAIN, asked), asked)
    except KeyboardInterrupt as stopped:
        pool.shutdown(cancel_futures=True)
        there = sum(len(block) for block, done in zip(blocks, waiting, strict=True) if not done.cancelled())
        if not there:
            raise
        raise _Stopped(_counted(output, spreads), min(there * RUNS_PER_GRAIN, asked)) from stopped
    finally:
        pool.shutdown(cancel_futures=True)
    return _counted(output, spreads)


class _Stopped(KeyboardInterrupt):
    """Drawing was stopped; the first `runs` runs of `output` are whole."""

    def __init__(self, output: Output, runs: int) -> None:
        super().__init__()
        self.output = output
        self.runs = runs


def _counted(output: Output, spreads: queue.SimpleQueue[npt.NDArray[np.int32]]) -> Output:
    """Return the output with what all workers counted."""
    while not spreads.empty():
        output.spread[:] += spreads.get()
    return output


def _weights(log_ratio: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the weights of runs of which half are drawn with tilts: p / (½ p + ½ p'), summing to 1.

    Source: Owen & Zhou 2000, Safe and Effective Importance Sampling, Journal of the American Statistical
    Association 95(449), for the mixture that keeps weights bounded.
    """
    weights = 2.0 / (1.0 + np.exp(np.minimum(log_ratio, _LARGEST_LOG_RATIO)))
    return np.asarray(weights / weights.sum())


def ensemble_of(plan: Plan, output: Output, *, runs: int, kernel: Kernel) -> Ensemble:
    """Return the first `runs` runs of a plan as an ensemble."""
    kept = cut(output, runs)
    links = len(plan.model.links)
    return Ensemble(
        model=plan.model,
        seed=plan.order.seed,
        runs=runs,
        asked=plan.order.runs,
        months=plan.months,
        kernel=kernel,
        changes=plan.order.changes,
        kept=plan.kept,
        factors=plan.model.factors,
        levels=kept.levels.transpose(2, 1, 0),
        events=tuple(event.id for event in plan.model.events),
        begun=kept.begun.transpose(2, 1, 0),
        active=kept.active.transpose(2, 1, 0),
        first=kept.first.T,
        outbreaks=kept.outbreaks.T,
        lasting=kept.lasting.T,
        passages=plan.keep.passages,
        passed=kept.passed.T,
        spread=kept.spread,
        presence_of_draw=np.ascontiguousarray(plan.parameters.presence[:links].T),
        parameter_draw=np.arange(runs, dtype=np.int32) // RUNS_PER_DRAW,
        weights=_weights(kept.log_ratio),
    )
