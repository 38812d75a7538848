"""Which resolution stands, and what a condition does to a question."""

import datetime as dt

import msgspec
import pytest

from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import ParentOutcome, Question
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Outcome, Resolution
from sayso.forecasts.verdict import Verdict
from tests.forecasts.make import answer, question

RIOT = question("A riot?")
STATE = question("A state of emergency?", given=RIOT)
TROOPS = question("Foreign troops?", given=STATE)


def outcomes(*records: Record, as_of: str | None = None) -> dict[str, str]:
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    ledger = Ledger.of(records)
    return {ledger.questions[key].text: one.outcome for key, one in ledger.settle(as_of=day).items()}


def test_a_question_that_nobody_resolved_is_pending() -> None:
    assert outcomes(RIOT) == {"A riot?": "pending"}


def test_the_resolution_that_no_other_supersedes_stands() -> None:
    first = answer(RIOT, "yes")
    second = answer(RIOT, "no", instead_of=first)
    third = answer(RIOT, "ambiguous", instead_of=second)
    assert outcomes(RIOT, first, second, third) == {"A riot?": "ambiguous"}
    assert outcomes(RIOT, third, second, first) == {"A riot?": "ambiguous"}


def test_of_two_that_nothing_supersedes_the_later_stands() -> None:
    assert outcomes(RIOT, answer(RIOT, "yes"), answer(RIOT, "no")) == {"A riot?": "no"}


def test_a_resolution_supersedes_none_of_another_question() -> None:
    yes = answer(RIOT, "yes")
    astray = msgspec.structs.replace(answer(question("Rain?"), "no"), supersedes=yes.id)
    assert outcomes(RIOT, yes, astray)["A riot?"] == "yes"


def test_an_earlier_day_knows_what_was_known_then() -> None:
    first = answer(RIOT, "no", known="2022-06-01")
    second = answer(RIOT, "yes", known="2022-07-03", instead_of=first)
    undated = answer(STATE, "yes")
    both = (RIOT, STATE, first, second, undated)
    assert outcomes(*both, as_of="2022-05-31") == {"A riot?": "pending", "A state of emergency?": "pending"}
    assert outcomes(*both, as_of="2022-06-01")["A riot?"] == "no"
    assert outcomes(*both, as_of="2022-07-03") == {"A riot?": "yes", "A state of emergency?": "pending"}
    assert outcomes(*both) == {"A riot?": "yes", "A state of emergency?": "yes"}


def test_the_day_of_entry_stands_in_for_a_missing_day_of_knowledge() -> None:
    entered = msgspec.structs.replace(answer(RIOT, "yes"), at=dt.datetime(2022, 7, 3, 12, tzinfo=dt.UTC))
    assert outcomes(RIOT, entered, as_of="2022-07-02") == {"A riot?": "pending"}
    assert outcomes(RIOT, entered, as_of="2022-07-03") == {"A riot?": "yes"}


def test_a_condition_that_failed_makes_the_question_void_whatever_its_own_answer() -> None:
    found = outcomes(TROOPS, STATE, RIOT, answer(RIOT, "no"), answer(STATE, "yes"), answer(TROOPS, "no"))
    assert found == {"A riot?": "no", "A state of emergency?": "void", "Foreign troops?": "void"}


def test_a_condition_that_held_leaves_the_question_its_own_answer() -> None:
    found = outcomes(RIOT, STATE, TROOPS, answer(RIOT, "yes"), answer(STATE, "yes"), answer(TROOPS, "no"))
    assert found["Foreign troops?"] == "no"


@pytest.mark.parametrize("parent", ["pending", "ambiguous", "unresolvable"])
def test_a_condition_that_is_not_decided_leaves_the_question_as_undecided(parent: Outcome) -> None:
    assert (
        outcomes(RIOT, STATE, answer(RIOT, parent), answer(STATE, "yes"))["A state of emergency?"] == parent
    )


def test_a_parent_that_is_not_in_the_ledger_leaves_the_question_pending() -> None:
    assert outcomes(STATE, answer(STATE, "yes")) == {"A state of emergency?": "pending"}


@pytest.mark.parametrize(
    ("value", "wanted", "outcome"),
    [
        (3.0, "3", "yes"),
        (3.0, "4", "void"),
        ("many", "many", "yes"),
        ("few", "many", "void"),
        (3.0, "many", "void"),
    ],
)
def test_a_condition_may_want_a_number_or_an_option(value: float | str, wanted: str, outcome: str) -> None:
    parent = Question(text="How many?", kind="count", rule="counted")
    child = msgspec.structs.replace(RIOT, condition=ParentOutcome(question=parent.id, outcome=wanted))
    came = Resolution(question=parent.id, outcome="value", value=value, by="test")
    assert outcomes(parent, child, came, answer(child, "yes"))["A riot?"] == outcome


def test_a_verdict_is_superseded_as_a_resolution_is() -> None:
    first = Verdict(statement="S1", label="supported", by="test")
    second = Verdict(statement="S1", label="contested", by="test", supersedes=first.id)
    assert Ledger.of([first, second]).labels()["S1"].label == "contested"


def test_a_record_that_comes_twice_counts_once() -> None:
    assert len(Ledger.of([answer(RIOT, "yes"), RIOT, RIOT, answer(RIOT, "yes")]).resolutions) == 1
