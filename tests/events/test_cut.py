"""A record as it stood on a day."""

import datetime as dt
from pathlib import Path

import pytest

from sayso.actors import ActorTable
from sayso.events.cut import cut
from sayso.events.record import Record
from tests.events.gdelt_rows import gdelt_row


@pytest.fixture
def record(tmp_path: Path, actors: ActorTable) -> Record:
    """Return a record of one event on each of three days."""
    days = (dt.date(2020, 1, 5), dt.date(2020, 2, 5), dt.date(2020, 3, 5))
    path = tmp_path / "events.csv"
    path.write_text("".join(f"{gdelt_row(n, day=day)}\n" for n, day in enumerate(days, 1)), encoding="utf-8")
    made = Record(tmp_path / "record")
    (outcome,) = made.add(path, actors=actors)
    assert outcome.entry is not None, outcome.problem
    return made


@pytest.mark.parametrize("view", ["events", "events_once"])
def test_rows_after_the_day_are_gone_and_a_later_day_brings_them_back(record: Record, view: str) -> None:
    with record.connection() as connection:
        found = []
        for last in (dt.date(2020, 2, 4), dt.date(2020, 2, 5), dt.date(2019, 1, 1), dt.date(2020, 12, 31)):
            cut(connection, last)
            found.append(len(connection.sql(f"FROM {view}").fetchall()))
    assert found == [1, 2, 0, 3]


def test_a_cut_record_without_rows_of_a_table_still_has_its_view(record: Record) -> None:
    with record.connection() as connection:
        cut(connection, dt.date(2020, 12, 31))
        assert connection.sql("FROM votes").fetchall() == []
        assert connection.sql("FROM counts").fetchall() == []
