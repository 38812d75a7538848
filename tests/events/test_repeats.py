"""Rows that stand elsewhere too are marked, count once where they are the same, and are never dropped."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.events.record import Record
from sayso.events.tables import dyads, marks
from tests.events.gdelt_rows import gdelt_file, gdelt_row

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
)
TEMPORAL = "Uzbekistan\tConsult\tRussia\t2020-01-05\nUzbekistan\tConsult\tRussia\t2020-01-06\n"


def icews_row(number: int, *, day: str = "2020-01-05", source: str = "Uzbekistan") -> str:
    return (
        f"{number}\t{day}\tShavkat Mirziyoyev\tGovernment\t{source}\tConsult\t043\t2.8\tVladimir Putin\tGovernment\t"
        "Russian Federation\t9\t2\tAgency\tTashkent\t\t\tUzbekistan\t41.3\t69.2\n"
    )


def added(record: Record, folder: Path, contents: Sequence[bytes], actors: ActorTable) -> list[str]:
    """Add files with these contents in turn and return their keys."""
    keys = []
    for number, content in enumerate(contents):
        path = folder / f"{number}.txt"
        path.write_bytes(content)
        (outcome,) = record.add(path, actors=actors)
        assert outcome.entry is not None, outcome.problem
        keys.append(outcome.entry.key)
    return keys


def counted(record: Record, view: str) -> int:
    return len(record.relation(view).fetchall())


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "record")


def test_a_row_of_an_earlier_file_is_marked_and_counts_once(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    _, second = added(record, tmp_path, [gdelt_file(range(10)), gdelt_file(range(7, 12))], actors)
    assert marks(record) == {second: {"same": 3}}
    assert counted(record, "events") == 15
    assert counted(record, "events_once") == 12
    assert sum(row[5] for row in dyads(record).rows()) == 12
    assert sum(row[5] for row in dyads(record, once=False).rows()) == 15


def test_earlier_files_with_other_identifiers_are_not_read_again(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    (first,) = added(record, tmp_path, [gdelt_file(range(5000, 5010))], actors)
    (entry,) = record.entries()
    rows = record.rows_of(entry)
    sound = rows.read_bytes()
    rows.write_bytes(b"x" * len(sound))  # of the right size, so that only reading shows the damage
    later = tmp_path / "later.txt"
    later.write_bytes(gdelt_file(range(5010, 5020)))
    (outcome,) = record.add(later, actors=actors)
    assert outcome.entry is not None
    rows.write_bytes(sound)
    assert marks(record) == {}
    (_, third) = added(
        record, tmp_path, [gdelt_file(range(5000, 5010)), gdelt_file(range(5009, 5011))], actors
    )
    assert marks(record) == {third: {"same": 2}}
    assert first == entry.key


def test_an_event_like_another_products_is_marked_and_counts_every_time(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    icews = ICEWS + icews_row(900) + icews_row(901, day="2020-01-06") + icews_row(902, source="Kazakhstan")
    _, second = added(record, tmp_path, [gdelt_file(range(3)), icews.encode()], actors)
    assert marks(record) == {second: {"elsewhere": 1}}
    assert record.relation("repeats").fetchall()[0][1:4] == ("icews", "900", "elsewhere")
    assert counted(record, "events_once") == counted(record, "events") == 6
    assert sorted(str(row[-1]) for row in record.relation("events_marked").fetchall()) == [
        "None",
        "None",
        "None",
        "None",
        "None",
        "elsewhere",
    ]


def test_actors_that_are_unknown_are_like_nobody(record: Record, tmp_path: Path, actors: ActorTable) -> None:
    nobody = gdelt_row(1, c5="", c7="") + "\n"
    icews = ICEWS + icews_row(900, source="")
    added(record, tmp_path, [nobody.encode(), icews.encode()], actors)
    assert marks(record) == {}


def test_rows_without_identifiers_are_the_same_only_where_all_columns_are(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    other = TEMPORAL.replace("2020-01-06", "2020-02-06")
    _, second = added(record, tmp_path, [TEMPORAL.encode(), other.encode()], actors)
    assert marks(record) == {second: {"same": 1}}
    assert counted(record, "events_once") == 3


def test_rows_that_were_left_out_are_like_nothing(record: Record, tmp_path: Path, actors: ActorTable) -> None:
    bad = gdelt_row(5, c1="20200230")
    _, second = added(record, tmp_path, [gdelt_file([1], bad), gdelt_file([2], gdelt_row(5))], actors)
    assert second not in marks(record)
    assert counted(record, "events_once") == 3


def test_when_the_earlier_file_goes_its_rows_count_where_they_stand_still(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    first, second, third = added(
        record, tmp_path, [gdelt_file(range(3)), gdelt_file(range(4)), gdelt_file(range(5))], actors
    )
    assert marks(record) == {second: {"same": 3}, third: {"same": 4}}
    record.remove(first)
    assert marks(record) == {third: {"same": 4}}
    assert counted(record, "events_once") == 5


def test_a_file_that_comes_back_is_the_later_one(record: Record, tmp_path: Path, actors: ActorTable) -> None:
    contents = [gdelt_file(range(3)), gdelt_file(range(4))]
    first, _ = added(record, tmp_path, contents, actors)
    record.remove(first)
    added(record, tmp_path, contents[:1], actors)
    assert marks(record) == {first: {"same": 3}}
    assert counted(record, "events_once") == 4


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_each_identifier_counts_once_whatever_came_and_went(
    data: st.DataObject, actors: ActorTable, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("some")
    record = Record(folder / "record")
    files = data.draw(
        st.lists(st.frozensets(st.integers(1, 8), min_size=1), min_size=1, max_size=4, unique=True)
    )
    keys = added(record, folder, [gdelt_file(sorted(one)) for one in files], actors)
    gone = data.draw(st.sets(st.sampled_from(range(len(files)))))
    for place in gone:
        record.remove(keys[place])
    left = [one for place, one in enumerate(files) if place not in gone]
    held = sorted(int(row[1]) for row in record.relation("events_once").fetchall())
    assert held == sorted(set(itertools.chain.from_iterable(left)))
    assert counted(record, "events") == sum(map(len, left))
