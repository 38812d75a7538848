"""Originals are kept by content hash and never changed."""

import hashlib
import shutil
from pathlib import Path

import msgspec
import pytest

from sayso.store import Added, Workspace, WorkspaceError
from tests.store import made

DATA = "Протест в Ташкенте\n".encode()
HASH = hashlib.sha256(DATA).hexdigest()


def test_the_bytes_come_back_and_so_does_what_is_known_of_them(workspace: Workspace) -> None:
    assert workspace.add_documents([(made.document(DATA, "a.txt"), DATA)]) == Added(added=1)
    assert workspace.original(HASH) == DATA
    (found,) = workspace.documents()
    assert (found.document, found.name, found.size) == (HASH, "a.txt", len(DATA))
    assert list(workspace.check()) == []


def test_the_same_bytes_are_kept_once_under_each_name(workspace: Workspace) -> None:
    pairs = [(made.document(DATA, name), DATA) for name in ("a.txt", "b.txt", "a.txt")]
    assert workspace.add_documents(pairs) == Added(added=2, known=1)
    assert [one.name for one in workspace.documents()] == ["a.txt", "b.txt"]


def test_bytes_of_another_document_are_refused(workspace: Workspace) -> None:
    added = workspace.add_documents([(made.document(DATA), b"something else")])
    assert added.refused == 1
    assert "was not read from these bytes" in added.problems[0].message


NAMES = (
    "../../../etc/cron.d/evil",
    "/etc/passwd",
    "..\\..\\evil",
    "a\0b",
    "\n\x1b[2J",
    "x" * 9000,
    "con",
    "~root/x",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_a_path(tmp_path: Path, name: str) -> None:
    with Workspace.create(tmp_path / "here" / "workspace") as workspace:
        workspace.add_documents([(made.document(DATA, name), DATA)])
        assert next(workspace.documents()).name == name
        files = {path.name for path in tmp_path.rglob("*") if path.is_file()}
        assert files - {"workspace.sqlite", "workspace.sqlite-wal", "workspace.sqlite-shm"} == {HASH}
        workspace.backup(tmp_path / "there")
    assert (tmp_path / "there" / "originals" / HASH[:2] / HASH).read_bytes() == DATA


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", HASH.upper(), HASH + "\n", ""])
def test_what_is_no_hash_is_not_looked_up(workspace: Workspace, name: str) -> None:
    with pytest.raises(ValueError, match="is not the SHA-256"):
        workspace.original(name)


def test_a_document_that_is_not_kept_is_said_not_to_be(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match=r"no such original|no original"):
        workspace.original("ab" * 32)


def test_an_original_that_was_changed_is_not_given_out(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add_documents([(made.document(DATA), DATA)])
        path = folder / "originals" / HASH[:2] / HASH
        path.chmod(0o644)
        path.write_bytes(b"forged")
        with pytest.raises(WorkspaceError, match="was changed"):
            workspace.original(HASH)
        assert ["was changed" in one.message for one in workspace.check()] == [True]


def test_a_link_in_the_place_of_an_original_is_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(DATA)
    with Workspace.open(folder) as workspace:
        workspace.add_documents([(made.document(DATA), DATA)])
        path = folder / "originals" / HASH[:2] / HASH
        path.unlink()
        path.symlink_to(secret)
        with pytest.raises(WorkspaceError, match="no plain file"):
            workspace.original(HASH)


def test_an_original_that_is_gone_is_found_missing(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add_documents([(made.document(DATA), DATA)])
        shutil.rmtree(folder / "originals" / HASH[:2])
        assert ["no such original" in one.message for one in workspace.check()] == [True]


def test_a_file_of_no_document_is_found(folder: Path) -> None:
    stray = folder / "originals" / "ab" / ("ab" * 32)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"written, and then the power went")
    with Workspace.open(folder) as workspace:
        assert ["is of no document" in one.message for one in workspace.check()] == [True]


def test_statements_may_come_before_their_document(workspace: Workspace) -> None:
    one = msgspec.structs.replace(made.statement(1), document=HASH)
    workspace.add_statements([one])
    assert list(workspace.documents()) == []
    assert workspace.add_documents([(made.document(DATA), DATA)]) == Added(added=1)
    assert list(workspace.check()) == []
