"""Simulation: a model, a number of months and runs, a seed → an ensemble."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from sayso.models.model import Model
from sayso.simulation.block import Output, draw_block
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.parameters import RUNS_PER_DRAW
from sayso.simulation.plan import Plan, make_plan
from sayso.simulation.streams import RUNS_PER_GRAIN
from sayso.simulation.validation import check

_LARGEST_LOG_RATIO = 700.0
GRAINS_PER_BLOCK = 8
"""1,280 runs: the signals, weights and drives of a region's model fit the cache of one core."""

Progress = Callable[[int, int], None]
"""Called with the runs done and all runs, from the thread that called `simulate`."""


def simulate(  # noqa: PLR0913 - the options are keyword-only and three have defaults
    model: Model,
    *,
    months: int,
    runs: int,
    seed: int,
    tilts: Mapping[str, float] | None = None,
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

    Raises:
        ValueError: if the model has a fault, or a number is out of its range.
    """
    if months < 1 or runs < 1:
        raise ValueError(f"months is {months} and runs is {runs}; want 1 or more of both")
    if not 0 <= seed < 1 << 64:
        raise ValueError(f"seed is {seed}; want 0 to 2^64 - 1")
    check(model)
    plan = make_plan(model, months=months, runs=runs, seed=seed, tilts=tilts)
    output = draw(plan, threads=threads, on_progress=on_progress)
    return _ensemble(plan, output, runs)


def draw(
    plan: Plan,
    *,
    threads: int | None = None,
    grains_per_block: int = GRAINS_PER_BLOCK,
    on_progress: Progress | None = None,
) -> Output:
    """Return the runs of a plan; threads and the size of blocks change the time, not the bits."""
    output = _room(plan)
    blocks = [
        range(first, min(first + grains_per_block, plan.grains))
        for first in range(0, plan.grains, grains_per_block)
    ]
    workers = min(threads or os.cpu_count() or 1, len(blocks))
    for block in _drawn(plan, output, blocks, workers):
        if on_progress is not None:
            on_progress(block.stop * RUNS_PER_GRAIN, plan.grains * RUNS_PER_GRAIN)
    return output


def _room(plan: Plan) -> Output:
    runs = plan.grains * RUNS_PER_GRAIN
    events = (len(plan.model.events), plan.months + 1, runs)
    return Output(
        levels=np.empty((len(plan.model.nodes), plan.months + 1, runs), dtype=np.float32),
        begun=np.empty(events, dtype=np.bool_),
        active=np.empty(events, dtype=np.bool_),
        log_ratio=np.zeros(runs, dtype=np.float64),
    )


def _drawn(plan: Plan, output: Output, blocks: list[range], workers: int) -> Iterator[range]:
    """Draw the blocks, in this thread or in several, and yield each in order when it is done."""
    if workers == 1:
        for block in blocks:
            draw_block(plan, output, block)
            yield block
        return
    with ThreadPoolExecutor(workers, thread_name_prefix="simulate") as pool:
        waiting = [pool.submit(draw_block, plan, output, block) for block in blocks]
        for block, done in zip(blocks, waiting, strict=True):
            done.result()
            yield block


def _weights(log_ratio: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the weights of runs of which half are drawn with tilts: p / (½ p + ½ p'), summing to 1.

    Source: Owen & Zhou 2000, Safe and Effective Importance Sampling, Journal of the American Statistical
    Association 95(449), for the mixture that keeps weights bounded.
    """
    weights = 2.0 / (1.0 + np.exp(np.minimum(log_ratio, _LARGEST_LOG_RATIO)))
    return np.asarray(weights / weights.sum())


def _ensemble(plan: Plan, output: Output, runs: int) -> Ensemble:
    links = len(plan.model.links)
    draw = np.arange(runs, dtype=np.int32) // RUNS_PER_DRAW
    return Ensemble(
        model=plan.model,
        seed=plan.seed,
        runs=runs,
        months=plan.months,
        factors=plan.model.factors,
        levels=output.levels[:, :, :runs].transpose(2, 1, 0),
        events=tuple(event.id for event in plan.model.events),
        begun=output.begun[:, :, :runs].transpose(2, 1, 0),
        active=output.active[:, :, :runs].transpose(2, 1, 0),
        presence=plan.parameters.presence[:links].T[draw],
        parameter_draw=draw,
        weights=_weights(output.log_ratio[:runs]),
    )
