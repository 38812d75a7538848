"""Shocks, starting spreads and weights have the distributions that the records name."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest, t

from sayso.mechanisms.link import Prior
from sayso.models import Model, Node
from sayso.simulation import simulate
from sayso.simulation.parameters import draw_prior
from sayso.simulation.student import shock_table


@pytest.mark.parametrize("nu", [3.0, 5.0, 30.0])
def test_the_table_holds_students_quantiles(nu: float) -> None:
    table = shock_table(nu).astype(np.float64)
    quantiles = t(nu).ppf((np.arange(65536) + 0.5) / 65536)
    assert table == pytest.approx(quantiles / quantiles.std(), rel=1e-4, abs=1e-5)
    assert table.std() == pytest.approx(1.0, abs=1e-6)


def test_shocks_without_a_variance_are_refused() -> None:
    with pytest.raises(ValueError, match="more than 2"):
        shock_table(2.0)


def test_monthly_shocks_are_student_t(node: Callable[..., Node], model: Callable[..., Model]) -> None:
    free = node("unrest(KAZ)", kappa=1.0, noise=0.5)
    level = simulate(model(free), months=4, runs=5000, seed=2).levels[:, 1:, 0].astype(np.float64)
    z = np.log(level / (1 - level)).ravel()
    assert z.std() == pytest.approx(0.5, rel=0.03)
    assert kstest(z / 0.5 * np.sqrt(5 / 3), t(5).cdf).pvalue > 0.001


def test_a_node_at_rest_keeps_its_spread(node: Callable[..., Node], model: Callable[..., Model]) -> None:
    resting = node("unrest(KAZ)", kappa=0.2, noise=0.36, start_sd=0.6)
    level = simulate(model(resting), months=24, runs=10_000, seed=2).levels[:, :, 0].astype(np.float64)
    spread = np.log(level / (1 - level)).std(axis=0)
    assert spread == pytest.approx(0.6, abs=0.02)


@given(mean=st.floats(-3, 3), sd=st.floats(0, 3))
@settings(max_examples=40, deadline=None)
def test_a_weight_never_changes_its_sign(mean: float, sd: float) -> None:
    drawn = draw_prior(Prior(mean=mean, sd=sd, source="test"), np.random.default_rng(0), 200)
    if mean != 0:
        assert np.all(drawn * np.sign(mean) >= 0)


def test_presence_is_a_share_of_draws(region: Model) -> None:
    ensemble = simulate(region, months=1, runs=20_000, seed=5)
    stated = np.array([link.presence for link in region.links])
    found = ensemble.presence.mean(axis=0)
    assert np.abs(found - stated).max() < 0.07
    assert np.all(found[stated == 1.0] == 1.0)
