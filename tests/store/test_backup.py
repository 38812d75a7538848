"""A backup is a workspace itself, and is whole or not there."""

import datetime as dt
import os
from pathlib import Path

import pytest

from sayso.actors import ActorTable
from sayso.store import Workspace, WorkspaceError
from tests.store import made

DATA = b"Protests in Tashkent"


def test_everything_is_in_the_copy(folder: Path, tmp_path: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add_statements(map(made.statement, range(50)))
        workspace.add_documents([(made.document(DATA), DATA)])
        workspace.backup(tmp_path / "deep" / "copy")
        expected = list(workspace.statements())
    with Workspace.open(tmp_path / "deep" / "copy") as copy:
        assert list(copy.statements()) == expected
        assert copy.original(made.document(DATA).id) == DATA
        assert list(copy.check()) == []
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["copy"]


def test_the_record_of_events_is_in_the_copy(folder: Path, tmp_path: Path) -> None:
    actors, _ = ActorTable.load()
    file = tmp_path / "rows.csv"
    row = ["0"] * 58
    row[0], row[1], row[5], row[15], row[26], row[29], row[30] = (
        "1",
        "20140301",
        "UZB",
        "RUS",
        "042",
        "1",
        "1.9",
    )
    row[56] = "20140302"
    file.write_text("\t".join(row) + "\n")
    with Workspace.open(folder) as workspace:
        outcomes = workspace.events.add(file, actors=actors)
        assert [one.problem for one in outcomes] == [None]
        workspace.backup(tmp_path / "copy")
        expected = workspace.events.connection().sql("SELECT id, date FROM events").fetchall()
    assert expected == [("1", dt.date(2014, 3, 1))]
    with Workspace.open(tmp_path / "copy") as copy:
        assert copy.events.connection().sql("SELECT id, date FROM events").fetchall() == expected
        assert list(copy.check()) == []
        next((tmp_path / "copy" / "events").rglob("*.parquet")).unlink()
        assert len(list(copy.check())) == 1


def test_a_copy_never_takes_the_place_of_something(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    with Workspace.open(folder) as workspace:
        with pytest.raises(WorkspaceError, match="is there already"):
            workspace.backup(tmp_path / "copy")
        (tmp_path / "file").touch()
        with pytest.raises(WorkspaceError, match="the backup cannot be written"):
            workspace.backup(tmp_path / "file" / "copy")


def test_a_copy_within_the_workspace_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    before = sorted(folder.rglob("*"))
    with Workspace.open(folder) as workspace:
        for inside in (folder / "copy", folder / "originals" / "copy", tmp_path / "link" / "deep" / "copy"):
            with pytest.raises(WorkspaceError, match="lies in the workspace itself"):
                workspace.backup(inside)
        workspace.backup(tmp_path / "workspace-2")
    assert sorted(folder.rglob("*")) == before


@pytest.mark.skipif(os.name != "posix", reason="a name that Windows does not allow")
def test_a_folder_that_looks_like_an_address_is_a_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Workspace.open(folder) as workspace:
        workspace.backup(Path("file:b") / "desk?mode=memory")
    with Workspace.open(Path("file:b") / "desk?mode=memory") as copy:
        assert list(copy.check()) == []


def test_a_server_is_backed_up_by_its_own_tool(server: object, tmp_path: Path) -> None:
    with Workspace.create(server.new_database()) as workspace:  # type: ignore[attr-defined]
        with pytest.raises(WorkspaceError, match="pg_dump"):
            workspace.backup(tmp_path / "copy")
        with pytest.raises(WorkspaceError, match="a server keeps no events"):
            _ = workspace.events
