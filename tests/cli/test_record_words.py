"""What the commands on a record say of slips, and of a record that was damaged."""

import gzip
import os
import shutil
import sys
from pathlib import Path

import pytest

from sayso.events import workplace
from tests.cli.calling import call, refused, shown
from tests.events.gdelt_rows import gdelt_file

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "events"
LEAN = ("lean", "UZB", "--between", "USA", "RUS")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words") / "record"
    shown(
        "events",
        "add",
        str(EXAMPLES / "un-votes.csv.gz"),
        str(EXAMPLES / "gdelt.csv"),
        "--record",
        str(folder),
    )
    return folder


@pytest.fixture
def record(loaded: Path, tmp_path: Path) -> Path:
    """Return a record of a file of votes and a file of events, as a user copied it."""
    return Path(shutil.copytree(loaded, tmp_path / "record"))


def damage(record: Path, table: str, *, silently: bool) -> None:
    """Change bytes in a file of rows; `silently`, so that its size and time tell nothing."""
    (path,) = (record / table).glob("*.parquet")
    before = path.stat()
    data = bytearray(path.read_bytes())
    first = len(data) - 300 if silently else len(data) // 3
    for place in range(first, first + 100):
        data[place] ^= 0x5A
    path.write_bytes(data)
    if silently:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_copied_record_is_as_good_as_the_first(record: Path) -> None:
    assert call("events", "list", "--record", str(record)).stderr == ""


def test_a_changed_file_of_the_record_is_told_and_the_rest_counts(record: Path) -> None:
    damage(record, "events", silently=False)
    done = call("events", "problems", "--record", str(record))
    assert done.exit_code == 0
    assert (
        "the file is not as it was written; gdelt.csv does not count until it is added again" in done.stderr
    )
    assert "un-votes.csv: 10,920 rows" in done.stdout
    assert "gdelt.csv" in call(*LEAN, "--from", "2008", "--record", str(record)).stderr


@pytest.mark.parametrize("arguments", [LEAN, ("levels", "UZB", "unrest"), ("backtest", "UZB")])
def test_a_file_that_rotted_unseen_is_named_where_it_fails(
    loaded: Path, record: Path, arguments: tuple[str, ...]
) -> None:
    for table in ("events", "votes"):
        damage(record, table, silently=True)
    # the times are those of the first record, by which a file is taken for unchanged
    for path in record.rglob("*.parquet"):
        then = (loaded / path.relative_to(record)).stat()
        os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))
    told = refused(*arguments, "--record", str(record))
    assert "is not as it was written" in told
    assert "the record is damaged" in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((*LEAN, "--from", "2010", "--to", "2005"), "--from 2010-01-01 lies after --to 2005-12-31"),
        (("levels", "UZB", "unrest", "--from", "2010", "--to", "2005"), "lies after --to"),
        (("events", "export", "x.csv", "--from", "2010", "--to", "2005"), "lies after --to"),
        (("lean", "nope", "--between", "USA", "RUS"), "no actor 'nope'"),
        (("lean", "UZX", "--between", "USA", "RUS"), "no actor 'UZX'; nearest is 'UZB' (Uzbekistan)"),
        (("levels", "Uzbekolandia"), "nearest is 'Uzbekistan' (UZB)"),
        (("backtest", "UZB", "--patrons", "Central Asia"), "is a region; want a state or an organisation"),
        (("backtest", "NATO"), "is an organisation; want a state"),
        ((*LEAN, "--csv", "-", "--json"), "want one of them"),
    ],
)
def test_slips_are_refused_in_words(record: Path, arguments: tuple[str, ...], message: str) -> None:
    assert message in refused(*arguments, "--record", str(record))


def test_what_is_far_is_not_offered(record: Path) -> None:
    assert "nearest" not in refused("lean", "nope", "--between", "USA", "RUS", "--record", str(record))


@pytest.mark.parametrize("name", ["UZB", "uzb", "Uzbekistan", "Islam Karimov"])
def test_commands_agree_on_who_is_meant(record: Path, name: str) -> None:
    lean = shown("lean", name, "--between", "USA", "RUS", "--from", "2009", "--record", str(record))
    assert lean.startswith("Uzbekistan between")
    assert "(UZB)" in refused("levels", name, "unrest", "--record", str(record))


def test_a_dash_prints_the_table_as_csv(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = shown(*LEAN, "--from", "2009", "--csv", "-", "--record", str(record))
    assert found.startswith("series,period,mean,low,high,seen\nUSA,2009-01-01,")
    assert "Closeness" not in found
    assert not (tmp_path / "-").exists()


def test_the_full_model_is_the_one_that_is_asked_for(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpyro", None)
    monkeypatch.delitem(sys.modules, "sayso.measures.bayes", raising=False)
    assert "sayso[bayes]" in refused(*LEAN, "--model", "full", "--record", str(record))


def test_files_of_a_folder_that_cannot_be_read_are_named_and_the_rest_loaded(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.csv").write_bytes(gdelt_file([1]))
    (data / "b.csv.gz").write_bytes(gzip.compress(gdelt_file([2]))[:-9])
    (data / "gone.csv").symlink_to("nowhere")
    os.mkfifo(data / "pipe.csv")
    done = call("events", "add", str(data), str(tmp_path / "none.csv"), "--record", str(tmp_path / "r"))
    assert done.exit_code == 0
    assert done.stdout.startswith("a.csv: GDELT 2.0 events, 1 row,")
    for told in (
        "b.csv.gz: the packed file is cut off",
        "gone.csv: cannot be read: No such file",
        "pipe.csv: is not a file",
        "none.csv: cannot be read: No such file",
    ):
        assert told in done.stderr


def test_names_beside_a_graph_are_no_failures(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "entity2id.txt").write_text("Uzbekistan\t0\nRussia\t1\n")
    (data / "relation2id.txt").write_text("Make a visit\t0\n")
    (data / "temporal_graph.toml").write_text('start = 2018-01-01\nunit = "hours"\n')
    (data / "train.txt").write_text("0\t0\t1\t24\t0\n")
    done = call("events", "add", str(data), "--record", str(tmp_path / "r"))
    assert done.stderr.splitlines() == [
        "entity2id.txt: read with what lies beside it",
        "relation2id.txt: read with what lies beside it",
    ]


def test_a_day_far_from_all_others_is_a_problem_of_its_row(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,day\n1,2020-01-02\n2,0000-01-01\n3,9999-12-31\n4,0202-01-01\n")
    (tmp_path / "x.toml").write_text('product = "mine"\n[columns]\nid = "id"\ndate = "day"\n')
    record = str(tmp_path / "r")
    assert "1 row, 2020-01-02 to 2020-01-02, 3 rows left out" in shown(
        "events", "add", str(tmp_path / "x.csv"), "--record", record
    )
    told = shown("events", "problems", "--record", record)
    assert "3 × the date lies outside the years 1000 to 2999 (left out; ids 2, 3, 4)" in told


def test_a_header_alone_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        (EXAMPLES / "central-african-republic.csv").read_text(encoding="utf-8").splitlines()[0] + "\n"
    )
    told = shown("events", "add", str(path), "--record", str(tmp_path / "r"))
    assert "0 rows, for the file is empty but for its header" in told


def test_no_room_in_mid_repair_is_the_records_fault(tmp_path: Path) -> None:
    with pytest.raises(workplace.RecordError, match="cannot be written to: No space left on device"):
        workplace.complaint(OSError(28, "No space left on device"), tmp_path)
