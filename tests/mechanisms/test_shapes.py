"""Signatures with a shape: resting states, inverted U, distance, shares, openings and what wears off.

Where a mechanism stands on a solver, the solver is asked the same question and must give the same shape.
"""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import pytest

from sayso.mechanisms import MECHANISMS
from sayso.mechanisms.library import library
from sayso.mechanisms.link import Prior
from sayso.mechanisms.solvers.global_games import private_threshold, thresholds
from sayso.mechanisms.solvers.landscape import configurations, local_minima
from sayso.mechanisms.solvers.preference_falsification import public_opposition
from sayso.mechanisms.solvers.thresholds import equilibrium
from sayso.models import Model
from sayso.simulation.changes import Ban, Change, Shock
from sayso.statements.factor import Factor
from tests.mechanisms.small_models import (
    START,
    alone,
    begins,
    cut,
    held,
    mean_level,
    rise,
    run,
    share,
    without_terms,
)

SHAPES: dict[str, list[Callable[[], None]]] = {}
"""Tests by the mechanism whose signature they show."""


def shape(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Return a mark: this test shows the signature of a mechanism."""

    def mark(test: Callable[[], None]) -> Callable[[], None]:
        SHAPES.setdefault(name, []).append(test)
        return test

    return mark


def sure(model: Model, *, above: float) -> Model:
    """Return one draw of the model without chance: links `above` so many sd over their mean, no shocks."""
    links = tuple(
        msgspec.structs.replace(
            link,
            presence=1.0,
            weight=Prior(mean=link.weight.mean + above * link.weight.sd, sd=0.0, source=link.weight.source),
        )
        for link in model.links
    )
    nodes = tuple(msgspec.structs.replace(node, noise=0.0, start=0.0, start_sd=0.0) for node in model.nodes)
    return msgspec.structs.replace(model, links=links, nodes=nodes)


def rests(model: Model, factor: str, changes: Sequence[Change] = (), *, months: int = 120) -> list[float]:
    """Return where a factor comes to rest after it was pushed down, and after it was pushed up."""
    bans = [Ban(event=event.id, start=START) for event in model.events]
    return [
        float(
            mean_level(
                run(
                    model,
                    [*changes, *bans, Shock(factor=Factor.parse(factor), size=size, on=START)],
                    months=months,
                    runs=1,
                ),
                factor,
            )[-1]
        )
        for size in (-2.5, 2.5)
    ]


@shape("bandwagon")
def test_a_bandwagon_has_two_resting_states_as_thresholds_have() -> None:
    """Granovetter: of 100 with thresholds of mean 25 and spread 12.2, 5 act at rest or nearly all do."""
    model = sure(alone("bandwagon", states=("UZB",), patrons=()), above=2.0)
    low, high = rests(model, "unrest(UZB)")
    assert low == pytest.approx(0.5, abs=0.02)
    assert high > 0.75
    without = rests(model, "unrest(UZB)", cut(model, "bandwagon"))
    assert without[0] == pytest.approx(without[1], abs=0.01)
    few, many = (equilibrium(people=100, mean=25, spread_of=12.2, start=start) for start in (0.0, 90.0))
    assert few < 10
    assert many > 90


@shape("bandwagon")
def test_draws_of_the_bandwagon_hold_some_crowds_in_the_streets() -> None:
    model = alone("bandwagon", states=("UZB",), patrons=())
    pushed = [Shock(factor=Factor.parse("unrest(UZB)"), size=2.5, on=START)]
    still, gone = (
        float((run(model, [*pushed, *more]).level(Factor.parse("unrest(UZB)"))[:, 12] > 0.75).mean())
        for more in ((), cut(model, "bandwagon"))
    )
    assert still > 1.5 * gone


@shape("falsification")
def test_a_wave_of_protest_lasts_where_discontent_was_hidden() -> None:
    """Kuran: with one person's threshold at 10 instead of 20, nine in ten come out instead of one."""
    model = alone("falsification", "bandwagon", states=("UZB",), patrons=())
    wave = Shock(factor=Factor.parse("unrest(UZB)"), size=2.0, on=START)

    def left(grievance: float, more: Sequence[Change] = ()) -> float:
        return float(
            mean_level(run(model, [wave, held("grievance(UZB)", grievance), *more]), "unrest(UZB)")[8]
        )

    def before(grievance: float) -> float:
        return float(mean_level(run(model, [held("grievance(UZB)", grievance)]), "unrest(UZB)")[8])

    angry, content = left(0.75), left(0.35)
    unmoved = left(0.75, cut(model, "falsification"))
    assert angry > content + 0.02
    assert angry > unmoved + 0.02
    assert before(0.75) - before(0.35) < angry - content
    others = [30, 40, 50, 60, 70, 80, 100]
    assert public_opposition(np.array([0.0, 10, 20, *others])) == 90
    assert public_opposition(np.array([0.0, 20, 20, *others])) == 10


@shape("coordination")
def test_all_attack_a_government_below_the_threshold_of_the_global_game() -> None:
    """A step at 1 - c: weakness above it moves nobody."""
    model = alone("coordination", "elections", states=("UZB",), patrons=())
    mechanism = library()[MECHANISMS.index("coordination")]
    assert mechanism.links[0].threshold == pytest.approx(private_threshold(0.7))
    calm = [Ban(event="election(UZB)", start=START)]
    weaker = [
        float(mean_level(run(model, [*calm, held("regime_stability(UZB)", level)]), "unrest(UZB)")[12])
        for level in (0.7, 0.45, 0.15)
    ]
    assert weaker[1] - weaker[0] < 0.01
    assert weaker[2] - weaker[1] > 0.02
    # a public signal of weakness raises the strength that a government needs
    seen = [
        thresholds(0.7, private_precision=1.0, public_precision=2.0, public_signal=signal)[0]
        for signal in (0.6, 0.4)
    ]
    assert seen[1] > seen[0]


@shape("coordination")
def test_a_vote_makes_weakness_count() -> None:
    model = alone("coordination", "elections", states=("UZB",), patrons=())
    vote = [begins("election(UZB)")]
    calm = [Ban(event="election(UZB)", start=START)]
    seen, unseen = (
        float(rise(model, "regime_stability(UZB)", "unrest(UZB)", case, months=3)[3]) for case in (vote, calm)
    )
    assert seen < unseen - 0.01


@shape("repression")
def test_dissent_is_most_at_middling_repression() -> None:
    """Muller & Weede: least violence where regimes are open, and where they are closed"""
    model = alone("repression", states=("UZB",), patrons=())
    levels = (0.1, 0.25, 0.45, 0.6, 0.75, 0.9)
    unrest = [
        float(mean_level(run(model, [held("repression(UZB)", level)]), "unrest(UZB)")[12]) for level in levels
    ]
    assert int(np.argmax(unrest)) == 2
    assert unrest[0] < unrest[2] - 0.05
    assert unrest[5] < unrest[2] - 0.05
    flat = [
        float(
            mean_level(
                run(model, [held("repression(UZB)", level), *cut(model, "repression")]), "unrest(UZB)"
            )[12]
        )
        for level in levels
    ]
    assert float(np.ptp(flat)) < 0.01


@shape("repression")
def test_grievance_follows_repression_months_later() -> None:
    model = alone("repression", states=("UZB",), patrons=())
    grievance = rise(model, "repression(UZB)", "grievance(UZB)")
    assert abs(grievance[3]) < 0.005
    assert grievance[12] > 2 * grievance[5] > 0


@shape("spread")
def test_unrest_spreads_less_the_farther_it_is() -> None:
    """Turkmenistan borders on Uzbekistan and not on Kyrgyzstan."""
    model = alone("spread", "mobilisation", states=("TKM", "UZB", "KGZ"), patrons=())
    cases: list[list[Change]] = [
        [begins("mass_unrest(UZB)"), Ban(event="mass_unrest(KGZ)", start=START)],
        [begins("mass_unrest(KGZ)"), Ban(event="mass_unrest(UZB)", start=START)],
        [Ban(event=f"mass_unrest({state})", start=START) for state in ("UZB", "KGZ")],
    ]
    near, far, none = (share(model, "mass_unrest(TKM)", case, within=24, runs=9600) for case in cases)
    assert near > 1.4 * far
    assert far > 1.1 * none
    silent = without_terms(model, "spread")
    assert share(silent, "mass_unrest(TKM)", [begins("mass_unrest(UZB)")], within=24) < near / 1.5


@shape("elite_defection")
def test_insiders_go_over_once_the_end_is_near() -> None:
    model = alone("elite_defection", states=("UZB",), patrons=())
    opposition = [
        float(
            mean_level(run(model, [held("regime_stability(UZB)", level)]), "opposition_organisation(UZB)")[12]
        )
        for level in (0.8, 0.5, 0.2)
    ]
    assert abs(opposition[1] - opposition[0]) < 0.02
    assert opposition[2] > opposition[1] + 0.05


@shape("enduring_rivalry")
def test_a_rivalry_that_has_grown_hard_stays_so() -> None:
    model = sure(alone("enduring_rivalry"), above=1.0)
    low, high = rests(model, "rivalry(RUS>USA)", months=240)
    assert low == pytest.approx(0.5, abs=0.05)
    assert high > 0.7
    assert len(model.links) == 1, "one link for the pair, whichever way it is written"


@shape("dependence")
def test_the_pendulum_swings_back_faster_from_far_out() -> None:
    model = alone("dependence", states=("UZB",), patrons=("RUS",))

    def returned(size: float, changes: Sequence[Change] = ()) -> float:
        path = mean_level(
            run(model, [Shock(factor=Factor.parse("alignment(UZB>RUS)"), size=size, on=START), *changes]),
            "alignment(UZB>RUS)",
        )
        return float((path[1] - path[7]) / (path[1] - 0.5))

    assert returned(2.0) > returned(2.0, cut(model, "dependence")) + 0.1
    assert abs(returned(0.3) - returned(0.3, cut(model, "dependence"))) < 0.1


@shape("rally")
def test_a_rally_wears_off() -> None:
    model = alone("rally", states=("UZB",), patrons=("USA",))
    threatened = rise(model, "external_threat(UZB)", "regime_stability(UZB)", months=36)
    assert threatened[2] > 0.03
    assert threatened[36] < threatened[2] / 3
    assert abs(rise(model, "external_threat(UZB)", "regime_stability(UZB)", cut(model, "rally"))[2]) < 1e-6


@shape("rally")
def test_a_government_in_trouble_picks_quarrels() -> None:
    model = alone("rally", states=("UZB",), patrons=("USA",))
    assert rise(model, "regime_stability(UZB)", "conflict(UZB>USA)")[12] < -0.01


@shape("alliance_choice")
def test_rivals_split_the_states_as_a_landscape_does() -> None:
    """A state that leans more to one of two rivals ends in its camp, and out of the other's."""
    model = alone("alliance_choice", states=("UZB",))
    opposed, friends = (
        rise(model, "alignment(UZB>USA)", "alignment(UZB>RUS)", [held("rivalry(RUS>USA)", level)])[12]
        for level in (0.85, 0.15)
    )
    assert opposed < -0.018  # -0.0201 with 20,000 runs
    assert abs(friends) < 0.005
    sizes = np.ones(3)

    def camps(between: float) -> list[int]:
        lean_to_first, lean_to_second = 1.0, 0.5
        pulls = np.array(
            [[0, lean_to_first, lean_to_second], [lean_to_first, 0, between], [lean_to_second, between, 0]]
        )
        return [int(side) for side in configurations(3)[local_minima(sizes, pulls)[0]]]

    assert camps(-2.0) == [0, 0, 1]
    assert camps(2.0) == [0, 0, 0]
