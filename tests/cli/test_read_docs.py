"""What docs/reading-many.md tells people to type works, and every option is described there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.cli.read import command
from sayso.reading.job.near_duplicates import settings
from sayso.reading.job.rows import DocumentRow

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reading-many.md").read_text(encoding="utf-8")
SHARED = {"--lexicon", "--actors", "--factors"}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with the example reports."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def run(line: str | list[str], desk: Path) -> bytes:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S603 - what the page tells people to type
        line,
        shell=isinstance(line, str),
        cwd=desk,
        env={**os.environ, "PATH": path},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_its_commands_print_what_is_shown(desk: Path) -> None:
    block = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)[0]
    for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, shown = step.partition("\n")
        assert run(line, desk).decode().startswith(shown.strip().removesuffix("…"))
    assert (desk / "claims.jsonl").stat().st_size > 0


def test_its_snippets_run(desk: Path) -> None:
    snippets = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    first, second = (run([sys.executable, "-c", snippet], desk).decode() for snippet in snippets)
    assert [line.split()[0] for line in first.splitlines()] == [
        f"examples/central-asia/{name}" for name in ("commentary.html", "interview.txt", "wire.txt")
    ]
    assert second == "quiet-1\n"


def test_it_describes_every_option_and_field() -> None:
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert {option for option in options - SHARED if option not in PAGE} == set()
    assert [field for field in DocumentRow.__struct_fields__ if f"`{field}`" not in PAGE] == []


def test_its_numbers_are_those_that_are_used() -> None:
    assert f"{settings().signature.functions} hash functions" in PAGE
    assert f"From {settings().mark.jaccard} on" in PAGE
