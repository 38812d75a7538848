"""Persistence and spread from years before a cut."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.backtests.calibration import Calibration, calibrate, with_calibration
from sayso.backtests.foresight import Build, common_builder
from sayso.backtests.past import Pasts
from sayso.backtests.series import Series
from sayso.models.moments import at_rest, field_of

CUT = dt.date(2007, 1, 1)


def lasting(phi: float, seed: int, months: int = 96) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    rng = np.random.default_rng(seed)
    x = [rng.normal()]
    for _ in range(months - 1):
        x.append(phi * x[-1] + np.sqrt(1 - phi**2) * rng.normal())
    return rng.poisson(np.exp(3 + 0.6 * np.array(x))).astype(float)


def test_persistence_is_found_through_the_noise_of_counting(series: Callable[..., Series]) -> None:
    for phi in (0.6, 0.85):
        made = [series(lasting(phi, seed), actor=f"A{seed}") for seed in range(16)]
        found = calibrate(made, CUT, Pasts())
        assert found is not None
        assert 1 - found.kappa == pytest.approx(phi, abs=0.12)
        assert 0.6 < found.spread <= 1.25
        assert found.actors == 16
        assert found.periods == 16 * 84


def test_nothing_after_the_cut_is_read(series: Callable[..., Series]) -> None:
    counts = lasting(0.7, 1)
    other = counts.copy()
    other[84:] = 900
    one, two = (calibrate([series(each)], CUT, Pasts()) for each in (counts, other))
    assert one == two
    assert one is not None


def test_what_does_not_last_is_left_as_shipped(series: Callable[..., Series]) -> None:
    """Counts that alternate have a negative autocovariance."""
    alternating = np.where(np.arange(96) % 2, 20.0, 2.0)
    assert calibrate([series(alternating)], CUT, Pasts()) is None
    assert calibrate([series(lasting(0.7, 1, 12))], CUT, Pasts()) is None


def test_a_calibrated_model_rests_where_its_own_moments_say(actors: ActorTable) -> None:
    base = common_builder(actors, ("RUS",))(dt.date(2005, 1, 1), ("UZB",))
    found = Calibration(factor="unrest", kappa=0.1, spread=0.9, actors=5, periods=100)
    model = with_calibration(base, {"unrest": found})
    rest = at_rest(field_of(model))
    for node, mean, variance in zip(model.nodes, rest.mean, rest.variance, strict=True):
        assert node.normal == pytest.approx(mean)
        assert node.normal_sd == pytest.approx(np.sqrt(variance))
        assert node.kappa == (0.1 if node.factor.name == "unrest" else node.kappa)
    assert len(model.links) == len(base.links)
    kept = {str(node.factor): node.kappa for node in base.nodes}
    for old, new in zip(base.links, model.links, strict=True):
        if new.target.name == "unrest" and new.form != "change":
            # the long-run effect of a link is its weight over κ
            assert new.weight.mean / 0.1 == pytest.approx(old.weight.mean / kept[str(new.target)])


def test_the_small_model_keeps_its_spread(build: Build) -> None:
    base = build(dt.date(2005, 1, 1), ("KAZ",))
    found = Calibration(factor="unrest", kappa=0.05, spread=1.0, actors=1, periods=80)
    node = with_calibration(base, {"unrest": found}).nodes[0]
    assert node.normal_sd == pytest.approx(0.6)
    assert found.half_life == pytest.approx(13.5, abs=0.1)
