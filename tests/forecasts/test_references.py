"""What the base rate and persistence would have said."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.forecasts.distribution import Beta, Point, Samples
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question, QuestionKind
from sayso.forecasts.references import base_rates, difficulty, near_certain, persistence
from sayso.forecasts.resolution import Outcome, Resolution
from sayso.forecasts.windows import base_rate_of_record, persistence_of_record
from tests.forecasts.make import answer, question

JANUARY, FEBRUARY, MARCH = (dt.date(2022, month, 1) for month in (1, 2, 3))


def asked(text: str, *, series: str | None = "s", kind: str | None = "protest") -> Question:
    return msgspec.structs.replace(question(text), series=series, reference_class=kind)


def known(*answers: tuple[str, Outcome, str]) -> tuple[list[Question], list[Resolution]]:
    questions = [asked(text) for text, _, _ in answers]
    return questions, [
        answer(one, came, known=day) for one, (_, came, day) in zip(questions, answers, strict=True)
    ]


def test_the_base_rate_counts_only_what_was_known_before() -> None:
    questions, came = known(
        ("1", "yes", "2022-01-10"),
        ("2", "no", "2022-01-20"),
        ("3", "yes", "2022-02-01"),
        ("4", "void", "2022-01-01"),
    )
    new = asked("5")
    settled = Ledger.of([*questions, new, *came]).settle()
    (made,) = base_rates([*questions, new], settled, made_at={new.id: FEBRUARY})
    assert made.distribution == Beta(alpha=1.5, beta=1.5)
    assert made.basis == "1 of 2 answers of this class known before 2022-02-01"


def test_a_class_without_a_past_gives_one_half() -> None:
    new = asked("1")
    (made,) = base_rates([new], {}, made_at={new.id: FEBRUARY})
    assert made.distribution == Beta(alpha=0.5, beta=0.5)


@given(st.lists(st.tuples(st.booleans(), st.dates(JANUARY, MARCH)), min_size=1, max_size=15))
def test_no_answer_is_used_before_it_is_known(rows: list[tuple[bool, dt.date]]) -> None:
    questions = [asked(str(at)) for at in range(len(rows))]
    came = [
        answer(one, "yes" if yes else "no", known=str(day))
        for one, (yes, day) in zip(questions, rows, strict=True)
    ]
    settled = Ledger.of([*questions, *came]).settle()
    days = {one.id: FEBRUARY for one in questions}
    before = [yes for yes, day in rows if day < FEBRUARY]
    for made in base_rates(questions, settled, made_at=days):
        assert made.distribution == Beta(alpha=sum(before) + 0.5, beta=len(before) - sum(before) + 0.5)


def test_persistence_says_the_last_known_answer_of_the_series() -> None:
    questions, came = known(("1", "no", "2022-01-10"), ("2", "yes", "2022-01-20"), ("3", "no", "2022-02-01"))
    new, other = asked("4"), asked("5", series="another")
    settled = Ledger.of([*questions, new, other, *came]).settle()
    days = {new.id: FEBRUARY, other.id: FEBRUARY}
    (made,) = persistence([*questions, new, other], settled, made_at=days)
    assert (made.question, made.distribution) == (new.id, Point(probability=1.0))


def test_without_class_or_day_or_for_a_count_there_is_no_reference() -> None:
    count = Question(text="How many?", kind="count", rule="x", reference_class="protest", series="s")
    rows = [asked("1", kind=None, series=None), asked("2"), count]
    days = {rows[0].id: FEBRUARY, count.id: FEBRUARY}
    assert base_rates(rows, {}, made_at=days) == persistence(rows, {}, made_at=days) == ()


def test_what_nearly_always_happens_is_nearly_free() -> None:
    """some protest happens"""
    assert [near_certain(one) for one in (0.0, 0.05, 0.06, 0.94, 0.95, 1.0)] == [
        True,
        True,
        False,
        False,
        True,
        True,
    ]
    assert [difficulty(one) for one in (0.0, 0.5, 1.0)] == [0.0, 1.0, 0.0]


def window(kind: QuestionKind) -> Question:
    return Question(text="?", kind=kind, rule="x", opens=FEBRUARY, closes=dt.date(2022, 2, 10))


DAYS = [dt.date(2022, 1, day) for day in (2, 13, 15, 31)]
"""In ten-day windows back from 1 February: 22-31 January 1, 12-21 January 2, 2-11 January 1."""


def test_windows_of_the_record_give_a_base_rate_of_each_kind() -> None:
    made = {
        kind: base_rate_of_record(window(kind), DAYS, since=JANUARY, made_at=FEBRUARY, name="record")
        for kind in ("binary", "count", "date")
    }
    found = {kind: None if one is None else one.distribution for kind, one in made.items()}
    first = FEBRUARY.toordinal()
    assert found == {
        "binary": Beta(alpha=3.5, beta=0.5),
        "count": Samples(values=(1.0, 2.0, 1.0)),
        "date": Samples(values=(first + 0.0, first + 1.0, first + 9.0)),
    }


def test_a_window_without_the_event_is_a_no_or_the_day_after_the_close() -> None:
    quiet = [dt.date(2022, 1, 2)]
    when = persistence_of_record(window("date"), quiet, since=JANUARY, made_at=FEBRUARY, name="record")
    whether = persistence_of_record(window("binary"), quiet, since=JANUARY, made_at=FEBRUARY, name="record")
    assert when is not None
    assert whether is not None
    assert when.distribution == Samples(values=(float(dt.date(2022, 2, 11).toordinal()),))
    assert whether.distribution == Point(probability=0.0)


def test_what_comes_on_or_after_the_day_of_the_forecast_is_not_seen() -> None:
    seen = base_rate_of_record(window("count"), DAYS, since=JANUARY, made_at=FEBRUARY, name="record")
    later = [*DAYS, FEBRUARY, MARCH]
    assert base_rate_of_record(window("count"), later, since=JANUARY, made_at=FEBRUARY, name="record") == seen


def test_a_record_shorter_than_the_question_says_nothing() -> None:
    since = dt.date(2022, 1, 25)
    assert base_rate_of_record(window("binary"), DAYS, since=since, made_at=FEBRUARY, name="record") is None
    assert persistence_of_record(window("binary"), DAYS, since=since, made_at=FEBRUARY, name="record") is None


def test_a_question_without_a_window_is_refused() -> None:
    with pytest.raises(ValueError, match="no opening or no close"):
        base_rate_of_record(question(), DAYS, since=JANUARY, made_at=FEBRUARY, name="record")
