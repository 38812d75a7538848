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


@pytest.mark.parametrize(
    ("event", "while_", "low", "high"),
    [
        ("refusal(UZB)", "unrest", 0.10329, 0.15458),
        ("fall(UZB)", "calm", 0.0374, 0.04767),
        ("fall(UZB)", "unrest", 0.08988, 0.14115),
        ("fall(UZB)", "refusal", 0.38967, 0.56496),
    ],
)
def test_what_follows_unrest_is_as_frequent_as_in_the_record(
    alone: Ensemble, event: str, while_: str, low: float, high: float
) -> None:
    """NAVCO 2.0: 90 % intervals of yearly probabilities"""
    unrest, refusal = (
        alone.active[:, :-1, alone.events.index(name)] for name in ("mass_unrest(UZB)", "refusal(UZB)")
    )
    months = {"calm": ~unrest, "unrest": unrest & ~refusal, "refusal": unrest & refusal}[while_]
    begins = alone.begun[:, 1:, alone.events.index(event)][months]
    assert hazard(low) < 12 * begins.mean() < hazard(high)


def test_the_model_stays_at_rest(alone: Ensemble) -> None:
    """Nothing drifts: after five years levels stand where they stood."""
    for factor in alone.factors:
        level = alone.level(factor)
        assert abs(level[:, -1].mean() - level[:, 0].mean()) < 0.04, factor
        assert 0.4 < level[:, -1].mean() < 0.6, factor
