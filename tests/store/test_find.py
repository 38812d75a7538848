"""Where the workspace is, and identifiers by their first digits."""

from pathlib import Path

import pytest

from sayso.statements.statement import Review
from sayso.store import Selection, Workspace, WorkspaceError
from sayso.store.find import nearest_workspace, place_of, write_settings
from tests.cli.calling import refused, shown
from tests.store import made
from tests.store.conftest import Server

MANY = tuple(map(made.statement, range(120)))


def test_the_nearest_folder_above_that_is_a_workspace_is_found(folder: Path) -> None:
    inner = folder / "notes" / "2022"
    inner.mkdir(parents=True)
    assert nearest_workspace(inner) == folder
    assert nearest_workspace(folder) == folder
    Workspace.create(inner).close()
    assert nearest_workspace(inner) == inner


def test_where_there_is_none_there_is_none(tmp_path: Path) -> None:
    assert nearest_workspace(tmp_path) is None


def test_settings_name_a_server_and_are_for_their_owner(tmp_path: Path) -> None:
    url = 'postgresql://ed:a"b\\c@host/desk'
    path = write_settings(tmp_path / "team", url)
    assert path.stat().st_mode & 0o077 == 0
    assert place_of(tmp_path / "team") == url
    assert nearest_workspace(tmp_path / "team") == tmp_path / "team"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"database = 3", "names no database"),
        (b"database =", "is not TOML"),
        (b"\xff", "is not TOML"),
        (b'database = "desk"', "names no"),
    ],
)
def test_settings_that_name_none_are_refused(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "workspace.toml").write_bytes(content)
    with pytest.raises(WorkspaceError, match=why):
        place_of(tmp_path)


def test_first_digits_that_are_unique_will_do(workspace: Workspace) -> None:
    workspace.add_statements(MANY)
    ids = sorted(one.id for one in MANY)
    for one in ids[:20]:
        unique = next(one[:n] for n in range(1, 17) if sum(other.startswith(one[:n]) for other in ids) == 1)
        assert workspace.identifier("statements", unique) == one
        assert workspace.identifier("statements", unique.upper()) == one
    assert workspace.identifier("statements", ids[0]) == ids[0]


@pytest.mark.parametrize("prefix", ["", "zz", "%", "_", "'; DROP TABLE statements; --", "g" * 16, "../../x"])
def test_what_begins_no_identifier_is_told(workspace: Workspace, prefix: str) -> None:
    workspace.add_statements(MANY[:3])
    with pytest.raises(ValueError, match="no statement begins with"):
        workspace.identifier("statements", prefix)


def test_several_are_named(workspace: Workspace) -> None:
    workspace.add_statements(MANY)
    first = next(digit for digit in "0123456789abcdef" if sum(one.id[0] == digit for one in MANY) > 5)
    with pytest.raises(ValueError, match=r"several statements begin with .*…; give more digits"):
        workspace.identifier("statements", first)


def test_reviewed_and_unreviewed_are_told_apart_and_what_is_taken_back_is_unreviewed(
    workspace: Workspace,
) -> None:
    workspace.add_statements(MANY[:4])
    one, two, three, _ = MANY[:4]
    workspace.add_review(one.id, Review(verdict="accepted"))
    workspace.add_review(two.id, Review(verdict="rejected"))
    workspace.add_review(two.id, Review(verdict="unseen"))
    workspace.add_review(three.id, Review(verdict="unseen", note="look again"))
    assert [found.id for found in workspace.statements(Selection(reviewed=True))] == [one.id]
    assert workspace.count_statements(Selection(reviewed=False)) == 3
    assert workspace.count_statements() == 4


def test_a_note_is_kept_and_reviews_without_one_keep_their_identifier(workspace: Workspace) -> None:
    workspace.add_statements(MANY[:1])
    at = "2026-01-01T10:00:00+00:00"
    workspace.add_review(MANY[0].id, Review(verdict="accepted", by="ed", at=at))
    workspace.add_review(MANY[0].id, Review(verdict="accepted", by="ed", at=at, note="twice"))
    (found,) = workspace.statements()
    assert [one.note for one in found.review] == [None, "twice"]
    assert list(workspace.check()) == []


def test_the_queue_is_in_the_order_that_is_asked_for(workspace: Workspace) -> None:
    import msgspec  # noqa: PLC0415 - here alone

    sure = [0.9, 0.1, 0.5, 0.1]
    some = [msgspec.structs.replace(one, certainty=at) for one, at in zip(MANY, sure, strict=False)]
    workspace.add_statements(some)
    ids = [one.id for one in some]
    assert workspace.queue() == (ids[1], ids[3], ids[2], ids[0])
    assert workspace.queue(order="sure") == (ids[0], ids[2], ids[1], ids[3])
    assert workspace.queue(order="added") == tuple(ids)
    assert workspace.queue(order="document") == tuple(ids)
    assert workspace.queue(Selection(search="nothinglikethis")) == ()


def test_a_workspace_on_a_server_is_made_then_joined_and_found_from_its_folder(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAYSO_WORKSPACE", raising=False)
    url = server.new_database()
    assert "Made a workspace on the server" in shown("init", str(tmp_path / "ann"), "--database", url)
    assert "Joined the workspace" in shown("init", str(tmp_path / "bob"), "--database", url)
    assert "is a workspace already" in refused("init", str(tmp_path / "bob"), "--database", url)
    for name in ("ann", "bob"):
        monkeypatch.chdir(tmp_path / name)
        shown("questions", "--new", f"Does {name} ask?", "--rule", "yes")
    assert len(shown("questions", "--open", "--json").splitlines()) == 2
    assert "as it was written" in shown("check")
    assert "pg_dump" in refused("backup", "copy")
