"""What a record answers to questions: measures as they could be known on a document's day."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.brief.beside_records import Measure
from sayso.brief.gather import Tables
from sayso.brief.measured_at import Question, is_too_old
from sayso.brief.measuring import measure
from sayso.events.record import Record
from tests.brief.made_record import Add, lean_rows, months, protests, question, rising


def answer(record: Path, tables: Tables, put: Question) -> Measure | str:
    return measure(record, [put], tables=tables).answers[put]


def measured(record: Path, tables: Tables, put: Question) -> Measure:
    found = answer(record, tables, put)
    assert isinstance(found, Measure), found
    return found


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_nothing_from_the_document_s_day_on_may_be_used(as_of: dt.date, at: dt.date) -> None:
    found = question(as_of=as_of, at=min(as_of, at))
    for step in ("month", "year"):
        assert found.last(step) < as_of


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_last_year_s_end_is_fresh_through_the_year_but_not_after(at: dt.date) -> None:
    assert not is_too_old(dt.date(at.year - 1, 12, 31), at)
    assert is_too_old(at - dt.timedelta(400), at)


def test_many_more_events_than_usual_are_a_high_and_risen_level(
    record: Path, tables: Tables, add: Add
) -> None:
    add(rising())
    found = measured(record, tables, question())
    assert (found.products, found.step) == (("incidents",), "month")
    assert (found.first, found.period, found.ends) == (
        dt.date(2010, 1, 1),
        dt.date(2014, 12, 1),
        dt.date(2014, 12, 31),
    )
    assert found.earlier == dt.date(2013, 12, 1)
    assert found.low <= found.level <= found.high
    assert found.low > 0.5
    assert found.above > 0.9
    assert found.rise is not None
    assert found.rise > 0.95
    assert (found.events, found.events_in_all) == (30, 4 * 12 * 2 + 12 * 30)


def test_nothing_later_than_the_document_changes_its_measure(
    record: Path, tmp_path: Path, tables: Tables, add: Add
) -> None:
    add(rising())
    whole = measured(record, tables, question())
    before = [row for row in rising() if row < "2015"]
    add(before, product="until-then")
    for entry in Record(record).entries():
        if entry.format == "incidents":
            Record(record).remove(entry.key)
    cut = measured(record, tables, question())
    assert msgspec.structs.replace(cut, products=whole.products) == whole
    del tmp_path


def test_a_product_that_begins_after_the_document_is_not_chosen(
    record: Path, tables: Tables, add: Add
) -> None:
    add([row for row in rising() if row < "2015"], product="older")
    later = [row for day in months(2015, 2023) for row in protests(day, 5) * 2]
    add(later, product="longer")
    assert measured(record, tables, question()).products == ("older",)


def test_the_product_with_most_rows_is_taken(record: Path, tables: Tables, add: Add) -> None:
    add(rising(), product="small")
    add([row for day in months(2012, 2014) for row in protests(day, 60) * 2], product="large")
    assert measured(record, tables, question()).products == ("large",)


def test_a_product_with_most_rows_that_ended_long_before_is_not(
    record: Path, tables: Tables, add: Add
) -> None:
    add(rising(), product="small")
    add([row for day in months(2005, 2008) for row in protests(day, 60) * 3], product="large")
    assert measured(record, tables, question()).products == ("small",)


def test_yearly_counts_are_compared_over_the_two_latest_years(record: Path, tables: Tables, add: Add) -> None:
    rows = [
        f"{year}-01-01,{year}-12-31,UZB,,PROTEST,{60 if year >= 2013 else 5}" for year in range(2000, 2017)
    ]
    add(rows, table="counts")
    found = measured(record, tables, question())
    assert (found.step, found.period, found.earlier) == ("year", dt.date(2014, 1, 1), dt.date(2013, 1, 1))
    assert found.ends == dt.date(2014, 12, 31)
    assert found.above > 0.8
    # the year of the document itself is not over, and is not used
    assert measured(record, tables, question(as_of=dt.date(2014, 12, 30))).period == dt.date(2013, 1, 1)


@pytest.mark.parametrize(
    "factor", ["repression(UZB)", "unrest(KAZ)", "engagement(RUS>UZB)", "unrest(O'Brien)"]
)
def test_no_data_is_no_measure_and_no_zero(record: Path, tables: Tables, add: Add, factor: str) -> None:
    add([row for row in rising() if "141" in row])
    found = answer(record, tables, question(factor))
    assert found == "no event of the record up to 31 December 2014 could show it"


def test_too_few_periods_are_told(record: Path, tables: Tables, add: Add) -> None:
    add([row for day in months(2014, 2014)[:3] for row in protests(day, 5)])
    found = answer(record, tables, question())
    assert isinstance(found, str)
    assert "has data for 3 months" in found


def test_closeness_to_several_powers_is_one_computation(record: Path, tables: Tables, add: Add) -> None:
    add(lean_rows(), table="counts")
    told: list[str] = []
    questions = [question(f"alignment(UZB>{power})") for power in ("RUS", "USA")]
    found = measure(
        record, questions, tables=tables, on_progress=lambda doing, _done, _whole: told.append(doing)
    )
    assert told == ["Measuring alignment(UZB>RUS)"]
    assert all(isinstance(one, Measure) for one in found.answers.values())


def test_the_products_that_measures_are_from_are_named_with_their_terms(
    record: Path, tables: Tables, add: Add
) -> None:
    add(rising())
    add(lean_rows(), product="unused", table="counts")
    (found,) = measure(record, [question()], tables=tables).data
    assert (found.product, found.title, found.licence) == ("incidents", "Incidents", "internal <b>use</b>")
    assert (found.first, found.last, found.rows) == (dt.date(2010, 1, 1), dt.date(2016, 12, 1), len(rising()))


def test_a_damaged_file_is_named_and_the_others_are_used(record: Path, tables: Tables, add: Add) -> None:
    add(rising())
    add([row for row in rising() if row < "2014"], product="damaged")
    entry = next(one for one in Record(record).entries() if one.format == "damaged")
    path = Record(record).rows_of(entry)
    path.write_bytes(path.read_bytes()[:-10])
    found = measure(record, [question()], tables=tables)
    assert isinstance(found.answers[question()], Measure)
    assert [str(path)] == [problem.source for problem in found.problems]


def test_a_file_whose_bytes_were_changed_is_named_and_nothing_is_made_up(
    record: Path, tables: Tables, add: Add
) -> None:
    add(rising())
    path = Record(record).rows_of(Record(record).entries()[0])
    path.write_bytes(b"x" * path.stat().st_size)
    found = measure(record, [question()], tables=tables)
    (problem,) = found.problems
    assert problem.source == str(path)
    assert "is not as it was written" in problem.message
    assert found.answers == {}


def test_a_folder_without_event_files_is_told(tmp_path: Path, tables: Tables) -> None:
    found = measure(tmp_path / "nothing", [question()], tables=tables)
    assert found.answers == {}
    assert "sayso events add" in found.problems[0].message
    assert not (tmp_path / "nothing").exists()
