"""`sayso check`, `sayso backup` and `sayso activity`: trouble is told in one line, and copies are whole."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from sayso.forecasts.activity import Activity
from sayso.store import Workspace
from sayso.store.database import FILE
from tests.cli.calling import call, refused, shown
from tests.forecasts import make
from tests.store import made


@pytest.fixture
def filled(desk: Path) -> Path:
    """A workspace with a document and some statements."""
    with Workspace.open(desk) as workspace:
        workspace.add_documents([(made.document(b"a report"), b"a report")])
        workspace.add_statements(map(made.statement, range(20)))
    return desk


def _run(folder: Path, order: str) -> None:
    connection = sqlite3.connect(folder / FILE)
    connection.execute(order)
    connection.commit()
    connection.close()


def test_a_sound_workspace_is_sound(filled: Path) -> None:
    assert shown("check") == "Everything is as it was written.\n"
    assert filled.exists()


def test_an_original_that_was_changed_is_told(filled: Path) -> None:
    (path,) = [one for one in (filled / "originals").rglob("*") if one.is_file()]
    path.chmod(0o644)
    path.write_bytes(b"another report")
    done = call("check")
    assert done.exit_code == 1
    assert "the original was changed" in done.stderr
    assert "1 thing is not as written" in done.stderr


@pytest.mark.parametrize("command", ["check", "statements", "questions", "review"])
@pytest.mark.parametrize(
    ("order", "why"),
    [
        ("INSERT INTO migrations VALUES (99, '2031-01-01', '7.5.0')", "Update Sayso"),
        ("CREATE TRIGGER t AFTER INSERT ON changes BEGIN SELECT 1; END", "was tampered with"),
    ],
)
def test_a_newer_or_tampered_workspace_is_refused_by_every_command(
    filled: Path, command: str, order: str, why: str
) -> None:
    _run(filled, order)
    assert why in refused(command)


def test_a_file_that_is_none_is_refused(filled: Path) -> None:
    for one in filled.glob(f"{FILE}*"):
        one.unlink()
    (filled / FILE).write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
    assert "What was stored before is safe" in refused("check")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(filled: Path) -> None:
    (filled / FILE).chmod(0o444)
    assert "read-only" in refused("check")


def test_a_backup_is_a_workspace_and_never_goes_over_another(filled: Path, tmp_path: Path) -> None:
    with Workspace.open(filled) as used:
        used.add_statements([made.statement(50)])
        assert "Copied to" in shown("backup", str(tmp_path / "copy"))
    shutil.rmtree(filled / "originals")
    assert "as it was written" in shown("check", "--workspace", str(tmp_path / "copy"))
    with Workspace.open(tmp_path / "copy") as copy:
        assert copy.count_statements() == 21
    assert "is there already" in refused("backup", str(tmp_path / "copy"))
    (tmp_path / "file").write_bytes(b"")
    assert "cannot be written" in refused("backup", str(tmp_path / "file" / "copy"))


def test_a_backup_into_the_workspace_itself_is_refused(filled: Path) -> None:
    assert "lies in the workspace itself" in refused("backup", str(filled / "copy"))
    assert not (filled / "copy").exists()


def test_the_end_of_an_activity_is_noted_once_with_its_source(desk: Path) -> None:
    with Workspace.open(desk) as workspace:
        question = make.question()
        workspace.add_records([question, make.forecast(question, by="Expert", day="2022-03-01")])
    note = ("activity", "Expert", "--until", "2022-02-24", "--reason", "arrest", "--source", "https://e.org")
    done = call(*note)
    assert "Expert: until 2022-02-24, arrest" in done.stdout
    assert "1 forecast under this name; 1 dated later" in done.stderr
    assert "(known already)" in shown(*note)
    assert "Expert: until 2022-02-24, arrest (https://e.org)" in shown("activity")
    assert "want --until, --reason and --source" in refused("activity", "Expert")
    with Workspace.open(desk) as workspace:
        assert len(list(workspace.records(Activity))) == 1
