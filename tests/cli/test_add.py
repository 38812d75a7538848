"""`sayso add`: statements, the ledger and tables; reports through the reader; two at once; hostile files."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.forecasts.jsonl import write_records
from sayso.statements.jsonl import statements_to_jsonl
from sayso.store import ReadingProblem, Workspace
from tests.cli.calling import call, refused, shown
from tests.forecasts import make
from tests.store import made

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ledger" / "claims.csv"
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "data" / "seed-resolutions" / "seed_resolutions.csv"
FORM = Path(__file__).resolve().parents[2] / "benchmarks" / "tables" / "seed_resolutions.toml"


def _statements(path: Path, first: int, count: int) -> Path:
    path.write_bytes(statements_to_jsonl(map(made.statement, range(first, first + count))))
    return path


def test_adding_twice_adds_nothing_and_says_so(desk: Path) -> None:
    _statements(desk / "claims.jsonl", 0, 40)
    assert "added 40 statements" in shown("add", "claims.jsonl")
    assert "nothing new; 40 statements known already" in shown("add", "claims.jsonl")
    assert "added 38 records" in shown("add", str(EXAMPLE))
    assert "nothing new; 38 records known already" in shown("add", str(EXAMPLE))


def test_a_malformed_line_is_named_and_the_others_are_added(desk: Path) -> None:
    path = _statements(desk / "claims.jsonl", 0, 2)
    path.write_bytes(path.read_bytes() + b'{"kind": "forecast", "id": 3}\n{{{\n' + b"[" * 100_000 + b"\n")
    done = call("add", "claims.jsonl")
    assert done.exit_code == 0
    assert "added 2 statements, 3 refused" in done.stdout
    for line in (3, 4, 5):
        assert f"claims.jsonl:{line}: " in done.stderr
    with Workspace.open(desk) as workspace:
        assert len(list(workspace.records(ReadingProblem))) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse names that are no UTF-8")
def test_a_file_whose_name_is_no_text_is_added_and_told(desk: Path) -> None:
    good = _statements(desk / "good\udcff.jsonl", 0, 3)
    (desk / "bad\udcff.jsonl").write_bytes(b"nonsense\n")
    assert r"good\udcff.jsonl: added 3 statements" in shown("add", str(good))
    assert r"bad\udcff.jsonl:1: is not JSON" in refused("add", str(desk / "bad\udcff.jsonl"))
    with Workspace.open(desk) as workspace:
        assert len(list(workspace.records(ReadingProblem))) == 1


def test_a_record_whose_question_is_missing_is_told(desk: Path) -> None:
    (desk / "ledger.jsonl").write_bytes(b"".join(write_records([make.forecast(make.question())])))
    done = call("add", "ledger.jsonl")
    assert done.exit_code == 2
    assert "names what is not in the workspace" in done.stderr
    assert "Nothing was added." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("nowhere.jsonl",), "No such file"),
        (("nowhere.csv",), "No such file"),
        (("x.csv", "--form", "nowhere.toml"), "no form 'nowhere.toml'"),
        (("x.csv",), "want some of"),
        (("--reader", "llm", "x.csv"), "want --endpoint and --model too"),
    ],
)
def test_what_cannot_be_added_is_told(desk: Path, arguments: tuple[str, ...], why: str) -> None:
    (desk / "x.csv").write_bytes(b"a,b\n1,2\n")
    assert why in refused("add", *arguments)


def test_two_processes_add_at_once_and_nothing_is_lost_or_doubled(desk: Path) -> None:
    """Both files hold statements 200 to 399."""
    _statements(desk / "one.jsonl", 0, 400)
    _statements(desk / "two.jsonl", 200, 400)
    command = [sys.executable, "-c", "from sayso.cli import main; main()", "add"]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen([*command, name], cwd=desk, stdout=pipe, stderr=pipe)  # noqa: S603 - our own program
        for name in ("one.jsonl", "two.jsonl")
    ]
    said = [one.communicate(timeout=240) for one in running]
    assert [one.returncode for one in running] == [0, 0], said
    with Workspace.open(desk) as workspace:
        assert {one.id for one in workspace.statements()} == {made.statement(n).id for n in range(600)}
        assert workspace.count_statements() == 600
        assert list(workspace.check()) == []


def test_reports_are_read_once(sayso: Run, folder: Path) -> None:
    assert sayso("init").returncode == 0
    first = sayso("add", "reports", "--processes", "1")
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith(b"Added 1 report with ")
    again = sayso("add", "reports", "--processes", "1")
    assert b"1 report was read in this way before; nothing was added of them" in again.stdout
    with Workspace.open(folder) as workspace:
        (original,) = workspace.documents()
        assert workspace.original(original.document) == (folder / "reports" / "report.txt").read_bytes()
        assert workspace.count_statements() > 0


@pytest.mark.skipif(not SEEDS.exists(), reason="the table of resolutions is not on this machine")
def test_the_table_of_29_statements_goes_in_whole(desk: Path) -> None:
    assert "added 115 records" in shown("add", str(SEEDS), "--form", str(FORM))
    assert "nothing new" in shown("add", str(SEEDS), "--form", str(FORM))
    with Workspace.open(desk) as workspace:
        assert list(workspace.check()) == []
