"""Each mechanism's signature: what moves in runs of a small model, and that it is this mechanism that moves it.

Most say that one factor moves another; the rows of `RESPONSES` are those. What has a shape of its own (two
resting states, an inverted U, a share of commitments) stands in `test_shapes.py`.
"""

from typing import NamedTuple

import pytest

from sayso.mechanisms import MECHANISMS
from sayso.mechanisms.library import library
from sayso.simulation.changes import Change
from tests.mechanisms.small_models import alone, begins, cut, held, rise
from tests.mechanisms.test_events_at_work import EVENTS
from tests.mechanisms.test_shapes import SHAPES


class Response(NamedTuple):
    """With `cause` high against low, `effect` moves by `least` or more within `months`, with its sign."""

    mechanism: str
    cause: str
    effect: str
    least: float
    months: int = 12
    plus: tuple[str, ...] = ()
    """Mechanisms that the small model needs besides."""
    open_at: tuple[str, float] | None = None
    """The gate: a factor and the level at which it is open."""
    shut_at: float | None = None
    """Level of that factor at which the effect is gone."""
    during: str | None = None
    """An event that is under way, without which there is no effect."""


RESPONSES = (
    Response("mobilisation", "grievance(UZB)", "unrest(UZB)", 0.1),
    Response("mobilisation", "opposition_organisation(UZB)", "unrest(UZB)", 0.05),
    Response("diffusion_proofing", "mass_unrest(KAZ)", "repression(UZB)", 0.04, plus=("mobilisation",)),
    Response("repression", "repression(UZB)", "grievance(UZB)", 0.05),
    Response("repression", "repression(UZB)", "human_rights(UZB)", -0.05),
    Response("backlash", "repression(UZB)", "unrest(UZB)", 0.02, plus=("mobilisation",), during="mass_unrest(UZB)"),
    Response(
        "backlash", "repression(UZB)", "security_loyalty(UZB)", -0.03, plus=("mobilisation",), during="mass_unrest(UZB)"
    ),
    Response("threat_repression", "external_threat(UZB)", "repression(UZB)", 0.05),
    Response("threat_repression", "repression(UZB)", "democratic_institutions(UZB)", -0.02, 24),
    Response("containment", "security_capacity(UZB)", "unrest(UZB)", -0.08),
    Response("refusal", "regime_stability(UZB)", "security_loyalty(UZB)", 0.04),
    Response("elite_defection", "opposition_organisation(UZB)", "security_loyalty(UZB)", -0.02),
    Response("coup_proofing", "security_loyalty(UZB)", "security_capacity(UZB)", 0.01),
    Response("stability", "unrest(UZB)", "regime_stability(UZB)", -0.1),
    Response("steadying", "intervention(RUS>KAZ)", "regime_stability(KAZ)", 0.02, 6, plus=("mobilisation", "intervention"), during="mass_unrest(KAZ)"),
    Response("information", "human_rights(UZB)", "opposition_organisation(UZB)", 0.04),
    Response("information", "human_rights(UZB)", "corruption(UZB)", -0.01, 24),
    Response("cooptation", "unrest(UZB)", "democratic_institutions(UZB)", 0.01, 24),
    Response("cooptation", "democratic_institutions(UZB)", "regime_stability(UZB)", 0.02),
    Response("welfare", "economic_integration(UZB>RUS)", "economic_development(UZB)", 0.01),
    Response("welfare", "welfare(UZB)", "regime_stability(UZB)", 0.08),
    Response("fiscal_base", "economic_development(UZB)", "security_capacity(UZB)", 0.03, 24),
    Response("fiscal_base", "economic_development(UZB)", "security_loyalty(UZB)", 0.03),
    Response("youth", "economic_development(UZB)", "grievance(UZB)", -0.02),
    Response("youth", "economic_development(UZB)", "radicalism(UZB)", -0.015),
    Response("development", "welfare(UZB)", "democratic_institutions(UZB)", 0.008),
    Response("institutions", "corruption(UZB)", "grievance(UZB)", 0.04),
    Response("exclusion", "democratic_institutions(UZB)", "grievance(UZB)", -0.03),
    Response("radicalism", "radicalism(KAZ)", "external_threat(UZB)", 0.04),
    Response("migration", "welfare(UZB)", "migration(UZB>RUS)", -0.03),
    Response("migration", "migration(UZB>RUS)", "welfare(UZB)", 0.02),
    Response("exit_and_voice", "migration(UZB>RUS)", "unrest(UZB)", -0.02),
    Response("protection", "external_threat(UZB)", "alignment(UZB>USA)", 0.04, open_at=("security_credibility(USA>UZB)", 0.8), shut_at=0.3),
    Response("protection", "military_presence(USA>UZB)", "security_credibility(USA>UZB)", 0.05),
    Response("reputation", "defence(RUS>KAZ)", "security_credibility(RUS>UZB)", 0.01, plus=("commitments",), during="attack(KAZ)"),
    Response("audience_costs", "engagement(USA>UZB)", "security_credibility(USA>UZB)", 0.02),
    Response("assistance", "military_support(USA>UZB)", "security_capacity(UZB)", 0.01),
    Response("bases", "alignment(UZB>USA)", "military_presence(USA>UZB)", 0.03, 24),
    Response("bases", "military_presence(USA>UZB)", "democratic_pressure(USA>UZB)", -0.03),
    Response("bases", "democratic_pressure(USA>UZB)", "military_presence(USA>UZB)", -0.02),
    Response("insecurity", "regime_stability(UZB)", "alignment(UZB>RUS)", -0.02, 24),
    Response("sponsorship", "engagement(RUS>UZB)", "regime_stability(UZB)", 0.02, open_at=("alignment(UZB>RUS)", 0.8), shut_at=0.2),
    Response("conditionality", "democratic_pressure(USA>UZB)", "alignment(UZB>USA)", -0.04),
    Response("linkage", "democratic_pressure(USA>UZB)", "human_rights(UZB)", 0.02, open_at=("trade(UZB>USA)", 0.8), shut_at=0.3),
    Response("linkage", "democratic_pressure(USA>UZB)", "democratic_institutions(UZB)", 0.01, open_at=("soft_power(USA>UZB)", 0.8), shut_at=0.3),
    Response("alliance_choice", "alignment(UZB>USA)", "alignment(UZB>RUS)", -0.018, open_at=("rivalry(RUS>USA)", 0.8), shut_at=0.3),
    Response("bargaining", "engagement(USA>UZB)", "alignment(UZB>USA)", 0.03, open_at=("influence(USA>UZB)", 0.8), shut_at=0.2),
    Response("asymmetry", "economic_integration(UZB>RUS)", "influence(RUS>UZB)", 0.05),
    Response("asymmetry", "alignment(UZB>RUS)", "economic_integration(UZB>RUS)", 0.02),
    Response("estrangement", "conflict(UZB>USA)", "cooperation(UZB>USA)", -0.1),
    Response("estrangement", "conflict(UZB>USA)", "trade(UZB>USA)", -0.04),
    Response("commercial_peace", "trade(UZB>USA)", "conflict(UZB>USA)", -0.04),
    Response("soft_power", "soft_power(RUS>UZB)", "cooperation(UZB>RUS)", 0.05),
    Response("engagement", "engagement(USA>UZB)", "influence(USA>UZB)", 0.05),
    Response("engagement", "influence(USA>UZB)", "alignment(UZB>USA)", 0.03),
    Response("competition", "engagement(RUS>UZB)", "engagement(USA>UZB)", 0.03, open_at=("rivalry(RUS>USA)", 0.8), shut_at=0.2),
)  # fmt: skip


def named(row: Response) -> str:
    return f"{row.mechanism}: {row.cause} on {row.effect}"


def test_every_mechanism_has_a_signature() -> None:
    """A mechanism without one is a claim that nobody has seen at work."""
    assert {row.mechanism for row in RESPONSES} | set(SHAPES) | set(EVENTS) == set(MECHANISMS)


@pytest.mark.parametrize("row", RESPONSES, ids=named)
def test_a_mechanism_moves_what_it_says_and_nothing_moves_without_it(row: Response) -> None:
    model = alone(row.mechanism, *row.plus)
    sign = 1.0 if row.least > 0 else -1.0
    always: list[Change] = [] if row.during is None else [begins(row.during)]
    gate = [] if row.open_at is None else [held(*row.open_at)]
    moved = sign * rise(model, row.cause, row.effect, [*always, *gate], months=row.months)[row.months]
    assert moved > abs(row.least)
    removed = [*always, *gate, *cut(model, row.mechanism)]
    left = sign * rise(model, row.cause, row.effect, removed, months=row.months)[row.months]
    assert left < 0.5 * moved


@pytest.mark.parametrize("row", [row for row in RESPONSES if row.shut_at is not None], ids=named)
def test_a_gate_that_is_shut_stops_the_mechanism(row: Response) -> None:
    assert row.open_at is not None
    assert row.shut_at is not None
    model = alone(row.mechanism, *row.plus)
    opened, shut = (
        abs(rise(model, row.cause, row.effect, [held(row.open_at[0], level)], months=row.months)[row.months])
        for level in (row.open_at[1], row.shut_at)
    )
    assert shut < 0.25 * opened


def test_solvers_that_mechanisms_stand_on_are_those_of_the_package() -> None:
    """The ones whose numbers or shapes a mechanism takes over; bargains and votes are solved on their own."""
    used = {mechanism.solver for mechanism in library() if mechanism.solver is not None}
    assert {"landscape", "global_games", "thresholds", "preference_falsification", "expected_utility"} <= used
