"""A source's model: its influences and conditionals as links, no more and no less."""

from collections.abc import Callable
from typing import Any

import pytest

from sayso.actors import ActorTable
from sayso.mechanisms.link import Link
from sayso.models import Model, build_speaker
from sayso.models.builders import BUILDERS
from sayso.models.settings import claim_settings
from sayso.statements.assessment import Assessment
from sayso.statements.conditional import Condition, Conditional
from sayso.statements.factor import Factor
from sayso.statements.forecast import Forecast
from sayso.statements.influence import Influence
from sayso.statements.likelihood import Likelihood
from sayso.statements.prescription import Prescription
from sayso.statements.statement import Review, Statement

Say = Callable[..., Any]


def claimed(common: Model, actors: ActorTable, *statements: Statement) -> tuple[Link, ...]:
    """Return the links that statements add."""
    model, problems = build_speaker(common, statements, actors=actors)
    assert problems == ()
    assert model.links[: len(common.links)] == common.links
    return model.links[len(common.links) :]


def pairs(links: tuple[Link, ...]) -> set[tuple[str, str]]:
    return {(str(link.source), str(link.target)) for link in links}


def long_run(link: Link, model: Model) -> float:
    kappa = next(node.kappa for node in model.nodes if node.factor == link.target)
    return link.weight.mean / kappa


def test_an_influence_is_a_link_that_carries_the_statement(
    region: Model, actors: ActorTable, say: Say
) -> None:
    claim = say(Influence, "soft_power(RUS>UZB)", -1, cause="migration(UZB>RUS)")
    (link,) = claimed(region, actors, claim)
    assert link.origin == claim.id
    assert link.form == "level"
    assert link.weight.mean < 0
    assert link.presence == claim_settings().presence.unsaid


def test_degree_words_make_a_link_stronger(region: Model, actors: ActorTable, say: Say) -> None:
    """This fact alone will dramatically promote economic development of the region"""
    sizes = [
        long_run(
            claimed(
                region, actors, say(Influence, "corruption(UZB)", -1, cause="trade(UZB>RUS)", strength=word)
            )[0],
            region,
        )
        for word in ("weak", "moderate", "strong")
    ]
    assert sizes == pytest.approx([-0.6, -1.1, -1.8])


def test_likelihood_words_are_the_presence_of_a_link(
    region: Model, actors: ActorTable, say: Say, likely: Likelihood, bare_will: Likelihood
) -> None:
    presences = [
        claimed(
            region, actors, say(Influence, "corruption(UZB)", -1, cause="trade(UZB>RUS)", likelihood=words)
        )[0].presence
        for words in (likely, bare_will)
    ]
    assert presences == pytest.approx([likely.mean, claim_settings().presence.unhedged])


def test_what_everybody_knows_is_not_doubled(region: Model, actors: ActorTable, say: Say) -> None:
    """welfare steadies: the common model says so too"""
    known = claimed(region, actors, say(Influence, "regime_stability(UZB)", 1, cause="welfare(UZB)"))[0]
    against = claimed(region, actors, say(Influence, "regime_stability(UZB)", -1, cause="welfare(UZB)"))[0]
    assert long_run(known, region) == pytest.approx(1.1 - 0.9 * 0.7)
    assert long_run(against, region) == pytest.approx(-1.1)


def test_a_region_on_both_sides_is_taken_state_by_state(region: Model, actors: ActorTable, say: Say) -> None:
    """have a beneficial effect on the lives of citizens, thereby increasing stability"""
    claim = say(Influence, "regime_stability(Central Asia)", 1, cause="welfare(Central Asia)")
    links = claimed(region, actors, claim)
    assert pairs(links) == {(f"welfare({state})", f"regime_stability({state})") for state in region.states}


def test_unrest_in_one_state_reaches_the_others_of_a_region(
    region: Model, actors: ActorTable, say: Say
) -> None:
    """The scenario ... is now being projected onto other Central Asia states"""
    links = claimed(region, actors, say(Influence, "unrest(Central Asia)", 1, cause="unrest(KAZ)"))
    assert pairs(links) == {("unrest(KAZ)", f"unrest({state})") for state in ("KGZ", "TJK", "TKM", "UZB")}


def test_a_region_that_moves_a_state_shares_the_weight(region: Model, actors: ActorTable, say: Say) -> None:
    links = claimed(region, actors, say(Influence, "corruption(UZB)", 1, cause="migration(Central Asia>RUS)"))
    assert len(links) == 5
    assert sum(long_run(link, region) for link in links) == pytest.approx(1.1)


def test_an_organisation_stands_for_its_patrons_at_the_date(
    region: Model, actors: ActorTable, say: Say
) -> None:
    """only the involvement of the CSTO forces, mainly Russia, turned the tide"""
    links = claimed(
        region, actors, say(Influence, "regime_stability(KAZ)", 1, cause="intervention(CSTO>KAZ)")
    )
    assert pairs(links) == {("intervention(RUS>KAZ)", "regime_stability(KAZ)")}


def test_a_motive_for_intervention_acts_on_its_hazard(region: Model, actors: ActorTable, say: Say) -> None:
    """It will be motivated by traditional fears of growing radicalism in the region"""
    claim = say(Influence, "intervention(RUS>Central Asia)", 1, cause="radicalism(Central Asia)")
    links = claimed(region, actors, claim)
    assert pairs(links) == {(f"radicalism({state})", f"intervention(RUS>{state})") for state in region.states}
    assert all(link.weight.mean > 0.2 for link in links)


def test_a_symmetric_pair_is_found_either_way_round(region: Model, actors: ActorTable, say: Say) -> None:
    """the remaining sympathy ... objectively facilitates cooperation"""
    links = claimed(region, actors, say(Influence, "cooperation(RUS>UZB)", 1, cause="migration(UZB>RUS)"))
    assert pairs(links) == {("migration(UZB>RUS)", "cooperation(UZB>RUS)")}


def test_a_conditional_is_a_threshold_link(
    region: Model, actors: ActorTable, say: Say, likely: Likelihood
) -> None:
    """If the unrest becomes widespread, the local law enforcement agencies are highly likely to be unable
    to suppress them"""
    condition = Condition(words="the unrest becomes widespread", factor=Factor("unrest", "UZB"), sign=1)
    claim = say(Conditional, "security_capacity(UZB)", -1, condition=condition, likelihood=likely)
    (link,) = claimed(region, actors, claim)
    assert (str(link.source), str(link.target), link.form) == (
        "unrest(UZB)",
        "security_capacity(UZB)",
        "threshold",
    )
    assert link.threshold == 0.7
    assert link.steepness > 0
    assert link.weight.mean < 0
    assert link.presence == pytest.approx(likely.mean)


def test_if_it_falls_is_a_threshold_from_above(region: Model, actors: ActorTable, say: Say) -> None:
    """If welfare falls, unrest will follow"""
    condition = Condition(words="welfare falls", factor=Factor("welfare", "UZB"), sign=-1)
    (link,) = claimed(region, actors, say(Conditional, "unrest(UZB)", 1, condition=condition))
    assert link.threshold == pytest.approx(0.3)
    assert link.steepness < 0


def test_factors_that_the_model_lacks_are_added_for_actors_in_it(
    region: Model, actors: ActorTable, say: Say
) -> None:
    """a conflict with a neighbour outside the region"""
    claim = say(Influence, "external_threat(UZB)", 1, cause="conflict(UZB>AFG)")
    model, problems = build_speaker(region, [claim], actors=actors)
    assert problems == ()
    assert model.has(Factor.parse("conflict(UZB>AFG)"))
    assert model.nodes[: len(region.nodes)] == region.nodes


def test_an_alliance_abroad_is_the_patrons_in_it(region: Model, actors: ActorTable, say: Say) -> None:
    """the early completion of the NATO mission in Afghanistan"""
    claim = say(Influence, "engagement(USA>UZB)", -1, cause="military_presence(NATO>AFG)")
    assert pairs(claimed(region, actors, claim)) == {("military_presence(USA>AFG)", "engagement(USA>UZB)")}


def test_a_region_does_not_trade_with_itself(region: Model, actors: ActorTable, say: Say) -> None:
    claim = say(Influence, "welfare(UZB)", 1, cause="trade(Central Asia>Central Asia)")
    model, problems = build_speaker(region, [claim], actors=actors)
    assert model.links == region.links
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (("unrest(FRA)", "unrest(UZB)", 1), "the model does not follow unrest (France)"),
        (
            ("unrest(FRA)", "unrest(DEU)", 1),
            "the model does not follow unrest (France) or unrest (Germany)",
        ),
        ((None, "unrest(UZB)", 1), "no factor of the catalogue fits its cause"),
        (("unrest(KAZ)", None, 1), "no factor of the catalogue fits its effect"),
        (("unrest(KAZ)", "unrest(UZB)", 0), "which way"),
        (("unrest(Atlantis)", "unrest(UZB)", 1), "the model does not follow unrest (Atlantis)"),
        (("unrest(UZB)", "unrest(UZB)", 1), "its cause is its effect"),
    ],
)
def test_a_claim_without_a_place_is_a_problem_with_its_words(
    region: Model, actors: ActorTable, say: Say, link: tuple[str | None, str | None, int], said: str
) -> None:
    cause, effect, sign = link
    claim = say(Influence, effect, sign, cause=cause, quote="the words of the claim")
    model, problems = build_speaker(region, [claim], actors=actors)
    assert model.links == region.links
    (problem,) = problems
    assert said in problem.message
    assert "the words of the claim" in problem.message


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ((None, 1, "unrest(UZB)", 1), "no factor of the catalogue fits its condition “if pigs fly”"),
        (("welfare(UZB)", 0, "unrest(UZB)", 1), "its condition “if pigs fly” has no direction"),
        (("welfare(UZB)", 1, None, 1), "no factor of the catalogue fits what is to follow"),
        (("welfare(UZB)", 1, "unrest(UZB)", 0), "which way"),
    ],
)
def test_an_unusable_conditional_says_in_plain_words_what_it_lacks(
    region: Model, actors: ActorTable, say: Say, claim: tuple[str | None, Any, str | None, int], said: str
) -> None:
    """If pigs fly, there will be unrest."""
    written, way, effect, sign = claim
    of = None if written is None else Factor.parse(written)
    when = Condition(words="if pigs fly", factor=of, sign=way)
    conditional = say(Conditional, effect, sign, condition=when, quote="the words of the claim")
    _, (problem,) = build_speaker(region, [conditional], actors=actors)
    assert said in problem.message
    assert "the words of the claim" in problem.message
    assert "None" not in problem.message


def test_forecasts_and_prescriptions_build_nothing(region: Model, actors: ActorTable, say: Say) -> None:
    model, problems = build_speaker(
        region, [say(Forecast, "unrest(UZB)", 1), say(Prescription, "soft_power(RUS>UZB)", 1)], actors=actors
    )
    assert (model.nodes, model.links, model.events) == (region.nodes, region.links, region.events)
    assert problems == ()


def test_a_rejected_claim_builds_nothing(region: Model, actors: ActorTable, say: Say) -> None:
    review = (Review(verdict="rejected", error="not a claim"),)
    claim = say(Influence, "unrest(UZB)", 1, cause="unrest(KAZ)", review=review)
    assert claimed(region, actors, claim) == ()


def test_a_corrected_claim_builds_what_it_was_put_right_to(
    region: Model, actors: ActorTable, say: Say
) -> None:
    review = (Review(verdict="corrected", error="factor", correction={"factor": "welfare(UZB)"}),)
    claim = say(Influence, "unrest(UZB)", 1, cause="economic_integration(UZB>RUS)", review=review)
    links = claimed(region, actors, claim)
    assert pairs(links) == {("economic_integration(UZB>RUS)", "welfare(UZB)")}


def test_a_source_starts_from_its_own_assessment(region: Model, actors: ActorTable, say: Say) -> None:
    factor = Factor.parse("security_credibility(USA>UZB)")
    starts = []
    for sign in (-1, 1):
        model, _ = build_speaker(region, [say(Assessment, str(factor), sign)], actors=actors)
        again, _ = build_speaker(model, [say(Assessment, str(factor), sign)], actors=actors)
        node = next(node for node in model.nodes if node.factor == factor)
        assert again.nodes == model.nodes
        starts.append(node.start - node.normal)
    assert starts == pytest.approx([-0.8, 0.8])


def test_intercepts_stay_those_of_the_common_model(region: Model, actors: ActorTable, say: Say) -> None:
    """a claim shall move the probability, not be calibrated away"""
    model, _ = build_speaker(region, [say(Influence, "unrest(UZB)", 1, cause="welfare(UZB)")], actors=actors)
    assert model.events == region.events


def test_each_kind_of_statement_builds_or_is_known_not_to() -> None:
    built = set(BUILDERS)
    assert built | {Forecast, Prescription} == set(Statement.__subclasses__())
