"""What the runs of a model say, as they are and under changes."""

import datetime as dt

import numpy as np
import pytest

from sayso.scenarios import compare
from sayso.scenarios.basis import Basis
from sayso.scenarios.paths import MOST_MEMORY, every_month, path_of
from sayso.scenarios.scenario import Scenario
from sayso.scenarios.summary import Wish, run_model
from sayso.simulation import Occurrence, simulate
from sayso.simulation.keep import trajectory_bytes
from sayso.statements.factor import Factor
from sayso.views.view import View

UNREST = Factor("unrest", "KGZ")
SPREAD = Occurrence(event="mass_unrest(KAZ)", on=dt.date(2022, 9, 1))


def test_probabilities_grow_month_by_month_and_levels_have_bands(region: Basis) -> None:
    wish = Wish(months=6, runs=400, seed=1, outcomes=region.outcomes[:3], factors=[UNREST])
    summary, ensemble = run_model(region.model, wish)
    for shown in summary.outcomes:
        means = [one.mean for one in shown.by_month]
        assert means == sorted(means)
        event = shown.outcome.events[0]
        assert shown.probability.mean == pytest.approx(float(ensemble.happened(event, within=6).mean()))
    (level,) = summary.levels
    assert level.path == path_of(ensemble, UNREST)
    assert all(
        low < middle < high
        for low, middle, high in zip(level.path.low, level.path.middle, level.path.high, strict=True)
    )
    inside = (ensemble.level(UNREST)[:, 6] >= level.path.low[6]) & (
        ensemble.level(UNREST)[:, 6] <= level.path.high[6]
    )
    assert float(inside.mean()) == pytest.approx(0.8, abs=0.01)
    assert summary.days[0] == region.model.start
    assert len(summary.days) == 7


def test_under_changes_it_says_what_a_comparison_says(region: Basis) -> None:
    asked = region.outcomes
    view = View(statement="s", outcome=asked[4], alpha=60.0, beta=40.0, exact=True)
    wish = Wish(months=12, runs=400, seed=1, outcomes=asked, views=[view], changes=[SPREAD])
    summary, ensemble = run_model(region.model, wish)
    scenario = Scenario(name="spread", changes=(SPREAD,))
    found = compare(region.model, [scenario], months=12, runs=400, seed=1, outcomes=asked, views=[view])
    for one, other in zip(summary.outcomes, found.effects[0].outcomes, strict=True):
        mine, theirs = one.probability, other.under
        assert (mine.mean, mine.low, mine.high) == pytest.approx((theirs.mean, theirs.low, theirs.high))
    assert summary.effective_runs == found.effective_runs
    assert ensemble.changes == (SPREAD,)
    plain = simulate(region.model, months=12, runs=400, seed=1)
    assert np.array_equal(ensemble.levels[:, :3], plain.levels[:, :3])


def test_more_runs_than_fit_are_refused_and_fewer_are_named(region: Basis) -> None:
    fit = MOST_MEMORY // trajectory_bytes(region.model, months=60, runs=1)
    every_month(region.model, months=60, runs=fit)
    with pytest.raises(ValueError, match=f"want {fit:,} runs at most"):
        every_month(region.model, months=60, runs=fit + 1000)
