"""`sayso score` on an invented ledger, on the seeds, on many questions, and on a workspace."""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import group
from sayso.forecasts.distribution import Point
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.jsonl import write_records
from sayso.forecasts.question import Question
from sayso.forecasts.resolution import Resolution
from sayso.store import Workspace

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "examples" / "ledger" / "claims.csv")
FORM = str(ROOT / "benchmarks" / "tables" / "seed_resolutions.toml")
DATA = ROOT.parent / "shared" / "data"
SEEDS = DATA / "seed-resolutions" / "seed_resolutions.csv"
ACLED = DATA / "forecastbench-acled" / "acled_resolved.csv"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["score", *arguments])


def test_all_sources_are_counted_and_nobody_is_ranked() -> None:
    found = run(EXAMPLE)
    assert found.exit_code == 0, found.output
    assert "2 sources in claims.csv" in found.output
    assert next(line for line in found.output.splitlines() if line.startswith("Adviser")).split() == [
        "Adviser", "5", "3", "3", "0", "0", "3", "of", "3",
    ]  # fmt: skip
    assert "without a ranking" in found.output
    assert "percent correct" not in found.output


def test_one_speaker_is_shown_statement_by_statement() -> None:
    found = run(EXAMPLE, "--speaker", "columnist")
    assert "Nothing can be told from 2 answered forecasts" in found.output
    assert "2 of 3 primary forecasts can be decided at all" in found.output
    assert "40% (16–66%)" in found.output


def test_two_sources_are_compared_on_what_both_answered() -> None:
    found = run(EXAMPLE, "--speaker", "Adviser", "--against", "Columnist", "--json")
    against = json.loads(found.stdout)["sources"][0]["summary"]["against"]
    assert against["Columnist"]["shared"] == 2
    assert against["Columnist"]["standing"] == "too few shared"
    only = run(EXAMPLE, "--speaker", "Adviser", "--against", "base-rate", "--json")
    assert list(json.loads(only.stdout)["sources"][0]["summary"]["against"]) == ["base rate"]


def test_the_same_scores_in_every_form(tmp_path: Path) -> None:
    table, page, plot = (tmp_path / name for name in ("scores.csv", "adviser.html", "adviser.html.svg"))
    found = run(
        EXAMPLE, "--speaker", "Adviser", "--json", "--csv", str(table), "--page", str(page), "--plot", str(plot)
    )  # fmt: skip
    assert found.exit_code == 0, found.output
    statements = json.loads(found.stdout)["sources"][0]["statements"]
    losses = [one["readings"][0]["loss"]["value"] for one in statements if one["readings"]]
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [float(row["score"]) for row in rows if row["score"]] == losses
    assert "A general strike in Velmark" in page.read_text(encoding="utf-8")
    assert plot.read_bytes().startswith(b"<?xml")


def test_pages_of_all_sources_lead_to_each_other(tmp_path: Path) -> None:
    page = tmp_path / "scores.html"
    assert run(EXAMPLE, "--page", str(page)).exit_code == 0
    assert 'href="scores/columnist.html"' in page.read_text(encoding="utf-8")
    assert 'href="../scores.html"' in (tmp_path / "scores" / "columnist.html").read_text(encoding="utf-8")


def test_topics_and_times_choose_what_is_scored() -> None:
    found = run(EXAMPLE, "--topic", "strike", "--from", "2019-02-10", "--to", "2019-03")
    assert found.exit_code == 0, found.output
    assert found.output.splitlines()[:3] == ["about strike", "from 2019-02-10", "up to 2019-03-31"]
    assert "A general strike is possible" in run(EXAMPLE, "--speaker", "Col", "--topic", "strike").output
    assert "by topic" in run(EXAMPLE, "--speaker", "Adviser", "--by-topic").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--speaker", "Advisor"), "nearest is 'Adviser'"),
        (("--speaker", "Adviser", "--model", "seed"), "two sources"),
        (("--model", "seed"), "the ledger has none of that kind"),
        (("--against", "Columnist"), "say which: --speaker or --model"),
        (("--topic", "famine"), "nothing in the ledger is about 'famine'"),
        (("--workspace", "desk"), "two ledgers"),
        (("--form", "nothing.toml"), "no form 'nothing.toml'"),
        (("--lexicon", "capfrase"), "capphrase"),
        (("--plot", "scores.gif"), ".html, .png, .svg"),
        (("--page", "scores.pdf"), "does not end in .html"),
        (("--page", "no/such/folder/scores.html"), "there is no folder"),
        (("--from", "yesterday"), "want 2014, 2014-12 or 2014-12-01"),
    ],
)
def test_what_cannot_be_is_refused_with_a_message(arguments: tuple[str, ...], message: str) -> None:
    found = run(EXAMPLE, *arguments)
    assert found.exit_code != 0
    assert message in found.output
    assert "Traceback" not in found.output


def test_a_form_without_a_table_is_refused() -> None:
    found = run("--form", "forecastbench-acled")
    assert found.exit_code == 2
    assert "want FILE too" in found.output


def test_json_lines_are_known_by_their_name(tmp_path: Path) -> None:
    lines = tmp_path / "ledger.jsonl"
    lines.write_bytes(b"[1]\n")
    found = run(str(lines))
    assert found.exit_code == 1
    assert "ledger.jsonl:1: is not a JSON object" in found.output


def test_the_seed_of_the_intervals_is_told() -> None:
    assert json.loads(run(EXAMPLE, "--json", "--seed", "7").stdout)["seed"] == 7
    assert "seed 7; docs/scores.md" in run(EXAMPLE, "--seed", "7").output


def test_a_table_of_other_columns_and_a_broken_line_are_told_apart(tmp_path: Path) -> None:
    table, lines = tmp_path / "table.csv", tmp_path / "ledger.jsonl"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    found = run(str(table))
    assert "--form FILE.toml" in found.output
    on = Question(text="A riot?", kind="binary", rule="r")
    given = Forecast(
        question=on.id, made_by=Origin(kind="person", name="Ann"), distribution=Point(probability=0.7)
    )
    good = write_records([on, given, Resolution(question=on.id, outcome="yes", by="t")])
    lines.write_bytes(b"".join(good) + b'{"record": "rumour"}\n')
    found = run(str(lines))
    assert found.exit_code == 0
    assert "ledger.jsonl:4: Invalid value 'rumour'" in found.output
    assert "Ann · person" in found.output


def test_a_workspace_is_scored_as_its_files_are(tmp_path: Path) -> None:
    on = Question(text="A riot?", kind="binary", rule="r", opens=dt.date(2020, 1, 1))
    given = Forecast(
        question=on.id, made_by=Origin(kind="model", name="seed"), distribution=Point(probability=0.7)
    )
    found = [on, given, Resolution(question=on.id, outcome="yes", known_at=dt.date(2020, 2, 1), by="t")]
    lines = tmp_path / "ledger.jsonl"
    lines.write_bytes(b"".join(write_records(found)))
    with Workspace.create(tmp_path / "desk") as workspace:
        workspace.add_records(found)
    kept = json.loads(run("--workspace", str(tmp_path / "desk"), "--model", "seed", "--json").stdout)
    read = json.loads(run(str(lines), "--model", "seed", "--json").stdout)
    assert kept["sources"] == read["sources"]
    assert kept["sources"][0]["summary"]["scores"]["brier"]["mean"]["mean"] == pytest.approx(0.09)
    nowhere = run("--workspace", str(tmp_path / "nothing"))
    assert nowhere.exit_code != 0
    assert "is no workspace" in nowhere.output


def test_statements_of_a_workspace_are_their_speakers_claims(tmp_path: Path, folder: Path) -> None:
    desk = str(tmp_path / "desk")
    assert CliRunner().invoke(group, ["init", desk]).exit_code == 0
    added = CliRunner().invoke(group, ["add", str(folder / "reports"), "--workspace", desk])
    assert added.exit_code == 0, added.output
    found = json.loads(run("--workspace", desk, "--json").stdout)["sources"]
    statements = [one for each in found for one in each["statements"]]
    assert sum(one["claims"] for one in found) == len(statements) > 0
    assert all(one["place"].startswith("characters ") for one in statements)
    assert {one["document"] for one in statements} == {"Ministers weigh the next winter"}


@pytest.mark.skipif(not SEEDS.exists(), reason=f"no table at {SEEDS}")
def test_the_seeds_are_scored_and_the_interviewers_question_is_kept_apart() -> None:
    found = json.loads(run(str(SEEDS), "--form", FORM, "--json").stdout)["sources"]
    by_name = {one["source"]["name"]: one for one in found}
    assert sum(one["claims"] for one in found) == 27
    assert sum(len(one["readings"]) or 1 for each in found for one in each["statements"]) == 29
    widespread = next(
        one for one in by_name["Bakhrom Khamroev"]["statements"] if one["statement"] == "seeds:K04"
    )
    assert [(one["outcome"], one["loss"] and round(one["loss"]["value"], 2)) for one in widespread["readings"]] == [
        ("void", None), ("no", 0.74), ("yes", 0.02),
    ]  # fmt: skip
    assert by_name["interviewer (CentralAsia.news)"]["asked"] == 1
    assert by_name["interviewer (CentralAsia.news)"]["summary"]["scores"] == {}


@pytest.mark.skipif(not ACLED.exists(), reason=f"no table at {ACLED}")
def test_thousands_of_questions_are_scored_as_the_benchmark_does() -> None:
    found = run(str(ACLED), "--model", "persistence", "--json")
    assert found.exit_code == 0, found.output
    summary = json.loads(found.stdout)["references"][0]["summary"]
    assert summary["scores"]["brier"]["n"] == 381
    assert round(summary["scores"]["brier"]["mean"]["mean"], 4) == 0.1260
    assert summary["against"]["base rate"]["shared"] == 381
