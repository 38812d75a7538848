"""Resting states of models whose answer is known, and the share of an ensemble in each."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.mechanisms.event import Impulse
from sayso.mechanisms.link import Gate, Link, Prior
from sayso.models import Model, Node
from sayso.models.cognitive_map import read_map, to_model
from sayso.simulation import Keep, simulate
from sayso.simulation.resting import resting_states
from sayso.simulation.resting_settle import latent_of, level_of
from sayso.simulation.resting_shares import event_shares, nearest, share_of, shares_nearest, states_by_draw
from sayso.simulation.resting_skeleton import EventShare, skeleton_of
from sayso.statements.factor import Factor

MAPS = Path(__file__).resolve().parents[3] / "shared" / "data" / "political-fcms"
HELD = ("usd", "geod", "uspub", "NUKE", "INT", "chnecon", "dipl", "econdep")
Maker = Callable[..., Any]


@pytest.fixture
def crowd(node: Maker, link: Maker, model: Maker) -> Model:
    """Return one factor that keeps itself up past a steep threshold, and one that follows it."""
    steep = link("unrest(UZB)", "unrest(UZB)", 0.3, form="threshold", threshold=0.75, steepness=0.02)
    made: Model = model(
        node("unrest(UZB)", start_sd=1.5, noise=0.05),
        node("repression(UZB)"),
        links=(steep, link("unrest(UZB)", "repression(UZB)", 0.1)),
    )
    return made


def test_a_steep_memory_has_two_stable_states_and_one_between(crowd: Model) -> None:
    found = resting_states(crowd)
    assert [state.stable for state in found.states] == [True, True, False]
    low, high, between = (state.levels[0] for state in found.states)
    assert low == pytest.approx(0.5, abs=1e-3)
    # z = w / κ (σ((L − θ)/s) − what it is at rest) = 3 × 1
    assert high == pytest.approx(float(level_of(np.array(3.0))), abs=1e-3)
    assert low < between < high
    assert between == pytest.approx(0.737, abs=0.01)
    assert sum(state.basin for state in found.states) == pytest.approx(1.0)
    assert found.cycles == ()
    assert found.unsettled == 0.0


def test_small_departures_fade_as_the_half_life_says(crowd: Model) -> None:
    state = resting_states(crowd).states[0]
    assert state.half_life == pytest.approx(np.log(0.5) / np.log(0.9), rel=0.01)
    assert resting_states(crowd).states[2].half_life is None


def test_a_linear_model_has_one(node: Maker, model: Maker) -> None:
    found = resting_states(model(node("unrest(UZB)", rest=1.0), node("welfare(UZB)", kappa=0.5)))
    (state,) = found.states
    assert state.levels == pytest.approx([float(level_of(np.array(1.0))), 0.5])
    assert state.modulus == pytest.approx(0.9)


@pytest.mark.parametrize("seed", range(6))
def test_a_plain_map_of_thirty_nodes_forgets_its_start(
    seed: int, node: Maker, link: Maker, model: Maker
) -> None:
    """Sigmoid maps with slope 1 to 2: x_j(t + 1) = σ(λ Σ w_ij x_i(t))"""
    rng = np.random.default_rng(seed)
    weights = rng.uniform(-1, 1, (30, 30)) * (rng.random((30, 30)) < 0.2)
    slope = rng.uniform(1, 2)
    names = [f"f{number}(UZB)" for number in range(30)]
    rests = slope * weights.sum(axis=0) / 2
    made = model(
        *(node(name, kappa=1.0, rest=float(rest)) for name, rest in zip(names, rests, strict=True)),
        links=tuple(
            link(names[one], names[two], slope * weights[one, two] / 2)
            for one, two in np.argwhere(weights).tolist()
        ),
    )
    found = resting_states(made, starts=24)
    assert len(found.states) == 1
    x = np.array(found.states[0].levels)
    assert x == pytest.approx(1 / (1 + np.exp(-slope * x @ weights)), abs=1e-6)


@pytest.mark.skipif(not MAPS.is_dir(), reason=f"no published maps at {MAPS}")
def test_a_published_map_rests_where_it_was_published_to() -> None:
    trap, _ = read_map(
        (MAPS / "trap-verts.csv").read_bytes(), (MAPS / "trap-eds.txt").read_bytes(), name="trap"
    )
    assert trap is not None
    made = to_model(trap, start=dt.date(2017, 4, 1), actor="USA", on=HELD, clamped=HELD)
    (state,) = resting_states(made, starts=16).states
    assert [level > 0.5 for level in state.levels] == trap.run(HELD, clamped=HELD, steps=12)[-1].tolist()


def test_two_that_chase_each_other_go_round(node: Maker, link: Maker, model: Maker) -> None:
    """One comes on a month after the other is on, and sends it off: four months round"""
    made = model(
        node("unrest(UZB)", kappa=1.0, start=5.0),
        node("repression(UZB)", kappa=1.0, start=-5.0),
        links=(
            link("unrest(UZB)", "repression(UZB)", 30.0),
            link("repression(UZB)", "unrest(UZB)", -30.0),
        ),
    )
    found = resting_states(made, starts=8)
    assert found.stable == ()
    assert [len(cycle.levels) for cycle in found.cycles][:1] == [4]
    assert [state.levels for state in found.states] == [pytest.approx((0.5, 0.5))]


def test_a_lag_can_make_a_state_unstable(node: Maker, link: Maker, model: Maker) -> None:
    """Answered at once a swing dies out; answered three months late it grows"""
    stable = []
    for lag in (0, 3):
        late = link("unrest(UZB)", "unrest(UZB)", -1.2, lag=lag)
        found = resting_states(model(node("unrest(UZB)", kappa=0.3), links=(late,)), starts=4)
        stable.append([state.stable for state in found.states])
    assert stable == [[True], [False]]


@settings(max_examples=15, deadline=None)
@given(
    z=st.lists(st.floats(-3, 3), min_size=3, max_size=3),
    form=st.sampled_from(["level", "change", "threshold", "dread"]),
    lag=st.integers(0, 2),
)
def test_slopes_are_those_of_the_months(z: list[float], form: str, lag: int) -> None:
    names = [Factor("a", "X"), Factor("b", "X"), Factor("c", "X")]
    links = tuple(
        Link(
            source=names[one],
            target=names[two],
            form=form,  # type: ignore[arg-type]
            weight=Prior(mean=0.4, sd=0.0, source="test"),
            lag=lag,
            threshold=0.31,
            steepness=0.2,
            gate=Gate(factor=names[2], threshold=0.4, steepness=0.3),
            origin="test",
        )
        for one, two in ((0, 1), (1, 0), (1, 2))
    )
    nodes = tuple(Node(factor=name, start_sd=0.0, kappa=0.2, noise=0.0) for name in names)
    skeleton = skeleton_of(Model(name="m", start=dt.date(2022, 1, 1), nodes=nodes, links=links))
    at = np.array(z)
    if form == "dread" and np.any(np.abs(level_of(at) - 0.31) < 1e-3):
        return
    together = sum(skeleton.slopes(at)) - np.eye(3)
    step = 1e-6
    numeric = np.array(
        [
            (skeleton.residual((at + step * unit)[:, None]) - skeleton.residual((at - step * unit)[:, None]))[
                :, 0
            ]
            / (2 * step)
            for unit in np.eye(3)
        ]
    ).T
    assert np.allclose(together, numeric, atol=1e-6)


def test_the_skeleton_steps_as_the_kernel_does_without_noise(region: Model) -> None:
    """Mean weights, no shocks, no events: the same months"""
    calm = msgspec.structs.replace(
        region,
        nodes=tuple(
            msgspec.structs.replace(node, start=0.7, start_sd=0.0, noise=0.0, slope=0.0)
            for node in region.nodes
        ),
        links=tuple(
            msgspec.structs.replace(
                link,
                weight=msgspec.structs.replace(link.weight, mean=link.weight.mean * link.presence, sd=0.0),
                presence=1.0,
            )
            for link in region.links
        ),
        events=tuple(msgspec.structs.replace(event, base_rate=None, terms=()) for event in region.events),
    )
    ensemble = simulate(calm, months=6, runs=1, seed=1, precision="double")
    scheduled = [event.scheduled for event in calm.events if event.scheduled]
    assert not ensemble.active.any(), scheduled
    skeleton = skeleton_of(calm)
    z = np.array([[node.start] for node in calm.nodes])
    past = [skeleton.signals(z)] * (skeleton.months_back + 1)
    for month in range(1, 7):
        z = skeleton.step(z, past)
        past = [*past[1:], skeleton.signals(z)]
        assert np.allclose(level_of(z)[:, 0], ensemble.levels[0, month], atol=1e-6)


def test_while_an_event_lasts_the_state_is_another(
    node: Maker, link: Maker, event: Maker, model: Maker
) -> None:
    made = model(
        node("unrest(UZB)"),
        links=(link("mass_unrest(UZB)", "unrest(UZB)", 0.2),),
        events=(
            event(
                "mass_unrest(UZB)",
                0.02,
                duration_months=10.0,
                impulses=(
                    Impulse(
                        target=Factor("unrest", "UZB"),
                        size=Prior(mean=1.0, sd=0.0, source="test"),
                        origin="test",
                    ),
                ),
            ),
        ),
    )
    off = resting_states(made).states[0].levels[0]
    on = resting_states(made, events={"mass_unrest(UZB)": EventShare(under_way=1.0)}).states[0].levels[0]
    ensemble = simulate(made, months=60, runs=640, seed=2, keep=Keep(months=(60,)))
    shares = event_shares(ensemble)
    held = resting_states(made, events=shares).states[0].levels[0]
    share = shares["mass_unrest(UZB)"]
    assert (off, on) == pytest.approx((0.5, float(level_of(np.array(2.0)))))
    z = (0.2 * share.under_way + share.begins) / 0.1
    assert held == pytest.approx(float(level_of(np.array(z))))
    assert float(latent_of(np.array(held))) == pytest.approx(
        float(np.mean(latent_of(ensemble.levels[:, -1, 0].astype(np.float64)))), abs=0.15
    )


def test_an_ensemble_is_shared_out_with_intervals(crowd: Model) -> None:
    found = resting_states(crowd)
    ensemble = simulate(crowd, months=60, runs=1280, seed=3, keep=Keep(months=(60,)))
    calm, up = shares_nearest(ensemble, found)
    assert calm.mean + up.mean == pytest.approx(1.0)
    # z starts with a standard deviation of 1.5 and tips near 1.03
    assert up.mean == pytest.approx(0.25, abs=0.05)
    assert up.low < up.mean < up.high
    high = ensemble.levels[:, -1, 0] > 0.8
    assert np.array_equal(nearest(ensemble, found) == 1, high)


def test_an_interval_is_wider_where_runs_hang_together_by_draw() -> None:
    draws = np.repeat(np.arange(32), 20)
    even = np.full(640, 1 / 640)
    by_run = np.random.default_rng(1).random(640) < 0.5
    by_draw = np.repeat(by_run[:32], 20)
    narrow, wide = share_of(by_run, draws, even), share_of(by_draw, draws, even)
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)
    never = share_of(np.zeros(640, dtype=np.bool_), draws, even)
    assert (never.mean, never.low) == (0.0, 0.0)
    assert 0.02 < never.high < 0.1


def test_the_number_of_states_differs_from_draw_to_draw(crowd: Model) -> None:
    """The memory is there in half of the draws"""
    steep, other = crowd.links
    halved = msgspec.structs.replace(crowd, links=(msgspec.structs.replace(steep, presence=0.5), other))
    counts = {count.states: count.share.mean for count in states_by_draw(halved, draws=64)}
    assert set(counts) == {1, 2}
    assert counts[2] == pytest.approx(0.5, abs=0.15)


def test_the_same_seed_gives_the_same_answer(crowd: Model) -> None:
    assert resting_states(crowd, seed=5) == resting_states(crowd, seed=5)


def test_what_cannot_be_asked_is_refused(crowd: Model, region: Model) -> None:
    found = resting_states(crowd, starts=4)
    with pytest.raises(KeyError, match="no event coup"):
        resting_states(crowd, events={"coup(UZB)": EventShare(under_way=1.0)})
    with pytest.raises(ValueError, match="want 0 to 1"):
        resting_states(region, events={region.events[0].id: EventShare(under_way=1.5)})
    with pytest.raises(ValueError, match="starts is 0"):
        resting_states(crowd, starts=0)
    with pytest.raises(ValueError, match="starts is 3"):
        states_by_draw(crowd, starts=3)
    other = simulate(region, months=1, runs=1, seed=1)
    with pytest.raises(ValueError, match="different factors"):
        nearest(other, found)
    with pytest.raises(ValueError, match="was not kept"):
        nearest(simulate(crowd, months=2, runs=1, seed=1, keep=Keep(months=(1,))), found)


def test_a_notebook_shows_a_table(crowd: Model) -> None:
    shown = resting_states(msgspec.structs.replace(crowd, name="<b>x</b>"))._repr_markdown_()
    assert "| `unrest(UZB)` | 0.50 | 0.95 |" in shown
    assert "<b>" not in shown


def test_a_model_without_factors_rests_at_nothing(model: Maker) -> None:
    found = resting_states(model())
    assert [state.levels for state in found.states] == [()]
