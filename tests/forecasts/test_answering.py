"""Answers as people write them: what each kind of question takes, and what supersedes what."""

import datetime as dt

import msgspec
import pytest

from sayso.forecasts.answering import Said, answer, newly_void, read_answer
from sayso.forecasts.due import listed
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question
from sayso.forecasts.resolution import Outcome
from tests.forecasts import make

BINARY = make.question("A riot?")
COUNT = Question(text="How many?", kind="count", rule="count them", unit="deaths")
DAY = Question(text="When?", kind="date", rule="the day")
LEVEL = Question(text="How bad?", kind="ordinal", rule="judge", options=("low", "no", "high"))
ED = Said(by="Ed")


@pytest.mark.parametrize(
    ("question", "written", "outcome", "value"),
    [
        (BINARY, "yes", "yes", None),
        (BINARY, " NO ", "no", None),
        (BINARY, "pending", "pending", None),
        (COUNT, "1,200", "value", 1200.0),
        (COUNT, "0", "value", 0.0),
        (COUNT, "unresolvable", "unresolvable", None),
        (DAY, "2022-07-03", "value", "2022-07-03"),
        (DAY, "no", "no", None),
        (LEVEL, "high", "value", "high"),
        (LEVEL, "no", "value", "no"),
        (LEVEL, "void", "void", None),
    ],
)
def test_each_kind_takes_its_answers(
    question: Question, written: str, outcome: Outcome, value: float | str | None
) -> None:
    assert read_answer(question, written) == (outcome, value)


@pytest.mark.parametrize(
    ("question", "written", "why"),
    [
        (BINARY, "ye", "nearest is 'yes'"),
        (BINARY, "3", "want yes, no, void"),
        (COUNT, "yes", "want a number of deaths"),
        (COUNT, "nan", "is no number"),
        (COUNT, "inf", "is no number"),
        (DAY, "yes", "want a day"),
        (DAY, "2022-02-30", "is no day"),
        (LEVEL, "hihg", "nearest is 'high'"),
        (LEVEL, "yes", "want low, no, high"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_is(question: Question, written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_answer(question, written)


def test_a_later_answer_supersedes_the_one_that_stands() -> None:
    first = answer(Ledger.of([BINARY]), BINARY, "yes", ED)
    second = answer(Ledger.of([BINARY, first]), BINARY, "no", ED)
    assert second.supersedes == first.id
    assert Ledger.of([BINARY, first, second]).settle()[BINARY.id].outcome == "no"


def test_the_same_said_again_is_the_one_that_stands() -> None:
    at = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
    first = answer(Ledger.of([BINARY]), BINARY, "yes", msgspec.structs.replace(ED, at=at))
    again = answer(Ledger.of([BINARY, first]), BINARY, "yes", ED)
    assert again == first
    assert answer(Ledger.of([BINARY, first]), BINARY, "yes", Said(by="Another")).supersedes == first.id


def test_pending_withdraws_an_answer() -> None:
    first = answer(Ledger.of([BINARY]), BINARY, "yes", ED)
    second = answer(Ledger.of([BINARY, first]), BINARY, "pending", ED)
    assert Ledger.of([BINARY, first, second]).settle()[BINARY.id].outcome == "pending"


def test_children_that_fall_void_are_told_and_those_that_were_are_not_told_again() -> None:
    child = make.question("Unable?", given=BINARY)
    grandchild = make.question("Then?", given=child)
    ledger = Ledger.of([BINARY, child, grandchild])
    no = answer(ledger, BINARY, "no", ED)
    assert newly_void(ledger, no) == (child, grandchild)
    assert newly_void(ledger, answer(ledger, BINARY, "yes", ED)) == ()
    after = Ledger.of([BINARY, child, grandchild, no])
    assert newly_void(after, msgspec.structs.replace(no, note="again", supersedes=no.id)) == ()


def test_a_question_is_due_on_the_day_after_its_close() -> None:
    closing = msgspec.structs.replace(BINARY, closes=dt.date(2022, 6, 30))
    ledger = Ledger.of([closing, DAY])
    found = {one.question.id: one.status for one in listed(ledger, today=dt.date(2022, 6, 30))}
    assert found == {closing.id: "open", DAY.id: "open"}
    first, last = listed(ledger, today=dt.date(2022, 7, 1))
    assert (first.question, first.status, last.status) == (closing, "due", "open")
    answered = Ledger.of([closing, answer(ledger, closing, "unresolvable", ED)])
    assert listed(answered, today=dt.date(2022, 7, 1))[0].status == "decided"
