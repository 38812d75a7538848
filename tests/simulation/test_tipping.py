"""Where two starting levels lead, how probable something is from them, and whether the way back is the same."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sayso.models import Model
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.resting import resting_states
from sayso.simulation.tipping import chance_map, sweep, tipping_map
from sayso.statements.factor import Factor

Maker = Callable[..., Any]
UNREST, WELFARE = Factor("unrest", "UZB"), Factor("welfare", "UZB")


@pytest.fixture
def tipping(node: Maker, link: Maker, model: Maker) -> Model:
    """Return unrest that keeps itself up past a threshold, and that welfare, which is slow, keeps down."""
    made: Model = model(
        node("unrest(UZB)", start_sd=0.2, noise=0.05),
        node("welfare(UZB)", kappa=0.02),
        links=(
            link("unrest(UZB)", "unrest(UZB)", 0.2, form="threshold", threshold=0.7, steepness=0.03),
            link("welfare(UZB)", "unrest(UZB)", -0.16),
        ),
    )
    return made


def test_a_start_leads_where_the_months_lead(tipping: Model) -> None:
    found = tipping_map(tipping, UNREST, WELFARE, steps=15)
    ends = np.array(found.ends)
    assert ends.shape == (15, 15)
    assert len(found.states) == 2
    quiet, up = (state.levels[0] for state in found.states)
    assert sorted([quiet, up]) == pytest.approx([0.5, 0.88], abs=0.01)
    high = int(np.argmax([quiet, up]))
    # poor enough, unrest comes up by itself and stays; well off, it dies down whatever it was
    assert (ends[0] == high).all()
    assert (ends[-1] != high).all()
    middle = ends[7]
    assert middle[0] != high
    assert middle[-1] == high
    tips_at = [15 - int((row == high).sum()) for row in ends]
    assert tips_at == sorted(tips_at)
    assert all((row == high).tolist() == sorted((row == high).tolist()) for row in ends)


def test_shares_of_the_map_are_its_cells(tipping: Model) -> None:
    found = tipping_map(tipping, UNREST, WELFARE, steps=9)
    assert sum(found.share(state) for state in (-1, 0, 1)) == pytest.approx(1.0)
    assert [found.share(number) for number in range(2)] == [state.basin for state in found.states]
    assert found.start == pytest.approx((0.5, 0.5))


def test_the_maps_states_are_the_models_resting_states(tipping: Model) -> None:
    found = tipping_map(tipping, UNREST, WELFARE, steps=9)
    stable = sorted(state.levels for state in resting_states(tipping).stable)
    for one, other in zip(sorted(state.levels for state in found.states), stable, strict=True):
        assert one == pytest.approx(other, abs=1e-6)


def test_a_factor_that_is_driven_up_and_down_comes_back_another_way(tipping: Model) -> None:
    found = sweep(tipping, WELFARE, UNREST)
    assert found.hysteresis is not None
    low, high = found.hysteresis
    assert 0.02 <= low < high <= 0.98
    up, down = np.array(found.going_up), np.array(found.going_down)
    # poor at first: unrest is up, and only much welfare ends it; on the way down it comes back late
    assert up[0] > 0.9
    assert down[0] == pytest.approx(up[0], abs=1e-4)
    assert up[-1] == pytest.approx(down[-1], abs=1e-4)
    between = (np.array(found.levels) > low) & (np.array(found.levels) < high)
    assert (up[between] > down[between]).all()


def test_without_a_threshold_the_way_back_is_the_way_there(node: Maker, link: Maker, model: Maker) -> None:
    plain = model(
        node("unrest(UZB)"), node("welfare(UZB)"), links=(link("welfare(UZB)", "unrest(UZB)", -0.12),)
    )
    found = sweep(plain, WELFARE, UNREST, steps=9)
    assert found.hysteresis is None
    assert found.going_up == pytest.approx(found.going_down, abs=1e-3)
    z = -1.2 * (2 * np.array(found.levels) - 1)
    assert found.going_up == pytest.approx((1 / (1 + np.exp(-z))).tolist(), abs=1e-3)


def test_chances_rise_toward_the_tipping_point(tipping: Model) -> None:
    def up(ensemble: Ensemble) -> "np.ndarray[Any, np.dtype[np.bool_]]":
        return np.asarray(ensemble.level(UNREST)[:, -1] > 0.8)

    found = chance_map(
        tipping, UNREST, WELFARE, happens=up, says="unrest is up", months=24, runs=160, steps=4, seed=1
    )
    means = np.array([[share.mean for share in row] for row in found.chances])
    assert (np.diff(means, axis=1) >= 0).all()
    assert (np.diff(means, axis=0) <= 0).all()
    # from the lowest of both: .8815 of 200,000 runs; two standard errors of 160
    assert means[0, 0] == pytest.approx(0.8815, abs=0.05)
    assert means[0, 1:].min() > 0.9
    assert means[-1].max() < 0.1
    again = chance_map(
        tipping, UNREST, WELFARE, happens=up, says="unrest is up", months=24, runs=160, steps=4, seed=1
    )
    assert again == found


def test_what_cannot_be_mapped_is_refused(tipping: Model) -> None:
    with pytest.raises(ValueError, match="want two"):
        tipping_map(tipping, UNREST, UNREST)
    with pytest.raises(KeyError, match=r"nearest is unrest\(UZB\)"):
        tipping_map(tipping, WELFARE, Factor("unrest", "UZ"))
    with pytest.raises(ValueError, match="steps is 1"):
        sweep(tipping, UNREST, WELFARE, steps=1)
