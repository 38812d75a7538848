"""Each mechanism's signature: what it does in runs, and that it is this mechanism that does it."""

import datetime as dt
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt
import pytest

from sayso.actors import ActorTable
from sayso.mechanisms import MECHANISMS
from sayso.mechanisms.library import library
from sayso.models import Model, build_common
from sayso.simulation import Ensemble, simulate
from sayso.statements.factor import Factor

Means = npt.NDArray[np.float64]


def build(*, without: str | None = None, states: Sequence[str] = ("KAZ", "UZB")) -> Model:
    """Return the model of two neighbours in early 2024, all mechanisms but one."""
    actors, _ = ActorTable.load()
    chosen = [part for name, part in zip(MECHANISMS, library(), strict=True) if name != without]
    model, _ = build_common(
        actors=actors, states=states, patrons=["RUS", "USA"], start=dt.date(2024, 2, 1), mechanisms=chosen
    )
    return model


def raised(model: Model, factor: str, by: float) -> Model:
    """Return the model with a factor that starts, and is held, `by` higher."""
    nodes = tuple(
        msgspec.structs.replace(node, start=node.start + by, rest=node.rest + by)
        if str(node.factor) == factor
        else node
        for node in model.nodes
    )
    return msgspec.structs.replace(model, nodes=nodes)


def raised_once(model: Model, factor: str, by: float) -> Model:
    """Return the model with a factor that starts `by` higher and is left to itself."""
    nodes = tuple(
        msgspec.structs.replace(node, start=node.start + by) if str(node.factor) == factor else node
        for node in model.nodes
    )
    return msgspec.structs.replace(model, nodes=nodes)


def begun(model: Model, event: str, under_way: float = 1.0) -> Model:
    """Return the model with an event under way at the start."""
    events = tuple(
        msgspec.structs.replace(kind, under_way=under_way) if kind.id == event else kind
        for kind in model.events
    )
    return msgspec.structs.replace(model, events=events)


def run(model: Model, *, runs: int = 2000, months: int = 12) -> Ensemble:
    return simulate(model, months=months, runs=runs, seed=11)


def difference(model: Model, cause: str, effect: str) -> Means:
    """Return the mean rise of `effect` by month when `cause` is raised, under the same chance."""
    with_cause, without = run(raised(model, cause, 1.5)), run(model)
    target = Factor.parse(effect)
    return np.asarray((with_cause.level(target) - without.level(target)).mean(axis=0), dtype=np.float64)


SIGNATURES = [
    ("mobilisation", "grievance(UZB)", "unrest(UZB)", 1),
    ("repression", "unrest(UZB)", "repression(UZB)", 1),
    ("containment", "security_capacity(UZB)", "unrest(UZB)", -1),
    ("stability", "unrest(UZB)", "regime_stability(UZB)", -1),
    ("welfare", "economic_integration(UZB>RUS)", "economic_development(UZB)", 1),
    ("welfare", "welfare(UZB)", "regime_stability(UZB)", 1),
    ("institutions", "corruption(UZB)", "grievance(UZB)", 1),
    ("radicalism", "radicalism(KAZ)", "external_threat(UZB)", 1),
    ("migration", "welfare(UZB)", "migration(UZB>RUS)", -1),
    ("protection", "security_credibility(USA>UZB)", "alignment(UZB>USA)", 1),
    ("insecurity", "regime_stability(UZB)", "alignment(UZB>RUS)", -1),
    ("conditionality", "democratic_pressure(USA>UZB)", "alignment(UZB>USA)", -1),
    ("soft_power", "soft_power(RUS>UZB)", "cooperation(UZB>RUS)", 1),
    ("engagement", "engagement(USA>UZB)", "influence(USA>UZB)", 1),
    ("competition", "engagement(RUS>UZB)", "engagement(USA>UZB)", 1),
]


@pytest.mark.parametrize(("mechanism", "cause", "effect", "sign"), SIGNATURES)
def test_a_mechanism_moves_what_it_says_it_moves(mechanism: str, cause: str, effect: str, sign: int) -> None:
    assert mechanism in MECHANISMS
    moved = sign * difference(build(), cause, effect)[12]
    assert moved > 0.006
    reduced = build(without=mechanism)
    if Factor.parse(effect) in reduced.factors and Factor.parse(cause) in reduced.factors:
        assert sign * difference(reduced, cause, effect)[12] < 0.5 * moved


def test_unrest_spreads_to_a_neighbour_and_only_by_that_mechanism() -> None:
    """with the mechanism on, P(unrest in Y | unrest in X) exceeds without"""
    shares = {}
    for name in (None, "spread"):
        ensemble = run(begun(build(without=name), "mass_unrest(KAZ)"), runs=20_000)
        shares[name] = float(ensemble.happened("mass_unrest(UZB)", within=12).mean())
    assert shares[None] > 1.6 * shares["spread"]
    assert 0.01 < shares["spread"] < 0.05


def test_unrest_spreads_as_often_as_in_the_record() -> None:
    """4.5 % a year beside an onset in the subregion, 1.3 % otherwise: 3.5 times as often"""
    model = build()
    beside = run(begun(model, "mass_unrest(KAZ)"), runs=20_000)
    alone = run(model, runs=20_000)
    during = beside.active[:, :-1, beside.events.index("mass_unrest(KAZ)")]
    column = beside.events.index("mass_unrest(UZB)")
    quiet = ~alone.active[:, :-1, alone.events.index("mass_unrest(KAZ)")]
    rates = [
        ensemble.begun[:, 1:, column][months].mean()
        for ensemble, months in ((beside, during), (alone, quiet))
    ]
    assert 2.3 < rates[0] / rates[1] < 5.2


def test_a_bandwagon_keeps_unrest_high() -> None:
    high = [run(raised_once(build(without=name), "unrest(UZB)", 2.0)) for name in (None, "bandwagon")]
    still = [float((ensemble.level(Factor.parse("unrest(UZB)"))[:, 8] > 0.75).mean()) for ensemble in high]
    assert still[0] > 1.8 * still[1]


def test_repression_lowers_unrest_at_once_and_raises_grievance_later() -> None:
    model = build()
    unrest = difference(model, "repression(UZB)", "unrest(UZB)")
    grievance = difference(model, "repression(UZB)", "grievance(UZB)")
    assert unrest[3] < -0.03
    assert abs(grievance[2]) < 0.01
    assert grievance[12] > 0.02
    assert grievance[12] > 2 * grievance[5]


def test_orders_are_refused_only_under_mass_unrest_and_more_often_without_loyalty() -> None:
    model = begun(build(), "mass_unrest(UZB)")
    usual = run(model, runs=4000).happened("refusal(UZB)", within=12).mean()
    disloyal = run(raised(model, "security_loyalty(UZB)", -1.5), runs=4000)
    quiet = run(build(), runs=4000)
    assert disloyal.happened("refusal(UZB)", within=12).mean() > 1.8 * usual
    column, unrest = quiet.events.index("refusal(UZB)"), quiet.events.index("mass_unrest(UZB)")
    assert not np.any(quiet.begun[:, 1:, column] & ~quiet.active[:, :-1, unrest])


def test_a_government_falls_more_often_under_unrest_and_most_when_orders_are_refused() -> None:
    model = build()
    shares = [
        float(run(case, runs=6000).happened("fall(UZB)", within=12).mean())
        for case in (
            model,
            begun(model, "mass_unrest(UZB)"),
            begun(begun(model, "mass_unrest(UZB)"), "refusal(UZB)"),
        )
    ]
    assert shares[0] < 0.06
    assert 2 * shares[0] < shares[1] < 0.5 * shares[2]


def test_a_patron_steps_in_for_an_ally_far_more_often_than_elsewhere() -> None:
    """In 2024 Kazakhstan is in the CSTO and Uzbekistan is not."""
    model = begun(begun(build(), "mass_unrest(KAZ)"), "mass_unrest(UZB)")
    ensemble = run(model, runs=20_000)
    ally, other = (
        ensemble.happened(f"intervention(RUS>{state})", within=12).mean() for state in ("KAZ", "UZB")
    )
    assert ally > 5 * other > 0


@pytest.mark.parametrize(
    ("fear", "by"), [("radicalism(KAZ)", 2.0), ("migration(KAZ>RUS)", 2.0), ("influence(RUS>KAZ)", -2.0)]
)
def test_fear_brings_a_patron_in(fear: str, by: float) -> None:
    """fears of growing radicalism in the region, the migration crisis and further loss of its ... positions"""
    model = begun(build(), "mass_unrest(KAZ)")
    calm = run(model, runs=10_000).happened("intervention(RUS>KAZ)", within=12).mean()
    afraid = run(raised(model, fear, by), runs=10_000).happened("intervention(RUS>KAZ)", within=12).mean()
    assert afraid > 1.1 * calm


def test_intervention_steadies_a_government() -> None:
    model = begun(build(), "mass_unrest(KAZ)")
    alone, helped = run(model, runs=6000), run(begun(model, "intervention(RUS>KAZ)"), runs=6000)
    stability = Factor.parse("regime_stability(KAZ)")
    assert helped.level(stability)[:, 6].mean() > alone.level(stability)[:, 6].mean() + 0.03
    assert helped.happened("fall(KAZ)", within=6).mean() < 0.8 * alone.happened("fall(KAZ)", within=6).mean()


def test_an_election_is_an_opening() -> None:
    """The months of a vote and after it see more outbreaks than the same months without one."""
    actors, _ = ActorTable.load()
    model, _ = build_common(actors=actors, states=["UZB"], patrons=[], start=dt.date(2024, 2, 1))
    vote = tuple(
        msgspec.structs.replace(kind, scheduled=(dt.date(2024, 6, 1),) if dated else ())
        if kind.id == "election(UZB)"
        else kind
        for dated in (True, False)
        for kind in model.events
    )
    half = len(model.events)
    with_vote, without = (
        run(msgspec.structs.replace(model, events=events), runs=40_000)
        for events in (vote[:half], vote[half:])
    )
    column = with_vote.events.index("mass_unrest(UZB)")
    window = slice(6, 8)
    shares = [float(ensemble.begun[:, window, column].mean()) for ensemble in (with_vote, without)]
    assert shares[0] > 1.3 * shares[1]


def test_the_pendulum_swings_back_from_far_out() -> None:
    lean = Factor.parse("alignment(UZB>RUS)")
    swung, free = (
        run(raised_once(build(without=name), str(lean), 2.0)).level(lean)[:, 12].mean()
        for name in (None, "dependence")
    )
    assert swung < free - 0.05


def test_threat_draws_alignment_to_a_protector_who_is_believed() -> None:
    """looming threat ... does not convince ... that the US will be capable of helping them"""
    believed = raised(build(), "security_credibility(USA>UZB)", 1.5)
    doubted = raised(build(), "security_credibility(USA>UZB)", -1.5)
    threat, lean = "external_threat(UZB)", "alignment(UZB>USA)"
    assert difference(believed, threat, lean)[12] > 3 * abs(difference(doubted, threat, lean)[12])
