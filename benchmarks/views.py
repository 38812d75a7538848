"""Time of entropy pooling: 50 views on 100,000 runs, and the handful of views that a source has.

Run it as `python benchmarks/views.py`; the last line is a JSON object.
"""

import json
import platform
import time

import numpy as np

from sayso.views.outcome import Outcome
from sayso.views.pool import Bools, Reweighting, weigh
from sayso.views.view import View

ANY = Outcome(id="x", label="X", event="x(A)", factor=None, direction=1, months=12)


def problem(views: int, runs: int, seed: int) -> tuple[list[View], Bools, Bools]:
    """Return views of which a third are conditional, on outcomes that hang together through one cause."""
    chance = np.random.default_rng(seed)
    cause = chance.normal(size=runs)
    happens = 0.5 * cause + chance.normal(size=(views, runs)) > chance.uniform(-0.5, 2.0, (views, 1))
    given = np.ones_like(happens)
    stated = []
    for row in range(views):
        conditional = row % 3 == 2  # noqa: PLR2004 - every third
        if conditional:
            given[row] = happens[row - 1]
        mean = float(np.clip(happens[row][given[row]].mean() + chance.uniform(-0.1, 0.1), 0.03, 0.97))
        stated.append(
            View(
                statement=f"{row}",
                outcome=ANY,
                given=ANY if conditional else None,
                alpha=20.0 * mean,
                beta=20.0 * (1.0 - mean),
            )
        )
    return stated, happens, given


def best_of(times: int, stated: list[View], happens: Bools, given: Bools) -> tuple[float, Reweighting]:
    """Return the shortest time in seconds, and the result."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        result = weigh(stated, happens, given)
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


def main() -> None:
    """Measure and print."""
    figures: dict[str, object] = {"machine": platform.machine(), "python": platform.python_version()}
    for views, runs in ((5, 2_000), (10, 10_000), (50, 100_000)):
        stated, happens, given = problem(views, runs, seed=1)
        seconds, result = best_of(3, stated, happens, given)
        print(
            f"{views} views on {runs} runs: {seconds:.4f} s, duality gap {result.gap:.1e}, "
            f"{result.entropy_bits:.2f} bits, {result.effective_runs:.0f} effective runs"
        )
        figures[f"seconds_{views}_views_{runs}_runs"] = round(seconds, 4)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
