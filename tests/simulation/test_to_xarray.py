"""An ensemble as a data set has the dimensions and the numbers of the ensemble."""

from typing import Any

import numpy as np
import pytest

from sayso.models import Model
from sayso.simulation import Keep, Passage, simulate
from sayso.simulation.to_xarray import to_xarray


def test_dimensions_are_chain_draw_time_factor(region: Model) -> None:
    pytest.importorskip("xarray", reason="the extra xarray is not installed")
    passage = Passage(factor=region.factors[0], level=0.6)
    ensemble = simulate(region, months=6, runs=50, seed=1, keep=Keep(months=(0, 6), passages=(passage,)))
    found: Any = to_xarray(ensemble)
    assert found["level"].dims == ("chain", "draw", "time", "factor")
    assert dict(found.sizes)["draw"] == 50
    assert found["time"].values.astype("datetime64[D]").astype(str).tolist() == ["2022-02-01", "2022-08-01"]
    factor = region.factors[4]
    level = found["level"].sel(chain=0, factor=str(factor), time="2022-08-01").values
    assert np.array_equal(level.ravel(), ensemble.at(factor, 6))
    assert np.shares_memory(found["level"].values, ensemble.levels)
    assert np.array_equal(
        found["first"].sel(event="mass_unrest(UZB)").values[0],
        ensemble.first[:, ensemble.events.index("mass_unrest(UZB)")],
        equal_nan=True,
    )
    assert found["passage"].values.tolist() == [f"{passage.factor} >= 0.6"]


def test_without_the_extra_it_is_named(region: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    ensemble = simulate(region, months=1, runs=1, seed=1)

    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name}", name=name)

    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(ModuleNotFoundError, match=r"needs xarray, .*sayso\[xarray\]"):
        to_xarray(ensemble)
