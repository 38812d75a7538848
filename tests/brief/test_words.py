"""Factors and claims in plain words."""

from typing import Any

import pytest

from sayso.brief.words import (
    claim_words,
    event_label,
    factor_words,
    outcome_label,
    standing_words,
    table,
    without_article,
)
from sayso.statements import KINDS
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Condition
from sayso.statements.factor import Factor
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Speaker, Statement
from sayso.views.outcome import Outcome

NAMES = {"UZB": "Uzbekistan", "USA": "United States", "KAZ": "Kazakhstan", "PHL": "Philippines"}


def name_of(actor: str) -> str:
    return NAMES.get(actor, actor)


def claim(kind: str, factor: str | None, sign: int, **fields: Any) -> Statement:
    """Return a statement of `kind` on `factor`, with `fields` in place of what is usual."""
    usual: dict[str, Any] = {
        "document": "d",
        "start": 0,
        "end": 3,
        "quote": "its words",
        "speaker": Speaker(name="S", kind="person"),
        "mode": "direct",
        "factor": None if factor is None else Factor.parse(factor),
        "sign": sign,
        "reader": "rules-1",
        "certainty": 0.5,
    }
    return KINDS[kind](**(usual | fields))


def test_every_factor_of_the_catalogue_has_plain_words() -> None:
    catalogue, _ = Catalogue.load()
    for name in catalogue.names:
        dyadic = catalogue.definition(name).dyadic
        words = table()["factors"].get(name, "")
        assert "{actor" in words, name
        assert ("{target" in words) == dyadic, name


def test_every_kind_has_words_for_each_sign() -> None:
    assert set(table()["kinds"]) == set(KINDS)
    for words in table()["kinds"].values():
        assert set(words) == {"plus", "minus", "neither"}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("unrest(UZB)", "unrest in Uzbekistan"),
        ("alignment(UZB>USA)", "lean of Uzbekistan towards the United States"),
        ("security_capacity(PHL)", "capacity of the Philippines’ security forces to contain unrest"),
        ("water_use(UZB>KAZ)", "water use (Uzbekistan to Kazakhstan)"),
        ("unrest(UZB>KAZ)", "unrest (Uzbekistan to Kazakhstan)"),
        ("unrest(nobody-known)", "unrest in nobody-known"),
    ],
)
def test_a_factor_in_plain_words(written: str, words: str) -> None:
    assert factor_words(Factor.parse(written), name_of) == words


@pytest.mark.parametrize(
    ("kind", "sign", "fields", "words"),
    [
        ("forecast", 1, {}, "Unrest in Uzbekistan will be high"),
        ("trend", -1, {}, "Unrest in Uzbekistan is falling"),
        ("assessment", 0, {}, "Unrest in Uzbekistan is neither high nor low"),
        ("influence", -1, {"cause": Factor("welfare", "UZB")}, "Welfare of people in Uzbekistan lowers unrest in Uzbekistan"),
        ("influence", 1, {}, "What is named raises unrest in Uzbekistan"),
        ("prescription", 1, {}, "Calls for a rise in unrest in Uzbekistan"),
        ("forecast", 1, {"cause": Factor("unrest", "KAZ")}, "Unrest in Uzbekistan will be high, through unrest in Kazakhstan"),
        (
            "conditional",
            1,
            {"condition": Condition(words="it spreads", factor=Factor("unrest", "KAZ"), sign=1)},
            "If unrest in Kazakhstan is high, unrest in Uzbekistan will be high",
        ),
        (
            "conditional",
            -1,
            {"condition": Condition(words="it {factor} spreads", factor=None, sign=1)},
            "If “it {factor} spreads”, unrest in Uzbekistan will be low",
        ),
    ],
)  # fmt: skip
def test_a_claim_in_plain_words(kind: str, sign: int, fields: dict[str, Any], words: str) -> None:
    assert claim_words(claim(kind, "unrest(UZB)", sign, **fields), name_of) == words


def test_a_claim_that_is_called_unlikely_is_not_told_as_if_it_were_expected() -> None:
    unlikely = Likelihood(words="unlikely", phrase="unlikely", alpha=2, beta=8, lexicon="some-1")
    will = Likelihood(words="will", phrase="will", alpha=9, beta=1, lexicon="some-1", unhedged=True)
    said = [
        claim_words(claim("forecast", "unrest(UZB)", 1, likelihood=each), name_of)
        for each in (unlikely, will)
    ]
    assert said == ["Unrest in Uzbekistan will be high (“unlikely”)", "Unrest in Uzbekistan will be high"]


def test_a_role_follows_a_name_without_its_article() -> None:
    assert without_article("The head of the agency") == "head of the agency"
    assert without_article("Analyst") == "Analyst"


def test_an_events_words_take_articles() -> None:
    assert event_label("mass_unrest(PHL)", name_of) == "mass unrest in the Philippines"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Unrest in Central Asia falls (mean of its states)", "Unrest in Central Asia falls (on average across its states)"),
        ("Mass unrest in Central Asia (any state)", "Mass unrest in Central Asia (in at least one of its states)"),
        ("Mass unrest in Uzbekistan", "Mass unrest in Uzbekistan"),
    ],
)  # fmt: skip
def test_how_a_group_of_states_counts_can_be_read_aloud(label: str, words: str) -> None:
    outcome = Outcome(id="o", label=label, event=None, factor=Factor("unrest", "UZB"), direction=1, months=12)
    assert outcome_label(outcome) == words


def test_a_claim_outside_the_catalogue_says_so() -> None:
    assert claim_words(claim("forecast", None, 0, topic="the harvest"), name_of).endswith(
        "factors: the harvest"
    )
    assert claim_words(claim("forecast", None, 0), name_of).endswith("factors: its words")


@pytest.mark.parametrize(
    ("mode", "endorsed", "words"),
    [
        ("direct", None, None),
        ("question", None, "not a claim of the one who answers"),
        ("question", False, "not taken up in the answer"),
        ("question", True, ", taken up in the answer"),
    ],
)
def test_a_question_is_not_the_experts_claim(mode: str, endorsed: bool | None, words: str | None) -> None:  # noqa: FBT001 - a parameter of the test
    said = standing_words(claim("forecast", "unrest(UZB)", 1, mode=mode, endorsed=endorsed))
    assert said is None if words is None else words in (said or "")
