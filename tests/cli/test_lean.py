"""`sayso lean` and `sayso why lean` over a small synthetic record."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import group

STATES = ("UZB", "KAZ", "KGZ", "TJK")
POWERS = ("USA", "RUS")
YEARS = range(2000, 2008)


def rows() -> str:
    """Events as PETRARCH writes them; the Uzbek dealings with the United States collapse in 2005."""
    lines: list[str] = []
    for year in YEARS:
        for place, state in enumerate(STATES):
            for power in (*POWERS, "DEU"):
                broken = state == "UZB" and power == "USA" and year >= 2005
                peaceful, hostile = (3, 40) if broken else (60 + 5 * place, 6)
                for code, number in (("043", peaceful), ("112", hostile)):
                    lines += [
                        f"{year}{1 + at % 12:02}{1 + at % 27:02}\t{state}GOV\t{power}GOV\t{code}\t\ts{len(lines)}_{at}\tAFP"
                        for at in range(number)
                    ]
    return "\n".join(lines) + "\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), catch_exceptions=False)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lean")
    (folder / "events.txt").write_text(rows(), encoding="utf-8")
    done = run("events", "add", str(folder / "events.txt"), "--record", str(folder / "record"))
    assert done.exit_code == 0, done.output
    return folder / "record"


def asked(record: Path, *more: str) -> list[str]:
    beside = [word for state in STATES[1:] for word in ("--with", state)]
    return ["UZB", "--between", "USA", "RUS", "--record", str(record), *beside, *more]


def test_the_break_is_told_with_its_probability(record: Path) -> None:
    done = run("lean", *asked(record))
    assert done.exit_code == 0, done.output
    assert "Uzbekistan between United States and Russia" in done.output
    assert re.search(r"USA 2005 below 2004 \(P (0\.9[5-9]|1\.0)", " ".join(done.output.split()))
    assert "RUS 2005" not in done.output.partition("as good as sure")[2]


def test_csv_json_and_picture_hold_the_same_numbers(record: Path, tmp_path: Path) -> None:
    table, page = tmp_path / "lean.csv", tmp_path / "lean.html"
    done = run("lean", *asked(record, "--json", "--csv", str(table), "--plot", str(page)))
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    written = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    assert {row["series"] for row in written} == {"USA", "RUS", "USA against RUS"} == set(told["series"])
    first = told["series"]["USA"][0]
    assert float(written[0]["mean"]) == pytest.approx(first["mean"], abs=1e-6)
    assert first["low"] < first["mean"] < first["high"]
    assert f"{first['mean']:.3f}" in page.read_text(encoding="utf-8")
    assert "prefers-color-scheme:dark" in page.read_text(encoding="utf-8")


def test_names_stand_for_identifiers(record: Path) -> None:
    beside = [word for state in STATES[1:] for word in ("--with", state)]
    by_name = ["Uzbekistan", "--between", "United States", "Russia", "--record", str(record), *beside]
    assert run("lean", *by_name, "--json").output == run("lean", *asked(record, "--json")).output


def test_why_adds_up_to_the_change(record: Path) -> None:
    question = asked(record, "--toward", "USA", "--in", "2005")
    parts = json.loads(run("why", "lean", *question, "--json").stdout)
    change = json.loads(run("lean", *asked(record, "--json")).stdout)["series"]["USA"]
    moved = change[5]["mean"] - change[4]["mean"]
    assert sum(part["size"] for part in parts) == pytest.approx(moved, abs=1e-6)
    largest = parts[0]
    assert largest["power"] == "USA"
    assert largest["numbers"]["verbal conflict"] in {40.0, 6.0}
    assert "2004 → 2005" in run("why", "lean", *question).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["UZX", "--between", "USA", "RUS"], "no actor 'UZX'"),
        (["UZB", "--between", "USA"], "between two powers or more"),
        (["UZB", "--between", "USA", "UZB"], "the state is none of them"),
        (["UZB", "--between", "JPN", "CHN"], "neither counts"),
        (["UZB", "--between", "USA", "RUS", "--product", "gdelt-2"], "gdelt-2 has no counts"),
        (
            ["UZB", "--between", "USA", "RUS", "--from", "1950", "--to", "1951"],
            "nothing lies in what was asked",
        ),
        (["UZB", "--between", "USA", "RUS", "--plot", "lean.pdf"], "ends in none of"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(
    record: Path, arguments: list[str], message: str
) -> None:
    done = run("lean", *arguments, "--record", str(record))
    assert done.exit_code != 0
    assert message in " ".join(done.output.split())


def test_roll_calls_alone_are_said_to_tell_little(tmp_path: Path) -> None:
    votes = Path(__file__).resolve().parents[2] / "examples" / "events" / "un-votes.csv.gz"
    assert run("events", "add", str(votes), "--record", str(tmp_path / "record")).exit_code == 0
    done = run(
        "lean", "UZB", "--between", "USA", "RUS", "--from", "2008", "--record", str(tmp_path / "record")
    )
    assert "votes alone hardly tell" in " ".join(done.output.split())
    assert "-0.00" not in done.output


@pytest.mark.parametrize("command", [("lean",), ("why", "lean")])
def test_the_help_shows_no_control_sequence(command: tuple[str, ...]) -> None:
    assert "\\b" not in run(*command, "--help").output


def test_an_empty_record_says_how_to_fill_it(tmp_path: Path) -> None:
    done = run("lean", "UZB", "--between", "USA", "RUS", "--record", str(tmp_path / "none"))
    assert done.exit_code != 0
    assert "sayso events add" in done.output
