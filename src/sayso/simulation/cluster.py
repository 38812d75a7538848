"""An ensemble drawn by the workers of a Dask cluster: the same bits, from more machines than one."""

import collections
import itertools
from collections.abc import Iterator
from typing import Any

from sayso.simulation.ensemble import Ensemble
from sayso.simulation.kernels import Kernel, chosen
from sayso.simulation.output import Output, join, room_for
from sayso.simulation.plan import Order, make_plan
from sayso.simulation.simulate import Interrupted, Progress, draw, ensemble_of
from sayso.simulation.streams import RUNS_PER_GRAIN

GRAINS_PER_TASK = 64
"""10,240 runs: seconds of work for a worker, and tens of megabytes to send back where months are kept."""

_TASKS_AHEAD = 4
"""Tasks for each thread of the cluster that are on their way at one time: what comes back stays small."""


def simulate_on(
    client: Any,
    order: Order,
    *,
    kernel: Kernel | None = None,
    grains_per_task: int = GRAINS_PER_TASK,
    on_progress: Progress | None = None,
) -> Ensemble:
    """Return the ensemble of `order`, drawn by the workers of a `distributed.Client`.

    The bits are those of `simulate` with the same kernel, for any size of tasks. What comes back is what the
    order keeps: for ensembles that no one machine holds, order few months, or none and the spread.
    Every worker needs sayso, and the extra `fast` where the kernel is numba; each draws in one thread.

    Raises:
        ValueError: if a task is to have no grain.
        Interrupted: on Ctrl-C, with the runs that were done.

    Example:
        `simulate_on(Client(address), order_of(model, months=120, runs=10**7, seed=1, keep=Keep(months=())))`
    """
    if grains_per_task < 1:
        raise ValueError(f"tasks of {grains_per_task} grains are asked for; want 1 or more")
    plan = make_plan(order)
    by = kernel or chosen(order.model, months=order.months, runs=order.runs)
    output = room_for(plan)
    tasks = [
        plan.grains[first : first + grains_per_task] for first in range(0, len(plan.grains), grains_per_task)
    ]
    done = 0
    try:
        for grains, piece in _pieces(client, order, by, tasks):
            join(output, piece, grains.start)
            done = min(grains.stop * RUNS_PER_GRAIN, order.runs)
            if on_progress is not None:
                on_progress(done, order.runs)
    except KeyboardInterrupt as stopped:
        if not done:
            raise
        raise Interrupted(ensemble_of(plan, output, runs=done, kernel=by)) from stopped
    return ensemble_of(plan, output, runs=order.runs, kernel=by)


def _pieces(client: Any, order: Order, kernel: Kernel, tasks: list[range]) -> Iterator[tuple[range, Output]]:
    """Yield what the workers draw, in order; a new task is sent for each that is done."""
    ahead = _TASKS_AHEAD * max(1, sum(client.nthreads().values()))
    sent = client.scatter(order, broadcast=True)
    waiting: collections.deque[tuple[range, Any]] = collections.deque()
    to_send = iter(tasks)
    try:
        while True:
            for grains in itertools.islice(to_send, ahead - len(waiting)):
                waiting.append((grains, client.submit(_draw_there, sent, grains, kernel, pure=False)))
            if not waiting:
                return
            grains, future = waiting.popleft()
            yield grains, future.result()
    finally:
        client.cancel([future for _, future in waiting])


def _draw_there(order: Order, grains: range, kernel: Kernel) -> Output:
    return draw(make_plan(order, grains), kernel=kernel, threads=1)
