"""`sayso backtest` on the example."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import group
from sayso.cli.backtest import command

PAGE = Path(__file__).resolve().parents[2] / "docs" / "backtests.md"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "events" / "central-african-republic.csv"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["backtest", *arguments])


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("record"))
    assert CliRunner().invoke(group, ["events", "add", str(EXAMPLE), "--record", folder]).exit_code == 0
    return folder


def test_files_pages_and_tables_say_the_same(tmp_path: Path) -> None:
    page, table = tmp_path / "report.html", tmp_path / "scores.csv"
    found = run(
        "Central African Republic",
        *(
            "--file",
            str(EXAMPLE),
            "--factors",
            "radicalism",
            "--by",
            "year",
            "--from",
            "2017",
            "--to",
            "2021",
        ),
        *("--runs", "160", "--calibrate-before", "2017", "--page", str(page), "--csv", str(table), "--json"),
    )
    assert found.exit_code == 0, found.output
    result = json.loads(found.stdout)
    assert result["products"] == ["ucdp-ged"]
    assert [one["start"] for one in result["thinnings"]] == [f"{year}-01-01" for year in range(2017, 2022)]
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert {row["factor"] for row in rows} == {"radicalism(CAF)"}
    names = {"model", "weighted", "persistence", "walk", "climatology"}
    assert names <= {row["forecaster"] for row in rows} <= {*names, "calibrated"}
    assert result["headline"] in page.read_text(encoding="utf-8")


def test_the_record_is_read_where_no_file_is_given(record: str) -> None:
    found = run(
        *("CAF", "--record", record, "--factors", "radicalism", "--by", "year", "--from", "2018"),
        *("--to", "2019", "--runs", "100", "--no-weights"),
    )
    assert found.exit_code == 0, found.output
    lines = found.output.splitlines()
    assert lines[0].startswith("Too few starts to say whether the model has skill")
    assert any(line.split()[:4] == ["radicalism", "1", "year", "2"] for line in lines)
    assert any("licence: CC BY 4.0" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("CAF", "--factors", "radicalsm"), "nearest is 'radicalism'"),
        (("Uzbekolandia",), "nearest is"),
        (("CAF", "--every", "soon"), "want months or years, as 6m or 1y"),
        (("CAF", "--every", "101y"), "want 100y at most"),
        (("CAF", "--every", "9" * 5000), "want months or years, as 6m or 1y"),
        (("CAF", "--by", "year", "--months", "6"), "holds no whole year"),
        (("CAF", "--factors", "unrest", "--by", "year"), "the record shows nothing that could be forecast"),
        (
            (
                "CAF",
                "--factors",
                "radicalism",
                "--by",
                "year",
                "--from",
                "2015",
                "--calibrate-before",
                "2016",
            ),
            "start on 2016-01-01 or later",
        ),
        (("CAF", "--from", "2040"), "no start from 2040-01-01 on: the counts end on 2022-12-31"),
        (("UZB",), "neither counts nor events of UZB"),
        (("CAF", "--page", "/nowhere/at/all.html"), "cannot write"),
    ],
)
def test_what_is_wrong_is_said(record: str, arguments: tuple[str, ...], message: str) -> None:
    found = run(*arguments, "--record", record)
    assert found.exit_code not in {0, 130}
    assert message in " ".join(found.output.split())
    assert "Traceback" not in found.output


def test_without_files_the_way_to_some_is_told(tmp_path: Path) -> None:
    found = run("CAF", "--record", str(tmp_path / "none"))
    assert found.exit_code == 1
    assert "sayso events add FILE" in found.output


def test_every_option_is_described() -> None:
    page = PAGE.read_text(encoding="utf-8")
    options = [name for option in command.params for name in option.opts if name.startswith("--")]
    assert [name for name in options if f"`{name}`" not in page] == []
