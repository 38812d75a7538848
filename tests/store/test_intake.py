"""Files into a workspace: what each is, what is wrong with it, and links to statements."""

import errno
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sayso.forecasts.jsonl import write_records
from sayso.forecasts.link import Link
from sayso.forecasts.table_form import PLAIN
from sayso.statements.jsonl import statements_to_jsonl
from sayso.store import ReadingProblem, Workspace, WorkspaceError
from sayso.store.intake import (
    add_record_file,
    add_statement_file,
    add_table,
    form_of,
    link_claims,
    sort_of,
)
from tests.forecasts import make
from tests.store import made

MANY = tuple(map(made.statement, range(30)))
TABLE = """speaker,quote,document,kind,words,probability,question,outcome
O'Brien,A riot is likely,{document},forecast,likely,0.7,A riot?,yes
O'Brien,Something else,{document},forecast,,0.2,Another?,no
"""


@pytest.mark.parametrize(
    ("name", "content", "sort"),
    [
        ("a.jsonl", statements_to_jsonl(MANY[:1]), "statements"),
        ("a.jsonl", b"".join(write_records([make.question()])), "ledger"),
        ("a.ndjson", b"not json", "statements"),
        ("a.CSV", b"", "table"),
        ("a.txt", b"", "report"),
        ("a", b'{"record": 1}', "report"),
    ],
)
def test_a_file_is_told_by_its_ending_and_its_first_line(
    tmp_path: Path, name: str, content: bytes, sort: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert sort_of(tmp_path / name) == sort


def test_a_bad_line_is_named_kept_and_stops_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    lines = statements_to_jsonl(MANY[:2]).splitlines(keepends=True)
    path.write_bytes(lines[0] + b'{"kind": "rumour"}\n' + b"[[[[\n" + lines[1])
    added = add_statement_file(workspace, path)
    assert (added.added, added.refused) == (2, 2)
    kept = list(workspace.records(ReadingProblem, {"source": str(path)}))
    assert [one.line for one in kept] == [2, 3]
    assert add_statement_file(workspace, path).known == 2
    assert len(list(workspace.records(ReadingProblem))) == 2
    assert list(workspace.check()) == []


@pytest.mark.parametrize("add", [add_statement_file, add_record_file])
def test_a_file_that_cannot_be_opened_is_a_problem(workspace: Workspace, tmp_path: Path, add: object) -> None:
    assert callable(add)
    added = add(workspace, tmp_path / "nowhere.jsonl")
    assert added.refused == 1
    assert "No such file" in added.problems[0].message


def test_a_file_that_breaks_off_tells_what_was_added(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_stream: object) -> Iterator[bytes]:
        yield from statements_to_jsonl(MANY[:4]).splitlines(keepends=True)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("sayso.store.intake.bounded_lines", broken)
    monkeypatch.setattr("sayso.store.statements.BATCH", 3)
    (tmp_path / "claims.jsonl").touch()
    added = add_statement_file(workspace, tmp_path / "claims.jsonl")
    assert (added.added, added.refused) == (workspace.count_statements(), 1) == (3, 1)


def test_a_table_is_linked_to_the_statements_of_the_document_that_it_names(
    workspace: Workspace, tmp_path: Path
) -> None:
    data = b"A riot is likely"
    document = made.document(data, "reports/old.txt")
    workspace.add_documents([(document, data)])
    said = msgspec.structs.replace(MANY[0], document=document.id, quote="a riot is likely", start=0, end=16)
    workspace.add_statements([said])
    path = tmp_path / "claims.csv"
    path.write_text(TABLE.format(document="old.txt"), encoding="utf-8")
    added, linked = add_table(workspace, path, PLAIN)
    assert added.refused == 0
    assert [one.statement for one in linked.links] == [said.id]
    assert linked.unlinked[0][1].startswith("no statement has its words")
    again, linked = add_table(workspace, path, PLAIN)
    assert (again.added, linked.links) == (0, ())
    assert len(list(workspace.records(Link))) == 1


def test_claims_are_linked_when_their_document_comes_later(workspace: Workspace, tmp_path: Path) -> None:
    data = b"A riot is likely"
    document = made.document(data, "old.txt")
    path = tmp_path / "claims.csv"
    path.write_text(TABLE.format(document=document.id), encoding="utf-8")
    assert "is not in the workspace" in add_table(workspace, path, PLAIN)[1].unlinked[0][1]
    workspace.add_documents([(document, data)])
    said = msgspec.structs.replace(MANY[0], document=document.id, quote="A riot is likely", start=0, end=16)
    workspace.add_statements([said])
    assert [one.how for one in link_claims(workspace).links] == ["exact"]


def test_two_documents_of_one_name_are_no_place_to_look(workspace: Workspace, tmp_path: Path) -> None:
    for data in (b"A riot is likely", b"A riot is unlikely"):
        workspace.add_documents([(made.document(data, f"{len(data)}/old.txt"), data)])
    path = tmp_path / "claims.csv"
    path.write_text(TABLE.format(document="old.txt"), encoding="utf-8")
    assert add_table(workspace, path, PLAIN)[1].links == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [(None, "no form"), (b"name = 3", "is no form"), (b"\xff\xff", "no form")],
)
def test_a_form_that_is_none_is_refused(tmp_path: Path, content: bytes | None, why: str) -> None:
    path = tmp_path / "form.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WorkspaceError, match=why):
        form_of(str(path))
    assert form_of("forecastbench-acled").name
