"""Full disks, read-only folders, newer versions, damaged and tampered files: refused with a message."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Engine, event

from sayso.statements.statement import Review
from sayso.store import Added, Workspace, WorkspaceError, migrate
from sayso.store.database import FILE, server_database
from tests.store import made

MANY = tuple(map(made.statement, range(600)))
NOBODY = 65534


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A workspace whose file may not grow beyond 600 KiB."""

    def _limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 150")

    event.listen(Engine, "connect", _limit)
    yield folder
    event.remove(Engine, "connect", _limit)


def test_a_full_disk_is_said_and_what_was_stored_is_safe(small_disk: Path) -> None:
    with Workspace.open(small_disk) as workspace:
        workspace.add_statements(MANY[:50])
        with pytest.raises(WorkspaceError, match=r"the disk is full.*What was stored before is safe"):
            workspace.add_statements(MANY)
        assert list(workspace.statements()) == list(MANY[:50])
        assert list(workspace.check()) == []


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
from tests.store import made
from sayso.store import Workspace, WorkspaceError
with Workspace.open(sys.argv[1]) as workspace:
    try:
        workspace.add_statements(map(made.statement, range(600)))
    except WorkspaceError as error:
        print(error)
    try:
        data = b"x" * 500_000
        workspace.add_documents([(made.document(data), data)])
    except WorkspaceError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are of POSIX")
def test_a_quota_that_is_used_up_is_said(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add_statements(MANY[:50])
    command = [sys.executable, "-c", LIMITED, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment())  # noqa: S603
    first, second = done.stdout.splitlines()
    assert "is it full, or a quota used up?" in first
    assert "report.txt cannot be kept: File too large" in second
    with Workspace.open(folder) as workspace:
        assert list(workspace.statements()) == list(MANY[:50])
        assert list(workspace.documents()) == []
        assert list(workspace.check()) == []
        assert [path for path in (folder / "originals").rglob("*") if path.is_file()] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="permissions are of POSIX")
# a library of an earlier test may have threads; what the child does needs none of them
@pytest.mark.filterwarnings("ignore:os.fork:RuntimeWarning")
def test_a_read_only_folder_is_said() -> None:
    place = Path(tempfile.mkdtemp())
    try:
        Workspace.create(place / "workspace").close()
        place.chmod(0o755)
        (place / "workspace").chmod(0o555)
        assert "read-only" in _as_nobody(lambda: Workspace.open(place / "workspace"))
        assert "read-only" in _as_nobody(lambda: Workspace.create(place / "workspace"))
        assert "cannot be made" in _as_nobody(lambda: Workspace.create(place / "workspace" / "inner"))
    finally:
        shutil.rmtree(place)


def test_a_newer_workspace_is_refused(folder: Path) -> None:
    _run(folder, "INSERT INTO migrations VALUES (99, '2031-01-01', '7.5.0')")
    with pytest.raises(WorkspaceError, match=r"written by Sayso 7.5.0 \(schema 99\).*Update Sayso"):
        Workspace.open(folder)


def test_an_older_workspace_is_brought_up_to_date_and_keeps_its_rows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add_statements(MANY[:5])
    newer = migrate.newest("sqlite") + 1
    more = {**migrate.scripts("sqlite"), newer: ("CREATE TABLE notes (seq INTEGER PRIMARY KEY)",)}
    monkeypatch.setattr(migrate, "scripts", lambda _dialect: more)
    migrate._expected.cache_clear()  # noqa: SLF001 - what the scripts make is remembered
    for _ in range(2):
        with Workspace.open(folder) as workspace:
            assert list(workspace.statements()) == list(MANY[:5])
    assert _run(folder, "SELECT version FROM migrations") == [(one,) for one in range(1, newer + 1)]
    assert _run(folder, "SELECT count(*) FROM notes") == [(0,)]
    migrate._expected.cache_clear()  # noqa: SLF001 - as above


def test_a_migration_that_fails_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = migrate.newest("sqlite") + 1
    more = {**migrate.scripts("sqlite"), newer: ("CREATE TABLE notes (seq INTEGER)", "CREATE TABLE nonsense")}
    monkeypatch.setattr(migrate, "scripts", lambda _dialect: more)
    migrate._expected.cache_clear()  # noqa: SLF001 - what the scripts make is remembered
    with pytest.raises(WorkspaceError, match="the database refuses"):
        Workspace.open(folder)
    migrate._expected.cache_clear()  # noqa: SLF001 - as above
    assert _run(folder, "SELECT name FROM sqlite_master WHERE name = 'notes'") == []


@pytest.mark.parametrize(
    ("order", "what"),
    [
        ("DROP TRIGGER reviews_refuse_update", "trigger reviews_refuse_update is missing"),
        (
            "CREATE TRIGGER words_x AFTER INSERT ON reviews BEGIN SELECT 1; END",
            "trigger words_x is not of Sayso",
        ),
        ("CREATE VIEW sneaky AS SELECT * FROM reviews", "view sneaky is not of Sayso"),
        ("DROP INDEX statements_by_kind", "index statements_by_kind is missing"),
        ("ALTER TABLE scores ADD COLUMN bonus", "table scores was changed"),
    ],
)
def test_a_tampered_file_is_refused(folder: Path, order: str, what: str) -> None:
    _run(folder, order)
    with pytest.raises(WorkspaceError, match=f"tampered with: {what}"):
        Workspace.open(folder)


@pytest.mark.parametrize(
    ("order", "what"),
    [
        (
            "UPDATE bodies SET body = replace(body, '\"sign\":1', '\"sign\":7') WHERE seq = 3",
            "Invalid enum value 7",
        ),
        ("UPDATE bodies SET body = '{' WHERE seq = 3", "is not JSON"),
        (
            "UPDATE statements SET speaker = 'somebody' WHERE seq = 3",
            "its columns do not say what its line says",
        ),
        ("DELETE FROM bodies WHERE seq = 3", "bodies has 599 rows for 600 statements"),
        ("DELETE FROM documents WHERE seq = 1", "names a row that documents lacks"),
        ("UPDATE documents SET id = '../../etc/passwd' WHERE seq = 1", "its columns do not say"),
        ("DELETE FROM about WHERE actor = 'RUS'", "the actors of statements are not those"),
        ("UPDATE words_data SET block = x'00'", "the index for search does not say"),
        ("DELETE FROM words_data WHERE id > 100", "the index for search is damaged"),
        (
            "INSERT INTO words (words, rowid, quote) SELECT 'delete', seq, body->>'quote' FROM bodies WHERE seq = 3",
            "the index for search does not",
        ),
        ("UPDATE changes SET by = x'ff'", "the change 1 is not what was stored"),
    ],
)
def test_a_check_finds_a_row_that_was_forged(folder: Path, order: str, what: str) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add_statements(MANY)
    _forge(folder, order)
    with Workspace.open(folder) as workspace:
        assert any(what in one.message for one in workspace.check())


def test_a_forged_line_is_not_given_out(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add_statements(MANY[:100])
    _forge(folder, "UPDATE bodies SET body = replace(body, 'informed source', 'the president')")
    with (
        Workspace.open(folder) as workspace,
        pytest.raises(WorkspaceError, match="a statement is not what was stored"),
    ):
        list(workspace.statements())


@pytest.mark.parametrize(
    ("order", "use"),
    [
        ("UPDATE reviews SET body = '{'", lambda workspace: list(workspace.statements())),
        ("UPDATE reviews SET body = x'ff'", lambda workspace: list(workspace.statements())),
        ("UPDATE statements SET speaker = x'ff'", lambda workspace: workspace.speakers()),
        ("UPDATE originals SET body = '{'", lambda workspace: list(workspace.documents())),
    ],
)
def test_a_forged_row_is_said_by_whoever_reads_it(
    folder: Path, order: str, use: Callable[[Workspace], object]
) -> None:
    _fill(folder)
    _forge(folder, order)
    with Workspace.open(folder) as workspace:
        with pytest.raises(WorkspaceError, match=r"not what was stored.*Run a check"):
            use(workspace)
        assert any("stored" in one.message or "columns" in one.message for one in workspace.check())


@pytest.mark.parametrize(
    "order", ["UPDATE originals SET name = x'ff'", "UPDATE originals SET name = 'another.txt'"]
)
def test_a_check_finds_an_original_under_a_forged_name(folder: Path, order: str) -> None:
    _fill(folder)
    _forge(folder, order)
    with Workspace.open(folder) as workspace:
        assert ["its row speaks of 'report.txt'" in one.message for one in workspace.check()] == [True]


def test_a_forged_hash_leads_nowhere(folder: Path, tmp_path: Path) -> None:
    _fill(folder)
    _forge(folder, "UPDATE documents SET id = '../../../etc/passwd' || seq")
    with Workspace.open(folder) as workspace:
        assert any("is not the SHA-256 of a document" in one.message for one in workspace.check())
        workspace.backup(tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy").iterdir()] == [FILE]


def test_a_line_that_is_gone_is_said_when_it_is_added_again(folder: Path) -> None:
    _fill(folder)
    _forge(folder, "DELETE FROM bodies WHERE seq = 1")
    with Workspace.open(folder) as workspace:
        assert workspace.add_statements(MANY[:2]) == Added(known=2, different=(MANY[0].id,))


def test_of_several_who_make_a_workspace_at_once_one_does(tmp_path: Path) -> None:
    for number in range(5):
        ready = threading.Barrier(4)
        with ThreadPoolExecutor(4) as pool:
            said = [pool.submit(_made, ready, tmp_path / str(number)) for _ in range(4)]
        assert sorted(one.result() for one in said) == ["made", *["nothing was changed"] * 3]
        with Workspace.open(tmp_path / str(number)) as workspace:
            assert list(workspace.check()) == []


def _made(ready: threading.Barrier, folder: Path) -> str:
    ready.wait()
    try:
        Workspace.create(folder).close()
    except WorkspaceError as error:
        return str(error).rpartition("; ")[2]
    return "made"


def test_somebody_elses_folder_among_unfinished_files_is_left_alone(folder: Path) -> None:
    old = folder / "originals" / "work" / "mine"
    old.mkdir(parents=True)
    os.utime(old, (0, 0))
    Workspace.open(folder).close()
    assert old.is_dir()


def test_a_name_that_is_no_text_is_kept_as_a_question_mark(folder: Path) -> None:
    with Workspace.open(folder, by="\udcff") as workspace:
        workspace.add_statements(MANY[:1])
        assert workspace.change_of("statements", MANY[0].id).by == "?"


def test_damaged_pages_are_found(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add_statements(MANY)
    path = folder / FILE
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = b"\xa5" * 8192
    path.write_bytes(data)
    with pytest.raises(WorkspaceError, match=r"the file is damaged"):
        _raise_first_problem(folder)


def _raise_first_problem(folder: Path) -> None:
    """Open and check: damage shows in the one or in the other."""
    with Workspace.open(folder) as workspace:
        for one in workspace.check():
            raise WorkspaceError(one.message)


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"%PDF-1.4" * 1000, os.urandom(5000)])
def test_a_file_that_is_no_workspace_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE).write_bytes(data)
    with pytest.raises(WorkspaceError, match=r"is no workspace|is no SQLite file|the file is damaged"):
        Workspace.open(tmp_path)


def test_the_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(WorkspaceError, match="is no workspace"):
        Workspace.open(tmp_path)
    with pytest.raises(WorkspaceError, match="the file of another program"):
        Workspace.create(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_folder_without_a_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"is no workspace; it has no workspace\.sqlite"):
        Workspace.open(tmp_path)


def test_a_second_workspace_in_one_place_is_refused(where: Path | str) -> None:
    Workspace.create(where).close()
    with pytest.raises(WorkspaceError, match="is a workspace already"):
        Workspace.create(where)


def test_a_creation_that_was_cut_off_can_be_made_good(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with Workspace.create(tmp_path) as workspace:
        assert list(workspace.check()) == []


@pytest.mark.parametrize(
    "url", ["mysql://u:secret@h/d", "postgresql://u:secret@127.0.0.1:1/d", "://", "http://x"]
)
def test_a_url_that_leads_nowhere_is_refused_and_no_password_is_shown(url: str) -> None:
    with pytest.raises(WorkspaceError, match=r"want .*postgresql://USER|refuse|connect") as caught:
        Workspace.open(url)
    assert "secret" not in str(caught.value)


def test_a_driver_that_is_not_installed_is_named() -> None:
    with pytest.raises(WorkspaceError, match="the driver is not installed"):
        server_database("postgresql+nothing://h/d")


def test_the_tables_that_the_code_knows_are_those_that_the_scripts_make(
    server: object, tmp_path: Path
) -> None:
    from sqlalchemy import create_engine, inspect  # noqa: PLC0415 - only here

    from sayso.store.tables import METADATA  # noqa: PLC0415 - only here

    url = server.new_database()  # type: ignore[attr-defined]
    Workspace.create(url).close()
    Workspace.create(tmp_path / "w").close()
    for database, left_out in ((url, set()), (f"sqlite:///{tmp_path / 'w' / FILE}", {"contents", "words"})):
        engine = create_engine(database)
        for name, table in METADATA.tables.items():
            if name not in left_out:
                there = {one["name"] for one in inspect(engine).get_columns(name)}
                assert there == set(table.c.keys()), name
        engine.dispose()


def _fill(folder: Path) -> None:
    """Add two statements, one with a review, and a document."""
    review = Review(verdict="accepted", by="ed", at="2026-01-01T10:00:00+00:00")
    with Workspace.open(folder) as workspace:
        workspace.add_statements([msgspec.structs.replace(MANY[0], review=(review,)), MANY[1]])
        workspace.add_documents([(made.document(b"a report"), b"a report")])


def _run(folder: Path, *orders: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / FILE, isolation_level=None)
    try:
        rows = [connection.execute(order).fetchall() for order in orders]
        return rows[-1]
    finally:
        connection.close()


def _forge(folder: Path, order: str) -> None:
    """Do what the triggers refuse, and put them back."""
    triggers = _run(folder, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    dropped = [f"DROP TRIGGER {name}" for name, _ in triggers]
    _run(folder, *dropped, order, *(str(sql) for _, sql in triggers))


def _as_nobody(run: object) -> str:
    """Return the message of the error that `run` raises for a user without rights."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            run()  # type: ignore[operator]
            os.write(into, b"no error")
        except WorkspaceError as error:
            os.write(into, str(error).encode())
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as file:
        said = file.read().decode()
    os.waitpid(child, 0)
    return said


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
