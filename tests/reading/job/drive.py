"""Runs one job on the folder `reports` here; the tests kill it."""

import argparse
import importlib
import resource
import sys
from pathlib import Path

from sayso.reading.job import JobError, Means, Outputs, Recipe, list_inputs, write_results

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=Path)
parser.add_argument("--processes", type=int, default=1)
parser.add_argument("--commit", type=float, default=0)
parser.add_argument("--largest", type=int, default=None, help="bytes of the largest file that can be written")


def main() -> None:
    options = parser.parse_args()
    # stands beside this file
    readers = importlib.import_module("lines_reader")
    if options.largest is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (options.largest, options.largest))
    outputs = Outputs(
        out=options.folder / "claims.jsonl",
        documents=options.folder / "documents.jsonl",
        problems=options.folder / "problems.jsonl",
        commit_s=options.commit,
    )
    try:
        write_results(
            list_inputs([Path("reports")]),
            outputs,
            recipe=Recipe(how=readers.Lines(), open_reader=readers.open_lines),
            means=Means(processes=options.processes, limit_s=20),
        )
    except JobError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
