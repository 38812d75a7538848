"""The README promises only what a reader can run."""

import os
import re
import subprocess
import sys
from pathlib import Path

from sayso.views.settings import settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAYSO = Path(sys.executable).parent / "sayso"


def masked(text: str) -> str:
    """Numbers follow the reader and the priors; the words are what is promised."""
    return " ".join(re.sub(r"[<>]?\d+", "#", text).split())


def test_the_output_shown_is_what_the_command_prints(tmp_path: Path) -> None:
    shown = next(block for block in re.findall(r"```\n(.*?)```", README, re.DOTALL) if "In short" in block)
    run = subprocess.run(  # noqa: S603 - our own command
        [SAYSO, "brief", "examples/central-asia", "--out", str(tmp_path / "brief.html")],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert masked(shown.rsplit("...", 1)[0]) in masked(run.stdout)


def test_the_command_and_its_output_stand_at_the_top() -> None:
    top = "\n".join(README.splitlines()[:30])
    assert "sayso brief examples/central-asia" in top
    assert "In short" in top


def test_every_file_that_it_points_to_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_help_names_the_number_of_runs_that_is_used() -> None:
    run = subprocess.run(  # noqa: S603 - our own command
        [SAYSO, "brief", "--help"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert f"[default: {settings().outlook.runs}]" in run.stdout
