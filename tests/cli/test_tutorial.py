"""What the documentation tells people to type works, and shows what it says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.cli.calling import call

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.md"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"[<>]?\d[\d.,]*%?")


class Block(msgspec.Struct, frozen=True):
    """A fenced block, with the sentence before it."""

    language: str
    content: str
    before: str


def blocks(path: Path) -> Iterator[Block]:
    text = path.read_text(encoding="utf-8")
    for fence in _FENCE.finditer(text):
        yield Block(fence[1], fence[2], text[: fence.start()].rstrip().rpartition("\n\n")[2])


def steps(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a console block with the lines that are shown below it."""
    for step in re.split(r"^\$ ", block.content, flags=re.MULTILINE)[1:]:
        command, *shown = step.splitlines()
        yield command, shown


def matches(shown: str, line: str) -> bool:
    """Tell whether a line of output is the one that is shown, whatever its numbers; `…` cuts it."""
    want, have = (_NUMBER.sub("0", " ".join(each.split())) for each in (shown.removesuffix("…"), line))
    return have.startswith(want) if shown.endswith("…") else have == want


def first_missing(shown: list[str], output: list[str]) -> str | None:
    """Return the first line that is shown and is not in the output at its place, None when all are."""
    at, gap = 0, False
    for line in shown:
        if line == "...":
            gap = True
            continue
        places = range(at, len(output)) if gap else range(at, min(at + 1, len(output)))
        found = next((place for place in places if matches(line, output[place])), None)
        if found is None:
            return line
        at, gap = found + 1, False
    return None if gap or at == len(output) else output[at]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with the example reports, as the root of the repository has them."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def run(command: list[str] | str, desk: Path) -> "subprocess.CompletedProcess[bytes]":
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(  # noqa: S603 - what the documentation tells people to type
        command,
        shell=isinstance(command, str),
        cwd=desk,
        env={**os.environ, "PATH": path, "COLUMNS": "110"},
        capture_output=True,
        timeout=120,
        check=False,
    )


def typed(command: str, desk: Path) -> tuple[int, str, str]:
    """Return what a line of the tutorial comes to; a lone `sayso` is called here, which is quicker."""
    words = shlex.split(command)
    if words[0] == "sayso" and "|" not in words:
        called = call(*words[1:], columns=110)
        return called.exit_code, called.stdout, called.output
    done = run(command, desk)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_tutorial_works_from_top_to_bottom(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    monkeypatch.delenv("SAYSO_WORKSPACE", raising=False)
    monkeypatch.delenv("SAYSO_RECORD", raising=False)
    for block in blocks(TUTORIAL):
        named = re.search(r"[Ss]ave this as `([\w.-]+)`:$", block.before)
        if named is not None:
            (desk / named[1]).write_text(block.content, encoding="utf-8")
        elif block.language == "console":
            for command, shown in steps(block):
                status, output, said = typed(command, desk)
                assert status == 0, f"{command}\n{said}"
                assert first_missing(shown, output.splitlines()) is None, command
    written = {
        "brief.html",
        "note.html",
        "claims.jsonl",
        "adviser.html",
        "backtest.html",
        "forecasts.csv",
        "map.graphml",
    }
    assert written <= {path.name for path in desk.iterdir()}


def test_every_block_of_the_tutorial_is_run_or_saved_but_for_the_installation() -> None:
    left = [
        block.content
        for block in blocks(TUTORIAL)
        if block.language != "console" and "ave this as `" not in block.before
    ]
    assert left == ["python -m pip install .\n"]


def test_a_line_that_the_output_lacks_is_found() -> None:
    assert first_missing(["a", "...", "c 7%"], ["a", "b", "c <1%"]) is None
    assert first_missing(["a", "c"], ["a", "b", "c"]) == "c"
    assert first_missing(["a"], ["a", "b"]) == "b"
    assert first_missing(["{…"], ["{x}"]) is None


def test_the_snippet_in_the_description_of_the_brief_works(desk: Path) -> None:
    snippets = [block.content for block in blocks(ROOT / "docs" / "brief.md") if block.language == "python"]
    assert snippets
    for snippet in snippets:
        done = run([sys.executable, "-c", snippet], desk)
        assert done.returncode == 0, done.stderr.decode()
    assert (desk / "brief.html").read_text(encoding="utf-8").startswith("<!doctype html>")
