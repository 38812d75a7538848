"""When facts happened, and which lie in an interval."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import events
from sayso.dates import DateInterval
from sayso.events import DatedFact, facts_between
from sayso.events.fact import PRECISIONS, Precision

YEAR_2022 = DateInterval(dt.date(2022, 1, 1), dt.date(2022, 12, 31))


def fact(day: dt.date, precision: Precision = "day", actors: tuple[str, ...] = ("UZB",)) -> DatedFact:
    return DatedFact(
        day=day, precision=precision, actors=actors, kind="unrest", what="x", source="y", file="f", line=2
    )


@pytest.mark.parametrize(
    ("precision", "last"),
    [
        ("day", dt.date(2024, 2, 1)),
        ("month", dt.date(2024, 2, 29)),
        ("year", dt.date(2024, 12, 31)),
    ],
)
def test_the_interval_is_as_wide_as_the_date_is_vague(precision: Precision, last: dt.date) -> None:
    assert fact(dt.date(2024, 2, 1), precision).interval == DateInterval(dt.date(2024, 2, 1), last)


def test_a_fact_of_a_known_year_may_lie_in_any_of_its_months() -> None:
    year = fact(dt.date(2022, 1, 1), "year")
    june = DateInterval(dt.date(2022, 6, 1), dt.date(2022, 6, 30))
    assert facts_between([year], june) == (year,)


def test_facts_come_in_date_order_with_the_vaguer_first() -> None:
    day, month, year = (
        fact(dt.date(2022, 1, 1)),
        fact(dt.date(2022, 1, 1), "month"),
        fact(dt.date(2022, 1, 1), "year"),
    )
    later = fact(dt.date(2022, 1, 2))
    assert facts_between([later, day, month, year], YEAR_2022) == (year, month, day, later)


def test_one_of_the_wanted_actors_is_enough_and_none_wanted_finds_none() -> None:
    both, other = fact(dt.date(2022, 1, 5), actors=("KAZ", "CSTO")), fact(dt.date(2022, 1, 6))
    assert facts_between([both, other], YEAR_2022, actors={"CSTO", "RUS"}) == (both,)
    assert facts_between([both, other], YEAR_2022, actors=()) == ()


def test_an_open_interval_has_no_end() -> None:
    late = fact(dt.date(2090, 1, 1))
    assert facts_between([late], DateInterval(dt.date(2022, 1, 1), None)) == (late,)


@given(
    st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31)), max_size=20),
    st.sampled_from(PRECISIONS),
)
def test_a_fact_is_found_exactly_when_one_of_its_days_is_wanted(
    days: list[dt.date], precision: Precision
) -> None:
    starts = {"day": {}, "month": {"day": 1}, "year": {"day": 1, "month": 1}}[precision]
    facts = [fact(day.replace(**starts), precision) for day in days]
    found = facts_between(facts, YEAR_2022)
    assert len(found) == sum(day.year == 2022 for day in days)


def test_every_reader_of_an_event_format_is_listed() -> None:
    found = {
        name.removeprefix("read_")
        for name in dir(events)
        if name.startswith("read_") and callable(getattr(events, name))
    }
    assert found == set(events.FORMATS)
