"""An interrupted job goes on where it stopped, and ends as if it had not been interrupted."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sayso.reading.job import JobError, Means, Outputs, Recipe, list_inputs, write_results

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
Reports = Callable[..., Path]
Named = Callable[[str], Outputs]
Drive = Callable[..., "subprocess.Popen[bytes]"]
PATIENCE_S = 60


def contents(outputs: Outputs) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in outputs.files().items()}


def whole(outputs: Outputs, recipe: Recipe) -> dict[str, bytes]:
    """Return what an uninterrupted job writes; the folder is named as `drive.py` names it."""
    assert outputs.out is not None
    folder = outputs.out.parent.parent
    previous = Path.cwd()
    os.chdir(folder)
    try:
        write_results(
            list_inputs([Path("reports")]), outputs, recipe=recipe, means=Means(processes=1, limit_s=20)
        )
    finally:
        os.chdir(previous)
    return contents(outputs)


def lines_of(path: Path) -> int:
    """Return how many lines a file has; a job that ends takes its helper away at any moment."""
    try:
        return path.read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def await_lines(path: Path, more: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a file has grown by so many lines, or the process has ended."""
    before = lines_of(path)
    until = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < until:
        if lines_of(path) >= before + more:
            return
        time.sleep(0.001)


@pytest.fixture(autouse=True)
def _time_to_interfere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each document take a while, so that a job is not done before it is disturbed."""
    monkeypatch.setenv("LINES_PAUSE_S", "0.04")


def mixed(reports: Reports) -> Path:
    """Write reports of all kinds: good ones, copies, near-duplicates, unreadable ones and one that crashes."""
    folder = reports(30, report004a="This one says CRASH.", report011a="This one says RAISE.")
    shutil.copy(folder / "report003.txt", folder / "report017copy.txt")
    (folder / "report021empty.txt").write_bytes(b"")
    return folder


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_job_that_is_killed_again_and_again_loses_and_doubles_nothing(
    reports: Reports, outputs: Named, recipe: Recipe, drive: Drive, processes: str
) -> None:
    """kill -9, as soon as some more documents are done, with a torn line now and then."""
    mixed(reports)
    expected = whole(outputs("whole"), recipe)
    killed = outputs("killed")
    assert killed.out is not None
    progress = killed.out.with_name("claims.jsonl.progress")
    rng = np.random.default_rng(int(processes))
    kills = 0
    for _ in range(40):
        process = drive("killed", "--processes", processes)
        await_lines(progress, int(rng.integers(1, 9)), process)
        if rng.random() < 0.5:
            time.sleep(rng.random() * 0.02)
        process.kill()
        if process.wait() == 0:
            break
        kills += 1
        if rng.random() < 0.3 and progress.exists():
            with progress.open("ab") as file:
                file.write(b'{"line":"read","name":"rep')
    assert kills >= 2
    assert contents(killed) == expected
    assert sorted(path.name for path in killed.out.parent.iterdir()) == [
        "claims.jsonl",
        "documents.jsonl",
        "problems.jsonl",
    ]


def children(parent: int) -> list[str]:
    """Return the processes that a process started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(status.parent.name)
    return found


def alive(process: str) -> bool:
    """Tell whether a process runs; one that has ended and that nobody asked about does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_the_processes_that_read_end_with_the_job_that_is_killed(
    reports: Reports, outputs: Named, drive: Drive
) -> None:
    reports(30, report015="This one says HANG.")
    killed = outputs("killed").out
    assert killed is not None
    process = drive("killed", "--processes", "2")
    await_lines(killed.with_name("claims.jsonl.progress"), 3, process)
    workers = children(process.pid)
    assert len(workers) == 2
    process.kill()
    process.wait()
    until = time.monotonic() + PATIENCE_S
    while any(alive(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [worker for worker in workers if alive(worker)]


def test_a_full_disk_stops_the_job_and_room_lets_it_go_on(
    reports: Reports, outputs: Named, recipe: Recipe, drive: Drive
) -> None:
    mixed(reports)
    expected = whole(outputs("whole"), recipe)
    full = outputs("full")
    for largest in (9_000, 14_000, 20_000):
        process = drive("full", "--largest", str(largest), "--processes", "2")
        _, told = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 1
        assert b"cannot write" in told
        assert b"Traceback" not in told
    process = drive("full")
    assert process.wait(PATIENCE_S) == 0
    assert contents(full) == expected


def test_ctrl_c_keeps_what_is_done(reports: Reports, outputs: Named, recipe: Recipe, drive: Drive) -> None:
    mixed(reports)
    expected = whole(outputs("whole"), recipe)
    stopped = outputs("stopped")
    assert stopped.out is not None
    process = drive("stopped", "--commit", "1000")
    await_lines(stopped.out.with_name("claims.jsonl.progress"), 1, process)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode not in {0, -signal.SIGKILL}
    process = drive("stopped")
    assert process.wait(PATIENCE_S) == 0
    assert contents(stopped) == expected


def interrupted(outputs: Outputs, folder: Path, recipe: Recipe, *, after: int = 4, **means: Any) -> None:
    """Leave a job after some documents, as an error does."""
    steps = 0

    def stop(_: object) -> None:
        nonlocal steps
        steps += 1
        if steps > after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_results(
            list_inputs([folder]), outputs, recipe=recipe, means=Means(processes=1, **means), show=stop
        )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"recipe": True}, "word was says, now border"),
        ({"means": {"limit_s": 7.0}}, "seconds limit was 300.0, now 7.0"),
        ({"means": {"memory_mb": 4000}}, "memory bound was null, now 4000"),
    ],
)
def test_a_job_made_in_another_way_is_not_gone_on_with(
    reports: Reports, outputs: Named, recipe: Recipe, readers: Any, change: dict[str, Any], told: str
) -> None:
    folder, written = reports(8), outputs("a")
    interrupted(written, folder, recipe)
    assert written.out is not None
    left = {path: path.read_bytes() for path in written.out.parent.iterdir()}
    other = Recipe(how=readers.Lines(word="border"), open_reader=readers.open_lines)
    with pytest.raises(JobError, match=told):
        write_results(
            list_inputs([folder]),
            written,
            recipe=other if "recipe" in change else recipe,
            means=Means(processes=1, **change.get("means", {})),
        )
    assert {path: path.read_bytes() for path in written.out.parent.iterdir()} == left


def test_another_version_of_sayso_does_not_go_on(reports: Reports, outputs: Named, recipe: Recipe) -> None:
    folder, written = reports(8), outputs("a")
    interrupted(written, folder, recipe)
    assert written.out is not None
    progress = written.out.with_name("claims.jsonl.progress")
    first, _, rest = progress.read_bytes().partition(b"\n")
    assert b'"sayso":"' in first
    progress.write_bytes(first.replace(b'"sayso":"', b'"sayso":"9.') + b"\n" + rest)
    with pytest.raises(JobError, match=r"Sayso's version was 9\."):
        write_results(list_inputs([folder]), written, recipe=recipe, means=Means(processes=1))


def test_restart_begins_anew(reports: Reports, outputs: Named, recipe: Recipe, readers: Any) -> None:
    folder, written = reports(8), outputs("a")
    interrupted(written, folder, recipe)
    other = Recipe(how=readers.Lines(word="border"), open_reader=readers.open_lines)
    again = Outputs(**{**written.files(), "restart": True})  # type: ignore[arg-type]  # paths and a flag
    finished = write_results(list_inputs([folder]), again, recipe=other, means=Means(processes=1))
    assert finished.counts.before == 0
    fresh = outputs("b")
    write_results(list_inputs([folder]), fresh, recipe=other, means=Means(processes=1))
    assert contents(written) == contents(fresh)


def test_what_was_done_is_not_read_again_and_still_counted(
    reports: Reports, outputs: Named, tmp_path: Path, readers: Any
) -> None:
    folder, written = reports(8), outputs("a")
    recipe = Recipe(how=readers.Lines(opened=str(tmp_path / "opened")), open_reader=readers.open_lines)
    interrupted(written, folder, recipe, after=6)
    (folder / "report000.txt").chmod(0o444)
    finished = write_results(list_inputs([folder]), written, recipe=recipe, means=Means(processes=1))
    assert finished.counts.before == 6
    assert finished.counts.done == finished.counts.documents == 8
    assert finished.counts.words_now < finished.counts.words
    assert finished.counts.statements == contents(written)["out"].count(b"\n")


def test_a_document_that_changed_is_read_again_with_those_after_it(
    reports: Reports, outputs: Named, recipe: Recipe
) -> None:
    folder, written = reports(8), outputs("a")
    interrupted(written, folder, recipe, after=6)
    (folder / "report003.txt").write_text("The baker says that the bread of this town is sold out by noon.\n")
    (folder / "report002a.txt").write_text("The miller says that the flour of this town is sold out too.\n")
    finished = write_results(list_inputs([folder]), written, recipe=recipe, means=Means(processes=1))
    assert finished.counts.before == 3
    fresh = outputs("b")
    write_results(list_inputs([folder]), fresh, recipe=recipe, means=Means(processes=1))
    assert contents(written) == contents(fresh)


def test_other_documents_do_not_replace_what_was_done(
    reports: Reports, outputs: Named, recipe: Recipe, tmp_path: Path
) -> None:
    folder, written = reports(8), outputs("a")
    interrupted(written, folder, recipe)
    shutil.copytree(folder, tmp_path / "others")
    with pytest.raises(JobError, match="made from other documents"):
        write_results(list_inputs([tmp_path / "others"]), written, recipe=recipe, means=Means(processes=1))
    with pytest.raises(JobError, match="made from other documents"):
        write_results(list_inputs([tmp_path / "a" / "x", folder]), written, recipe=recipe)
    write_results(list_inputs([tmp_path / "nowhere"]), written, recipe=recipe)
    finished = write_results(list_inputs([folder]), written, recipe=recipe, means=Means(processes=1))
    assert finished.counts.before == 4


def test_the_day_of_the_job_is_that_of_its_beginning(
    reports: Reports, outputs: Named, recipe: Recipe
) -> None:
    """A report dated after the day of the job is a problem; the day must not change under way."""
    folder, written = reports(8), outputs("a")
    interrupted(written, folder, recipe)
    assert written.out is not None
    progress = written.out.with_name("claims.jsonl.progress")
    today = time.strftime('"today":"%Y-%m-%d"', time.gmtime()).encode()
    first, _, rest = progress.read_bytes().partition(b"\n")
    assert today in first
    progress.write_bytes(first.replace(today, b'"today":"2021-01-01"') + b"\n" + rest)
    write_results(list_inputs([folder]), written, recipe=recipe, means=Means(processes=1))
    told = contents(written)["problems"].decode()
    assert "report003" not in told
    assert "report004" in told


def test_two_jobs_do_not_write_one_file(
    reports: Reports, outputs: Named, recipe: Recipe, drive: Drive
) -> None:
    reports(6, report003="This one says HANG.")
    written = outputs("a")
    assert written.out is not None
    process = drive("a")
    await_lines(written.out.with_name("claims.jsonl.progress"), 2, process)
    with pytest.raises(JobError, match="another job is writing"):
        write_results(list_inputs([reports()]), written, recipe=recipe, means=Means(processes=1))
