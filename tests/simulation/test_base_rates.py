"""A state by itself, at rest, sees events as often as the record does."""

import datetime as dt

import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.models import build_common
from sayso.simulation import Ensemble, simulate

YEARS = 5
RUNS = 20_000
"""100,000 run-years."""


@pytest.fixture(scope="module")
def alone() -> Ensemble:
    """Return Uzbekistan without neighbours and patrons."""
    actors, _ = ActorTable.load()
    model, problems = build_common(actors=actors, states=["UZB"], patrons=[], start=dt.date(2024, 2, 1))
    assert problems == ()
    return simulate(model, months=12 * YEARS, runs=RUNS, seed=20)


def hazard(yearly: float) -> float:
    return float(-np.log1p(-yearly))


def test_mass_unrest_begins_as_often_as_in_the_record(alone: Ensemble) -> None:
    """33 onsets in 1240 autocracy-years 1989-2006"""
    onsets = alone.begun[:, 1:, alone.events.index("mass_unrest(UZB)")].sum()
    assert 0.01989 < onsets / (RUNS * YEARS) < 0.03497


def test_governments_fall_as_often_in_calm_as_in_the_record(alone: Ensemble) -> None:
    """Autocratic regimes without a nonviolent campaign: 176 ends in 4161 years; with one, see test_campaigns"""
    calm = ~alone.active[:, :-1, alone.events.index("mass_unrest(UZB)")]
    falls = alone.begun[:, 1:, alone.events.index("fall(UZB)")][calm]
    assert hazard(0.0374) < 12 * falls.mean() < hazard(0.04767)


def test_the_model_stays_at_rest(alone: Ensemble) -> None:
    """Nothing drifts: after five years levels stand where they stood."""
    for factor in alone.factors:
        level = alone.level(factor)
        assert abs(level[:, -1].mean() - level[:, 0].mean()) < 0.04, factor
        assert 0.4 < level[:, -1].mean() < 0.6, factor
