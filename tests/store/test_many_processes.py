"""Several processes write at once, and are killed: no error, nothing lost, nothing doubled, nothing half there."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso.store import Added, Workspace
from tests.store import made

WRITER = Path(__file__).parent / "writer.py"


def _start(where: Path | str, *numbers: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), str(where), *map(str, numbers)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment)  # noqa: S603


@pytest.mark.parametrize("writers", [2, 8])
def test_writers_at_once_lose_nothing(where: Path | str, writers: int) -> None:
    """Each writes 300 statements, 100 of them those of the next writer too, 25 at a time."""
    Workspace.create(where).close()
    running = [_start(where, 200 * number, 300, 25) for number in range(writers)]
    said = [one.communicate(timeout=300) for one in running]
    assert [(one.returncode, error) for one, (_, error) in zip(running, said, strict=True)] == [
        (0, "")
    ] * writers
    ends = [tuple(map(int, out.splitlines()[-1].split()[1:])) for out, _ in said]
    wanted = {made.statement(number).id for number in range(200 * writers + 100)}
    assert sum(added for added, _, _ in ends) == len(wanted)
    assert all(added + known == 300 and refused == 0 for added, known, refused in ends)
    with Workspace.open(where) as workspace:
        found = [one.id for one in workspace.statements()]
        assert len(found) == len(set(found))
        assert set(found) == wanted
        assert list(workspace.check()) == []


def test_a_writer_that_is_killed_loses_nothing_that_was_committed(where: Path | str) -> None:
    chance = random.Random(3)  # noqa: S311 - no secret
    batch, count = 20, 4000
    Workspace.create(where).close()
    before = 0
    for _ in range(5):
        child = _start(where, 0, count, batch)
        assert child.stdout is not None
        assert child.stderr is not None
        told = [child.stdout.readline() for _ in range(chance.randrange(1, 9))]
        time.sleep(chance.random() / 10)
        child.send_signal(signal.SIGKILL)
        rest, error = child.communicate()
        assert error == ""
        lines = [*told, *rest.splitlines(keepends=True)]
        committed = max(int(line) for line in lines if line.endswith("\n") and line.strip().isdigit())
        with Workspace.open(where) as workspace:
            there = workspace.count_statements()
            assert there >= max(before, committed)
            assert there % batch == 0
            assert list(workspace.check()) == []
        before = there
    assert 0 < before < count
    with Workspace.open(where) as workspace:
        added = workspace.add_statements(made.statement(number) for number in range(count))
        assert added == Added(added=count - before, known=before)
        assert [one.id for one in workspace.statements()] == [made.statement(one).id for one in range(count)]


def test_a_backup_while_others_write_is_whole(folder: Path, tmp_path: Path) -> None:
    running = [_start(folder, first, 2000, 50) for first in (0, 2000)]
    for one in running:
        assert one.stdout is not None
        one.stdout.readline()
    with Workspace.open(folder) as workspace:
        before = workspace.count_statements()
        workspace.backup(tmp_path / "copy")
        after = workspace.count_statements()
    for one in running:
        one.kill()
        one.communicate()
    with Workspace.open(tmp_path / "copy") as copy:
        assert before <= copy.count_statements() <= after
        assert list(copy.check()) == []
        assert [copy.original(one.document) for one in copy.documents()]
        numbers = sorted(int(one.quote.rpartition(" n")[2]) for one in copy.statements())
        assert numbers == sorted(set(numbers))
        assert copy.add_statements([made.statement(5000)]) == Added(added=1)
