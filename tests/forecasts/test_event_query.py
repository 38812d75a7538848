"""Queries on the record: what they find, and that nothing that is written is run."""

import datetime as dt

import duckdb
import pytest

from sayso.forecasts.event_answer import Answered, answered
from sayso.forecasts.event_query import Happened, read_query, run_query, span_of
from sayso.forecasts.question import Question, QuestionKind

SPAN = (dt.date(2022, 1, 1), dt.date(2022, 12, 31))


@pytest.fixture
def record() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE events_once (product VARCHAR, id VARCHAR, date DATE, actor1 VARCHAR, actor2 VARCHAR, "
        "code VARCHAR, plover VARCHAR, quad TINYINT, weight DOUBLE, country VARCHAR, place VARCHAR, "
        "intensity FLOAT, url VARCHAR)"
    )
    rows = [
        ("acled", "1", "2022-02-01", "UZB", None, "141", "PROTEST", 4, 2.0, "UZB", "Nukus", -6.5, None),
        (
            "acled",
            "2",
            "2022-07-02",
            "KAZ",
            "UZB",
            "145",
            "PROTEST",
            4,
            18.0,
            "UZB",
            "Nukus",
            -7.5,
            "https://e.org/2",
        ),
        (
            "gdelt",
            "3",
            "2022-03-03",
            "RUS",
            "UZB",
            "036",
            "CONSULT",
            1,
            1.0,
            "RUS",
            "O'Higgins; --",
            4.0,
            None,
        ),
    ]
    connection.executemany("INSERT INTO events_once VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return connection


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("country=UZB", ["1", "2"]),
        ("actor=UZB", ["1", "3", "2"]),
        ("actor1=UZB,RUS", ["1", "3"]),
        ("code=14*", ["1", "2"]),
        ("quad=1", ["3"]),
        ("country=UZB weight>=10", ["2"]),
        ("country=UZB intensity<=-7", ["2"]),
        ("product=acled plover=PROTEST events>=2", ["1", "2"]),
        ('place="O\'Higgins; --"', ["3"]),
        ("place='x OR 1=1'", []),
        ("country=UZB'\\''", []),
    ],
)
def test_conditions_find_what_they_say(record: duckdb.DuckDBPyConnection, words: str, ids: list[str]) -> None:
    try:
        query = read_query(words)
    except ValueError:
        assert ids == []
        return
    assert [one.id for one in run_query(record, query)] == ids


def test_text_that_would_be_sql_is_a_value(record: duckdb.DuckDBPyConnection) -> None:
    query = read_query('country="\'; DROP TABLE events_once; --"')
    assert run_query(record, query) == []
    assert record.execute("SELECT count(*) FROM events_once").fetchone() == (3,)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "asks for nothing"),
        ("events>=2", "asks for nothing"),
        ("contry=UZB", "nearest is 'country'"),
        ("country>=UZB", "is asked for values"),
        ("weight>=lots", "is no bound"),
        ("weight>=nan", "is no bound"),
        ("weight=3", "is no bound"),
        ("events<=3 country=UZB", "is no bound"),
        ("UZB", "is no condition"),
        ("country=", "is no condition"),
        ("country='UZB", "is none"),
        ("country=UZB events>=1 total>=2", "counts twice"),
        ("date)=1;--=x", "events have no"),
    ],
)
def test_what_is_no_query_is_refused(words: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_query(words)


def test_the_span_is_that_of_the_products_asked(record: duckdb.DuckDBPyConnection) -> None:
    assert span_of(record, read_query("product=gdelt country=UZB")) == (dt.date(2022, 3, 3),) * 2
    assert span_of(record, read_query("country=UZB")) == (dt.date(2022, 2, 1), dt.date(2022, 7, 2))
    assert span_of(record, read_query("product=icews")) is None


def _question(kind: QuestionKind = "binary", closes: str = "2022-12-31") -> Question:
    return Question(
        text="?", kind=kind, rule="?", opens=dt.date(2022, 1, 1), closes=dt.date.fromisoformat(closes)
    )


EVENTS = [
    Happened(date=dt.date(2022, 2, 1), id="1", weight=2.0),
    Happened(date=dt.date(2022, 7, 2), id="2", weight=18.0),
]


@pytest.mark.parametrize(
    ("kind", "words", "written", "known"),
    [
        ("binary", "country=UZB", "yes", "2022-02-01"),
        ("binary", "country=UZB events>=2", "yes", "2022-07-02"),
        ("binary", "country=UZB total>=20", "yes", "2022-07-02"),
        ("binary", "country=UZB events>=3", "no", "2023-01-01"),
        ("count", "country=UZB", "2", "2023-01-01"),
        ("count", "country=UZB total>=1", "20", "2023-01-01"),
        ("date", "country=UZB events>=2", "2022-07-02", "2022-07-02"),
        ("date", "country=UZB events>=3", "no", "2023-01-01"),
    ],
)
def test_the_record_answers(kind: QuestionKind, words: str, written: str, known: str) -> None:
    found = answered(_question(kind), read_query(words), EVENTS, span=SPAN)
    assert isinstance(found, Answered)
    assert (found.written, found.known_at.isoformat()) == (written, known)
    assert found.evidence


def test_a_record_that_ends_early_says_yes_and_never_no() -> None:
    short = (SPAN[0], dt.date(2022, 8, 1))
    assert isinstance(answered(_question(), read_query("country=UZB"), EVENTS, span=short), Answered)
    found = answered(_question(), read_query("country=UZB events>=3"), EVENTS, span=short)
    assert isinstance(found, str)
    assert "not reached yet" in found


@pytest.mark.parametrize(
    ("question", "span", "why"),
    [
        (Question(text="?", kind="binary", rule="?"), SPAN, "wants both"),
        (_question(), (dt.date(2022, 3, 1), SPAN[1]), "begins on 2022-03-01"),
    ],
)
def test_where_the_record_cannot_answer_it_says_why(
    question: Question, span: tuple[dt.date, dt.date], why: str
) -> None:
    found = answered(question, read_query("country=UZB"), EVENTS, span=span)
    assert isinstance(found, str)
    assert why in found


def test_events_outside_the_questions_time_do_not_count() -> None:
    found = answered(_question(closes="2022-06-30"), read_query("country=UZB"), EVENTS, span=SPAN)
    assert isinstance(found, Answered)
    assert [one.event for one in found.evidence] == ["1"]
