"""A folder with a small report, and ways to run the command line."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.store import Workspace

REPORT = """Ministers weigh the next winter

Tashkent, 4 February 2022

Mass unrest in Uzbekistan is unlikely this year, the minister said. If protests spread to Tashkent, the security \
forces will probably be unable to suppress them.
"""

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one report in `reports`."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def sayso(folder: Path) -> Run:
    """Return a function that runs `sayso` as its own process in the folder."""

    def run(*arguments: str, stdin: bytes = b"", **variables: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", "from sayso.cli import main; main()", *arguments],
            cwd=folder,
            env={**os.environ, "COLUMNS": "100", **variables},
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an empty workspace, in which the test then is."""
    monkeypatch.delenv("SAYSO_WORKSPACE", raising=False)
    folder = tmp_path / "desk"
    Workspace.create(folder, by="tester").close()
    monkeypatch.chdir(folder)
    return folder
