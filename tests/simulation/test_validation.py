"""A faulty model is refused with the place of the fault."""

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sayso.mechanisms.event import BaseRate, EventKind
from sayso.mechanisms.link import Gate, Link, Prior
from sayso.models import Model, Node
from sayso.simulation import simulate
from sayso.statements.factor import Factor

Links = Callable[..., Link]
Nodes = Callable[..., Node]


@pytest.fixture
def pair(node: Nodes, model: Callable[..., Model]) -> Model:
    """Return two nodes that nothing joins yet."""
    made: Model = model(node("welfare(UZB)"), node("grievance(UZB)"))
    return made


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"presence": 1.5}, "presence 1.5; want 0 to 1"),
        ({"presence": -0.1}, "presence -0.1"),
        ({"presence": math.nan}, "presence nan"),
        ({"weight": Prior(mean=math.inf, sd=0.0, source="t")}, "mean inf"),
        ({"weight": Prior(mean=1.0, sd=-1.0, source="t")}, "sd -1.0"),
        (
            {"target": Factor("grievanse", "UZB")},
            r"grievanse\(UZB\), which the model lacks; nearest is grievance",
        ),
        ({"steepness": 0.0}, "steepness 0.0"),
        ({"lag": -2}, "lag -2"),
        ({"gate": Gate(event="election(UZB)")}, r"gate names election\(UZB\)"),
        ({"gate": Gate()}, "both a factor and an event, or neither"),
    ],
)
def test_a_faulty_link_is_named(pair: Model, link: Links, change: dict[str, Any], said: str) -> None:
    faulty = msgspec.structs.replace(pair, links=(link("welfare(UZB)", "grievance(UZB)", -0.2, **change),))
    with pytest.raises(ValueError, match=said) as error:
        simulate(faulty, months=1, runs=1, seed=0)
    assert "link welfare(UZB)" in str(error.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kappa": 0.0}, "kappa 0.0"),
        ({"kappa": 1.2}, "kappa 1.2"),
        ({"noise": math.nan}, "not finite"),
        ({"start_sd": -1.0}, "negative"),
    ],
)
def test_a_faulty_node_is_named(pair: Model, change: dict[str, float], said: str) -> None:
    nodes = (pair.nodes[0], msgspec.structs.replace(pair.nodes[1], **change))
    with pytest.raises(ValueError, match=said) as error:
        simulate(msgspec.structs.replace(pair, nodes=nodes), months=1, runs=1, seed=0)
    assert "node grievance(UZB)" in str(error.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"base_rate": BaseRate(monthly=0.1, low=0.2, high=0.3, source="t")}, "base rate"),
        ({"duration_months": 0.5}, "lasts 0.5 months"),
        ({"duration_months": None}, "no duration"),
        ({"requires": "fall(KAZ)"}, r"fall\(KAZ\), which the model lacks"),
        ({"ends": ("welfare(UZB)",)}, "which the model lacks"),
        ({"under_way": 2.0}, "under way with probability 2.0"),
        ({"intercept": math.nan}, "intercept nan"),
    ],
)
def test_a_faulty_event_is_named(
    pair: Model, event: Callable[..., EventKind], change: dict[str, Any], said: str
) -> None:
    faulty = msgspec.structs.replace(pair, events=(event("fall(UZB)", 0.01, **change),))
    with pytest.raises(ValueError, match=said) as error:
        simulate(faulty, months=1, runs=1, seed=0)
    assert "event fall(UZB)" in str(error.value)


def test_a_factor_that_stands_twice_is_named(pair: Model, node: Nodes) -> None:
    twice = msgspec.structs.replace(pair, nodes=(*pair.nodes, node("welfare(UZB)")))
    with pytest.raises(ValueError, match=r"welfare\(UZB\) stands twice"):
        simulate(twice, months=1, runs=1, seed=0)


def test_a_model_starts_on_the_first_of_a_month(pair: Model) -> None:
    late = msgspec.structs.replace(pair, start=dt.date(2022, 2, 4))
    with pytest.raises(ValueError, match="2022-02-04; want the first day"):
        simulate(late, months=1, runs=1, seed=0)


@pytest.mark.parametrize(("months", "runs", "seed"), [(0, 1, 0), (1, 0, 0), (1, 1, -1), (1, 1, 1 << 64)])
def test_numbers_out_of_range_are_refused(pair: Model, months: int, runs: int, seed: int) -> None:
    with pytest.raises(ValueError, match="want"):
        simulate(pair, months=months, runs=runs, seed=seed)


def test_unknown_names_are_answered_with_the_nearest(region: Model) -> None:
    ensemble = simulate(region, months=2, runs=10, seed=0)
    with pytest.raises(KeyError, match=r"nearest is unrest\(KAZ\)"):
        ensemble.level(Factor("unrests", "KAZ"))
    with pytest.raises(KeyError, match=r"nearest is mass_unrest\(KAZ\)"):
        ensemble.happened("mass_unrst(KAZ)", within=1)
    with pytest.raises(ValueError, match="1 to 2"):
        ensemble.happened("mass_unrest(KAZ)", within=3)


def test_events_that_wait_for_each_other_are_named(event: Callable[..., EventKind], model: Any) -> None:
    unrest = event("mass_unrest(UZB)", 0.1, gates=(Gate(event="fall(UZB)"),))
    refusal = event("refusal(UZB)", 0.1, requires="mass_unrest(UZB)")
    fall = event("fall(UZB)", 0.1, requires="refusal(UZB)")
    said = r"in a circle: mass_unrest\(UZB\) waits for fall\(UZB\) waits for refusal\(UZB\) waits for mass_unrest"
    with pytest.raises(ValueError, match=said):
        simulate(model(events=(unrest, refusal, fall)), months=1, runs=1, seed=0)
    begun = msgspec.structs.replace(refusal, under_way=0.5)
    assert simulate(model(events=(unrest, begun, fall)), months=1, runs=1, seed=0).runs == 1


def test_an_event_that_waits_for_itself_is_named(event: Callable[..., EventKind], model: Any) -> None:
    with pytest.raises(ValueError, match=r"fall\(UZB\) waits for fall\(UZB\)"):
        simulate(model(events=(event("fall(UZB)", 0.1, requires="fall(UZB)"),)), months=1, runs=1, seed=0)


def test_events_dated_in_one_month_of_which_one_ends_the_other_are_named(
    event: Callable[..., EventKind], model: Any
) -> None:
    unrest = event("mass_unrest(UZB)", scheduled=(dt.date(2022, 4, 30),))
    fall = event("fall(UZB)", scheduled=(dt.date(2022, 4, 1),), ends=("mass_unrest(UZB)",))
    with pytest.raises(ValueError, match="both dated in 2022-04, and the one ends the other"):
        simulate(model(events=(unrest, fall)), months=1, runs=1, seed=0)


def test_a_million_links_are_refused_at_once(pair: Model, link: Links) -> None:
    one = link("welfare(UZB)", "grievance(UZB)", 0.1)
    with pytest.raises(
        ValueError,
        match=r"1,000,000 links .* welfare\(UZB\) -> grievance\(UZB\) of test; want at most 100,000",
    ):
        simulate(msgspec.structs.replace(pair, links=(one,) * 1_000_000), months=1, runs=1, seed=0)


@pytest.mark.parametrize("number", [math.nan, math.inf, 1e30])
def test_numbers_that_single_precision_cannot_bear_are_named(pair: Model, link: Links, number: float) -> None:
    node = msgspec.structs.replace(pair.nodes[0], start=number)
    with pytest.raises(ValueError, match=r"node welfare\(UZB\) has a number"):
        simulate(msgspec.structs.replace(pair, nodes=(node, pair.nodes[1])), months=1, runs=1, seed=0)
    steep = link("welfare(UZB)", "grievance(UZB)", 0.1, steepness=1e-30)
    with pytest.raises(ValueError, match="steepness 1e-30"):
        simulate(msgspec.structs.replace(pair, links=(steep,)), months=1, runs=1, seed=0)


def test_a_simulation_past_the_calendar_is_refused(pair: Model) -> None:
    late = msgspec.structs.replace(pair, start=dt.date(9990, 1, 1))
    with pytest.raises(ValueError, match="lead past the year 9999"):
        simulate(late, months=240, runs=1, seed=0)
