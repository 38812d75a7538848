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
