"""Each link form does what the table in docs/mechanisms.md says."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from sayso.mechanisms.event import EventKind
from sayso.mechanisms.link import Gate, Link
from sayso.models import Model, Node
from sayso.simulation import simulate
from sayso.statements.factor import Factor

Nodes = Callable[..., Node]
Links = Callable[..., Link]
Events = Callable[..., EventKind]
Models = Callable[..., Model]


def z(model: Model, name: str, months: int = 8) -> npt.NDArray[np.float64]:
    """Return z of a factor by month in a run without chance."""
    level = simulate(model, months=months, runs=1, seed=0).level(Factor.parse(name))[0].astype(np.float64)
    return np.asarray(np.log(level / (1.0 - level)))


def sigmoid(value: float) -> float:
    return float(1.0 / (1.0 + np.exp(-value)))


def test_a_node_returns_to_its_rest(node: Nodes, model: Models) -> None:
    assert z(model(node("welfare(UZB)", start=1.0, kappa=0.25)), "welfare(UZB)") == pytest.approx(
        0.75 ** np.arange(9), abs=1e-4
    )
    moved = z(model(node("welfare(UZB)", rest=0.5, kappa=1.0)), "welfare(UZB)")
    assert moved[1:] == pytest.approx(0.5, abs=1e-4)


def test_a_level_link_lasts_as_long_as_its_source(node: Nodes, link: Links, model: Models) -> None:
    source = node("welfare(UZB)", start=1.0, rest=1.0)
    path = z(
        model(source, node("grievance(UZB)"), links=(link("welfare(UZB)", "grievance(UZB)", -0.2),)),
        "grievance(UZB)",
    )
    drive = -0.2 * (2.0 * sigmoid(1.0) - 1.0)
    assert path[1] == pytest.approx(drive, abs=1e-4)
    assert path[2] == pytest.approx(0.9 * drive + drive, abs=1e-4)
    assert np.all(np.diff(path) < 0)


def test_a_level_link_from_a_normal_source_does_nothing(node: Nodes, link: Links, model: Models) -> None:
    pair = (node("welfare(UZB)"), node("grievance(UZB)"))
    path = z(model(*pair, links=(link("welfare(UZB)", "grievance(UZB)", -0.5),)), "grievance(UZB)")
    assert path == pytest.approx(0.0, abs=1e-6)


def test_a_change_link_acts_only_while_its_source_moves(node: Nodes, link: Links, model: Models) -> None:
    source = node("welfare(UZB)", start=0.0, rest=2.0, kappa=1.0)  # jumps in month 1, then stays
    changed = link("welfare(UZB)", "grievance(UZB)", 1.0, form="change")
    path = z(model(source, node("grievance(UZB)", kappa=1e-9), links=(changed,)), "grievance(UZB)")
    assert path[:2] == pytest.approx(0.0, abs=1e-6)
    assert path[2:] == pytest.approx(sigmoid(2.0) - 0.5, abs=1e-4)


def test_a_lag_delays_a_drive(node: Nodes, link: Links, model: Models) -> None:
    source = node("repression(UZB)", start=0.0, rest=2.0, kappa=1.0)
    late = link("repression(UZB)", "grievance(UZB)", 0.3, lag=3)
    path = z(model(source, node("grievance(UZB)"), links=(late,)), "grievance(UZB)")
    # the source is up from month 1 on, acts from month 4 and shows in month 5
    assert path[:5] == pytest.approx(0.0, abs=1e-6)
    assert path[5] > 0.1


@pytest.mark.parametrize(("start", "moved"), [(2.0, -0.5), (0.4, 0.0)])
def test_a_threshold_link_acts_past_its_threshold(
    node: Nodes, link: Links, model: Models, start: float, moved: float
) -> None:
    """If the unrest becomes widespread, the local law enforcement agencies ... unable to suppress them"""
    source = node("unrest(UZB)", start=start)
    step = link(
        "unrest(UZB)", "security_capacity(UZB)", -0.5, form="threshold", threshold=0.7, steepness=0.02
    )
    path = z(model(source, node("security_capacity(UZB)"), links=(step,)), "security_capacity(UZB)")
    assert path[1] == pytest.approx(moved, abs=0.01)


def test_a_threshold_may_open_downward(node: Nodes, link: Links, model: Models) -> None:
    """If welfare falls, unrest follows."""
    step = link("welfare(UZB)", "unrest(UZB)", 0.5, form="threshold", threshold=0.3, steepness=-0.02)
    low = model(node("welfare(UZB)", start=-2.0, rest=-2.0), node("unrest(UZB)"), links=(step,))
    high = model(node("welfare(UZB)", start=2.0, rest=2.0), node("unrest(UZB)"), links=(step,))
    # a low source at rest is its own normal: the step is less its value there
    assert z(low, "unrest(UZB)")[1] == pytest.approx(0.0, abs=0.01)
    fallen = model(node("welfare(UZB)", start=-2.0, rest=0.0, kappa=0.01), node("unrest(UZB)"), links=(step,))
    assert z(fallen, "unrest(UZB)")[1] == pytest.approx(0.5, abs=0.01)
    assert z(high, "unrest(UZB)")[1] == pytest.approx(0.0, abs=0.01)


def test_a_shut_gate_lets_no_drive_through(node: Nodes, link: Links, model: Models) -> None:
    """A needs B"""
    threat, lean = "external_threat(UZB)", "alignment(UZB>USA)"
    gate = Gate(factor=Factor.parse("security_credibility(USA>UZB)"), threshold=0.6, steepness=0.02)
    gated = link(threat, lean, 0.4, gate=gate)
    paths = {}
    for credible in (-1.0, 2.0):
        trust = node("security_credibility(USA>UZB)", start=credible, rest=credible)
        source = node(threat, start=2.0, rest=2.0)
        paths[credible] = z(model(source, trust, node(lean), links=(gated,)), lean)
    assert paths[-1.0] == pytest.approx(0.0, abs=1e-4)
    assert paths[2.0][1] == pytest.approx(0.4 * (2 * sigmoid(2.0) - 1), abs=1e-3)


def test_an_event_opens_a_gate_while_it_lasts(node: Nodes, link: Links, event: Events, model: Models) -> None:
    gated = link("welfare(UZB)", "unrest(UZB)", -0.4, gate=Gate(event="election(UZB)"))
    for under_way, moved in ((1.0, True), (0.0, False)):
        vote = event("election(UZB)", under_way=under_way, duration_months=1e6)
        source = node("welfare(UZB)", start=2.0, rest=2.0)
        path = z(model(source, node("unrest(UZB)"), links=(gated,), events=(vote,)), "unrest(UZB)")
        assert (abs(path[1]) > 0.1) == moved


def test_memory_gives_two_stable_states(node: Nodes, link: Links, model: Models) -> None:
    """Where a bandwagon starts decides where it ends."""
    self_link = link("unrest(UZB)", "unrest(UZB)", 0.6, form="threshold", threshold=0.75, steepness=0.03)
    low, high = (
        z(model(node("unrest(UZB)", start=start, kappa=0.25), links=(self_link,)), "unrest(UZB)", 60)[-1]
        for start in (0.6, 2.0)
    )
    assert low == pytest.approx(0.0, abs=0.05)
    assert high > 1.8


def test_the_pendulum_is_pulled_back_only_past_the_tolerance(node: Nodes, link: Links, model: Models) -> None:
    lean = "alignment(UZB>RUS)"
    dread = link(lean, lean, 1.0, form="dread", threshold=0.65)
    for start in (0.3, -2.0):
        free = z(model(node(lean, start=start)), lean)
        assert z(model(node(lean, start=start), links=(dread,)), lean) == pytest.approx(free, abs=1e-5)
    far = z(model(node(lean, start=2.0), links=(dread,)), lean)
    assert far[1] == pytest.approx(2.0 * 0.9 - (sigmoid(2.0) - 0.65), abs=1e-3)


def test_a_starting_slope_wears_off(node: Nodes, model: Models) -> None:
    path = z(model(node("alignment(UZB>RUS)", slope=0.1, kappa=1e-9)), "alignment(UZB>RUS)", 24)
    steps = np.diff(path)
    assert steps[0] == pytest.approx(0.1, abs=1e-4)
    assert steps[6] == pytest.approx(0.05, abs=1e-4)
    assert np.all(np.diff(steps) < 0)
