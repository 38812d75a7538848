"""`sayso read` as its own process: results, interruption, and what is told on a terminal."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
PROGRAM = (sys.executable, "-c", "from sayso.cli import main; main()", "read")
PATIENCE_S = 120
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals are others there")


@pytest.fixture
def many(folder: Path) -> Path:
    """Return the folder with a dozen reports that differ in a number, and one that nobody can read."""
    report = (folder / "reports" / "report.txt").read_text(encoding="utf-8")
    for number in range(11):
        text = report.replace("this year", f"in {2022 + number}")
        (folder / "reports" / f"report{number:02}.txt").write_text(text, encoding="utf-8")
    (folder / "reports" / "empty.txt").write_bytes(b"")
    return folder


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_the_lines_do_not_depend_on_the_number_of_processes(sayso: Run, many: Path) -> None:
    del many
    alone, together = (sayso("read", "reports", "--processes", number) for number in ("1", "3"))
    assert alone.returncode == together.returncode == 0
    assert alone.stdout == together.stdout != b""


def test_statements_documents_and_problems_go_into_files(sayso: Run, many: Path) -> None:
    options = ("--out", "claims.jsonl", "--documents", "documents.jsonl", "--problems", "problems.jsonl")
    done = sayso("read", "reports", *options, "--processes", "2")
    assert done.returncode == 0
    assert done.stdout == b""
    told = done.stderr.decode()
    assert "empty.txt" in told
    assert "12 documents, " in told.splitlines()[-1]
    documents, statements = rows(many / "documents.jsonl"), rows(many / "claims.jsonl")
    assert len(documents) == 12
    assert {row["document"] for row in statements} <= {row["document"] for row in documents}
    assert sum(int(str(row["statements"])) for row in documents) == len(statements)
    assert documents[0]["duplicate_of"] is None
    assert all(row["duplicate_of"] is not None for row in documents[1:])
    (problem,) = rows(many / "problems.jsonl")
    assert str(problem["source"]).endswith("empty.txt")
    assert sorted(path.name for path in many.iterdir()) == [
        "claims.jsonl",
        "documents.jsonl",
        "problems.jsonl",
        "reports",
    ]


def test_many_problems_are_told_by_kind(sayso: Run, many: Path) -> None:
    for number in range(30):
        (many / "reports" / f"void{number}.txt").write_bytes(b"")
    told = sayso("read", "reports", "--processes", "1").stderr.decode().splitlines()
    assert [line.split()[:2] for line in told] == [["31", "problems:"], ["30", "×"], ["1", "×"]]


@posix
def test_ctrl_c_stops_and_the_same_command_goes_on(sayso: Run, many: Path) -> None:
    report = (many / "reports" / "report.txt").read_bytes()
    for number in range(90):
        (many / "reports" / f"report{number:02}a.txt").write_bytes(
            report + b"The minister left at %d.\n" % number
        )
    arguments = ("reports", "--out", "claims.jsonl", "--processes", "1")
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*PROGRAM, *arguments], cwd=many, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    until = time.monotonic() + PATIENCE_S
    progress = many / "claims.jsonl.progress"
    while process.poll() is None and time.monotonic() < until:
        if progress.exists() and progress.read_bytes().count(b"\n") > 1:
            break
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert [line for line in told.decode().splitlines() if line] == [
        "Stopped. The same command goes on where it stopped.",
        "Interrupted.",
    ]
    assert not (many / "claims.jsonl").exists()
    refused = sayso("read", *arguments, "--lexicon", "nato")
    assert refused.returncode == 1
    assert "lexicon was capphrase, now nato. --restart throws it away" in refused.stderr.decode()
    assert sayso("read", *arguments).returncode == 0
    assert (many / "claims.jsonl").read_bytes() == sayso("read", "reports").stdout


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("--out", "a", "--problems", "a"), 1, "same file"),
        (("--documents", "reports/report.txt"), 1, "one of the reports"),
        (("--processes", "2", "--dask", "tcp://127.0.0.1:9"), 2, "leave out their number"),
        (("--limit", "0"), 2, "--limit"),
        (("--memory", "5"), 2, "memory"),
        (("--out", "no/such/folder/claims.jsonl"), 1, "there is no folder"),
    ],
)
def test_an_error_says_what_is_wanted_and_leaves_nothing(
    sayso: Run, folder: Path, arguments: tuple[str, ...], status: int, told: str
) -> None:
    done = sayso("read", "reports", *arguments)
    assert done.returncode == status
    assert done.stdout == b""
    assert told in done.stderr.decode().splitlines()[-1]
    assert [path.name for path in folder.iterdir()] == ["reports"]


def test_a_mistyped_folder_takes_nothing_from_an_interrupted_run(sayso: Run, folder: Path) -> None:
    (folder / "claims.jsonl.part").write_bytes(b"work of hours")
    (folder / "claims.jsonl.progress").write_bytes(b"work of hours")
    assert sayso("read", "reportz", "--out", "claims.jsonl").returncode == 2
    assert (folder / "claims.jsonl.part").read_bytes() == b"work of hours"
    assert (folder / "claims.jsonl.progress").read_bytes() == b"work of hours"


def test_modules_that_lie_among_the_reports_are_not_run(folder: Path) -> None:
    for name in ("json", "numpy", "sayso", "msgspec"):
        (folder / f"{name}.py").write_text("open('was_run', 'w').close()\n", encoding="utf-8")
    program = "import sys; sys.path.remove(''); from sayso.cli import main; main()"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, "read", "reports"],
        cwd=folder,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert not (folder / "was_run").exists()


@posix
def test_a_terminal_shows_documents_pace_and_counts(many: Path) -> None:
    watching, terminal = os.openpty()
    with subprocess.Popen(  # noqa: S603 - our own program
        [*PROGRAM, "reports", "--out", "claims.jsonl", "--processes", "1"],
        cwd=many,
        env={**os.environ, "COLUMNS": "120", "TERM": "xterm"},
        stdout=subprocess.DEVNULL,
        stderr=terminal,
    ):
        os.close(terminal)
        shown = b""
        while True:
            try:
                shown += os.read(watching, 4096)
            except OSError:
                break
    os.close(watching)
    text = shown.decode()
    assert "opening the reader" in text
    assert "/13 documents" in text
    for word in ("words/s", "statements", "1 problem", " left"):
        assert word in text
