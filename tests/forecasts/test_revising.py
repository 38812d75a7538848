"""A question put right: what moves to the new one, and what stays."""

import datetime as dt

import pytest

from sayso.forecasts.entries import entries
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.revising import revise
from tests.forecasts import make

PARENT = make.question("It spreads?")
CHILD = make.question("They are unable?", given=PARENT)
RECORDS: tuple[Record, ...] = (
    PARENT,
    CHILD,
    make.claim(),
    make.reading(CHILD),
    make.forecast(CHILD, 0.86, statement="S1"),
    make.answer(CHILD, "no", known="2022-07-03"),
    make.answer(PARENT, "yes", known="2022-07-02"),
)


def test_what_was_read_from_words_moves_and_is_not_counted_twice() -> None:
    ledger = Ledger.of(RECORDS)
    done = revise(ledger, CHILD, {"rule": "sharper"})
    after = Ledger.of([*RECORDS, *done.records, make.answer(done.question, "no", known="2022-07-03")])
    (entry,) = entries(after)
    assert entry.question == done.question
    assert entry.part == "counts"
    assert entry.claim is not None
    assert entry.reading is not None
    assert entry.reading.primary
    assert list(after.replaced) == [CHILD.id]


def test_a_number_that_somebody_gave_stays_with_the_old_wording() -> None:
    given = make.forecast(CHILD, 0.3)
    person = type(given)(
        question=CHILD.id,
        made_by=type(given.made_by)(kind="person", name="Ed"),
        distribution=given.distribution,
    )
    ledger = Ledger.of([*RECORDS, person])
    done = revise(ledger, CHILD, {"text": "Other words?"})
    assert done.left == (person,)
    assert all(
        entry.forecast.made_by.name != "Ed" for entry in entries(Ledger.of([*RECORDS, person, *done.records]))
    )


def test_children_follow_their_parent() -> None:
    done = revise(Ledger.of(RECORDS), PARENT, {"rule": "three of fourteen regions"})
    after = Ledger.of([*RECORDS, *done.records])
    (child,) = [one for one in after.questions.values() if one.condition is not None]
    assert child.condition is not None
    assert child.condition.question == done.question.id
    assert child.supersedes == CHILD.id
    assert [one.question for one in after.readings] == [child.id]


def test_only_the_query_may_be_changed_too_and_more_than_once() -> None:
    first = revise(Ledger.of(RECORDS), PARENT, {"query": "country=UZB"})
    ledger = Ledger.of([*RECORDS, *first.records])
    second = revise(ledger, first.question, {"query": "country=UZB plover=PROTEST"})
    assert len({PARENT.id, first.question.id, second.question.id}) == 3
    assert (
        list(Ledger.of([*RECORDS, *first.records, *second.records]).questions).count(second.question.id) == 1
    )


def test_a_new_close_that_is_over_makes_it_post_hoc() -> None:
    change = {"closes": dt.date(2022, 1, 1)}
    assert revise(Ledger.of(RECORDS), PARENT, change, today=dt.date(2022, 1, 2)).question.post_hoc
    assert not revise(Ledger.of(RECORDS), PARENT, change, today=dt.date(2022, 1, 1)).question.post_hoc


@pytest.mark.parametrize("change", [{}, {"text": "It spreads?"}])
def test_no_change_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="nothing is changed"):
        revise(Ledger.of(RECORDS), PARENT, change)


def test_a_question_that_was_replaced_is_not_put_right_again() -> None:
    done = revise(Ledger.of(RECORDS), PARENT, {"rule": "sharper"})
    with pytest.raises(ValueError, match=f"was replaced by {done.question.id}"):
        revise(Ledger.of([*RECORDS, *done.records]), PARENT, {"rule": "other"})


def test_questions_without_a_predecessor_keep_their_identifier() -> None:
    question = Question(text="Will there be a riot in Uzbekistan?", kind="binary", rule="at least one death")
    assert question.id == "7f02a4dca4e091af"


def test_readings_of_a_replaced_question_do_not_take_the_primary_place() -> None:
    done = revise(Ledger.of(RECORDS), CHILD, {"rule": "sharper"})
    ledger = Ledger.of([*RECORDS, *done.records])
    assert ledger.readings == (Reading(statement="S1", question=done.question.id, label="A"),)
