"""A cluster draws what one machine draws, bit for bit."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from sayso.models import Model
from sayso.simulation import Interrupted, Keep, Shock, simulate
from sayso.simulation.cluster import simulate_on
from sayso.simulation.kernels import Kernel, installed
from sayso.simulation.simulate import order_of


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Start two workers in this process that talk over the loopback interface."""
    distributed: Any = pytest.importorskip("distributed", reason="the extra dask is not installed")
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=False,
            protocol="tcp",
            host="127.0.0.1",
            dashboard_address=None,
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


@pytest.mark.parametrize("kernel", ["numpy", "numba"])
@pytest.mark.parametrize("grains_per_task", [1, 3, 64])
def test_the_bits_are_those_of_one_machine(
    region: Model, client: Any, kernel: Kernel, grains_per_task: int
) -> None:
    if kernel == "numba" and not installed():
        pytest.skip("the extra fast is not installed")
    options: dict[str, Any] = {
        "months": 5,
        "runs": 1500,
        "seed": 2,
        "changes": [Shock(factor=region.factors[0], size=1.0, on=region.start)],
        "keep": Keep(months=(0, 5), spread=True),
    }
    here = simulate(region, **options, kernel=kernel)
    there = simulate_on(client, order_of(region, **options), kernel=kernel, grains_per_task=grains_per_task)
    for name in (
        "levels",
        "begun",
        "active",
        "first",
        "outbreaks",
        "lasting",
        "spread",
        "weights",
        "presence",
    ):
        assert np.array_equal(getattr(there, name), getattr(here, name), equal_nan=name == "first"), name
    assert not there.partial


def test_weights_of_tilts_come_back(region: Model, client: Any) -> None:
    options: dict[str, Any] = {"months": 5, "runs": 700, "seed": 2, "tilts": {"mass_unrest(UZB)": 3.0}}
    there = simulate_on(client, order_of(region, **options), grains_per_task=2)
    assert np.array_equal(there.weights, simulate(region, **options).weights)


def test_a_stopped_cluster_leaves_what_came_back(region: Model, client: Any) -> None:
    order = order_of(region, months=3, runs=1500, seed=2)

    def stop(done: int, _asked: int) -> None:
        if done >= 480:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stopped:
        simulate_on(client, order, grains_per_task=1, on_progress=stop)
    part = stopped.value.ensemble
    assert part.partial
    assert part.runs == 480
    assert np.array_equal(part.levels, simulate(region, months=3, runs=480, seed=2).levels)


def test_tasks_without_grains_are_refused(region: Model) -> None:
    with pytest.raises(ValueError, match="want 1 or more"):
        simulate_on(None, order_of(region, months=3, runs=10, seed=2), grains_per_task=0)
