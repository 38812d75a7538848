"""Folders of small reports, and ways to read them in this process and in one that can be killed."""

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.reading.job import Outputs, Recipe

HERE = Path(__file__).parent
HEAD = "A report on the border\n\nTashkent, 4 February 2022\n\n"
SENTENCE = (
    "The minister says that the border will stay closed until the end of the winter, as number {} shows."
)


@pytest.fixture(autouse=True)
def _readers_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes that read find the reader of these tests."""
    monkeypatch.syspath_prepend(str(HERE))


@pytest.fixture
def readers() -> Any:
    """Return the module of the reader of these tests."""
    return importlib.import_module("lines_reader")


@pytest.fixture
def recipe(readers: Any) -> Recipe:
    return Recipe(how=readers.Lines(), open_reader=readers.open_lines)


@pytest.fixture
def reports(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes reports into a folder: as many as asked for, and those given by name."""

    def write(count: int = 0, **others: str) -> Path:
        folder = tmp_path / "reports"
        folder.mkdir(exist_ok=True)
        for number in range(count):
            lines = "\n\n".join(SENTENCE.format(f"{number} of {line}") for line in range(1 + number % 4))
            (folder / f"report{number:03}.txt").write_text(f"{HEAD}{lines}\n", encoding="utf-8")
        for name, text in others.items():
            (folder / f"{name}.txt").write_text(f"{HEAD}{text}\n", encoding="utf-8")
        return folder

    return write


@pytest.fixture
def outputs(tmp_path: Path) -> Callable[[str], Outputs]:
    """Return a function that names three result files in a folder of their own."""

    def name(folder: str) -> Outputs:
        (tmp_path / folder).mkdir(exist_ok=True)
        return Outputs(
            out=tmp_path / folder / "claims.jsonl",
            documents=tmp_path / folder / "documents.jsonl",
            problems=tmp_path / folder / "problems.jsonl",
            commit_s=0,
        )

    return name


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Return a function that starts a job on the folder `reports` in a process of its own."""
    started: list[subprocess.Popen[bytes]] = []

    def start(folder: str, *options: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, str(HERE / "drive.py"), folder, *options],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
