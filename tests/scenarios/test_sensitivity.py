"""Which drawn inputs move an outcome, on models where it is known."""

from collections.abc import Callable

import numpy as np
import pytest

from sayso.models import Model
from sayso.scenarios.basis import Basis
from sayso.scenarios.inputs import by_draw, by_run
from sayso.scenarios.sensitivity import Sensitivity, largest, sensitivity
from sayso.simulation import simulate
from sayso.simulation.program import drives_of

from .conftest import begins, event, link, node, of, rises

Pairs = Callable[..., Model]


def found_for(model: Model, *, runs: int = 4000, months: int = 12) -> Sensitivity:
    ensemble = simulate(model, months=months, runs=runs, seed=3)
    return sensitivity(ensemble, rises("grievance(UZB)", months), rng=np.random.default_rng(1))


def test_the_starting_level_that_drives_is_found_and_the_others_are_not() -> None:
    """Welfare drives grievance by a sure weight; trade drives nothing, and its weight differs."""
    model = of(
        node("welfare(UZB)", start_sd=0.8, kappa=0.05),
        node("grievance(UZB)", noise=0.05),
        node("trade(UZB>RUS)", start_sd=0.8),
        node("investment(RUS>UZB)"),
        links=(
            link("welfare(UZB)", "grievance(UZB)", -0.2),
            link("trade(UZB>RUS)", "investment(RUS>UZB)", 0.3, 0.1, presence=0.5),
        ),
    )
    found = found_for(model)
    first = found.indices[0]
    assert (first.input.kind, first.input.name) == ("start", "welfare(UZB)")
    assert first.told
    assert first.low < first.share < first.high
    assert first.swing.mean < -0.7
    assert [index.input.name for index in largest(found, 5)] == ["welfare(UZB)"]
    assert {index.input.kind for index in found.indices} == {"start", "weight", "presence"}


def test_presence_that_decides_carries_nearly_all(pair: Pairs) -> None:
    """Where the link is there, a start below normal lifts grievance in every run; else in next to none."""
    base = pair(0.6, presence=0.5)
    model = of(
        node("welfare(UZB)", kappa=0.001),
        node("grievance(UZB)", noise=0.02),
        links=base.links,
        events=(),
    )
    lifted = Model(
        name="lifted",
        start=model.start,
        nodes=(node("welfare(UZB)", kappa=0.001), model.nodes[1]),
        links=model.links,
    )
    raised = simulate(_with_start(lifted, 2.0), months=12, runs=4000, seed=1)
    found = sensitivity(raised, rises("grievance(UZB)", 12), rng=np.random.default_rng(1))
    first = found.indices[0]
    assert (first.input.kind, first.input.name) == ("presence", "welfare -> grievance")
    assert first.share == pytest.approx(1.0, abs=0.02)
    assert first.swing.mean == pytest.approx(1.0, abs=0.02)
    assert found.parameters == pytest.approx(1.0, abs=0.02)


def _with_start(model: Model, z: float) -> Model:
    first = node("welfare(UZB)", kappa=0.001)
    started = type(first)(factor=first.factor, start=z, start_sd=0.0, kappa=0.001, noise=0.0)
    return Model(name=model.name, start=model.start, nodes=(started, *model.nodes[1:]), links=model.links)


def test_chance_alone_is_seldom_above_the_floor() -> None:
    model = of(node("grievance(UZB)", noise=0.2), node("welfare(UZB)", start_sd=0.5))
    told = 0
    for seed in range(20):
        ensemble = simulate(model, months=3, runs=600, seed=seed)
        found = sensitivity(ensemble, rises("grievance(UZB)", 3), rng=np.random.default_rng(seed))
        assert found.parameters < 0.05
        told += len(largest(found, 5))
    assert told <= 4


def test_an_outcome_that_never_comes_depends_on_nothing() -> None:
    model = of(node("welfare(UZB)", start_sd=0.5), events=(event("fall(UZB)", 1e-9),))
    ensemble = simulate(model, months=3, runs=100, seed=1)
    found = sensitivity(ensemble, begins("fall(UZB)", 3), rng=np.random.default_rng(1))
    assert (found.probability, found.indices, found.parameters) == (0.0, (), 0.0)


def test_weights_are_those_that_were_drawn_whether_or_not_the_link_is_there(pair: Pairs) -> None:
    ensemble = simulate(pair(-0.3, 0.1, presence=0.5), months=1, runs=2000, seed=1)
    drawn = by_draw(ensemble)
    assert [one.kind for one in drawn.inputs] == ["weight", "presence"]
    weights, there = drawn.values
    assert np.array_equal(there.astype(bool), ensemble.presence_of_draw[: len(there), 0])
    assert weights.mean() == pytest.approx(-0.3, abs=0.03)
    assert (weights != 0).all()


def test_a_common_base_rate_is_one_input(region: Basis) -> None:
    model = region.model
    ensemble = simulate(model, months=1, runs=100, seed=1)
    drawn = by_draw(ensemble)
    rates = [one.name for one in drawn.inputs if one.kind == "base rate"]
    assert len(rates) == len(set(rates))
    assert "mass_unrest" in rates
    assert len(drawn.inputs) == len(set(drawn.inputs)) == len(drawn.values)
    weights = sum(one.kind == "weight" for one in drawn.inputs)
    assert weights <= len(drives_of(model))


def test_starts_are_run_by_run(pair: Pairs) -> None:
    ensemble = simulate(pair(-0.2), months=2, runs=300, seed=1)
    drawn = by_run(ensemble)
    assert [one.name for one in drawn.inputs] == ["welfare(UZB)"]
    assert drawn.values.shape == (1, 300)


def test_the_same_generator_gives_the_same_indices(pair: Pairs) -> None:
    assert found_for(pair(-0.2, 0.05), runs=600) == found_for(pair(-0.2, 0.05), runs=600)
