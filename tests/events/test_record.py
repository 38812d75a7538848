"""The record: a folder that is right whatever is done to it, and by how many at once."""

import gzip
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import duckdb
import pytest

from sayso.actors import ActorTable
from sayso.events.record import Record
from sayso.events.workplace import RecordError, clear_up, held, workplace
from tests.events.gdelt_rows import gdelt_file, gdelt_row

MOMENTS = 20
posix = pytest.mark.skipif(os.name != "posix", reason="signals and permissions are otherwise there")

LOADER = """
import sys
from pathlib import Path
from sayso.actors import ActorTable
from sayso.events.record import Record
actors, _ = ActorTable.load()
print("begins", flush=True)
sys.stdin.readline()
for outcome in Record(Path(sys.argv[1])).add(Path(sys.argv[2]), actors=actors):
    print("known" if outcome.known else "loaded" if outcome.entry else outcome.problem, flush=True)
"""

KILLED = """
import os, sys, time
from pathlib import Path
from sayso.actors import ActorTable
from sayso.events.record import Record
actors, _ = ActorTable.load()
for line in sys.stdin:
    child = os.fork()
    if not child:
        Record(Path(sys.argv[1])).add(Path(sys.argv[2]), actors=actors)
        os._exit(0)
    time.sleep(float(line))
    os.kill(child, 9)
    os.waitpid(child, 0)
    print("killed", flush=True)
"""


class Loader:
    """A process that stands ready to load a file."""

    def __init__(self, record: Path, path: Path) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", LOADER, str(record), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "begins\n"

    def begin(self) -> None:
        """Let it load."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self) -> tuple[str, str]:
        """Return what it wrote to standard output and to standard error."""
        return self.process.communicate(timeout=120)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def is_whole(folder: Path) -> bool:
    """Tell whether every rows file has its manifest, every manifest its rows, and nobody is loading."""
    manifests = {path.stem for path in folder.glob("manifest/*")}
    rows = {path.stem for path in folder.glob("events/*")}
    return rows == manifests and not list(folder.glob("loading/*"))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "record")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "events.csv"
    found.write_bytes(gdelt_file(range(20), gdelt_row(77, c1="20200230"), gdelt_row(78, c26="999")))
    return found


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Return a file that takes some tenths of a second to load."""
    found = tmp_path / "large.csv"
    found.write_bytes(gdelt_file(range(60_000)))
    return found


def test_every_row_is_an_event_or_a_counted_problem(record: Record, path: Path, actors: ActorTable) -> None:
    (outcome,) = record.add(path, actors=actors)
    assert outcome.entry is not None
    loaded = outcome.entry.loaded
    assert (loaded.rows, loaded.kept, loaded.refused, loaded.balances) == (22, 20, 2, True)
    assert len(record.relation("events").fetchall()) == 20
    rows = duckdb.read_parquet(str(record.rows_of(outcome.entry)))
    assert rows.filter("problem IS NOT NULL").shape[0] == 2
    assert is_whole(record.folder)


def test_the_same_file_twice_adds_nothing(record: Record, path: Path, actors: ActorTable) -> None:
    record.add(path, actors=actors)
    before = contents(record.folder)
    (outcome,) = record.add(path, actors=actors)
    assert outcome.known
    assert contents(record.folder) == before


def test_a_copy_is_known_by_its_content(record: Record, path: Path, actors: ActorTable) -> None:
    (first,) = record.add(path, actors=actors)
    packed = path.with_name("other name.csv.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    (outcome,) = record.add(packed, actors=actors)
    assert outcome.known
    assert outcome.entry == first.entry


def test_a_file_of_the_same_size_is_another_file(record: Record, tmp_path: Path, actors: ActorTable) -> None:
    for name, number in (("a.csv", 1), ("b.csv", 2)):
        (tmp_path / name).write_bytes(gdelt_file([number]))
        record.add(tmp_path / name, actors=actors)
    assert [entry.name for entry in record.entries()] == ["a.csv", "b.csv"]


def test_a_file_whose_mapping_was_mended_is_loaded_anew(
    record: Record, path: Path, actors: ActorTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("sayso.events.recognise.meaning_of", lambda *_: "as it was read before")
        record.add(path, actors=actors)
    (outcome,) = record.add(path, actors=actors)
    assert not outcome.known
    assert record.entries() == (outcome.entry,)
    assert record.add(path, actors=actors)[0].known


def test_each_member_of_an_archive_is_a_file_of_the_record(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.writestr("one.csv", gdelt_file([1]))
        archive.writestr("README.txt", "about these files\n")
        archive.writestr("deep/two.csv", gdelt_file([2, 3]))
        archive.writestr("again.csv", gdelt_file([1]))
    outcomes = record.add(tmp_path / "some.zip", actors=actors)
    assert [(one.name, one.entry is not None, one.known) for one in outcomes] == [
        ("some.zip!one.csv", True, False),
        ("some.zip!README.txt", False, False),
        ("some.zip!deep/two.csv", True, False),
        ("some.zip!again.csv", True, True),
    ]
    assert is_whole(record.folder)


@pytest.mark.parametrize(
    "name", ["it's.csv", "two\nlines.csv", "events[1].csv", "a*b?.csv", "~x.csv", "ü {x}.csv"]
)
def test_no_name_leads_astray(
    tmp_path: Path, actors: ActorTable, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for other, numbers in ((name, range(3)), ("events1.csv", range(5, 8)), ("axbx.csv", range(5, 8))):
        Path(other).write_bytes(gdelt_file(numbers))
    record = Record(Path(f"record of {name}"))
    (outcome,) = record.add(Path(name), actors=actors)
    assert outcome.entry is not None, outcome.problem
    assert outcome.entry.name == name
    assert sorted(row[1] for row in record.relation("events").fetchall()) == ["0", "1", "2"]
    record.remove(outcome.entry.key)
    assert record.entries() == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "empty"), (b"no event data\n", "no format fits"), (b"\x1f\x8b\x08broken", "cut off")],
)
def test_a_file_that_is_none_is_told_and_leaves_nothing(
    record: Record, tmp_path: Path, actors: ActorTable, content: bytes, told: str
) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    (outcome,) = record.add(tmp_path / "bad.csv", actors=actors)
    assert outcome.entry is None
    assert told in str(outcome.problem)
    assert is_whole(record.folder)


def test_the_order_of_files_does_not_hang_on_the_clock(
    record: Record, tmp_path: Path, actors: ActorTable
) -> None:
    for number in range(4):
        (tmp_path / f"{number}.csv").write_bytes(gdelt_file([number]))
        record.add(tmp_path / f"{number}.csv", actors=actors)
    moments = [entry.at for entry in record.entries()]
    assert moments == sorted(set(moments))
    assert [entry.name for entry in record.entries()] == ["0.csv", "1.csv", "2.csv", "3.csv"]


@pytest.fixture
def files(record: Record, path: Path, actors: ActorTable) -> tuple[Path, Path]:
    """Return the manifest and the rows of `path`; the record has another file too."""
    path.with_name("other.csv").write_bytes(gdelt_file(range(500, 503)))
    record.add(path.with_name("other.csv"), actors=actors)
    (outcome,) = record.add(path, actors=actors)
    assert outcome.entry is not None
    return record.folder / "manifest" / f"{outcome.entry.key}.json", record.rows_of(outcome.entry)


@pytest.mark.parametrize("damage", [b"", b"{", b'{"key": 3}', b"\xff\xfe"])
def test_a_manifest_that_cannot_be_read(
    record: Record, path: Path, files: tuple[Path, Path], actors: ActorTable, damage: bytes
) -> None:
    files[0].write_bytes(damage)
    mended_by_adding(record, path, files[0], actors, "add its file again")


def test_rows_that_are_missing(
    record: Record, path: Path, files: tuple[Path, Path], actors: ActorTable
) -> None:
    files[1].unlink()
    mended_by_adding(record, path, files[1], actors, "events.csv does not count until it is added again")


def test_rows_that_are_cut_off(
    record: Record, path: Path, files: tuple[Path, Path], actors: ActorTable
) -> None:
    os.truncate(files[1], 100)
    mended_by_adding(record, path, files[1], actors, "has 100 bytes")


def mended_by_adding(record: Record, path: Path, damaged: Path, actors: ActorTable, told: str) -> None:
    entries, (problem,) = record.look()
    assert [entry.name for entry in entries] == ["other.csv"]
    assert problem.source == str(damaged)
    assert told in problem.message
    assert len(record.relation("events").fetchall()) == 3
    (outcome,) = record.add(path, actors=actors)
    assert not outcome.known
    assert record.look()[1] == ()
    assert len(record.relation("events").fetchall()) == 23


def test_a_damaged_file_can_be_taken_out(record: Record, files: tuple[Path, Path]) -> None:
    files[0].write_bytes(b"{")
    record.remove(files[0].stem)
    assert record.look()[1] == ()
    assert is_whole(record.folder)


def test_what_is_not_the_records_is_never_cleared_away(
    record: Record, path: Path, actors: ActorTable
) -> None:
    mine = [
        record.folder / place for place in ("events/mine.parquet", "loading/mine/x", "manifest.txt", "work/y")
    ]
    for one in mine:
        one.parent.mkdir(parents=True, exist_ok=True)
        one.write_bytes(b"mine")
    record.add(path, actors=actors)
    record.clear_up()
    assert all(one.read_bytes() == b"mine" for one in mine)


def test_what_a_dead_loader_left_is_cleared_and_what_a_living_one_has_is_not(record: Record) -> None:
    dead = record.folder / "loading" / "sayso-load-dead"
    dead.mkdir(parents=True)
    (dead / "unpacked").write_bytes(b"x")
    rows = record.folder / "events" / f"{'0' * 64}-gdelt-2.parquet"
    rows.parent.mkdir()
    rows.write_bytes(b"x")
    with workplace(record.folder) as own:
        assert not dead.exists()
        assert not rows.exists()
        (own / "tidy.parquet").write_bytes(b"x")
        with held(record.folder):
            clear_up(record.folder)
        assert (own / "tidy.parquet").exists()
    assert is_whole(record.folder)


def test_a_record_that_cannot_be_there_is_told(path: Path, actors: ActorTable) -> None:
    with pytest.raises(RecordError, match="cannot be written to: Not a directory"):
        Record(path / "record").add(path, actors=actors)


@posix
def test_a_full_disk_is_told_and_leaves_nothing(record: Record, large: Path, actors: ActorTable) -> None:
    """A limit on the size of files stands for a disk that is full."""
    import resource  # noqa: PLC0415 - not everywhere

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(RecordError, match="cannot be written to: File too large"):
            record.add(large, actors=actors)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert is_whole(record.folder)
    (outcome,) = record.add(large, actors=actors)
    assert outcome.entry is not None


def test_two_that_load_one_file_at_once_load_it_once(record: Record, large: Path) -> None:
    both = [Loader(record.folder, large) for _ in range(2)]
    for one in both:
        one.begin()
    found = [one.end() for one in both]
    assert sorted(out for out, _ in found) == ["known\n", "loaded\n"], found
    assert is_whole(record.folder)
    assert len(record.relation("events").fetchall()) == 60_000


def test_those_that_load_different_files_at_once_mark_what_they_share(record: Record, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.csv" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(gdelt_file(range(number * 1000, number * 1000 + 2000)))
    some = [Loader(record.folder, path) for path in paths]
    for one in some:
        one.begin()
    assert [one.end()[0] for one in some] == ["loaded\n"] * 3
    assert is_whole(record.folder)
    assert len(record.entries()) == 3
    assert len(record.relation("events").fetchall()) == 6000
    assert len(record.relation("events_once").fetchall()) == 4000


@posix
def test_a_loader_that_is_killed_at_any_moment_leaves_nothing_half_loaded(
    record: Record, large: Path, tmp_path: Path, actors: ActorTable
) -> None:
    first = tmp_path / "first.csv"
    first.write_bytes(gdelt_file(range(10)))
    record.add(first, actors=actors)
    begun = time.monotonic()
    Record(tmp_path / "timed").add(large, actors=actors)
    takes = time.monotonic() - begun
    ended = []
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", KILLED, str(record.folder), str(large)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        for moment in range(MOMENTS):
            killer.stdin.write(f"{takes * (moment + 0.5) / (MOMENTS - 4)}\n")
            assert killer.stdout.readline() == "killed\n"
            entries, problems = record.look()
            assert problems == ()
            kept = len(record.relation("events").fetchall())
            assert kept == (60_010 if len(entries) == 2 else 10)
            record.clear_up()
            assert is_whole(record.folder)
            ended.append(len(entries) == 2)
            if ended[-1]:
                record.remove(next(one.key for one in entries if one.name == "large.csv"))
        killer.stdin.close()
    assert not all(ended)
    (outcome,) = record.add(large, actors=actors)
    assert not outcome.known
    assert len(record.relation("events_once").fetchall()) == 60_000


@posix
def test_ctrl_c_during_a_load_leaves_nothing(record: Record, large: Path) -> None:
    loader = Loader(record.folder, large)
    loader.begin()
    while not list(record.folder.glob("loading/sayso-load-*/tidy.parquet")):
        assert loader.process.poll() is None, "it ended before it could be interrupted"
        time.sleep(0.002)
    loader.process.send_signal(signal.SIGINT)
    out, err = loader.end()
    assert "KeyboardInterrupt" in err.splitlines()[-1]
    assert out == ""
    assert is_whole(record.folder)
    assert record.entries() == ()
