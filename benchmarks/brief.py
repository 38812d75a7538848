"""How long a brief takes, as a user meets it: whole processes, wall time and peak memory.

    python benchmarks/brief.py [PATH ...]

PATH defaults to `examples/central-asia`. Prints a row per command; the last line is one JSON object.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
SAYSO = Path(sys.executable).parent / "sayso"


def measure(arguments: list[str]) -> tuple[float, float]:
    """Return median wall seconds and the largest peak memory in MB over `RUNS` runs, after one warm-up."""
    walls: list[float] = []
    peaks: list[float] = []
    for run in range(RUNS + 1):
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own command
            [SAYSO, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"sayso {' '.join(arguments)} ended with {process.returncode}")
        if run > 0:
            walls.append(time.perf_counter() - began)
            peaks.append(usage.ru_maxrss / 1024)
    return statistics.median(walls), max(peaks)


def main() -> None:
    """Measure the commands and print the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", default=["examples/central-asia"])
    paths: list[str] = parser.parse_args().paths
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "--help": ["--help"],
            "read": ["read", *paths],
            "brief": ["brief", *paths, "--out", str(Path(folder) / "brief.html")],
        }
        figures = {}
        for name, arguments in commands.items():
            seconds, peak = measure(arguments)
            print(f"sayso {name:8} {seconds:6.2f} s {peak:7.0f} MB")
            figures[name] = {"seconds": round(seconds, 2), "peak_mb": round(peak)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
