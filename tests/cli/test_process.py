"""The command line as its own process: what comes out where, and with which exit status."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from sayso import __version__
from sayso.brief.exchange import schema as brief_schema
from sayso.statements.schema import schema as statement_schema

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

QUICK = ("--runs", "100")
AS_ROOT = os.geteuid() == 0


def test_a_brief_is_printed_and_the_page_written(sayso: Run, folder: Path) -> None:
    done = sayso("brief", "reports", *QUICK)
    assert done.returncode == 0
    assert b"Who says what" in done.stdout
    assert b"\x1b" not in done.stdout
    assert done.stderr.decode().strip() == "The page is in brief.html"
    assert (folder / "brief.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_json_and_nothing_else_is_on_standard_output(sayso: Run, folder: Path) -> None:
    done = sayso("brief", "reports", "--json", "--no-html", *QUICK)
    assert done.returncode == 0
    jsonschema.validate(json.loads(done.stdout), brief_schema())
    assert done.stderr == b""
    assert not (folder / "brief.html").exists()


def test_markdown_and_nothing_else_is_on_standard_output(sayso: Run, folder: Path) -> None:
    done = sayso("brief", "reports", "--markdown", "--no-html", *QUICK)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("# Uzbekistan: who says what\n")
    assert "## Who says what" in done.stdout.decode()
    assert done.stderr == b""
    assert not (folder / "brief.html").exists()


def test_speakers_are_pooled_as_is_asked(sayso: Run) -> None:
    example = str(Path(__file__).resolve().parents[2] / "examples" / "central-asia")
    done = sayso("brief", example, "--json", "--no-html", "--pooling", "median", *QUICK)
    rows = [row for outlook in json.loads(done.stdout)["outlooks"] for row in outlook["rows"]]
    assert {row["pooled"]["way"] for row in rows if row["pooled"]} == {"median of odds"}
    assert b"is not one of" in sayso("brief", example, "--pooling", "extremised").stderr


def test_a_brief_is_printed_in_one_way(sayso: Run) -> None:
    done = sayso("brief", "reports", "--json", "--markdown")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"want one of them" in done.stderr


def test_statements_are_one_line_each(sayso: Run) -> None:
    done = sayso("read", "reports")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines
    for line in lines:
        jsonschema.validate(json.loads(line), statement_schema())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device of Linux that is always full")
@pytest.mark.parametrize(
    ("argument", "place"), [("schema", " to standard output"), ("--help", "")], ids=("a result", "help")
)
def test_a_full_disk_is_told_in_a_line(argument: str, place: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", "from sayso.cli import main; main()", argument],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    assert done.stderr.decode() == f"Error: cannot write{place}: No space left on device\n"
    assert done.returncode == 1


def test_standard_input_is_a_document(sayso: Run, folder: Path) -> None:
    report = (folder / "reports" / "report.txt").read_bytes()
    piped = sayso("read", "-", stdin=report)
    assert piped.returncode == 0
    assert piped.stdout == sayso("read", "reports").stdout


@pytest.mark.parametrize("command", ["brief", "read"])
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("nowhere", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("void", "folder", "no text in this folder"),
    ],
)
def test_where_nothing_can_be_read_the_reason_is_told_and_the_status_is_2(
    sayso: Run, folder: Path, command: str, name: str, content: bytes | str | None, why: str
) -> None:
    if content == "folder":
        (folder / name).mkdir()
    elif isinstance(content, bytes):
        (folder / name).write_bytes(content)
    done = sayso(command, name)
    assert done.returncode == 2
    assert done.stdout == b""
    told = done.stderr.decode()
    assert name in told
    assert why in told
    assert told.endswith("Nothing was read.\n")
    assert "Traceback" not in told
    assert not (folder / "brief.html").exists()


def test_one_bad_file_does_not_stop_the_rest(sayso: Run, folder: Path) -> None:
    (folder / "reports" / "empty.txt").write_bytes(b"")
    done = sayso("read", "reports")
    assert done.returncode == 0
    assert done.stdout
    assert b"empty.txt" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("brief", "reports", "--lexicon", "capphrese"), "'capphrase'"),
        (("read", "reports", "--lexicon", "natto"), "'nato'"),
        (("factors", "aligment"), "'alignment'"),
        (("breif", "reports"), "'brief'"),
        (("actors", "Uzbekistan", "--on", "last year"), "2014-12-01"),
        (("actors", "Uzbekistan", "--on", "2014-02-30"), "no date"),
        (("actors", "Xyzzy of Nowhere"), "nobody"),
        (("lexicon", "bluish"), "No scale knows"),
        (("schema", "brieff"), "brief"),
        (("brief",), "PATH"),
        (("brief", "reports", "--runs", "1"), "100"),
    ],
)
def test_an_error_says_what_is_wanted(sayso: Run, arguments: tuple[str, ...], told: str) -> None:
    done = sayso(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert told in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("place", ["reports", "no/such/folder/brief.html"])
def test_a_page_that_cannot_be_written_is_told_before_the_work(sayso: Run, place: str) -> None:
    done = sayso("brief", "reports", "--out", place)
    assert done.returncode == 1
    assert done.stdout == b""
    assert f"cannot write {place}" in done.stderr.decode()


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_folder_without_permission_is_told(sayso: Run, folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o500)
    done = sayso("brief", "reports", "--out", "closed/brief.html")
    assert done.returncode == 1
    assert b"permission denied" in done.stderr


def test_a_report_is_not_overwritten_by_the_page(sayso: Run, folder: Path) -> None:
    before = (folder / "reports" / "report.txt").read_bytes()
    done = sayso("brief", "reports", "--out", "reports/report.txt", *QUICK)
    assert done.returncode == 1
    assert b"one of the reports" in done.stderr
    assert (folder / "reports" / "report.txt").read_bytes() == before


def test_an_older_page_is_replaced_whole(sayso: Run, folder: Path) -> None:
    (folder / "brief.html").write_text("x" * 10_000_000, encoding="utf-8")
    assert sayso("brief", "reports", *QUICK).returncode == 0
    assert (folder / "brief.html").read_text(encoding="utf-8").endswith("</html>")
    assert sorted(path.name for path in folder.iterdir()) == ["brief.html", "reports"]


def test_a_page_can_go_to_a_device(sayso: Run) -> None:
    assert sayso("brief", "reports", "--out", os.devnull, *QUICK).returncode == 0
    assert not Path(os.devnull).is_file()


def test_the_users_own_tables_are_read_and_their_faults_told(sayso: Run, folder: Path) -> None:
    (folder / "mine.toml").write_text("[water]\ncolour = 'blue'\n", encoding="utf-8")
    done = sayso("factors", "--factors", "mine.toml")
    assert done.returncode == 0
    assert b"mine.toml" in done.stderr


def test_the_version_is_the_packages(sayso: Run) -> None:
    assert sayso("--version").stdout.decode().strip() == f"sayso, version {__version__}"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_interruption_leaves_with_130_and_without_a_traceback(folder: Path) -> None:
    """Ctrl-C while standard input is read."""
    program = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a runner in the background may have it ignored
class Terminal:
    buffer = property(lambda self: self)
    def read(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
sys.stdin = Terminal()
from sayso.cli import main
main()
"""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, "read", "-"], cwd=folder, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 130
    assert done.stderr.decode().strip() == "Interrupted."
    assert done.stdout == b""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no flock")
def test_a_job_that_runs_is_not_offered_for_throwing_away(sayso: Run, folder: Path) -> None:
    import fcntl  # noqa: PLC0415 - not on every system

    with (folder / "claims.jsonl.progress").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = sayso("read", "reports", "--out", "claims.jsonl")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "Error: another job is writing claims.jsonl.progress at this moment; wait, or write elsewhere"
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
@pytest.mark.parametrize("arguments", [("lexicon",), ("schema", "brief"), ("read", "reports")])
def test_a_reader_that_stops_reading_is_no_error(folder: Path, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", "from sayso.cli import main; main()", *arguments],
            cwd=folder,
            stdout=pipe,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == 141
    assert done.stderr == b""


@pytest.mark.parametrize(
    "heavy", ["numpy", "scipy", "rich", "jinja2", "msgspec", "sayso.reading", "sayso.actors"]
)
def test_help_loads_nothing_heavy(heavy: str) -> None:
    program = "import sys; from sayso.cli import group; group.main(['--help'], standalone_mode=False); "
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", f"{program} sys.exit({heavy!r} in sys.modules)"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
