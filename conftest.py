"""What holds for all tests and doctests."""

import atexit
import importlib.util
import os
import sys

# of the extra `bayes`: cannot be looked into for doctests where it is not installed
collect_ignore = (
    []
    if importlib.util.find_spec("numpyro")
    else [
        "src/sayso/measures/full_model.py",
    ]
)


def _quiet() -> None:
    """Keep the summary the last line: DuckDB's bindings list what they did not free while Python ends.

    Nothing of the tests is lost: their output and the summary are written before.
    """
    if "duckdb" in sys.modules:
        sys.stderr.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


# after pytest has given standard error back
atexit.register(_quiet)
