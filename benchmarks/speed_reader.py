"""How fast the whole reader is on one core, as a process of its own.

    python benchmarks/speed_reader.py [PATH ...]

PATH: texts or folders of texts, default `examples/central-asia`. Each measurement is a new process that is
bound to one core where the system allows it and computes with one thread: seconds from its start until the
reader is loaded (with and without the import of Python's modules), words between white space per second while
it reads the texts over and over for `--seconds`, and its peak memory. Medians of `--runs` processes, after
one that warms the disk's cache; the largest peak memory. The last line is one JSON object.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def child(paths: list[Path], seconds: float) -> dict[str, float]:
    """Return the figures of this process: it loads the reader, then reads for `seconds`."""
    began = time.perf_counter()
    # What is imported here is part of what is measured.
    import resource  # noqa: PLC0415 - as said; and there is none on Windows

    from sayso.actors import ActorTable  # noqa: PLC0415 - as said
    from sayso.documents import read_paths  # noqa: PLC0415 - as said
    from sayso.reading.read import Reader  # noqa: PLC0415 - as said
    from sayso.statements.catalogue import Catalogue  # noqa: PLC0415 - as said
    from sayso.statements.lexicon import Lexicon  # noqa: PLC0415 - as said

    imported = time.perf_counter()
    actors, _ = ActorTable.load()
    reader = Reader(actors=actors, catalogue=Catalogue.load()[0], lexicon=Lexicon.load())
    loaded = time.perf_counter()
    documents, _ = read_paths(paths, actors=actors)
    size = sum(len(document.text.split()) for document in documents)
    if not size:
        raise SystemExit(f"no words in {', '.join(map(str, paths))}")
    for document in documents:
        reader.read(document)
    words = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        for document in documents:
            reader.read(document)
        words += size
    spent = time.perf_counter() - start
    # Linux counts kilobytes, macOS bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return {
        "words_per_second": words / spent,
        "load_seconds": loaded - began,
        "load_seconds_after_import": loaded - imported,
        "peak_mb": peak / 1e6,
        "words": size,
    }


def measure(paths: list[Path], seconds: float, core: int) -> dict[str, float]:
    """Return the figures of a new process on one core."""
    environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
    own = ["--seconds", str(seconds), "--child", str(core)]
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, __file__, *map(str, paths), *own],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def shipped_megabytes() -> dict[str, float]:
    """Return the size of each file of the encoder that ships, and of all together."""
    folder = Path(str(resources.files("sayso.language") / "data"))
    sizes = {path.name: path.stat().st_size / 1e6 for path in sorted(folder.iterdir()) if path.is_file()}
    return {**sizes, "together": sum(sizes.values())}


def command_line() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("examples/central-asia")])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument(
        "--core", type=int, help="core to bind to; default: the last that this process may use"
    )
    parser.add_argument("--child", type=int, metavar="CORE", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    given = command_line()
    if given.child is not None:
        if hasattr(os, "sched_setaffinity") and given.child >= 0:
            os.sched_setaffinity(0, {given.child})
        print(json.dumps(child(given.paths, given.seconds)))
        return
    core = given.core
    if core is None:
        core = max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else -1
    runs = [measure(given.paths, given.seconds, core) for _ in range(given.runs + 1)][1:]
    figures = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    figures["peak_mb"] = max(run["peak_mb"] for run in runs)
    for name, figure in figures.items():
        print(f"{name:26} {figure:10,.2f}")
    sizes = shipped_megabytes()
    for name, size in sizes.items():
        print(f"{name:26} {size:10,.2f} MB")
    whole = {
        **{name: round(figure, 3) for name, figure in figures.items()},
        "slowest_words_per_second": round(min(run["words_per_second"] for run in runs)),
        "fastest_words_per_second": round(max(run["words_per_second"] for run in runs)),
        "file_mb": {name: round(size, 2) for name, size in sizes.items()},
        "runs": given.runs,
        "core": core,
        "machine": platform.machine(),
        "python": platform.python_version(),
    }
    print(json.dumps(whole))


if __name__ == "__main__":
    main()
