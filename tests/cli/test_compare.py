"""`sayso compare`: scenarios side by side."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import group

REGION = ("--states", "KAZ,KGZ", "--patrons", "RUS", "--runs", "200", "--from", "2022-06")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "scenarios"
BOTH = tuple(str(EXAMPLES / name) for name in ("spread.toml", "border.toml"))


def compared(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["compare", *arguments])


def test_effects_stand_side_by_side_and_noise_is_called_noise() -> None:
    result = compared(*BOTH, *REGION)
    assert result.exit_code == 0, result.output
    assert "A  Unrest breaks out in Kazakhstan" in result.stdout
    assert "B  Russia closes its border to migrants" in result.stdout
    row = next(line for line in result.stdout.splitlines() if line.startswith("Mass unrest in Kazakhstan"))
    assert "+9" in row
    assert ")*" in row
    assert "*  the scenario itself sets it." in result.stdout
    assert row.rstrip().endswith("=")


def test_what_a_scenario_leaves_as_it_is_has_no_number(tmp_path: Path) -> None:
    """A push in the last month moves the lean by less than a hundredth; Kazakhstan is out of its reach."""
    push = tmp_path / "push.toml"
    push.write_text(
        'name = "a push"\n[[shock]]\nfactor = "security_capacity(KGZ)"\nsize = 0.02\non = 2023-05-01\n'
    )
    levels = ("--level", "security_capacity(KGZ)", "--level", "welfare(KAZ)")
    result = compared(str(push), *REGION, *levels)
    rows = {line.split()[0]: line.split()[-1] for line in result.stdout.splitlines() if "(K" in line}
    assert rows["security_capacity(KGZ)"] == "·"
    assert rows["welfare(KAZ)"] == "="
    assert "=  not one run comes out otherwise." in result.stdout
    assert "+0.00" not in result.stdout
    assert "−0.00" not in result.stdout


def test_a_scenario_brings_the_date_that_it_was_thought_up_on() -> None:
    """The example's as_of is 21 June 2022; no --from is given."""
    result = compared(BOTH[0], "--states", "KAZ", "--runs", "100")
    assert "from 1 June 2022" in result.stdout


def test_json_and_csv_hold_every_month(tmp_path: Path) -> None:
    table = tmp_path / "effects.csv"
    result = compared(*BOTH, *REGION, "--json", "--csv", str(table), "--level", "unrest(KGZ)")
    found = json.loads(result.stdout)
    assert [one["scenario"]["name"] for one in found["effects"]] == [
        "Unrest breaks out in Kazakhstan",
        "Russia closes its border to migrants",
    ]
    rows = list(csv.DictReader(io.StringIO(table.read_text())))
    last = [row for row in rows if row["name"] == "mass_unrest(KAZ)" and row["months"] == "12"]
    assert float(last[0]["with"]) - float(last[0]["without"]) == pytest.approx(float(last[0]["change"]))
    levels = [row for row in rows if row["what"] == "level"]
    assert len(levels) == 2 * 13


@pytest.mark.parametrize("ending", ["html", "svg"])
def test_a_picture_is_drawn(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"effects.{ending}"
    assert compared(*BOTH, *REGION, "--plot", str(path)).exit_code == 0
    drawn = path.read_text()
    assert "A: Security forces of Kazakhstan refuse orders" in drawn
    assert "A: Mass unrest in Kazakhstan" not in drawn


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    """Markup of the terminal, of HTML and of matplotlib in a scenario's name."""
    name = "<script>alert(1)</script> [red]x[/red] $x^2$ $\\\\frac{$ \\u202e"
    (tmp_path / "bad.toml").write_text(f'name = "{name}"\n[[ban]]\nevent = "fall(KAZ)"\nfrom = 2022-07-01\n')
    page = tmp_path / "page.html"
    result = compared(str(tmp_path / "bad.toml"), *REGION, "--plot", str(page))
    assert result.exit_code == 0, result.output
    assert "[red]x[/red]" in result.stdout
    assert "[U+202E]" in result.stdout
    assert "<script>alert" not in page.read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing argument"),
        (("reports",), "want one scenario or more, as SCENARIO.toml"),
        (("none.toml", *REGION), "cannot read none.toml"),
        ((*BOTH, "--states", "FRA", "--runs", "100"), "the model has no event mass_unrest(KAZ)"),
        ((*BOTH, *REGION[:-1], "2030-01"), "lies outside the simulation"),
    ],
)
def test_what_cannot_be_compared_is_said_without_a_traceback(arguments: tuple[str, ...], words: str) -> None:
    result = compared(*arguments)
    assert result.exit_code != 0
    assert words in " ".join(result.output.split())
    assert isinstance(result.exception, SystemExit)
