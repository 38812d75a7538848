"""`sayso questions`: lists, drafts from statements, questions of one's own, and putting them right."""

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.dates import DateInterval
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.question import Question
from sayso.forecasts.reading import Reading
from sayso.statements.conditional import Condition, Conditional
from sayso.statements.factor import Factor
from sayso.statements.statement import Review, Speaker, Statement
from sayso.store import Workspace
from tests.cli.calling import call, refused, shown
from tests.store import made

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ledger" / "claims.csv"
DAY = DateInterval.day(dt.date(2022, 2, 4))
SAID = msgspec.structs.replace(
    next(one for one in map(made.statement, range(300)) if one.kind == "forecast"),
    factor=Factor("unrest", "UZB"),
    topic=None,
    as_of=DAY,
    certainty=0.9,
)
IF = Conditional(
    **{**msgspec.structs.asdict(SAID), "start": 9000, "end": 9000 + len(SAID.quote)},
    condition=Condition(words="it spreads", factor=Factor("unrest", "UZB"), sign=1),
)
ASKED = msgspec.structs.replace(
    SAID,
    start=500,
    end=500 + len(SAID.quote),
    mode="question",
    endorsed=False,
    speaker=Speaker(name="interviewer", kind="interviewer"),
)
OTHERS = tuple(one for one in map(made.statement, range(60)) if one.kind in {"event", "trend"})


def _fill(desk: Path, *statements: Statement) -> None:
    with Workspace.open(desk) as workspace:
        workspace.add_statements(statements)


def _rows(*options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shown("questions", "--json", *options).splitlines()]


def test_drafts_come_from_forecasts_and_conditionals_alone_and_once(desk: Path) -> None:
    _fill(desk, SAID, IF, *OTHERS)
    done = call("questions", "--from-statements", "--on", "2022-03-01")
    assert "2 questions drafted" in done.stderr
    rows = _rows("--on", "2022-03-01")
    assert len(rows) == 3
    assert {row["status"] for row in rows} == {"open"}
    assert all(row["closes"] == "2023-02-04" for row in rows)
    assert not any(row["post_hoc"] for row in rows)
    assert sum(row["condition"] is not None for row in rows) == 1
    again = call("questions", "--from-statements", "--on", "2022-03-01")
    assert "0 questions drafted" in again.stderr
    assert "2 statements left out: has a reading already" in again.stderr


def test_a_draft_made_after_its_time_is_post_hoc_and_due(desk: Path) -> None:
    _fill(desk, SAID)
    shown("questions", "--from-statements", "--on", "2024-01-01")
    (row,) = _rows("--due", "--on", "2024-01-01")
    assert row["post_hoc"]
    assert "post hoc" in shown("questions", row["id"][:6])
    assert call("questions", "--open", "--on", "2024-01-01").exit_code == 2


def test_what_was_rejected_or_is_unsure_gives_none_and_corrections_are_heeded(desk: Path) -> None:
    unsure = msgspec.structs.replace(SAID, start=8000, end=8000 + len(SAID.quote), certainty=0.1)
    wrong = msgspec.structs.replace(SAID, start=7000, end=7000 + len(SAID.quote))
    _fill(desk, SAID, unsure, wrong)
    with Workspace.open(desk) as workspace:
        workspace.add_review(wrong.id, Review(verdict="rejected"))
        right = {"factor": "unrest(KAZ)", "likelihood": "unlikely"}
        workspace.add_review(SAID.id, Review(verdict="corrected", correction=right))
    done = call("questions", "--from-statements", "--on", "2022-03-01")
    assert "was rejected in review" in done.stderr
    assert "less sure of it than 0.25" in done.stderr
    with Workspace.open(desk) as workspace:
        (question,) = workspace.records(Question)
        (reading,) = workspace.records(Reading)
        (forecast,) = workspace.records(Forecast)
    assert question.factor == "unrest(KAZ)"
    assert (reading.statement, forecast.statement, forecast.words) == (SAID.id, SAID.id, "unlikely")


def test_an_interviewers_question_is_nobodys_forecast(desk: Path) -> None:
    _fill(desk, ASKED)
    shown("questions", "--from-statements", "--on", "2022-03-01")
    (row,) = _rows()
    assert "an interviewer's" in shown("questions", row["id"])


def test_a_further_reading_is_labelled_and_not_primary(desk: Path) -> None:
    _fill(desk, SAID)
    shown("questions", "--from-statements", "--on", "2022-03-01")
    said = ("--text", "A riot with deaths?", "--rule", "one death", "--on", "2022-03-01")
    done = call("questions", "--from-statement", SAID.id[:8], *said)
    assert "Reading B of statement" in done.stderr
    assert "reading B, not primary" in done.stdout
    assert "is read so already" in refused("questions", "--from-statement", SAID.id[:8], *said)
    with Workspace.open(desk) as workspace:
        assert [(one.label, one.primary) for one in workspace.records(Reading)] == [("A", True), ("B", False)]


def test_a_question_of_ones_own_and_putting_it_right(desk: Path) -> None:
    shown("questions", "--new", "A strike?", "--rule", "two days", "--closes", "2030-06", "--by", "Ed")
    (first,) = _rows("--open")
    assert (first["closes"], first["source"], first["kind"]) == ("2030-06-30", "Ed", "binary")
    shown("forecast", first["id"][:8], "0.7", "--by", "Ed")
    done = call(
        "questions", "--edit", first["id"][:8], "--closes", "2031", "--query", "country=UZB plover=PROTEST"
    )
    assert "1 forecast stay with the old wording (Ed); give them anew" in done.stderr
    (second,) = _rows("--open")
    assert (second["closes"], second["query"]) == ("2031-12-31", "country=UZB plover=PROTEST")
    assert f"was replaced by {second['id']}" in refused("questions", first["id"])
    assert "was replaced by" in refused("questions", "--edit", first["id"], "--text", "x")
    assert "nothing is changed" in refused("questions", "--edit", second["id"], "--closes", "2031")
    assert len(list(Workspace.open(desk).records(Question))) == 2


def test_every_kind_of_question_can_be_asked(desk: Path) -> None:
    new = ("questions", "--rule", "r", "--new")
    assert "count" in shown(*new, "How many?", "--question-kind", "count", "--unit", "deaths")
    assert "ordinal" in shown(*new, "How bad?", "--options", "low|middle|high")
    parent = _rows()[0]["id"]
    assert f"if {parent[:8]} is answered low" in shown(*new, "Then?", "--if", f"{parent[:8]}=low")
    assert desk.exists()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--new", "A strike?"), "wants a --rule"),
        (("--new", "x", "--rule", "r", "--query", "contry=UZB"), "nearest is 'country'"),
        (("--new", "x", "--rule", "r", "--factor", "unrest"), "is not a factor"),
        (("--new", "x", "--rule", "r", "--options", "only"), "want two or more"),
        (("--new", "x", "--rule", "r", "--opens", "2022", "--closes", "2021"), "cannot close"),
        (("--new", "x", "--rule", "r", "--if", "abcd"), "no question begins with 'abcd'"),
        (("--new", "x", "--from-statements"), "want one of them"),
        (("--new", ""), "wants a --rule"),
        (("--new", "", "--rule", "r"), "`$.text`"),
        (("--new", "x", "--rule", ""), "`$.rule`"),
        (("--new", "x", "--rule", "r", "--by", " "), "want a name"),
        (("--edit", ""), "no question begins with"),
        (("--text", "x"), "want --new, --edit or --from-statement"),
        (("--from-statement", "zz"), "no statement begins with"),
        (("ffff",), "no question begins with 'ffff'"),
        ((), "No question is like that."),
    ],
)
def test_what_makes_no_question_is_refused(desk: Path, arguments: tuple[str, ...], why: str) -> None:
    assert why in refused("questions", *arguments)
    with Workspace.open(desk) as workspace:
        assert list(workspace.records(Question)) == []


def test_files_alone_will_do_and_a_csv_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_WORKSPACE", raising=False)
    shown("questions", "--in", str(EXAMPLE), "--csv", "out.csv")
    with Path("out.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["text"]: row for row in csv.DictReader(file)}
    assert rows["A general strike in Velmark?"]["outcome"] == "yes"
    assert rows["A general strike in Velmark?"]["forecasts"] == "2"
    assert "goes into a workspace" in refused("questions", "--from-statements", "--in", str(EXAMPLE))


def test_a_table_may_be_added_here(desk: Path) -> None:
    assert "38 records added" in call("questions", "--add", str(EXAMPLE)).stderr
    (desk / "x.txt").write_bytes(b"text")
    assert "holds no questions" in refused("questions", "--add", "x.txt")
    (desk / "x.csv").write_bytes(b"\xff\x00")
    assert "0 records added" in refused("questions", "--add", "x.csv")
