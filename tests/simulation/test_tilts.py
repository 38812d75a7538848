import datetime as dt

import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.models import build_common
from sayso.models.model import Model
from sayso.simulation import simulate

RUNS = 8000
RARE = "intervention(RUS>UZB)"


@pytest.fixture(scope="module")
def region() -> Model:
    actors, _ = ActorTable.load()
    model, _ = build_common(actors=actors, states=["UZB", "KAZ"], patrons=["RUS"], start=dt.date(2022, 2, 1))
    return model


def test_weights_are_even_without_tilts(region: Model) -> None:
    ensemble = simulate(region, months=6, runs=200, seed=1)
    assert np.allclose(ensemble.weights, 1 / 200)


def test_a_rare_event_gets_runs_and_keeps_its_probability(region: Model) -> None:
    """What the weights take back is what the tilt put in."""
    tilts = {RARE: 6.0, "mass_unrest(UZB)": 3.0}
    tilted = simulate(region, months=12, runs=RUNS, seed=3, tilts=tilts)
    plain = simulate(region, months=12, runs=5 * RUNS, seed=4)
    assert tilted.happened(RARE, within=12).sum() > 200
    for event in (RARE, "mass_unrest(UZB)", "mass_unrest(KAZ)", "fall(UZB)"):
        share = plain.happened(event, within=12).mean()
        came = tilted.happened(event, within=12)
        estimate = came @ tilted.weights
        error = np.sqrt(tilted.weights**2 @ (came - estimate) ** 2 + share / plain.runs)
        assert abs(estimate - share) < 4 * error + 1e-4


def test_no_run_weighs_more_than_twice_its_share(region: Model) -> None:
    """Half of the runs are drawn as the model says, so that no weight explodes."""
    tilted = simulate(region, months=12, runs=2000, seed=3, tilts={RARE: 8.0, "mass_unrest(UZB)": 5.0})
    assert tilted.weights.max() < 4 / 2000
    assert tilted.weights.sum() == pytest.approx(1.0)


def test_tilted_runs_are_the_same_bits_for_any_number_of_threads(region: Model) -> None:
    one = simulate(region, months=6, runs=4000, seed=3, tilts={RARE: 4.0}, threads=1)
    two = simulate(region, months=6, runs=4000, seed=3, tilts={RARE: 4.0}, threads=2)
    assert np.array_equal(one.levels, two.levels)
    assert np.array_equal(one.weights, two.weights)


@pytest.mark.parametrize("tilts", [{"nonsense(UZB)": 1.0}, {RARE: float("nan")}])
def test_a_tilt_of_nothing_or_by_nothing_is_refused(region: Model, tilts: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="tilt"):
        simulate(region, months=6, runs=100, seed=3, tilts=tilts)
