"""`sayso export` from a workspace and from files."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli.export import NOTHING_WRITTEN, command
from sayso.cli.output import write_parts
from sayso.interchange import FORMATS
from sayso.statements.jsonl import statements_from_jsonl, statements_to_jsonl
from sayso.store import Workspace
from tests.interchange.test_lost import CONDITIONAL, INFLUENCE
from tests.store import made

STATEMENTS = [INFLUENCE, CONDITIONAL, *(made.statement(number) for number in range(20))]
REPORT = b"Mass unrest in Uzbekistan is unlikely this year, the minister said."


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    """Statements as `sayso read` writes them."""
    path = tmp_path / "claims.jsonl"
    path.write_bytes(statements_to_jsonl(STATEMENTS))
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A workspace with the statements and a document."""
    with Workspace.create(tmp_path / "desk", by="tester") as workspace:
        workspace.add_documents([(made.document(REPORT), REPORT)])
        workspace.add_statements(STATEMENTS)
    return tmp_path / "desk"


def test_the_list_names_every_format_and_what_it_loses() -> None:
    shown = run("--list").output
    for name, form in FORMATS.items():
        assert f"\n{name}: " in f"\n{shown}"
        assert all(field in shown for field in form.lost)
    assert max(map(len, shown.splitlines())) <= 100


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if "statements" in form.what])
def test_files_go_out_without_a_workspace(name: str, claims: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out{FORMATS[name].extension}"
    done = run("--in", claims, "--format", name, "--out", out)
    assert done.exit_code == 0, done.output
    assert "statements to " in done.stderr
    assert not done.stdout
    assert INFLUENCE.id.encode() in out.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([claims.name, out.name])


def test_a_format_is_known_by_the_name_of_the_file(claims: Path, tmp_path: Path) -> None:
    assert run("--in", claims, "-o", tmp_path / "map.graphml").exit_code == 0
    assert b"<graphml" in (tmp_path / "map.graphml").read_bytes()
    refused = run("--in", claims, "-o", tmp_path / "map.json")
    assert refused.exit_code == 2
    assert "csl, cytoscape, indra; say which with --format" in refused.output


def test_a_workspace_goes_out_whole(desk: Path) -> None:
    done = run("--workspace", desk)
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("record", "statement") for row in rows] == ["document", *["statement"] * len(STATEMENTS)]
    assert not done.stderr


def test_a_selection_goes_out_from_both(desk: Path, claims: Path) -> None:
    for source in (("--workspace", desk), ("--in", claims)):
        done = run(
            "statements", *source, "--speaker", "A. Namunaev", "--kind", "influence", "--factor", "investment"
        )
        assert statements_from_jsonl(done.stdout_bytes, "out")[0] == (INFLUENCE,)


def test_documents_of_a_workspace_go_out_for_citing(desk: Path) -> None:
    done = run("--workspace", desk, "--format", "bibtex")
    assert "sayso-name = {report.txt}" in done.stdout


def test_one_is_told_as_one(desk: Path, tmp_path: Path) -> None:
    done = run("documents", "--workspace", desk, "--format", "csv", "-o", tmp_path / "documents.csv")
    assert "Wrote 1 document to" in done.stderr


def test_what_is_left_out_is_counted(claims: Path) -> None:
    done = run("--in", claims, "--format", "indra")
    written = len(json.loads(done.stdout))
    assert f"Wrote {written} statements." in done.stderr
    left = [
        int(line.split()[2].rstrip(":")) for line in done.stderr.splitlines() if line.startswith("Left out")
    ]
    assert written + sum(left) == len(STATEMENTS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("forecasts", "--format", "graphml"), "graphml holds statements, not forecasts"),
        (("everything", "--format", "csv"), "not everything"),
        (("documents", "--kind", "trend"), "choose statements; with documents they choose nothing"),
        (("statements", "--speaker", "A. Namunayev"), "nearest: 'A. Namunaev'"),
        (("--format", "graphmll"), "graphml"),
    ],
)
def test_what_cannot_be_is_refused_in_words(arguments: tuple[str, ...], message: str, desk: Path) -> None:
    done = run(*arguments, "--workspace", desk)
    assert done.exit_code == 2
    assert message in done.output


def test_no_workspace_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run()
    assert done.exit_code == 1
    assert "no workspace" in done.output


def test_nothing_is_told_and_has_its_status(claims: Path) -> None:
    done = run("documents", "--in", claims)
    assert done.exit_code == NOTHING_WRITTEN
    assert "Wrote no documents." in done.stderr


def test_lines_that_cannot_be_used_are_told_with_their_place(claims: Path) -> None:
    claims.write_bytes(b'{"kind": "rumour"}\n' + claims.read_bytes())
    done = run("--in", claims, "statements")
    assert f"{claims}:1: " in done.stderr
    assert len(done.stdout.splitlines()) == len(STATEMENTS)


def test_an_older_file_is_replaced_only_when_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"older")

    def parts() -> Iterator[bytes]:
        yield b"half"
        raise ValueError("the source is damaged")

    with pytest.raises(ValueError, match="damaged"):
        write_parts(path, parts())
    assert path.read_bytes() == b"older"
    assert [one.name for one in tmp_path.iterdir()] == ["out.jsonl"]
    write_parts(path, [b"new", b"er"])
    assert path.read_bytes() == b"newer"


def test_a_folder_is_no_file_to_write(claims: Path, tmp_path: Path) -> None:
    done = run("--in", claims, "-o", tmp_path)
    assert done.exit_code == 1
    assert "it is a folder" in done.output
