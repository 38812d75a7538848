"""A simulation that is stopped keeps what is done."""

from collections.abc import Callable

import numpy as np
import pytest

from sayso.models import Model
from sayso.simulation import Interrupted, Keep, simulate

RUNS = 6 * 1280


def stop_at(runs: int) -> Callable[[int, int], None]:
    def told(done: int, _asked: int) -> None:
        if done >= runs:
            raise KeyboardInterrupt

    return told


@pytest.mark.parametrize("threads", [1, 2])
def test_runs_that_were_done_are_kept_and_marked(region: Model, threads: int) -> None:
    whole = simulate(region, months=2, runs=RUNS, seed=3, keep=Keep(spread=True))
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
