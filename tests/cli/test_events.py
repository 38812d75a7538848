"""`sayso events`, from the outside."""

import csv
import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from sayso.events.formats import FORMATS
from sayso.events.tidy import TABLES
from tests.events.gdelt_rows import gdelt_file, gdelt_row

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a folder with two files, and notes beside them."""
    found = folder / "data"
    found.mkdir()
    (found / "a.csv").write_bytes(
        gdelt_file(range(10), gdelt_row(77, c1="20200230"), gdelt_row(78, c26="999"))
    )
    (found / "b.csv").write_bytes(gdelt_file(range(8, 12)))
    (found / "README.md").write_text("notes", encoding="utf-8")
    return found


def test_files_come_in_and_are_listed_with_licence_and_citation(sayso: Run, data: Path) -> None:
    done = sayso("events", "add", "data")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "a.csv: GDELT 2.0 events, 10 rows, 2020-01-05 to 2020-01-05, 2 rows left out (see `sayso events problems`)",
        "b.csv: GDELT 2.0 events, 4 rows, 2020-01-05 to 2020-01-05",
    ]
    assert done.stderr == b""
    again = sayso("events", "add", str(data / "a.csv"))
    assert (again.returncode, again.stdout) == (0, b"a.csv: in the record already, 10 rows\n")
    listed = sayso("events", "list", COLUMNS="60").stdout.decode()
    assert listed.count("  licence     free for any use with citation\n") == 2
    assert listed.count("  cite        The GDELT Project, gdeltproject.org;") == 2
    assert max(map(len, listed.splitlines())) <= 60
    found = json.loads(sayso("events", "list", "--json").stdout)
    assert [(one["name"], one["rows"], one["format"], one["first"]) for one in found] == [
        ("a.csv", 10, "gdelt-2", "2020-01-05"),
        ("b.csv", 4, "gdelt-2", "2020-01-05"),
    ]
    assert all(one["licence"] and one["citation"] for one in found)


def test_problems_balance_and_repeats_are_told(sayso: Run, data: Path) -> None:
    assert sayso("events", "add", str(data)).returncode == 0
    lines = sayso("events", "problems").stdout.decode().splitlines()
    assert lines[0] == "a.csv: 12 rows = 10 kept + 2 left out"
    assert "  1 × the date is none (left out; line 11)" in lines
    assert "  1 × the event code is none of CAMEO's (left out; line 12)" in lines
    assert lines[-2:] == [
        "b.csv: 4 rows = 4 kept + 0 left out",
        "  2 rows stand in an earlier file too: kept, count once",
    ]
    first, second = json.loads(sayso("events", "problems", "--json").stdout)
    assert first["rows"] == first["kept"] + first["left_out"] == 12
    assert sum(one["rows"] for one in first["troubles"] if not one["kept"]) == first["left_out"]
    assert (second["same"], second["elsewhere"]) == (2, 0)


def test_export_writes_csv_and_parquet(sayso: Run, data: Path, folder: Path) -> None:
    sayso("events", "add", str(data))
    assert sayso("events", "export", "out.csv").returncode == 0
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 14
    assert sum(row["repeat"] == "same" for row in rows) == 2
    assert (
        sayso(
            "events", "export", "out.parquet", "--actor", "RUS", "--from", "2020", "--to", "2020-01"
        ).returncode
        == 0
    )
    assert duckdb.read_parquet(str(folder / "out.parquet")).shape == (14, len(TABLES["events"]) + 1)
    assert sayso("events", "export", "none.csv", "--actor", "KAZ").returncode == 0
    assert len((folder / "none.csv").read_text(encoding="utf-8").splitlines()) == 1
    done = sayso("events", "export", "no/such/out.csv")
    assert done.returncode == 1
    assert b"cannot write no/such/out.csv" in done.stderr


def test_remove_takes_out_one_file(sayso: Run, data: Path) -> None:
    sayso("events", "add", str(data))
    first, second = json.loads(sayso("events", "list", "--json").stdout)
    for wrong in ("zz", ""):
        done = sayso("events", "remove", wrong)
        assert done.returncode == 2
        assert b"see `sayso events list`" in done.stderr
    done = sayso("events", "remove", first["key"][:12])
    assert (done.returncode, done.stderr) == (0, b"a.csv is out of the record\n")
    assert [one["key"] for one in json.loads(sayso("events", "list", "--json").stdout)] == [second["key"]]
    assert (data / "a.csv").exists()


def test_an_empty_record_is_no_error_but_has_nothing_to_export(sayso: Run, folder: Path) -> None:
    for command in ("list", "problems"):
        done = sayso("events", command)
        assert (done.returncode, done.stdout) == (0, b"")
        assert b"no event files in" in done.stderr
        assert sayso("events", command, "--json").stdout.strip() == b"[]"
    assert sayso("events", "export", "out.csv").returncode == 1
    assert not (folder / "out.csv").exists()
    assert not (folder / "sayso-events").exists()


def test_where_nothing_can_be_loaded_the_reason_is_told_and_the_status_is_2(sayso: Run, folder: Path) -> None:
    (folder / "odd\nname.csv").write_bytes(b"nothing\n")
    done = sayso("events", "add", "odd\nname.csv", "absent.csv")
    assert done.returncode == 2
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert lines[0].startswith("odd name.csv: no format fits its beginning")
    assert lines[1:] == ["absent.csv: cannot be read: No such file or directory", "Nothing was loaded."]


def test_one_bad_file_does_not_stop_the_rest(sayso: Run, data: Path) -> None:
    (data / "0.csv").write_bytes(b"")
    done = sayso("events", "add", str(data))
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 2
    assert done.stderr == b"0.csv: the file is empty\n"


def test_a_damaged_file_of_the_record_is_told_by_name(sayso: Run, data: Path, folder: Path) -> None:
    sayso("events", "add", str(data))
    key = json.loads(sayso("events", "list", "--json").stdout)[0]["key"]
    (folder / "sayso-events" / "events" / f"{key}.parquet").unlink()
    done = sayso("events", "list")
    assert done.returncode == 0
    assert done.stdout.startswith(b"b.csv\n")
    assert b"a.csv does not count until it is added again" in done.stderr
    assert sayso("events", "add", str(data / "a.csv")).stdout.startswith(b"a.csv: GDELT 2.0 events, 10 rows")
    assert sayso("events", "list").stderr == b""


@pytest.mark.skipif(os.name != "posix", reason="permissions are otherwise there")
def test_a_record_that_cannot_be_written_to_is_told(sayso: Run, data: Path, folder: Path) -> None:
    if os.geteuid() == 0:
        (folder / "closed").write_bytes(b"a file where the folder should be")  # root may write everywhere
        place = "closed/record"
    else:
        (folder / "closed").mkdir(mode=0o500)
        place = "closed"
    done = sayso("events", "add", str(data), "--record", place)
    assert done.returncode == 1
    assert done.stdout == b""
    assert re.search(
        r"Error: \S+: cannot be written to: (Permission denied|Not a directory)\n", done.stderr.decode()
    )


def test_formats_are_listed_and_described(sayso: Run) -> None:
    listed = sayso("events", "formats").stdout.decode()
    assert [line for line in listed.splitlines() if not line.startswith(" ")] == list(FORMATS)
    one = sayso("events", "formats", "gdelt-2").stdout.decode()
    assert "61 columns between tabs" in one
    assert "cite        The GDELT Project" in one
    assert "  the date is none\n" in one
    assert sayso("events", "formats", "gdelt-3").returncode == 2


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_names_its_licence_and_how_to_cite_it(name: str) -> None:
    assert FORMATS[name].licence.name
    assert FORMATS[name].licence.citation


def test_the_page_on_the_record_shows_the_columns_as_they_are() -> None:
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    for table, columns in TABLES.items():
        rows = "".join(f"| `{name}` | {kind} | {means} |\n" for name, (kind, means) in columns.items())
        assert f"### `{table}`\n\n| column | type | means |\n|---|---|---|\n{rows}" in f"{page}\n", table


def test_the_pages_commands_and_python_work(
    sayso: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    (folder / "examples").symlink_to(ROOT / "examples")
    shown = re.search(r"```console\n(.*?)```", page, re.DOTALL)
    assert shown is not None
    for step in shown[1].split("$ sayso ")[1:]:
        command, *output = step.splitlines()
        assert sayso(*command.split()).stdout.decode().splitlines() == output
    monkeypatch.chdir(folder)
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 4
    names: dict[str, object] = {}
    for block in blocks:
        exec(block, names)  # noqa: S102 - our own documentation
        if "good" in names:
            assert len(names.pop("good")) == 1908  # type: ignore[arg-type]  # any of three kinds of table
    assert sorted(names["once"]) == [("gdelt-2", 60), ("ucdp-ged", 1848)]  # type: ignore[call-overload]
