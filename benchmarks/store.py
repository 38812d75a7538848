"""Speed and safety of the workspace: `python benchmarks/store.py [--statements 1000000] [--kills 100]`.

Writes synthetic statements (seeded, about 900 bytes a line), imports the file, asks for the first hundred and
for the number of several selections, exports everything in a process of its own whose memory is measured, and
then kills an import with SIGKILL again and again. Seconds of the processor stand beside seconds of the clock,
since other programs may be running. The last line is one JSON object.
"""

import argparse
import datetime as dt
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sayso.statements.jsonl import bounded_lines, read_statements
from sayso.store import Selection, Workspace

KINDS = ("event", "assessment", "trend", "forecast", "influence", "prescription")
STATES = ("KAZ", "UZB", "KGZ", "TJK", "TKM", "RUS", "USA", "CHN", "TUR", "IRN")
FACTORS = (
    "unrest",
    "grievance",
    "repression",
    "security_capacity",
    "regime_stability",
    "welfare",
    "corruption",
)
EXPORTED = ("jsonl", "csv", "annotation")
"""Formats of which the export is measured, each in a process of its own."""
EXPORT = """
import resource, sys
from sayso.interchange import FORMATS, Tally, WorkspaceHoldings
from sayso.store import Workspace

class First(WorkspaceHoldings):
    def items(self, what):
        return workspace.statements(limit=int(sys.argv[2]))

def most():
    # not ru_maxrss, which a new program takes over from the one that started it
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

before = most()
size = 0
with Workspace.open(sys.argv[1]) as workspace, open("/dev/null", "wb") as file:
    for part in FORMATS[sys.argv[3]].write(First(workspace), "statements", Tally()):
        size += file.write(part)
after = resource.getrusage(resource.RUSAGE_SELF)
print(size, before / 1024, most() / 1024, after.ru_utime + after.ru_stime)
"""
IMPORT = """
import sys
from sayso.statements.jsonl import read_statements
from sayso.store import Workspace, statements
statements.BATCH = int(sys.argv[3])
with Workspace.open(sys.argv[1]) as workspace, open(sys.argv[2], "rb") as file:
    tell = lambda added: print(added.added + added.known, flush=True)
    workspace.add_statements(read_statements(file, sys.argv[2]), on_committed=tell)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--folder", type=Path, help="where the files go; 4 GB for a million statements")
    given = parser.parse_args()
    said: dict[str, object] = {"cores": os.cpu_count(), "load": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        if given.statements:
            said |= _speed(folder, given.statements)
        if given.kills:
            said |= _kills(folder, given.kills)
    print(json.dumps(said))


def lines(count: int) -> Iterator[bytes]:
    """Yield statements as JSON Lines; the same for the same number."""
    chance = random.Random(1)  # noqa: S311 - no secret
    words = [f"{a}{b}{c}" for a in "bdfgklmn" for b in ("a", "e", "io", "u") for c in ("rt", "s", "nd", "l")]
    words += [f"{one}{two}" for one in words for two in ("ing", "ed", "ment", "er", "ly", "ty", "al", "ism")]
    for number in range(count):
        quote = " ".join([words[int(len(words) * chance.random() ** 2)] for _ in range(18)])
        start = number % 20 * 400
        day = f"20{number % 20 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield (
            f'{{"kind":"{KINDS[number * 7 % 6]}","document":"{number // 20:064x}","start":{start},'
            f'"end":{start + len(quote)},"quote":"{quote}","prefix":"{"before " * 4}",'
            f'"suffix":"{"behind " * 4}",'
            f'"speaker":{{"name":"Speaker {int(2000 * chance.random() ** 2)}","kind":"person",'
            '"role":"a political analyst"},'
            f'"via":[{{"name":"Outlet {number % 90}","kind":"outlet"}}],"mode":"indirect",'
            f'"factor":"{FACTORS[number % 7]}({STATES[int(10 * chance.random())]})","sign":1,'
            '"likelihood":{"words":"likely","phrase":"likely","alpha":6.5,"beta":2.75,'
            '"lexicon":"capphrase-2026.1"},'
            f'"as_of":{{"start":"{day}","end":"{day}"}},"reader":"synthetic 1.0","certainty":0.8}}\n'
        ).encode()


def selections() -> dict[str, Selection]:
    """Return what is asked for, from common to rare."""
    return {
        "speaker": Selection(speaker="Speaker 7"),
        "speaker and kind": Selection(speaker="Speaker 7", kind="trend"),
        "factor and actor": Selection(factor="unrest", actor="UZB"),
        "dates and kind": Selection(since=_day(2015), until=_day(2016), kind="forecast"),
        "document": Selection(document=f"{40:064x}"),
        "common word": Selection(search="bart"),
        "rare word": Selection(search="nulism"),
        "two words": Selection(search="bart bas"),
        "phrase": Selection(search='"bart bas"'),
        "beginning": Selection(search="nuli*"),
        "common word and speaker": Selection(search="bart", speaker="Speaker 1500"),
        "word, factor and actor": Selection(search="bert", factor="welfare", actor="KAZ"),
        "nothing": Selection(search="bart", speaker="nobody"),
    }


def _speed(folder: Path, count: int) -> dict[str, object]:
    source, where = folder / "statements.jsonl", folder / "workspace"
    with source.open("wb") as file:
        file.writelines(lines(count))
    with Workspace.create(where) as workspace:
        clock, processor = time.perf_counter(), time.process_time()
        with source.open("rb") as file:
            added = workspace.add_statements(read_statements(bounded_lines(file), source.name))
        took, used = time.perf_counter() - clock, time.process_time() - processor
        _expect((added.added, added.refused) == (count, 0), added)
        found: dict[str, object] = {
            "statements": count,
            "import_per_s": round(count / took),
            "import_per_processor_s": round(count / used),
            "bytes": sum(path.stat().st_size for path in where.glob("workspace.sqlite*")),
        }
        print(json.dumps(found), file=sys.stderr)
        found |= _questions(workspace)
    found["export"] = [_export(where, part, form) for form in EXPORTED for part in (count // 10, count)]
    return found


def _questions(workspace: Workspace) -> dict[str, object]:
    first, counts, numbers = {}, {}, {}
    for name, selection in selections().items():
        first[name] = _milliseconds(lambda one=selection: list(workspace.statements(one, limit=100)))  # type: ignore[misc]
        counts[name] = _milliseconds(lambda one=selection: workspace.count_statements(one))  # type: ignore[misc]
        numbers[name] = workspace.count_statements(selection)
    slowest = max(pair[1] for pair in first.values())
    return {
        "first_100_ms": first,
        "count_ms": counts,
        "numbers": numbers,
        "slowest_first_100_processor_ms": slowest,
    }


def _milliseconds(run: Callable[[], object]) -> tuple[float, float]:
    """Return the median of five, by the clock and by the processor."""
    times = []
    for _ in range(5):
        clock, processor = time.perf_counter(), time.process_time()
        run()
        times.append((time.perf_counter() - clock, time.process_time() - processor))
    clocks, processors = zip(*times, strict=True)
    return round(statistics.median(clocks) * 1000, 1), round(statistics.median(processors) * 1000, 1)


def _export(where: Path, count: int, form: str) -> dict[str, float | str]:
    arguments = [sys.executable, "-c", EXPORT, str(where), str(count), form]
    done = subprocess.run(arguments, check=True, capture_output=True, text=True)  # noqa: S603 - our own code
    size, before, after, used = map(float, done.stdout.split())
    return {
        "format": form,
        "statements": count,
        "bytes": size,
        "grown_MiB": round(after - before, 1),
        "processor_s": round(used, 1),
    }


def _kills(folder: Path, kills: int) -> dict[str, object]:
    """Kill an import at random moments; then look whether anything is lost, doubled or half there."""
    source, where, batch, count = folder / "killed.jsonl", folder / "killed", 250, 60_000
    source.write_bytes(b"".join(lines(count)))
    Workspace.create(where).close()
    chance = random.Random(2)  # noqa: S311 - no secret
    committed, killed = 0, 0
    while killed < kills:
        child = subprocess.Popen(  # noqa: S603 - the benchmark's own code
            [sys.executable, "-c", IMPORT, str(where), str(source), str(batch)], stdout=subprocess.PIPE
        )
        assert child.stdout is not None  # noqa: S101 - a pipe was asked for
        told = 0
        for _ in range(chance.randrange(1, 12)):
            line = child.stdout.readline()
            told += int(line or 0)
        time.sleep(chance.random() / 20)
        child.send_signal(signal.SIGKILL)
        told += sum(map(int, child.stdout.read().splitlines()[:-1]))
        child.wait()
        child.stdout.close()
        killed += 1
        with Workspace.open(where) as workspace:
            there = workspace.count_statements()
            _expect(there >= max(committed, told), (there, committed, told))
            _expect(there % batch == 0 or there == count, there)
            committed = there
    with Workspace.open(where) as workspace, source.open("rb") as file:
        problems = list(workspace.check())
        added = workspace.add_statements(read_statements(file, source.name))
        there = workspace.count_statements()
    _expect(not problems, problems)
    _expect(there == count, there)
    _expect((added.known, added.added, added.different) == (committed, count - committed, ()), added)
    return {"kills": killed, "committed_at_last_kill": committed, "lost": 0, "doubled": 0, "problems": 0}


def _expect(holds: bool, found: object) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise SystemExit(f"not as promised: {found}")


def _day(year: int) -> dt.date:
    return dt.date(year, 3, 1)


if __name__ == "__main__":
    main()
