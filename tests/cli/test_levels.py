"""`sayso levels` on the example."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import group

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "events" / "central-african-republic.csv"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("record"))
    assert run("events", "add", str(EXAMPLE), "--record", folder).exit_code == 0
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


def test_a_table_says_what_the_numbers_mean(record: str) -> None:
    found = run("levels", "Central African Republic", "radicalism", "--by", "year", "--record", record)
    assert found.exit_code == 0, found.output
    lines = found.output.splitlines()
    assert lines[0] == "radicalism(CAF) by year"
    assert any(line.split() == ["1994", "–", "1998", "no", "data"] for line in lines)
    assert next(line for line in lines if line.startswith("2014")).split()[-1] == "454"
    assert "0.5 is the actor's own normal" in found.output
    assert "licence: CC BY 4.0" in found.output


def test_files_and_json_say_the_same(record: str, tmp_path: Path) -> None:
    table, plot = tmp_path / "levels.csv", tmp_path / "levels.svg"
    asked = [
        "levels",
        "CAF",
        "radicalism",
        "--by",
        "year",
        "--from",
        "2013",
        "--to",
        "2015",
        "--record",
        record,
    ]
    found = run(*asked, "--json", "--csv", str(table), "--plot", str(plot))
    assert found.exit_code == 0, found.output
    levels = json.loads(found.output)["levels"]
    assert [one["period"] for one in levels] == ["2013-01-01", "2014-01-01", "2015-01-01"]
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [float(row["level"]) for row in rows] == [one["level"] for one in levels]
    assert plot.read_bytes().startswith(b"<?xml")


def test_without_a_factor_those_that_can_be_shown_are_listed(record: str) -> None:
    found = run("levels", "CAF", "--by", "year", "--record", record)
    assert found.exit_code == 0
    assert "radicalism(CAF)" in found.output
    assert "no event of the record could show unrest, grievance" in found.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("CAF", "radicalsm"), "nearest is 'radicalism'"),
        (("Uzbekolandia", "unrest"), "no actor 'Uzbekolandia'; nearest is"),
        (("radicalism", "CAF"), "the actor comes first"),
        (("CAF", "alignment"), "--toward ACTOR"),
        (("CAF", "radicalism", "--product", "ucdp"), "nearest is 'ucdp-ged'"),
        (("CAF", "radicalism", "--from", "2030"), "has levels from 1991-08"),
        (("CAF", "radicalism", "--plot", "levels.gif"), ".html, .png, .svg"),
        (("CAF", "--csv", "levels.csv"), "need a FACTOR"),
    ],
)
def test_errors_say_what_would_do(arguments: tuple[str, ...], message: str, record: str) -> None:
    found = run("levels", *arguments, "--record", record)
    assert found.exit_code != 0
    assert message in found.output


def test_an_empty_record_is_said(tmp_path: Path) -> None:
    assert "sayso events add" in run("levels", "CAF", "--record", str(tmp_path)).output
