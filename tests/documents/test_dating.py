"""When a text was written: by the date it carries, else by the offices and events that it names.

The office holders, events and votes in these texts are real and in the actor table; the sentences are invented.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.documents import read_document
from sayso.documents.bounds import Evidence, settle
from sayso.documents.date_words import month_number, written_dates
from sayso.documents.document import Document, DocumentDate
from sayso.problems import Problem

Reader = Callable[..., tuple[Document | None, tuple[Problem, ...]]]

BODY = (
    "\n\nThe talks are likely to go on for the rest of the week, the minister said.\n\nNobody believed him.\n"
)


def date_of(document: Document) -> DocumentDate:
    assert document.date is not None
    return document.date


def dated(read: Reader, text: str) -> tuple[DocumentDate | None, list[str]]:
    document, problems = read(text)
    assert document is not None
    return document.date, [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("written", "day", "order"),
    [
        ("04 02 2022, 08:55", "2022-02-04", "day first"),
        ("13/01/2021", "2021-01-13", "day first"),
        ("01/13/2021", "2021-01-13", "month first"),
        ("2019-05-03", "2019-05-03", "year first"),
        ("03.05.19", "2019-05-03", "day first"),
        ("May 3, 2019", "2019-05-03", "named month"),
        ("Friday, 3rd of May 2019", "2019-05-03", "named month"),
        ("Sept. 9, 2014", "2014-09-09", "named month"),
        ("3-May-2019", "2019-05-03", "named month"),
    ],
)
def test_a_dateline_gives_the_day(read: Reader, written: str, day: str, order: str) -> None:
    date, problems = dated(read, f"A port changes hands\n{written}{BODY}")
    assert date is not None
    assert str(date.interval) == day
    assert [found.order for found in written_dates(written)] == [order]
    assert problems == []


def test_the_reason_says_that_the_day_was_read_first(read: Reader) -> None:
    date, _ = dated(read, f"A port changes hands\n04/02/2022{BODY}")
    assert date is not None
    assert "read day first" in date.reasons[0]


@pytest.mark.parametrize("year", ["9999", "10000", "3022", "999"])
def test_a_year_that_cannot_be_is_told_and_no_other_guessed(actors: ActorTable, year: str) -> None:
    text = f"A note\n\nNamuna, 3 March {year}{BODY}".encode()
    document, problems = read_document(text, "note.txt", actors=actors, today=dt.date(2026, 1, 1))
    assert document is not None
    assert document.date is None
    assert f"'3 March {year}' has no year in which a report can have been written" in str(problems[0])


@pytest.mark.parametrize("clock", ["1200 GMT", "0830", "14:22"])
def test_the_hour_after_a_day_is_no_year(actors: ActorTable, clock: str) -> None:
    text = f"A note\n\nNamuna, 3 March, {clock}{BODY}".encode()
    document, _ = read_document(text, "note.txt", actors=actors, today=dt.date(2026, 4, 1))
    assert document is not None
    assert date_of(document).interval == DateInterval.day(dt.date(2026, 3, 3))


@pytest.mark.parametrize("written", ["31 02 2022", "45.45.2022", "February 30, 2022"])
def test_an_impossible_day_is_a_problem_and_no_date(read: Reader, written: str) -> None:
    date, problems = dated(read, f"A port changes hands\n{written}{BODY}")
    assert date is None
    assert any("no day of the calendar" in problem for problem in problems)


def test_a_day_after_today_is_a_problem(actors: ActorTable) -> None:
    data = f"A port changes hands\n4 February 2022{BODY}".encode()
    document, problems = read_document(data, "a.txt", actors=actors, today=dt.date(2021, 6, 1))
    assert document is not None
    assert any("after today" in problem.message for problem in problems)


def test_a_day_in_the_far_future_is_a_problem(read: Reader) -> None:
    date, problems = dated(read, f"A port changes hands\n04 02 2922{BODY}")
    assert date is None
    assert any("2922" in problem for problem in problems)


def test_a_wire_dateline_within_a_paragraph_gives_the_day(document: Document) -> None:
    """LA PAZ, Oct 8, 2019 (Reuters) - Protesters blocked the road to El Alto on Tuesday.

    They are likely to stay.
    """
    assert str(date_of(document).interval) == "2019-10-08"


def test_what_a_page_says_of_itself_goes_before_its_dateline(page: Document) -> None:
    """<html><head><meta property="article:published_time" content="2020-08-21T23:00:00+02:00"></head>
    <body><h1>Mali after the vote</h1><p>Updated on August 25, 2020</p><p>The officers are likely to stay in
    power for the rest of the year, people in the capital said.</p></body></html>
    """
    assert str(date_of(page).interval) == "2020-08-21"


def test_a_heading_of_a_chronology_is_not_the_documents_date(document: Document) -> None:
    """A week of unrest

    The unrest began with a rise in prices, people said.

    It spread to all towns within a day, and nobody stopped it.

    The police were slow to come, and then they came in force.

    January 2, 2015

    Crowds gathered in the square, and the governor spoke to them.

    January 3, 2015

    The governor left the city, and the crowds went home.
    """
    date = document.date
    assert date is None or date.interval.start != date.interval.end


def test_a_title_in_the_present_bounds_both_sides(document: Document) -> None:
    """Washington and the region

    President Barack Obama will meet the leaders of the region on Monday.

    They are not in a hurry to give promises.
    """
    interval = date_of(document).interval
    assert interval.start == dt.date(2009, 1, 20)
    assert interval.end == dt.date(2017, 1, 20)
    assert any("“President Barack Obama”" in reason for reason in date_of(document).reasons)


def test_a_former_president_has_left_office(document: Document) -> None:
    """Washington and the region

    Former President Barack Obama said on Monday that the region was drifting.

    Few agreed with him.
    """
    interval = date_of(document).interval
    assert interval.start == dt.date(2017, 1, 20)
    assert interval.end is None


def test_history_does_not_make_a_text_old(document: Document) -> None:
    """The border question

    In 1992 President Boris Yeltsin signed a treaty with the new states. Stalin had drawn their borders, and
    Soviet leaders had kept them. Since 2016 the states have talked about them again.

    President Shavkat Mirziyoyev says that the last stretch will be settled this year.
    """
    interval = date_of(document).interval
    assert interval.start is not None
    assert interval.start >= dt.date(2016, 1, 1)


def test_a_title_in_a_past_year_bounds_from_below_only(document: Document) -> None:
    """The treaty and after

    In 2001 US President George W. Bush was told that the base was needed.

    It closed later, and few in the capital miss it.
    """
    interval = date_of(document).interval
    assert interval.start == dt.date(2001, 1, 20)
    assert interval.end is None


def test_two_offices_that_never_met_are_a_problem_and_the_later_stands(read: Reader) -> None:
    text = (
        "A visit to the region\n\nPresident Bill Clinton said on Monday that he would come. "
        "President Vladimir Putin will meet Prime Minister Giorgia Meloni on Tuesday. "
        "The coalition against the Islamic State and the Taliban will be discussed, officials said.\n\n"
        "Few expect results.\n"
    )
    date, problems = dated(read, text)
    assert date is not None
    assert date.interval.start is not None
    assert date.interval.start > dt.date(2014, 1, 1)
    assert any("set aside" in problem and "Bill Clinton" in problem for problem in problems)


def test_a_date_that_the_text_contradicts_is_a_problem(read: Reader) -> None:
    text = (
        "A visit to the region\n4 May 2006\n\nPresident Donald Trump said on Monday that he would come.\n\n"
        "Few expect results.\n"
    )
    date, problems = dated(read, text)
    assert date is not None
    assert str(date.interval) == "2006-05-04"
    assert any("is the date wrong?" in problem and "Donald Trump" in problem for problem in problems)


def test_an_upcoming_vote_narrows_the_bounds(document: Document) -> None:
    """Samarkand before the vote

    President Shavkat Mirziyoyev said on Monday that prices would fall.

    The upcoming presidential election in Uzbekistan is likely to be quiet.
    """
    stretches = date_of(document).candidates
    assert any(dt.date(2021, 9, 1) in stretch for stretch in stretches)
    assert not any(dt.date(2019, 9, 1) in stretch for stretch in stretches)
    assert all(stretch.start and stretch.end for stretch in stretches)


def test_a_day_without_a_year_becomes_one_candidate_for_each_year(document: Document) -> None:
    """Washington and the region

    President Donald Trump met the minister on March 5, officials said.

    They spoke about trade.
    """
    candidates = {str(candidate) for candidate in date_of(document).candidates}
    assert {"2017-03-05", "2018-03-05", "2019-03-05", "2020-03-05"} <= candidates
    assert not {"2016-03-05", "2021-03-05", "2022-03-05"} & candidates


def test_a_text_that_bounds_nothing_says_so(read: Reader) -> None:
    date, problems = dated(read, f"A port changes hands{BODY}")
    assert date is None
    assert problems == ["no date, and nothing in the text bounds when it was written"]


def test_words_that_are_no_months_are_no_dates() -> None:
    assert month_number("Article") is None
    assert month_number("Second") is None
    assert list(written_dates("Article 5 of Protocol 14, Group 20, in World 3")) == []


DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))


@st.composite
def pieces(draw: st.DrawFn) -> Evidence:
    """Draws evidence that leaves one or two stretches."""
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=4, unique=True)))
    allowed = [DateInterval(days[0], days[1])]
    if len(days) == 4:
        allowed.append(DateInterval(days[2], days[3]))
    if draw(st.booleans()):
        allowed[-1] = DateInterval(allowed[-1].start, None)
    return Evidence(about=str(days), allowed=tuple(allowed), reason="“words”", strong=draw(st.booleans()))


@given(st.lists(pieces(), max_size=6))
def test_the_evidence_kept_fits_together_and_no_larger_set_does(evidence: list[Evidence]) -> None:
    settled = settle(evidence)
    strong = {(one.about, one.allowed): one for one in evidence if one.strong}
    if settled is None:
        assert not strong
        return
    for piece in settled.pieces:
        for day in {piece.start or dt.date.min, piece.end or dt.date.max}:
            for one in strong.values():
                assert any(day in allowed for allowed in one.allowed) == (one not in settled.outliers)
    edges = {allowed.start for one in strong.values() for allowed in one.allowed if allowed.start}
    most = max(sum(any(day in part for part in one.allowed) for one in strong.values()) for day in edges)
    assert len(strong) - len(settled.outliers) == most


def test_the_month_of_may_is_no_hedge(document: Document) -> None:
    """The bridge

    The bridge was blown up in May 2014, and the road was closed for good.

    Traders go around it.
    """
    assert date_of(document).interval == DateInterval(dt.date(2014, 1, 1), None)
