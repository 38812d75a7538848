"""Tables that analysts ask of a record."""

import datetime as dt
from pathlib import Path

import pytest

from sayso.actors import ActorTable
from sayso.events.record import Record
from sayso.events.tables import dyads, events
from sayso.events.tidy import TABLES
from tests.events.gdelt_rows import gdelt_file, gdelt_row

UZBEKISTAN_RUSSIA = ("gdelt-2", "UZB", "RUS", 1)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, actors: ActorTable) -> Record:
    folder = tmp_path_factory.mktemp("tables")
    rows = (
        gdelt_row(11, day=dt.date(2020, 1, 20)),
        gdelt_row(12, day=dt.date(2020, 2, 1), c5="KAZ", c7="KAZ", c29="4", c26="190", c31="7"),
        gdelt_row(13, day=dt.date(2021, 2, 1), c15="", c17=""),
    )
    (folder / "events.csv").write_bytes(gdelt_file([1, 2], *rows))
    record = Record(folder / "it's [1] record")
    (outcome,) = record.add(folder / "events.csv", actors=actors)
    assert outcome.entry is not None
    return record


def test_events_come_by_date_with_every_column(record: Record) -> None:
    frame = events(record)
    assert frame.columns == (*TABLES["events"], "repeat")
    assert [row[1] for row in frame.rows()] == ["1", "2", "11", "12", "13"]


def test_events_of_actors_are_those_with_them_on_either_side(record: Record) -> None:
    assert [row[1] for row in events(record, actors=["KAZ"]).rows()] == ["12"]
    assert len(events(record, actors=["RUS"]).rows()) == 4
    assert len(events(record, actors=["KAZ", "UZB"]).rows()) == 5
    assert events(record, actors=["'; DROP"]).rows() == []


def test_both_ends_of_a_span_belong_to_it(record: Record) -> None:
    found = events(record, since=dt.date(2020, 1, 20), until=dt.date(2020, 2, 1)).rows()
    assert [row[1] for row in found] == ["11", "12"]
    assert events(record, product="icews").rows() == []


def test_dyads_are_counted_by_period(record: Record) -> None:
    assert dyads(record).rows() == [
        (dt.date(2020, 1, 1), *UZBEKISTAN_RUSSIA, 3, 9.0),
        (dt.date(2020, 2, 1), "gdelt-2", "KAZ", "RUS", 4, 1, 3.0),
    ]
    assert [row[5] for row in dyads(record, period="day", until=dt.date(2020, 1, 31)).rows()] == [2, 1]
    assert [row[0] for row in dyads(record, period="year").rows()] == [dt.date(2020, 1, 1)] * 2


def test_an_empty_record_gives_empty_tables_with_their_columns(tmp_path: Path) -> None:
    record = Record(tmp_path / "nothing")
    assert events(record).rows() == []
    assert events(record).columns == (*TABLES["events"], "repeat")
    assert dyads(record).rows() == []
    assert events(record).pandas().empty
    for table, columns in TABLES.items():
        assert tuple(record.relation(table).columns) == tuple(columns)
    assert not (tmp_path / "nothing").exists()
