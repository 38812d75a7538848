"""Documents of about one date share an outlook."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.brief.dating import date_words, group, reference_day
from sayso.brief.reports import read_documents
from sayso.dates import DateInterval
from sayso.documents.document import Document, DocumentDate

TODAY = dt.date(2026, 1, 15)
BARE = Document(
    id="0", name="a.txt", text="", media_type="text/plain", encoding="utf-8", language="en", zones=()
)


def dated(name: str, *days: dt.date | None) -> Document:
    """Return a document of one day, of the stretch between two, or without a date."""
    date = None
    if days:
        date = DocumentDate(interval=DateInterval(days[0], days[-1]), reasons=("because",))
    return msgspec.structs.replace(BARE, id=name, name=name, date=date)


def test_documents_more_than_twelve_months_apart_get_separate_outlooks() -> None:
    old, new = dated("old", dt.date(2014, 12, 1)), dated("new", dt.date(2022, 2, 4))
    newer = dated("newer", dt.date(2022, 12, 24))
    groups = group([newer, old, new], today=TODAY)
    assert [[each.id for each in one.documents] for one in groups] == [["old"], ["new", "newer"]]
    assert [one.as_of for one in groups] == [dt.date(2014, 12, 1), dt.date(2022, 12, 24)]


def test_a_document_without_a_date_counts_as_of_today_and_says_so() -> None:
    groups = group([dated("none"), dated("old", dt.date(2014, 12, 1))], today=TODAY)
    assert groups[-1].as_of == TODAY
    assert "No date was found" in groups[-1].reason
    assert len(group([dated("none")], today=None)) == 0


def test_a_date_within_bounds_is_said_with_the_day_that_is_taken() -> None:
    (one,) = group([dated("a", dt.date(2014, 11, 1), dt.date(2014, 11, 30))], today=TODAY)
    assert one.as_of == dt.date(2014, 11, 15)
    assert "between 1 November 2014 and 30 November 2014" in one.reason
    assert "takes 15 November 2014" in one.reason


@pytest.mark.parametrize(
    ("days", "day"),
    [
        ((dt.date(2014, 1, 1), None), dt.date(2014, 1, 1)),
        ((None, dt.date(2014, 1, 1)), dt.date(2014, 1, 1)),
        ((None, None), None),
    ],
)
def test_a_date_with_an_open_side_is_its_bound(days: tuple[dt.date | None, ...], day: dt.date | None) -> None:
    date = dated("a", *days).date
    assert date is not None
    assert reference_day(date) == day


def test_of_several_days_that_fit_the_middle_one_is_taken() -> None:
    fits = tuple(DateInterval.day(dt.date(year, 12, 1)) for year in (2013, 2014, 2015))
    date = DocumentDate(
        interval=DateInterval(dt.date(2013, 11, 1), dt.date(2016, 1, 1)), reasons=(), candidates=fits
    )
    assert reference_day(date) == dt.date(2014, 12, 1)
    assert date_words(date).startswith(
        "1 December 2013 or 1 December 2014 or 1 December 2015 (it lies between"
    )


def test_the_one_day_that_fits_is_not_said_twice() -> None:
    bounds = DateInterval(dt.date(2014, 9, 5), dt.date(2014, 12, 21))
    fits = DateInterval.day(dt.date(2014, 12, 1))
    date = DocumentDate(interval=bounds, reasons=(), candidates=(fits,))
    (one,) = group([msgspec.structs.replace(BARE, date=date)], today=TODAY)
    assert one.as_of == dt.date(2014, 12, 1)
    assert "the outlook takes" not in one.reason


def test_of_a_list_of_days_only_those_near_the_date_are_shown() -> None:
    days = ", ".join(f"{year}-12-20" for year in (1999, 2004, 2009, 2014, 2019))
    reasons = (f"“elections” (1999-12-20, 2004-12-20) before a vote ({days})", "minister until 2016-09-02")
    bounds = DateInterval(dt.date(2014, 9, 5), dt.date(2014, 12, 21))
    shown = msgspec.structs.replace(BARE, date=DocumentDate(interval=bounds, reasons=reasons))
    (document,) = read_documents([shown], [])
    assert document.date_reasons[0].endswith("before a vote (20 December 2014 and 4 other days)")
    assert document.date_reasons[1] == "minister until 2 September 2016"


@given(st.lists(st.dates(dt.date(1991, 1, 1), dt.date(2025, 1, 1)), max_size=12))
def test_groups_hold_every_document_once_and_span_at_most_a_year(days: list[dt.date]) -> None:
    documents = [dated(str(number), day) for number, day in enumerate(days)]
    groups = group(documents, today=TODAY)
    assert sorted(each.id for one in groups for each in one.documents) == sorted(
        each.id for each in documents
    )
    for one in groups:
        inside = [
            each.date.interval.start for each in one.documents if each.date and each.date.interval.start
        ]
        assert max(inside) - min(inside) <= dt.timedelta(days=366)
        assert one.as_of == max(inside)
