"""What scenarios do, run by run."""

import datetime as dt
from collections.abc import Callable

import msgspec
import numpy as np
import pytest

from sayso.models import Model
from sayso.scenarios import Scenario, compare, effect
from sayso.scenarios.basis import Basis
from sayso.simulation import Ban, Clamp, Occurrence, Shock, Strength, simulate
from sayso.simulation.changes import Change
from sayso.statements.factor import Factor
from sayso.views.naming import find_outcome
from sayso.views.outcome import Horizon, Outcome, holds
from sayso.views.view import View

from .conftest import begins, event, node, of, rises

WELFARE, GRIEVANCE = Factor.parse("welfare(UZB)"), Factor.parse("grievance(UZB)")
JUNE, SEPTEMBER = dt.date(2022, 6, 1), dt.date(2022, 9, 1)
Pairs = Callable[..., Model]


def scenario(*changes: Change) -> Scenario:
    return Scenario(name="test", changes=changes)


def test_a_clamp_does_what_the_equations_say(pair: Pairs) -> None:
    """Grievance falls back by 0.1 a month and is driven by −0.2 (2 L − 1) of welfare, one month later."""
    made = effect(
        pair(-0.2),
        scenario(Clamp(factor=WELFARE, level=0.75, start=JUNE)),
        months=3,
        runs=400,
        factors=[GRIEVANCE],
    )
    held = simulate(
        pair(-0.2),
        months=3,
        runs=400,
        seed=0,
        changes=scenario(Clamp(factor=WELFARE, level=0.75, start=JUNE)).changes,
    )
    free = simulate(pair(-0.2), months=3, runs=400, seed=0)
    (level,) = made.levels
    for month, estimate in enumerate(level.by_month):
        moved = held.level(GRIEVANCE)[:, month].astype(float) - free.level(GRIEVANCE)[:, month]
        assert estimate.mean == pytest.approx(float(moved.mean()), abs=1e-7)
    z = np.log(held.level(GRIEVANCE) / (1 - held.level(GRIEVANCE))).astype(float)
    z -= np.log(free.level(GRIEVANCE) / (1 - free.level(GRIEVANCE)))
    drive = -0.2 * (0.5 - (2 * free.level(WELFARE).astype(float) - 1))
    assert z[:, 2] == pytest.approx(drive[:, 1], abs=1e-4)
    assert level.by_month[0].mean == level.by_month[1].mean == 0.0
    assert level.by_month[3].mean < level.by_month[2].mean < 0.0


def test_an_event_that_is_brought_about_is_certain_from_its_month_on() -> None:
    model = of(node("welfare(UZB)"), events=(event("mass_unrest(UZB)", 0.02),))
    made = effect(
        model,
        scenario(Occurrence(event="mass_unrest(UZB)", on=SEPTEMBER)),
        months=6,
        runs=2000,
        outcomes=[begins("mass_unrest(UZB)", 6)],
    )
    (found,) = made.outcomes
    assert found.under.mean == 1.0
    assert found.change.mean == pytest.approx(1.0 - found.without.mean)
    assert [one.mean for one in found.by_month[:3]] == [0.0, 0.0, 0.0]
    assert found.by_month[3].mean == pytest.approx(np.exp(-0.02 * 4), abs=0.02)


def test_a_scenario_about_something_else_changes_nothing(pair: Pairs) -> None:
    made = effect(
        of(*pair(-0.2).nodes, node("trade(UZB>RUS)", noise=0.1), links=pair(-0.2).links),
        scenario(Shock(factor=Factor("trade", "UZB", "RUS"), size=3.0, on=JUNE)),
        months=6,
        runs=200,
        outcomes=[rises("grievance(UZB)", 6)],
        factors=[GRIEVANCE],
    )
    assert made.outcomes[0].change.mean == 0.0
    assert all(one.mean == one.low == one.high == 0.0 for one in made.levels[0].by_month)


def test_what_a_link_carries_goes_with_it(pair: Pairs) -> None:
    cut = Strength(source=WELFARE, target=GRIEVANCE, times=0.0, start=JUNE)
    made = effect(pair(-0.4), scenario(cut), months=6, runs=500, outcomes=[rises("grievance(UZB)", 6)])
    assert made.outcomes[0].change.mean < -0.2
    assert made.outcomes[0].change.told


def test_the_interval_is_over_weights_that_differ(pair: Pairs) -> None:
    """With a weight that is sure the effect on the mean level hardly differs from draw to draw."""
    changes = scenario(Clamp(factor=WELFARE, level=0.9, start=JUNE))
    sure, unsure = (
        effect(pair(-0.1, sd), changes, months=12, runs=1000, factors=[GRIEVANCE]).levels[0].by_month[-1]
        for sd in (0.0, 0.08)
    )
    assert unsure.high - unsure.low > 3 * (sure.high - sure.low)


def test_several_scenarios_stand_on_one_set_of_runs(region: Basis) -> None:
    first = scenario(Occurrence(event="mass_unrest(KAZ)", on=SEPTEMBER))
    second = scenario(Ban(event="mass_unrest(KAZ)", start=JUNE))
    asked = region.outcomes[:4]
    both = compare(region.model, [first, second], months=6, runs=200, outcomes=asked)
    for one, by_itself in zip(both.effects, (first, second), strict=True):
        assert one == effect(region.model, by_itself, months=6, runs=200, outcomes=asked)
    assert both.effects[0].outcomes[0].without == both.effects[1].outcomes[0].without
    assert both.effects[1].outcomes[0].under.mean == 0.0


def test_the_same_seed_gives_the_same_effects(region: Basis) -> None:
    one = scenario(Occurrence(event="mass_unrest(KAZ)", on=SEPTEMBER))
    made = [effect(region.model, one, months=6, runs=200, seed=5, outcomes=region.outcomes) for _ in range(2)]
    assert made[0] == made[1]


def test_a_run_keeps_the_weight_that_views_give_it_without_the_scenario(
    region: Basis, horizon: Horizon
) -> None:
    lean = find_outcome("alignment(KGZ>RUS) up", horizon)
    assert lean is not None
    view = View(statement="s", outcome=lean, alpha=90.0, beta=10.0, exact=True)
    shock = scenario(Shock(factor=Factor("alignment", "KGZ", "RUS"), size=-1.0, on=dt.date(2023, 3, 1)))
    plain = compare(region.model, [shock], months=12, runs=600, outcomes=[lean])
    weighed = compare(region.model, [shock], months=12, runs=600, outcomes=[lean], views=[view])
    (found,) = weighed.effects[0].outcomes
    assert found.without.mean == pytest.approx(0.9, abs=1e-3)
    assert weighed.effective_runs < 600 == plain.effective_runs
    free = simulate(region.model, months=12, runs=600, seed=0)
    under = simulate(region.model, months=12, runs=600, seed=0, changes=shock.changes)
    weights = np.where(holds(free, lean), 0.9 / holds(free, lean).sum(), 0.1 / (~holds(free, lean)).sum())
    assert found.under.mean == pytest.approx(float(weights @ holds(under, lean)), abs=1e-3)
    assert found.change.mean == pytest.approx(found.under.mean - found.without.mean, abs=1e-9)


def test_outcomes_are_looked_at_within_the_months_that_are_run(region: Basis) -> None:
    short = [msgspec.structs.replace(one, months=2) for one in region.outcomes[:2]]
    ban = scenario(Ban(event="fall(KAZ)", start=JUNE))
    made = effect(region.model, ban, months=6, runs=100, outcomes=short)
    assert [one.outcome.months for one in made.outcomes] == [6, 6]
    assert len(made.outcomes[0].by_month) == 6


def test_a_scenario_that_does_not_fit_is_refused(region: Basis) -> None:
    late = scenario(Occurrence(event="mass_unrest(KAZ)", on=dt.date(2030, 1, 1)))
    with pytest.raises(ValueError, match="outside the simulation"):
        effect(region.model, late, months=6, runs=100)
    unknown: list[Outcome] = [begins("mass_unrest(FRA)", 6)]
    with pytest.raises(KeyError, match="mass_unrest"):
        effect(
            region.model, scenario(Ban(event="fall(KAZ)", start=JUNE)), months=6, runs=100, outcomes=unknown
        )
