"""Archives: what belongs to a file lies in them with it, and one bad file does not spoil the others."""

import zipfile
from pathlib import Path

import duckdb
import pytest

from sayso.actors import ActorTable
from sayso.events.neighbours import Neighbours
from sayso.events.record import Record
from tests.events.gdelt_rows import gdelt_file

GRAPH = {
    "entity2id.txt": b"Uzbekistan\t0\nRussia\t1\n",
    "relation2id.txt": b"Make a visit\t0\n190\t1\n",
    "temporal_graph.toml": b'start = 2018-01-01\nunit = "hours"\n',
    "train.txt": b"0\t0\t1\t24\t0\n1\t1\t0\t47\t0\n",
    "valid.txt": b"0\t0\t1\t72\t0\n",
}
MAPPING = b'product = "incidents"\n[columns]\ndate = "Day"\n'


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "record")


def packed(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def told(record: Record, path: Path, actors: ActorTable) -> dict[str, str]:
    """Return what came of each file of an archive."""
    return {
        one.name.partition("!")[2]: f"{one.entry.loaded.kept} rows"
        if one.entry
        else f"part of {one.part_of}"
        if one.part_of
        else one.problem.message
        if one.problem
        else ""
        for one in record.add(path, actors=actors)
    }


def test_a_graph_and_its_names_may_lie_in_one_folder_of_an_archive(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    path = packed(tmp_path / "a.zip", {f"icews/{name}": data for name, data in GRAPH.items()})
    found = told(record, path, actors)
    assert found["icews/train.txt"] == "2 rows"
    assert found["icews/valid.txt"] == "1 rows"
    assert found["icews/entity2id.txt"].startswith("part of a.zip!icews/")
    assert [one for one, what in found.items() if what.startswith("part of")] == [
        f"icews/{name}" for name in GRAPH if name not in {"train.txt", "valid.txt"}
    ]
    rows = record.relation("events").project("actor1, actor2, code").fetchall()
    assert ("UZB", "RUS", "042") in rows
    # the names lie unpacked elsewhere each time, and are the same all the same
    assert all(one.known for one in record.add(path, actors=actors) if one.entry)


def test_names_in_another_folder_of_the_archive_are_not_those_of_the_file(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    members = {("names/" if name.endswith("2id.txt") else "") + name: data for name, data in GRAPH.items()}
    found = told(record, packed(tmp_path / "a.zip", members), actors)
    assert "entity2id.txt and relation2id.txt must lie beside the file" in found["train.txt"]


def test_what_lies_beside_the_archive_serves_its_files_too(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    for name, data in GRAPH.items():
        (tmp_path / name).write_bytes(data)
    found = record.add(packed(tmp_path / "a.zip", {"train.txt": GRAPH["train.txt"]}), actors=actors)
    assert [one.entry is not None for one in found] == [True]
    assert {path.name for path in found[0].beside} == {
        "entity2id.txt",
        "relation2id.txt",
        "temporal_graph.toml",
    }


def test_a_file_whose_names_were_mended_is_loaded_anew(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    path = packed(tmp_path / "a.zip", GRAPH)
    record.add(path, actors=actors)
    packed(path, GRAPH | {"entity2id.txt": b"Kazakhstan\t0\nRussia\t1\n"})
    assert not any(one.known for one in record.add(path, actors=actors))
    assert record.relation("events").filter("actor1 = 'KAZ'").fetchall()
    assert not record.relation("events").filter("actor1 = 'UZB'").fetchall()


def test_a_mapping_lies_in_the_archive_with_its_table(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    path = packed(
        tmp_path / "a.zip",
        {"in/x.csv": b"Day\n2020-01-02\n", "in/x.csv.toml": MAPPING, "y.csv": b"Day\n2020-01-02\n"},
    )
    found = told(record, path, actors)
    assert (found["in/x.csv"], found["in/x.csv.toml"]) == ("1 rows", "part of a.zip!in/x.csv")
    assert found["y.csv"].startswith("no format fits its beginning")


def test_roll_calls_lie_in_the_archive_as_parquet(record: Record, tmp_path: Path, actors: ActorTable) -> None:
    calls = tmp_path / "calls.parquet"
    duckdb.sql(
        "COPY (SELECT 1 AS rcid, 50 AS session, DATE '1996-04-05' AS date, 0 AS importantvote, 'x' AS unres, "
        f"'a' AS short, 'a' AS descr) TO '{calls}' (FORMAT parquet)"
    )
    votes = b"rcid,country,country_code,vote\n1,Uzbekistan,UZ,yes\n1,United States,US,no\n"
    path = packed(tmp_path / "a.zip", {"un_votes.csv": votes, "un_roll_calls.parquet": calls.read_bytes()})
    assert told(record, path, actors) == {
        "un_votes.csv": "2 rows",
        "un_roll_calls.parquet": "part of a.zip!un_votes.csv",
    }


@pytest.mark.parametrize("name", ["../outside/x.csv", "/outside/x.csv", "a/../../outside/x.csv"])
def test_no_member_reaches_a_file_outside_its_archive(
    record: Record, tmp_path: Path, actors: ActorTable, name: str
) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.csv.toml").write_bytes(MAPPING)
    kept = tmp_path / "kept"
    kept.mkdir()
    member = name.replace("/outside", str(tmp_path / "outside")) if name.startswith("/") else name
    found = told(record, packed(kept / "a.zip", {member: b"Day\n2020-01-02\n"}), actors)
    assert [what.partition(";")[0] for what in found.values()] == ["no format fits its beginning"]


@pytest.mark.parametrize("name", ["", ".", "..", "../names.txt", "in/names.txt", "names\0.txt"])
def test_a_neighbour_is_a_name_and_not_a_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    for path in (tmp_path / "names.txt", tmp_path / "in" / "names.txt"):
        path.write_text("x")
    assert Neighbours(tmp_path / "in", {name: tmp_path}).find(name) is None


def test_a_mapping_that_is_too_large_is_refused(record: Record, tmp_path: Path, actors: ActorTable) -> None:
    path = packed(tmp_path / "a.zip", {"x.csv": b"Day\n2020-01-02\n", "x.toml": MAPPING + b"#" * (1 << 20)})
    assert told(record, path, actors)["x.csv"] == "the mapping x.toml has more than 1024 KiB; it is not read"


def test_a_damaged_member_is_named_and_the_others_are_loaded(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    members = {"a.csv": gdelt_file([1]), "b.csv": gdelt_file([2]), "c.csv": gdelt_file([3])}
    path = packed(tmp_path / "a.zip", members, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[data.index(members["b.csv"]) + 40] ^= 255
    path.write_bytes(data)
    found = told(record, path, actors)
    assert (found["a.csv"], found["c.csv"]) == ("1 rows", "1 rows")
    assert "damaged" in found["b.csv"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfe" + "Day\n2020-01-02\n".encode("utf-16-le"), "UTF-16; save it as UTF-8"),
        (b"PK\x03\x04", "packed"),
        (b"\x1f\x8b\x08", "packed"),
        (b"BZh9", "packed"),
        (b"<!DOCTYPE html><title>404</title>", "HTML"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (b"\xef\xbb\xbf<html>", "HTML"),
    ],
)
def test_what_is_no_table_is_called_what_it_is(
    record: Record, tmp_path: Path, actors: ActorTable, data: bytes, message: str
) -> None:
    path = packed(tmp_path / "a.zip", {"x": data, "a.csv": gdelt_file([1])})
    found = told(record, path, actors)
    assert found["a.csv"] == "1 rows"
    assert message in found["x"]
