"""`sayso model`: what its commands print and write, and what they say to what they cannot do."""

import csv
import io
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import group
from sayso.models.graph import from_graphml, model_from_graph

ROOT = Path(__file__).resolve().parents[2]
ONE = ("--states", "KGZ", "--patrons", "RUS", "--from", "2022-06")
COMMANDS = ("card", "graph", "resting", "tipping")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["model", *arguments])


def told(result: Result) -> str:
    assert result.exit_code in {1, 2}, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output


def examples(command: str) -> list[str]:
    lines = (line.strip() for line in run(command, "--help").output.splitlines())
    return [line.removeprefix("$ sayso model ") for line in lines if line.startswith("$ ")]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_of_a_command_runs(command: str, desk: Path) -> None:
    shutil.copytree(ROOT / "examples" / "central-asia", desk / "examples" / "central-asia")
    found = examples(command)
    assert len(found) == 2
    for example in found:
        if example.startswith("card examples"):
            continue  # the next test makes that card
        done = run(*shlex.split(example))
        assert done.exit_code == 0, done.output
        for written in re.findall(r"(?:--out|--plot|--csv) (\S+)", example):
            assert (desk / written).stat().st_size > 0


def test_a_card_of_reports_names_their_sentences(desk: Path) -> None:
    report = ROOT / "examples" / "central-asia" / "wire.txt"
    done = run("card", str(report), "--speaker", "everybody", "-o", "card.md")
    assert done.exit_code == 0, done.output
    card = (desk / "card.md").read_text(encoding="utf-8")
    assert card.startswith("# Model card: everybody\n")
    sentences = card.split("## Sentences that it rests on")[1].split("## Where it starts")[0]
    assert sentences.count("\n- ") > 3
    assert "links" in sentences
    assert "1 stable resting state" in card


def test_graphml_gives_the_model_back(desk: Path) -> None:
    done = run("graph", *ONE, "--out", "m.graphml")
    assert done.exit_code == 0, done.output
    model = model_from_graph(from_graphml((desk / "m.graphml").read_bytes()))
    assert model.states == ("KGZ",)
    assert "unrest(KGZ)" in map(str, model.factors)


def test_resting_states_are_shown_with_the_share_of_the_runs(desk: Path) -> None:
    done = run("resting", *ONE, "--runs", "100", "--draws", "4", "--json", "--csv", "rest.csv")
    assert done.exit_code == 0, done.output
    made = json.loads(done.stdout)
    assert [state["stable"] for state in made["states"]] == [True]
    assert made["nearest"][0]["mean"] == 1.0
    assert sum(count["share"]["mean"] for count in made["stable states by draw"]) == pytest.approx(1.0)
    rows = list(csv.DictReader(io.StringIO((desk / "rest.csv").read_text(encoding="utf-8"))))
    assert len(rows) == len(made["factors"])


def test_an_event_under_way_moves_the_resting_state(desk: Path) -> None:
    del desk
    levels = []
    for during in ((), ("--during", "mass_unrest(KGZ)")):
        made = json.loads(run("resting", *ONE, "--runs", "100", "--json", *during).stdout)
        levels.append(made["states"][0]["levels"][made["factors"].index("unrest(KGZ)")])
    assert levels[1] > levels[0] + 0.2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("card",), "want reports to make a model of, or --states"),
        (("card", "--states", "Atlantis"), "Atlantis"),
        (("resting", *ONE, "--during", "mass_unrest(KAZ)"), "nearest is mass_unrest(KGZ)"),
        (("tipping", "unrest(KGZ)", "unrest(KGZ)", *ONE), "want two"),
        (("tipping", "unrests(KGZ)", "repression(KGZ)", *ONE), "unrest(KGZ)"),
        (
            ("tipping", "unrest(KGZ)", "repression(KGZ)", *ONE, "--outcome", "coup"),
            "no outcome 'coup'",
        ),
        (("graph", *ONE, "--out", "m.pdf"), "ends in none of .graphml, .html, .png, .svg"),
        (("graph", *ONE, "--out", "m.html"), "--around FACTOR"),
        (("graph", *ONE, "--out", "m.html", "--around", "unrest(KAZ)"), "unrest(KGZ)"),
        (("graph", *ONE, "--out", "no/m.graphml"), "there is no folder"),
        (("resting", *ONE, "--plot", "rest.pdf"), "ends in none of"),
        (("card", "nowhere.txt"), "nothing was read"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], says: str, desk: Path) -> None:
    del desk
    assert says in told(run(*arguments))
