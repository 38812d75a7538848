"""Runs per second of the region's model, beside a plain NumPy map of 30 nodes on the same machine.

    python benchmarks/simulation.py [RUNS]

The last line is one JSON object.
"""

import datetime as dt
import json
import platform
import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from sayso.actors import ActorTable
from sayso.models import Model, build_common
from sayso.simulation import simulate

MONTHS = 24
REPEATS = 3
STATES = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
PATRONS = ("RUS", "USA", "CHN", "TUR")


def best(work: Callable[[], object]) -> float:
    """Return the shortest of some times, in seconds: the one that other work disturbed least."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def region() -> Model:
    """Return the model of Central Asia with every mechanism."""
    actors, _ = ActorTable.load()
    model, _ = build_common(actors=actors, states=STATES, patrons=PATRONS, start=dt.date(2022, 2, 1))
    return model


def plain_map(*, nodes: int = 30, steps: int = 100, runs: int = 1000) -> None:
    """Step a dense cognitive map with noise: what a few lines of NumPy do."""
    rng = np.random.default_rng(0)
    weights = rng.normal(size=(nodes, nodes)) * rng.binomial(1, 0.2, size=(nodes, nodes))
    state = rng.random((runs, nodes))
    for _ in range(steps):
        state = 1.0 / (1.0 + np.exp(-(state @ weights + 0.1 * rng.standard_normal((runs, nodes)))))


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    building = best(region)
    model = region()
    threads = {
        count: best(lambda count=count: simulate(model, months=MONTHS, runs=runs, seed=1, threads=count))  # type: ignore[misc]
        for count in (1, 2)
    }
    reference = best(plain_map)
    fastest = min(threads.values())
    steps = runs * MONTHS * (len(model.nodes) + len(model.events))
    result = {
        "nodes": len(model.nodes),
        "links": len(model.links) + sum(len(event.terms) for event in model.events),
        "events": len(model.events),
        "runs": runs,
        "months": MONTHS,
        "build_s": round(building, 3),
        "one_thread_s": round(threads[1], 3),
        "two_threads_s": round(threads[2], 3),
        "runs_per_s": round(runs / fastest),
        "node_steps_per_s": round(steps / fastest),
        "plain_map_30x100x1000_s": round(reference, 4),
        "plain_map_node_steps_per_s": round(30 * 100 * 1000 / reference),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }
    print(f"{result['nodes']} nodes, {result['links']} links, {result['events']} events, {MONTHS} months")
    print(f"build {building:.2f} s; {runs:,} runs: {threads[1]:.2f} s on 1 thread, {threads[2]:.2f} s on 2")
    print(
        f"{result['runs_per_s']:,} runs/s; plain map of 30 nodes × 100 steps × 1,000 runs: {reference:.3f} s"
    )
    print(json.dumps(result))


if __name__ == "__main__":
    main()
