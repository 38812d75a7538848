"""A simulation that is stopped keeps what is done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import numpy as np
import pytest

from sayso.models import Model
from sayso.simulation import Interrupted, Keep, kernels, simulate
from sayso.simulation.block import draw_block
from sayso.simulation.output import Output
from sayso.simulation.plan import Plan
from sayso.simulation.simulate import GRAINS_PER_BLOCK

RUNS = 6 * 1280


def stop_at(runs: int) -> Callable[[int, int], None]:
    def told(done: int, _asked: int) -> None:
        if done >= runs:
            raise KeyboardInterrupt

    return told


def hold_from(grain: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold blocks from `grain` on back until the blocks that wait for a thread are cancelled."""
    cancelled = Event()
    shutdown = ThreadPoolExecutor.shutdown

    def held(plan: Plan, output: Output, grains: range) -> None:
        if grains.start >= grain:
            assert cancelled.wait(60)
        draw_block(plan, output, grains)

    def cancel_first(pool: ThreadPoolExecutor, *, cancel_futures: bool) -> None:
        shutdown(pool, wait=False, cancel_futures=cancel_futures)
        cancelled.set()
        shutdown(pool)

    monkeypatch.setattr(kernels, "draw_block", held)
    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", cancel_first)


@pytest.mark.parametrize("threads", [1, 2])
def test_runs_that_were_done_are_kept_and_marked(
    region: Model, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = simulate(region, months=2, runs=RUNS, seed=3, keep=Keep(spread=True))
    hold_from(3 * GRAINS_PER_BLOCK, monkeypatch)
    with pytest.raises(Interrupted, match=f"of {RUNS:,} runs, which are kept") as stopped:
        simulate(
            region,
            months=2,
            runs=RUNS,
            seed=3,
            threads=threads,
            keep=Keep(spread=True),
            on_progress=stop_at(2560),
        )
    part = stopped.value.ensemble
    assert part.partial
    assert not whole.partial
    assert 2560 <= part.runs < part.asked == RUNS
    assert np.array_equal(part.levels, whole.levels[: part.runs])
    assert part.weights.sum() == pytest.approx(1.0)
    assert np.all(part.spread.sum(axis=2) == part.runs)


def test_whoever_catches_ctrl_c_catches_it(region: Model) -> None:
    with pytest.raises(KeyboardInterrupt):
        simulate(region, months=2, runs=RUNS, seed=3, on_progress=stop_at(1))


def test_progress_is_told_in_order_to_the_end(region: Model) -> None:
    told: list[tuple[int, int]] = []
    simulate(region, months=2, runs=3000, seed=3, on_progress=lambda done, asked: told.append((done, asked)))
    assert told == [(1280, 3000), (2560, 3000), (3000, 3000)]


def test_what_fails_in_a_block_is_raised(region: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr("sayso.simulation.kernels.draw_block", fail)
    with pytest.raises(MemoryError, match="no room"):
        simulate(region, months=2, runs=3000, seed=3)
