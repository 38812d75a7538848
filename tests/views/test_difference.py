"""Which sentence makes the difference."""

import dataclasses
from collections.abc import Callable

import msgspec
import numpy as np
import pytest

from sayso.mechanisms.link import Link, Prior
from sayso.simulation import Ensemble
from sayso.statements.factor import Factor
from sayso.views.difference import likelihood_differences, link_differences
from sayso.views.outcome import Outcome
from sayso.views.patterns import codes_of
from sayso.views.pool import weigh
from sayso.views.view import View

UNREST = Outcome(
    id="unrest", label="Unrest", event="a(A)", factor=None, direction=1, months=12, events=("a(A)",)
)


def view(name: str, mean: float, weight: float = 20.0) -> View:
    return View(statement=name, outcome=UNREST, alpha=mean * weight, beta=(1 - mean) * weight)


def runs(count: int, seed: int) -> np.ndarray:
    """Return outcomes of views (rows) that hang together."""
    chance = np.random.default_rng(seed)
    cause = chance.normal(size=2000)
    return np.asarray(cause + chance.normal(size=(count, 2000)) > 0.8)


@pytest.mark.parametrize("count", [1, 3, 5])
def test_shapley_shares_sum_to_the_whole_change(count: int) -> None:
    happens = runs(count, 1)
    given = np.ones_like(happens)
    views = [view(str(row), 0.6 + 0.05 * row) for row in range(count)]
    happened = runs(count + 1, 2)[:1] | happens[:1]
    found = likelihood_differences(views, codes_of(happens, given), outcomes=[UNREST], happened=happened)
    weights = weigh(views, happens, given).weights
    assert sum(one.change for one in found) == pytest.approx(
        float(happened[0] @ weights - happened[0].mean()), abs=0.011 * count
    )
    assert {one.by for one in found} == {"likelihood"}


def test_two_claims_that_say_the_same_share_alike() -> None:
    happens = np.repeat(runs(1, 3), 2, axis=0)
    found = likelihood_differences(
        [view("a", 0.7), view("b", 0.7)],
        codes_of(happens, np.ones_like(happens)),
        outcomes=[UNREST],
        happened=happens[:1],
    )
    assert found[0].change == pytest.approx(found[1].change)


def test_with_many_views_a_change_is_what_leaving_one_out_takes_away() -> None:
    happens = runs(8, 4)
    given = np.ones_like(happens)
    views = [view(str(row), 0.5) for row in range(8)]
    found = {
        one.statement: one.change
        for one in likelihood_differences(
            views, codes_of(happens, given), outcomes=[UNREST], happened=happens[:1]
        )
    }
    whole = weigh(views, happens, given).weights
    rest = weigh(views[1:], happens[1:], given[1:]).weights
    assert found["0"] == pytest.approx(float(happens[0] @ whole - happens[0] @ rest))


def test_a_claim_that_changes_nothing_has_no_line() -> None:
    happens = runs(1, 5)
    stated = view("a", float(happens.mean()))
    assert (
        likelihood_differences(
            [stated], codes_of(happens, np.ones_like(happens)), outcomes=[UNREST], happened=happens
        )
        == ()
    )
    assert (
        likelihood_differences([], codes_of(happens[:0], happens[:0]), outcomes=[UNREST], happened=happens)
        == ()
    )


def with_links(
    ensemble: Ensemble, origins: tuple[str, ...], presence: np.ndarray, draws: np.ndarray
) -> Ensemble:
    """Return the ensemble with links that are there as `presence` says."""
    links = tuple(
        Link(
            source=Factor("unrest", "A"),
            target=Factor("welfare", "A"),
            form="level",
            weight=Prior(mean=1.0, sd=0.1, source="given"),
            presence=0.8,
            origin=origin,
        )
        for origin in origins
    )
    _, first = np.unique(draws, return_index=True)
    return dataclasses.replace(
        ensemble,
        model=msgspec.structs.replace(ensemble.model, links=links),
        presence_of_draw=presence[first],
        parameter_draw=draws,
    )


def test_claimed_links_are_told_apart(make_ensemble: Callable[..., Ensemble]) -> None:
    """One claim brings the outcome about in a fifth of the runs where it is there; the other does nothing."""
    chance = np.random.default_rng(6)
    draws = np.repeat(np.arange(100), 20).astype(np.int32)
    presence = (chance.random((100, 3)) < 0.8)[draws]
    ensemble = with_links(
        make_ensemble(begins={"a(A)": np.zeros(2000, dtype=int)}),
        ("one", "two", "common mechanism"),
        presence,
        draws,
    )
    excess = (presence[:, 0] & (chance.random(2000) < 0.2)).astype(float)[None]
    for other_claims in (False, True):
        [found] = link_differences(
            ensemble, {"one", "two"}, outcomes=[UNREST], excess=excess, other_claims=other_claims
        )
        assert (found.statement, found.by) == ("one", "link")
        there = presence[:, 0]
        assert found.change == pytest.approx(there.mean() * excess[0, there].mean(), abs=0.03)


def test_chance_alone_is_seldom_taken_for_a_difference(make_ensemble: Callable[..., Ensemble]) -> None:
    draws = np.repeat(np.arange(50), 20).astype(np.int32)
    false = 0
    for seed in range(100):
        chance = np.random.default_rng(seed)
        presence = (chance.random((50, 2)) < 0.8)[draws]
        ensemble = with_links(
            make_ensemble(begins={"a(A)": np.zeros(1000, dtype=int)}), ("one", "two"), presence, draws
        )
        excess = chance.integers(-1, 2, 1000).astype(float)[None]
        false += len(link_differences(ensemble, {"one", "two"}, outcomes=[UNREST], excess=excess))
    assert false <= 4
