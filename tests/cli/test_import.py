"""`sayso import`: what was exported goes into another workspace, once, and what cannot is named."""

import json
from pathlib import Path

import msgspec
import pytest

from sayso.forecasts.distribution import Beta, Samples
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.question import Question
from sayso.forecasts.resolution import Resolution
from sayso.interchange import FORMATS, Tally, WorkspaceHoldings
from sayso.statements.statement import Review, Statement
from sayso.store import Workspace
from tests.cli.calling import call, refused, shown
from tests.store import made

TEXT = "It was said before. The minister said that a riot is likely. It was said after.\n"
QUOTE = "a riot is likely"
RIOT = Question(text="A riot?", kind="binary", rule="one death")
DEATHS = Question(text="How many?", kind="count", rule="the count", unit="deaths")
BETA = Forecast(
    question=RIOT.id,
    made_by=Origin(kind="speaker", name="=O'Brien", version="capphrase-2026.1"),
    distribution=Beta(alpha=6.5, beta=2.75),
    words="likely",
)
COUNTS = Forecast(
    question=DEATHS.id, made_by=Origin(kind="model", name="m"), distribution=Samples(values=(0, 3, 1.5))
)
ANSWER = Resolution(question=RIOT.id, outcome="yes", by="reader")


def _quoting(words: str = QUOTE) -> Statement:
    start = TEXT.index(QUOTE)
    return msgspec.structs.replace(
        made.statement(0), document=made.document(TEXT.encode(), "report.txt").id,
        quote=words, start=start, end=start + len(words),
    )  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with another workspace's contents in each format that is read back."""
    folder = tmp_path / "files"
    (folder / "reports").mkdir(parents=True)
    (folder / "reports" / "other name.txt").write_text(TEXT, encoding="utf-8")
    with Workspace.create(tmp_path / "other", by="else") as other:
        other.add_documents([(made.document(TEXT.encode(), "report.txt"), TEXT.encode())])
        other.add_statements([_quoting(), *map(made.statement, range(1, 9))])
        other.add_review(_quoting().id, Review(verdict="accepted", note="yes"))
        other.add_records([RIOT, DEATHS, BETA, COUNTS, ANSWER])
        for name, what, file in (
            ("jsonl", "everything", "all"), ("csv", "statements", "said"), ("csv", "questions", "asked"),
            ("csv", "forecasts", "given"), ("csv", "resolutions", "came"), ("csv", "reviews", "reviewed"),
            ("hubverse", "forecasts", "hub"), ("csl", "documents", "csl"), ("bibtex", "documents", "bib"),
            ("indra", "statements", "indra"), ("annotation", "statements", "annotated"),
            ("graphml", "statements", "map"), ("cytoscape", "statements", "cyto"),
        ):  # fmt: skip
            data = b"".join(FORMATS[name].write(WorkspaceHoldings(other), what, Tally()))
            (folder / file).write_bytes(data)
    return folder


def _held(folder: Path) -> tuple[int, ...]:
    with Workspace.open(folder) as desk:
        kinds = (Question, Forecast, Resolution)
        return (desk.count_statements(), *(sum(1 for _ in desk.records(kind)) for kind in kinds))


def test_a_whole_workspace_goes_into_another_once(files: Path, tmp_path: Path, desk: Path) -> None:
    done = call("import", str(files / "all"), "--documents", str(files / "reports"))
    assert "Added 1 document, 9 statements, 7 records" in done.stdout
    assert done.stderr == ""
    again = call("import", str(files / "all"))
    assert again.exit_code == 0
    assert again.stdout == "Nothing new; 17 known already\n"
    assert _held(desk) == (9, 2, 2, 1)
    with Workspace.open(desk) as workspace, Workspace.open(tmp_path / "other") as other:
        assert list(workspace.statements()) == list(other.statements())
        assert [one.name for one in workspace.documents()] == ["report.txt"]
        assert not list(workspace.check())


def test_tables_in_any_order_and_from_a_pipe_are_told_by_their_content(files: Path, desk: Path) -> None:
    names = ("given", "came", "reviewed", "said", "asked")
    done = call("import", *(str(files / name) for name in names))
    assert "Added 9 statements, 5 records; 1 known already" in done.stdout, done.output
    piped = call("import", "-", keys=(files / "all").read_text(encoding="utf-8"))
    assert "Added 2 records; " in piped.stdout  # the scores, which no table brought
    assert _held(desk) == (9, 2, 2, 1)
    assert "known already" in shown("import", *(str(files / name) for name in names))
    assert _held(desk) == (9, 2, 2, 1)


@pytest.mark.parametrize("name", ["csl", "bib"])
def test_described_documents_are_found_by_content_and_never_by_their_name(
    files: Path, desk: Path, name: str
) -> None:
    text = (files / name).read_text(encoding="utf-8")
    (files / name).write_text(text.replace("report.txt", "../reports/other name.txt"), encoding="utf-8")
    assert "1 document described and not at hand" in refused("import", str(files / name))
    assert "Added 1 document" in shown("import", str(files / name), "--documents", str(files / "reports"))
    with Workspace.open(desk) as workspace:
        assert [one.name for one in workspace.documents()] == ["../reports/other name.txt"]


def test_statements_in_other_formats_are_the_same_statements(files: Path, desk: Path) -> None:
    shown("import", str(files / "annotated"))
    text = shown("import", str(files / "indra"), str(files / "said"))
    assert text.startswith("Nothing new; ")
    assert _held(desk)[0] == 9


def test_a_forecast_that_lost_its_spread_in_a_table_is_no_other_forecast(files: Path, desk: Path) -> None:
    assert "names what is not in the workspace" in refused("import", str(files / "hub"))
    shown("import", str(files / "hub"), str(files / "all"))
    assert _held(desk) == (9, 2, 2, 1)
    with Workspace.open(desk) as workspace:
        assert BETA in set(workspace.records(Forecast))


def test_a_bad_line_is_named_and_the_others_are_added(files: Path, desk: Path) -> None:
    lines = (files / "all").read_text(encoding="utf-8").splitlines(keepends=True)
    lines[0] = "{not JSON}\n"
    lines[3] = lines[3].replace('"certainty":', '"certaintee":')
    tampered = json.loads(lines[-3])
    lines[-3] = json.dumps({**tampered, "id": "00" * 8}) + "\n"
    (files / "bad").write_text("".join(lines), encoding="utf-8")
    done = call("import", str(files / "bad"))
    assert done.exit_code == 0
    told = " ".join(done.stderr.split())
    for wanted in ("bad:1: is not a JSON object", "bad:4: ", "certaintee", "has the id 0000000000000000"):
        assert wanted in told
    assert _held(desk)[0] == 8


def test_a_quote_that_does_not_stand_in_a_kept_document_is_told(files: Path, desk: Path) -> None:
    lines = (files / "all").read_text(encoding="utf-8").replace(QUOTE, "a riot is unlike")
    (files / "wrong").write_text(lines, encoding="utf-8")
    done = call("import", str(files / "wrong"), "--documents", str(files / "reports"))
    assert "quotes what does not stand at characters 43 to 59" in " ".join(done.stderr.split())
    assert _held(desk)[0] == 9


def test_claim_maps_and_other_files_are_refused_with_where_they_belong(files: Path, desk: Path) -> None:
    (files / "own.csv").write_text("speaker,quote\nA,b\n", encoding="utf-8")
    (files / "empty").write_text("", encoding="utf-8")
    (files / "bytes").write_bytes(bytes(range(256)))
    for name in ("map", "cyto"):
        assert "holds claims flattened" in refused("import", str(files / name))
    for name in ("own.csv", "empty", "bytes"):
        assert "are for `sayso add`" in refused("import", str(files / name))
    assert "no such file" not in refused("import", str(files / "said"), "--format", "bibtex")
    assert "does not exist" in refused("import", str(files / "gone"))
    assert _held(desk) == (0, 0, 0, 0)


def test_a_review_without_a_time_is_added_once(files: Path, desk: Path) -> None:
    shown("import", str(files / "said"))
    row = {"record": "review", "statement": _quoting().id, "quote": QUOTE, "review": {"verdict": "rejected"}}
    (files / "reviews").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert "Added 1 review" in shown("import", str(files / "reviews"), "--by", "Ed")
    assert "Nothing new" in shown("import", str(files / "reviews"), "--by", "Ed")
    (files / "reviews").write_text(json.dumps({**row, "quote": "else"}) + "\n", encoding="utf-8")
    assert "has another quote there" in refused("import", str(files / "reviews"))
    assert desk.exists()
