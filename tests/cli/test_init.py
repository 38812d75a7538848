"""`sayso init`, and how the other commands find the workspace."""

from pathlib import Path

import pytest

from sayso.store import Workspace
from sayso.store.database import FILE
from tests.cli.calling import call, refused, shown


def test_a_workspace_is_made_and_not_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert f"Made a workspace in {tmp_path}" in shown("init")
    before = (tmp_path / FILE).read_bytes()
    assert "is a workspace already; nothing was changed" in refused("init")
    assert (tmp_path / FILE).read_bytes() == before
    assert "Made a workspace" in shown("init", "other")
    Workspace.open(tmp_path / "other").close()


def test_a_creation_that_was_cut_off_is_made_good(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    assert "Made a workspace" in shown("init", str(tmp_path))
    Workspace.open(tmp_path).close()


def test_the_nearest_workspace_above_is_used(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = desk / "notes" / "more"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert "as it was written" in shown("check")


def test_a_workspace_may_be_named(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "`sayso init` makes one" in refused("check")
    assert "as it was written" in shown("check", "--workspace", "desk")
    monkeypatch.setenv("SAYSO_WORKSPACE", str(desk))
    assert "as it was written" in shown("check")
    monkeypatch.setenv("SAYSO_WORKSPACE", "nowhere")
    assert "is no workspace" in refused("check")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("desk", "is no address"),
        ("mysql://host/desk", "want a folder, or postgresql://"),
        ("postgresql://", "names no host and no database"),
        ("postgresql://host/desk", "names no username"),
    ],
)
def test_what_is_no_server_is_refused_and_leaves_nothing(tmp_path: Path, url: str, why: str) -> None:
    assert why in refused("init", str(tmp_path / "team"), "--database", url)
    assert not (tmp_path / "team").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert "cannot be made" in refused("init", str(tmp_path / "file" / "desk"))


def test_the_file_of_another_program_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / FILE).write_bytes(b"notes of mine")
    assert call("init").exit_code == 1
    assert (tmp_path / FILE).read_bytes() == b"notes of mine"
