"""The engine's speed: kernels side by side, memory, how cost grows, and a map of 30 nodes beside other tools.

    python -m benchmarks.simulation [--runs RUNS] [--plot FILE]

The macro ensemble has 60 factors, 240 links (every form, gates, lags to 3 months), 12 events with 24 hazard
terms and 12 impulses, and 120 months. Times are the shortest of three, of this process, after compilation.
FCMpy and py-fcm are measured when they are installed, and named when they are not. The last line is one
JSON object.
"""

import argparse
import importlib.metadata
import json
import math
import multiprocessing
import platform
import resource
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from benchmarks.simulation_models import MACRO, Size, macro, map_of, plain_map, python_map
from sayso.models import Model
from sayso.simulation import Keep, simulate
from sayso.simulation.kernels import Kernel, installed

REPEATS = 3
KERNELS: tuple[Kernel, ...] = ("numpy", "numba")
MAP_NODES, MAP_STEPS, MAP_RUNS = 30, 100, 1000
GROWTH: Mapping[str, tuple[int, ...]] = {
    "factors": (30, 60, 120, 240),
    "links": (120, 240, 480, 960, 1920),
    "months": (30, 60, 120, 240),
    "runs": (1, 2, 4, 8),
}
"""Sizes along each axis, the others as in the macro ensemble; `runs` counts quarters of the runs."""


def best(work: Callable[[], object]) -> float:
    """Return the shortest of some times, in seconds: the one that other work disturbed least."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def yearly(months: int) -> Keep:
    """Return what a large ensemble keeps: the start, each year, the last three months."""
    return Keep(months=tuple(sorted({*range(0, months + 1, 12), *range(max(0, months - 2), months + 1)})))


def seconds(model: Model, size: Size, runs: int, kernel: Kernel, threads: int) -> float:
    """Return the time of an ensemble, in seconds, once the kernel is compiled."""
    keep = yearly(size.months)

    def run(count: int) -> None:
        simulate(model, months=size.months, runs=count, seed=1, kernel=kernel, threads=threads, keep=keep)

    run(160)
    return best(lambda: run(runs))


def side_by_side(runs: int) -> dict[str, float]:
    """Return runs per second of each kernel, on one thread and on two."""
    model = macro(MACRO)
    found: dict[str, float] = {}
    for kernel in KERNELS[: 2 if installed() else 1]:
        for threads in (1, 2):
            took = seconds(model, MACRO, runs, kernel, threads)
            found[f"{kernel}_{threads}_runs_per_s"] = round(runs / took)
            print(f"{kernel:6} {threads} thread(s): {runs / took:10,.0f} runs/s")
    return found


def _peak(kernel: Kernel, runs: int, answer: "multiprocessing.SimpleQueue[float]") -> None:
    """Put the largest memory of a fresh process that draws the macro ensemble, in MB."""
    simulate(macro(MACRO), months=MACRO.months, runs=runs, seed=1, kernel=kernel, keep=yearly(MACRO.months))
    answer.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def peak_memory(kernel: Kernel, runs: int) -> float:
    """Return the peak memory of a process of its own, with Python and all libraries, in MB."""
    context = multiprocessing.get_context("spawn")
    answer = context.SimpleQueue()
    process = context.Process(target=_peak, args=(kernel, runs, answer))
    process.start()
    process.join()
    if process.exitcode:
        return math.nan
    return float(answer.get())


def growth(runs: int, kernel: Kernel) -> dict[str, dict[str, float]]:
    """Return seconds by size along each axis, on one thread."""
    found: dict[str, dict[str, float]] = {}
    for axis, sizes in GROWTH.items():
        found[axis] = {}
        for value in sizes:
            size = MACRO if axis == "runs" else MACRO.with_(axis, value)
            count = max(160, runs // 4) * (value if axis == "runs" else 1)
            found[axis][str(value)] = round(seconds(macro(size), size, count, kernel, 1), 4)
        exponent = fitted(found[axis])
        print(f"{kernel}: cost against {axis}: exponent {exponent:.2f}, {found[axis]}")
    return found


def fitted(times: Mapping[str, float]) -> float:
    """Return the slope of log time on log size: 1 where cost is in proportion."""
    sizes = np.log([float(size) for size in times])
    return float(np.polyfit(sizes, np.log(list(times.values())), 1)[0])


def maps(kernel: Kernel) -> dict[str, float | str]:
    """Return node-steps per second on a map of 30 nodes: ours and others'."""
    steps = float(MAP_NODES * MAP_STEPS)
    model = map_of(MAP_NODES)
    size = Size(factors=MAP_NODES, links=len(model.links), events=0, months=MAP_STEPS)
    found: dict[str, float | str] = {
        "sayso": round(steps * MAP_RUNS / seconds(model, size, MAP_RUNS, kernel, 1)),
        "numpy_whole": round(
            steps * MAP_RUNS / best(lambda: plain_map(MAP_NODES, MAP_STEPS, MAP_RUNS, 1000))
        ),
        "numpy_blocked": round(
            steps * MAP_RUNS / best(lambda: plain_map(MAP_NODES, MAP_STEPS, MAP_RUNS, 128))
        ),
        "plain_python": round(steps / best(lambda: python_map(MAP_NODES, MAP_STEPS))),
    }
    for tool in ("fcmpy", "py-fcm"):
        found[tool] = others(tool, steps)
    for name, rate in found.items():
        print(
            f"map of 30 nodes, {name:14} {rate if isinstance(rate, str) else f'{rate:14,.0f} node-steps/s'}"
        )
    return found


def others(tool: str, steps: float) -> float | str:
    """Return node-steps per second of another tool, or why there are none."""
    try:
        version = importlib.metadata.version(tool)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
    from benchmarks import simulation_peers  # noqa: PLC0415 - needs the tool

    run = {"fcmpy": simulation_peers.fcmpy_map, "py-fcm": simulation_peers.py_fcm_map}[tool]
    rate = steps / best(lambda: run(MAP_NODES, MAP_STEPS))
    print(f"{tool} {version}")
    return round(rate)


def parts() -> dict[str, float]:
    """Return the nanoseconds that a run's month takes for each part alone: the bound of the instructions."""
    from benchmarks.simulation_parts import nanoseconds  # noqa: PLC0415 - needs the extra fast

    return {name: round(value, 1) for name, value in nanoseconds(MACRO).items()}


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--runs", type=int, default=100_000)
    asked.add_argument("--plot", type=Path, help="write the growth of cost as a picture (needs matplotlib)")
    options = asked.parse_args()
    fast: Kernel = "numba" if installed() else "numpy"
    result: dict[str, object] = {"runs": options.runs, **side_by_side(options.runs)}
    for kernel in KERNELS[: 2 if installed() else 1]:
        result[f"{kernel}_peak_mb"] = round(peak_memory(kernel, options.runs))
        print(f"{kernel} peak memory: {result[f'{kernel}_peak_mb']} MB")
    grown = growth(options.runs // 4, fast)
    result["growth_s"] = grown
    result["exponents"] = {axis: round(fitted(times), 2) for axis, times in grown.items()}
    result["map_node_steps_per_s"] = maps(fast)
    if installed():
        result["parts_ns_per_run_month"] = parts()
        whole = 1e9 / (float(str(result["numba_1_runs_per_s"])) * MACRO.months)
        bound = sum(parts().values())
        result["whole_ns_per_run_month"] = round(whole, 1)
        print(f"a run's month takes {whole:.0f} ns; its parts alone {bound:.0f} ns")
    if options.plot is not None:
        plot(grown, options.plot)
    result |= {"machine": platform.machine(), "python": platform.python_version(), "numpy": np.__version__}
    print(json.dumps(result))


def plot(grown: Mapping[str, Mapping[str, float]], path: Path) -> None:
    """Draw seconds against size on logarithmic axes, one panel for each axis of the ensemble."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - an extra

    figure, panels = plt.subplots(1, len(grown), figsize=(4 * len(grown), 3.2), layout="constrained")
    for panel, (axis, times) in zip(panels, grown.items(), strict=True):
        panel.loglog([float(size) for size in times], list(times.values()), marker="o")
        panel.set(xlabel=axis, ylabel="seconds", title=f"exponent {fitted(times):.2f}")
        panel.set_xticks([float(size) for size in times], list(times))
        panel.set_xticks([], minor=True)
    figure.savefig(path)


if __name__ == "__main__":
    main()
