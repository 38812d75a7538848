"""Time of entropy pooling: 50 views on 100,000 runs, a source's handful, hundreds of views, and peers.

Run it as `python benchmarks/views.py`; the last line is a JSON object. Times are processor seconds of the
process and seconds by the clock, on one core.
"""

import argparse
import functools
import json
import os
import platform
import time
from collections.abc import Callable
from typing import TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is first imported

import numpy as np
from scipy.optimize import minimize

from sayso.views.constraints import constraints
from sayso.views.dual import Floats, Rows, minimise, tilt
from sayso.views.outcome import Outcome
from sayso.views.patterns import Codes, codes_of, group
from sayso.views.pool import weigh_codes
from sayso.views.view import AnyView, Interval, Ordering, View

ANY = Outcome(id="x", label="X", event="x(A)", factor=None, direction=1, months=12)
SIZES = ((5, 2_000), (10, 10_000), (50, 100_000), (300, 2_560))
PEERS = ("trust-exact", "L-BFGS-B", "BFGS")
Found = TypeVar("Found")


def problem(views: int, runs: int, seed: int, *, bounds: bool = False) -> tuple[list[AnyView], Codes]:
    """Return views of which a third are conditional, on outcomes that hang together through one cause.

    With `bounds` a fifth of them are intervals and a fifth orderings.
    """
    chance = np.random.default_rng(seed)
    cause = chance.normal(size=runs)
    happens = 0.5 * cause + chance.normal(size=(views, runs)) > chance.uniform(-0.5, 2.0, (views, 1))
    given, less = np.ones_like(happens), np.zeros_like(happens)
    stated: list[AnyView] = []
    for row in range(views):
        condition = ANY if row % 3 == 2 else None  # noqa: PLR2004 - every third
        if condition is not None:
            given[row] = happens[row - 1]
        mean = float(np.clip(happens[row][given[row]].mean() + chance.uniform(-0.1, 0.1), 0.03, 0.97))
        if bounds and row % 5 == 0:
            stated.append(
                Interval(
                    statement=f"{row}", outcome=ANY, given=condition, low=mean, high=min(mean + 0.1, 1.0)
                )
            )
        elif bounds and row % 5 == 1:
            less[row] = happens[row - 2]
            stated.append(Ordering(statement=f"{row}", outcome=ANY, less=ANY, given=condition, slack=0.05))
        else:
            alpha, beta = 20.0 * mean, 20.0 * (1.0 - mean)
            stated.append(View(statement=f"{row}", outcome=ANY, given=condition, alpha=alpha, beta=beta))
    return stated, codes_of(happens, given, less)


def best_of(times: int, work: Callable[[], Found]) -> tuple[float, float, Found]:
    """Return the least processor and clock seconds of some runs of `work`, and what it returns."""
    taken = []
    for _ in range(times):
        processor, clock = time.process_time(), time.perf_counter()
        found = work()
        taken.append((time.process_time() - processor, time.perf_counter() - clock))
    return min(one for one, _ in taken), min(one for _, one in taken), found


def peer(rows: Rows, prior: Floats, method: str) -> Floats:
    """Return the multipliers that one of SciPy's minimisers finds, with our gradient and Hessian."""
    log_prior = np.log(prior)

    def value(multipliers: Floats) -> tuple[float, Floats]:
        weights, log_z = tilt(rows.features, log_prior, multipliers)
        return (
            log_z + 0.5 * float(rows.variance @ multipliers**2),
            rows.features @ weights + rows.variance * multipliers,
        )

    def hessian(multipliers: Floats) -> Floats:
        weights, _ = tilt(rows.features, log_prior, multipliers)
        scaled = (rows.features - (rows.features @ weights)[:, None]) * np.sqrt(weights)
        return np.asarray(scaled @ scaled.T + np.diag(rows.variance))

    found = minimize(
        value,
        np.zeros(len(rows.features)),
        jac=True,
        hess=hessian if method == "trust-exact" else None,
        method=method,
        options={"gtol": 1e-9},
    )
    return np.asarray(found.x)


def solve(rows: Rows, prior: Floats, method: str) -> Floats:
    """Return the multipliers that `method` finds: ours, or one of SciPy's minimisers."""
    return minimise(rows, prior).multipliers if method == "ours" else peer(rows, prior, method)


def peers(views: int, runs: int) -> dict[str, float]:
    """Print and return the time and the residual of SciPy's minimisers and ours on one dual."""
    stated, codes = problem(views, runs, seed=1)
    kinds, which = group(codes)
    prior: Floats = np.bincount(which).astype(np.float64) / runs
    rows = constraints(stated, kinds, prior).rows
    figures = {}
    for method in ("ours", *PEERS):
        processor, clock, found = best_of(1, functools.partial(solve, rows, prior, method))
        weights, _ = tilt(rows.features, np.log(prior), found)
        residual = float(np.abs(rows.features @ weights + rows.variance * found).max())
        print(f"  {method}: {processor:.3f} s processor, {clock:.3f} s, residual {residual:.1e}")
        figures[f"dual_{method}_{views}_views_{runs}_runs"] = round(processor, 4)
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--peers-large", action="store_true", help="the peers on 50 views and 100,000 runs too"
    )
    large = parser.parse_args().peers_large
    figures: dict[str, object] = {"machine": platform.machine(), "python": platform.python_version()}
    for views, runs in SIZES:
        for bounds in (False, True):
            stated, codes = problem(views, runs, seed=1, bounds=bounds)
            work = functools.partial(weigh_codes, stated, codes)
            seconds, clock, result = best_of(1 if bounds else 3, work)
            kind = "with bounds" if bounds else "likelihoods"
            print(
                f"{views} views, {kind}, on {runs} runs: {seconds:.4f} s processor, {clock:.4f} s; "
                f"residual {result.residual:.1e}, gap {result.gap:.1e}, {result.entropy_bits:.2f} bits, "
                f"{result.effective_runs:.0f} effective runs, {len(result.unmet)} unmet"
            )
            figures[f"seconds_{views}_views_{runs}_runs{'_bounds' if bounds else ''}"] = round(seconds, 4)
    for views, runs in ((20, 20_000), *(((50, 100_000),) if large else ())):
        print(f"the dual of {views} views on {runs} runs:")
        figures |= peers(views, runs)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
