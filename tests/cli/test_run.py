"""`sayso run`: models of states and of reports, run."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from sayso import __version__
from sayso.cli import group

REGION = ("--states", "KAZ,Kyrgyzstan", "--patrons", "RUS", "--runs", "200", "--from", "2022-06")
SPREAD = 'name = "Spread"\n[[event]]\nevent = "mass_unrest(KAZ)"\non = 2022-09-01\n'


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["run", *arguments])


def test_it_tells_probabilities_and_levels() -> None:
    result = ran(*REGION, "--level", "unrest(KGZ)")
    assert result.exit_code == 0, result.output
    assert "The common model: Kazakhstan and Kyrgyzstan with Russia, from 1 June 2022." in result.stdout
    assert "Mass unrest in Kyrgyzstan" in result.stdout
    assert "unrest(KGZ)" in result.stdout
    assert "200 runs, seed 0." in result.stdout


def test_under_a_scenario_its_event_is_certain(tmp_path: Path) -> None:
    (tmp_path / "spread.toml").write_text(SPREAD)
    result = ran(
        *REGION, "--scenario", str(tmp_path / "spread.toml"), "--outcome", "mass unrest in Kazakhstan"
    )
    assert "Under: Spread." in result.stdout
    assert ">99%" in result.stdout


def test_json_and_csv_hold_every_month(tmp_path: Path) -> None:
    table = tmp_path / "run.csv"
    result = ran(*REGION, "--json", "--csv", str(table), "--outcome", "fall(KAZ)", "--level", "unrest(KAZ)")
    found = json.loads(result.stdout)
    assert found["runs"] == 200
    assert (found["seed"], found["version"]) == (0, __version__)
    assert len(found["outcomes"][0]["by_month"]) == 12
    rows = list(csv.DictReader(io.StringIO(table.read_text())))
    assert [row["months"] for row in rows if row["what"] == "probability"] == [str(n) for n in range(1, 13)]
    assert [row["months"] for row in rows if row["what"] == "level"] == [str(n) for n in range(13)]
    assert rows[0]["day"] == "2022-07-01"
    assert float(rows[11]["value"]) == pytest.approx(found["outcomes"][0]["by_month"][-1]["mean"])


def test_runs_are_saved(tmp_path: Path) -> None:
    path = tmp_path / "runs.npz"
    assert ran(*REGION, "--save", str(path)).exit_code == 0
    with np.load(path) as saved:
        assert saved["levels"].shape == (200, 13, len(saved["factors"]))
        assert "mass_unrest(KAZ)" in saved["events"].tolist()
        assert (str(saved["version"]), str(saved["seed"])) == (__version__, "0")


def test_runs_are_saved_as_netcdf(tmp_path: Path) -> None:
    xarray = pytest.importorskip("xarray", reason="the extra `xarray` is not installed")
    path = tmp_path / "runs.nc"
    assert ran(*REGION, "--save", str(path)).exit_code == 0
    saved = xarray.load_dataset(io.BytesIO(path.read_bytes()), engine="scipy")
    assert saved.sizes["draw"] == 200
    assert "unrest(KAZ)" in saved["factor"].values.astype(str).tolist()
    assert saved["level"].shape == (1, 200, 13, saved.sizes["factor"])


@pytest.mark.parametrize("ending", ["html", "png"])
def test_a_picture_is_drawn(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"run.{ending}"
    assert ran(*REGION, "--plot", str(path)).exit_code == 0
    assert path.stat().st_size > 10_000


def test_reports_say_where_it_starts(
    sayso: Callable[..., "subprocess.CompletedProcess[bytes]"],
) -> None:
    """The report speaks of Uzbekistan; it names no power. The minister calls unrest unlikely."""
    done = sayso("run", "reports", "--runs", "200", "--speaker", "minister")
    assert done.returncode == 0, done.stderr.decode()
    assert b"minister: Uzbekistan, from 1 February 2022" in done.stdout
    assert b"effective runs" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "want reports to make a model of, or --states"),
        (("--states", "KAX"), "no actor 'KAX'"),
        (("--states", "NATO"), "North Atlantic Treaty Organization is an organisation; want a state"),
        (("--states", "KAZ", "--patrons", "Central Asia"), "is a region; want a state or an organisation"),
        ((*REGION, "--outcome", "mass unrest in Kazakstan"), "“Mass unrest in Kazakhstan”"),
        ((*REGION, "--level", "unrest(KAX)"), "unrest(KAZ)"),
        ((*REGION, "--speaker", "nobody"), "no speaker 'nobody'"),
        ((*REGION, "--speaker", ""), "no speaker ''"),
        (("--states", "KAZ", "--from", "9999"), "want a date before 9901"),
        ((*REGION, "--scenario", "none.toml"), "cannot read none.toml"),
        ((*REGION, "--save", "runs.txt"), "ends in none of .nc, .npz"),
        ((*REGION, "--plot", "run.gif"), "ends in none of"),
        (
            ("--states", "KAZ,KGZ,UZB,TJK", "--patrons", "RUS,CHN", "--months", "60", "--runs", "200000"),
            "GiB",
        ),
        (("--states", "KAZ,KAZ", "--patrons", "KAZ", "--runs", "9"), "9 is not in the range"),
    ],
)
def test_what_cannot_be_run_is_said_without_a_traceback(arguments: tuple[str, ...], words: str) -> None:
    result = ran(*arguments)
    assert result.exit_code != 0
    assert words in " ".join(result.output.split())
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_scenarios_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "spread.toml").write_text(SPREAD)
    (tmp_path / "calm.toml").write_text(
        'name = "Calm"\n[[ban]]\nevent = "mass_unrest(KAZ)"\nfrom = 2022-07-01\n'
    )
    files = (f"--scenario={tmp_path / name}.toml" for name in ("spread", "calm"))
    result = ran(*REGION, *files)
    assert result.exit_code == 1
    assert "is forbidden" in result.output
