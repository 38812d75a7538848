"""Whose forecast it is, and whether it counts."""

import datetime as dt

import msgspec
import pytest

from sayso.forecasts.activity import Activity
from sayso.forecasts.entries import entries
from sayso.forecasts.forecast import Origin
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.record import Record
from sayso.forecasts.statement_scores import statement_scores
from tests.forecasts.make import answer, claim, forecast, question, reading

RIOT = question("A riot?")
YES = answer(RIOT, "yes", known="2022-07-03")


def parts(*records: Record) -> list[str]:
    return [entry.part for entry in entries(Ledger.of(records))]


def test_a_forecast_before_the_answer_counts_and_has_its_scores() -> None:
    (entry,) = entries(Ledger.of([RIOT, YES, forecast(RIOT, 0.8, day="2022-02-04")]))
    assert entry.part == "counts"
    assert entry.loss("brier") == pytest.approx(0.04)
    assert {one.rule for one in entry.scores} == {"brier", "log"}


def test_a_forecast_once_the_answer_is_known_is_too_late() -> None:
    assert parts(RIOT, YES, forecast(RIOT, day="2022-07-03")) == ["too late"]


def test_a_forecast_after_the_close_is_too_late_though_nothing_is_known() -> None:
    closed = msgspec.structs.replace(RIOT, closes=dt.date(2022, 6, 30))
    assert parts(closed, forecast(closed, day="2022-07-01")) == ["too late"]
    assert parts(closed, forecast(closed, day="2022-06-30")) == ["counts"]


def test_a_question_is_not_the_experts_claim() -> None:
    """No leaders, but protests are highly likely?"""
    asked = claim(speaker="interviewer", asked=True)
    made = entries(
        Ledger.of([RIOT, YES, asked, reading(RIOT), forecast(RIOT, by="interviewer", statement="S1")])
    )
    assert [entry.part for entry in made] == ["asked"]
    assert statement_scores(made, speaker="Expert") == ()


def test_a_bare_will_is_apart() -> None:
    bare = msgspec.structs.replace(forecast(RIOT), unhedged=True)
    assert parts(RIOT, YES, bare) == ["unhedged"]


def test_a_source_counts_once_on_a_question_with_its_last_word() -> None:
    early, late = forecast(RIOT, 0.2, day="2022-01-01"), forecast(RIOT, 0.9, day="2022-02-01")
    assert parts(RIOT, YES, late, early) == ["counts", "revised"]


def test_a_late_word_revises_nothing() -> None:
    early, late = forecast(RIOT, 0.2, day="2022-01-01"), forecast(RIOT, 0.9, day="2022-08-01")
    assert parts(RIOT, YES, early, late) == ["counts", "too late"]


def test_two_speakers_and_two_lexicons_are_two_sources_each() -> None:
    other = forecast(RIOT, by="Another")
    lexicon = msgspec.structs.replace(
        forecast(RIOT, 0.7), made_by=Origin(kind="speaker", name="Expert", version="us-nic-2015")
    )
    assert parts(RIOT, YES, forecast(RIOT), other, lexicon) == ["counts"] * 3


def test_what_is_dated_after_a_speakers_end_cannot_be_theirs() -> None:
    arrest = Activity(speaker="Expert", until=dt.date(2022, 2, 24), reason="arrest", source="press")
    closing = msgspec.structs.replace(RIOT, closes=dt.date(2022, 12, 31))
    before, after = forecast(closing, 0.7, day="2022-02-04"), forecast(closing, 0.9, day="2022-03-01")
    made = entries(Ledger.of([closing, arrest, before, after]))
    assert [entry.part for entry in made] == ["counts", "beyond activity"]
    assert made[0].could_revise is False


def test_activity_of_a_speaker_says_nothing_of_a_model_of_that_name() -> None:
    arrest = Activity(speaker="Expert", until=dt.date(2022, 2, 24), reason="arrest", source="press")
    model = msgspec.structs.replace(
        forecast(RIOT, day="2022-03-01"), made_by=Origin(kind="model", name="Expert")
    )
    assert parts(RIOT, arrest, model) == ["counts"]


def test_a_statement_has_the_range_over_its_readings_and_its_primary_one_stands() -> None:
    state = question("A state of emergency?")
    literal = question("Unsuppressed, where widespread?", given=question("Widespread?"))
    records = [
        claim(),
        literal,
        RIOT,
        state,
        question("Widespread?"),
        answer(question("Widespread?"), "no"),
        YES,
        answer(state, "no"),
        reading(literal, label="a"),
        reading(RIOT, label="b", primary=False),
        reading(state, label="c", primary=False),
        *(forecast(one, 0.8, statement="S1") for one in (literal, RIOT, state)),
    ]
    made = entries(Ledger.of(records))
    (one,) = statement_scores(made, speaker="Expert")
    assert one.primary is not None
    assert (one.primary.settled.outcome, one.primary.scores) == ("void", ())
    assert [one.low, one.high, one.decided] == pytest.approx([0.04, 0.64, 2])
    assert [entry.part for entry in made] == ["counts", "other reading", "other reading"]


def test_a_statement_counts_once_though_two_readings_claim_to_be_primary() -> None:
    state = question("A state of emergency?")
    both = [forecast(one, 0.8, statement="S1") for one in (RIOT, state)]
    made = entries(Ledger.of([claim(), RIOT, state, reading(RIOT), reading(state, label="B"), *both]))
    assert [entry.part for entry in made] == ["counts", "other reading"]


def test_a_question_that_is_read_twice_is_primary_where_one_reading_is() -> None:
    twice = [reading(RIOT, label="B", primary=False), reading(RIOT, label="A")]
    made = entries(Ledger.of([claim(), RIOT, *twice, forecast(RIOT, statement="S1")]))
    assert [entry.part for entry in made] == ["counts"]


def test_two_claims_in_the_same_words_are_both_kept() -> None:
    """A sentence can carry two statements; their words, speaker and kind are the same."""
    two = [msgspec.structs.replace(claim(name), quote="the same words") for name in ("S1", "S2")]
    assert set(Ledger.of(two).claims) == {"S1", "S2"}


def test_post_hoc_is_told_from_the_question_and_from_the_reading() -> None:
    late = msgspec.structs.replace(RIOT, post_hoc=True)
    marked = msgspec.structs.replace(reading(RIOT), post_hoc=True)
    told = forecast(RIOT, statement="S1")
    assert [one.post_hoc for one in entries(Ledger.of([late, forecast(late)]))] == [True]
    assert [one.post_hoc for one in entries(Ledger.of([RIOT, claim(), marked, told]))] == [True]
    assert [one.post_hoc for one in entries(Ledger.of([RIOT, claim(), reading(RIOT), told]))] == [False]


def test_a_forecast_of_an_unknown_question_has_no_entry() -> None:
    assert parts(forecast(RIOT)) == []
