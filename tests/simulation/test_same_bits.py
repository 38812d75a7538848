"""The same seed gives the same bits, however the work is divided."""

import msgspec
import numpy as np
import pytest

from sayso.models import Model
from sayso.simulation import Ensemble, simulate
from sayso.simulation.kernels import Kernel, installed
from sayso.simulation.plan import make_plan
from sayso.simulation.simulate import draw, order_of
from sayso.simulation.streams import RUNS_PER_GRAIN


def need(kernel: Kernel) -> None:
    if kernel == "numba" and not installed():
        pytest.skip("the extra fast is not installed")


@pytest.mark.parametrize("kernel", ["numpy", "numba"])
def test_block_size_and_threads_change_no_bit(region: Model, kernel: Kernel) -> None:
    need(kernel)
    plan = make_plan(order_of(region, months=14, runs=1500, seed=7))
    first = draw(plan, kernel=kernel, threads=1, grains_per_block=1)
    for threads, grains in ((1, 3), (2, 2), (2, 4), (1, 64)):
        other = draw(plan, kernel=kernel, threads=threads, grains_per_block=grains)
        assert np.array_equal(first.levels.view(np.uint32), other.levels.view(np.uint32))
        assert np.array_equal(first.begun, other.begun)
        assert np.array_equal(first.active, other.active)


@pytest.mark.parametrize("kernel", ["numpy", "numba"])
@pytest.mark.parametrize("runs", [1, 159, 160, 1000])
def test_the_first_runs_are_those_of_a_smaller_simulation(region: Model, runs: int, kernel: Kernel) -> None:
    need(kernel)
    small = simulate(region, months=6, runs=runs, seed=7, kernel=kernel)
    large = simulate(region, months=6, runs=2300, seed=7, kernel=kernel)
    assert small.levels.shape == (runs, 7, len(region.nodes))
    assert np.array_equal(small.levels, large.levels[:runs])
    assert np.array_equal(small.begun, large.begun[:runs])
    assert np.array_equal(small.presence, large.presence[:runs])
    assert np.array_equal(small.parameter_draw, large.parameter_draw[:runs])


def test_the_first_thousand_of_ten_thousand_runs_are_a_thousand_runs(region: Model) -> None:
    small = simulate(region, months=4, runs=1000, seed=0)
    large = simulate(region, months=4, runs=10_000, seed=0)
    assert np.array_equal(small.levels, large.levels[:1000])


def test_the_first_months_are_those_of_a_shorter_simulation(region: Model) -> None:
    short = simulate(region, months=5, runs=200, seed=7)
    long = simulate(region, months=24, runs=200, seed=7)
    assert np.array_equal(short.levels, long.levels[:, :6])
    assert np.array_equal(short.begun, long.begun[:, :6])


@pytest.mark.parametrize("kernel", ["numpy", "numba"])
def test_a_part_of_the_grains_is_that_part_of_all(region: Model, kernel: Kernel) -> None:
    """A worker elsewhere draws the parameters and the runs of its own grains."""
    need(kernel)
    order = order_of(region, months=6, runs=1500, seed=7, tilts={"mass_unrest(UZB)": 2.0})
    whole = draw(make_plan(order), kernel=kernel)
    for grains in (range(3), range(3, 8), range(8, 10)):
        part = draw(make_plan(order, grains), kernel=kernel, threads=1)
        runs = slice(grains.start * RUNS_PER_GRAIN, grains.stop * RUNS_PER_GRAIN)
        assert np.array_equal(part.levels, whole.levels[..., runs])
        assert np.array_equal(part.begun, whole.begun[..., runs])
        assert np.array_equal(part.log_ratio, whole.log_ratio[runs])


def test_another_seed_gives_other_runs(region: Model) -> None:
    one, other = (simulate(region, months=3, runs=20, seed=seed) for seed in (1, 2))
    assert not np.array_equal(one.levels, other.levels)


def test_what_a_new_link_does_not_reach_keeps_its_chance(region: Model) -> None:
    """Two models under one seed differ by the link alone: common random numbers."""
    extra = msgspec.structs.replace(region.links[0], target=region.factors[-1], origin="a claim")
    claimed = msgspec.structs.replace(region, links=(*region.links, extra))
    common = simulate(region, months=6, runs=400, seed=3)
    other = simulate(claimed, months=6, runs=400, seed=3)
    same = [factor for factor in common.factors if np.array_equal(common.level(factor), other.level(factor))]
    assert extra.target not in same
    assert len(same) > len(common.factors) // 2


def test_runs_share_their_parameters_in_groups(region: Model) -> None:
    ensemble: Ensemble = simulate(region, months=1, runs=400, seed=3)
    assert RUNS_PER_GRAIN % 20 == 0
    for draw_number in np.unique(ensemble.parameter_draw):
        rows = ensemble.presence[ensemble.parameter_draw == draw_number]
        assert np.all(rows == rows[0])
    assert len(np.unique(ensemble.presence, axis=0)) > 15
