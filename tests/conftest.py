"""What holds for all tests."""

import os
import sys


def pytest_unconfigure() -> None:
    """Keep the summary the last line: DuckDB's bindings list what they did not free while Python ends.

    Nothing of the tests is lost: their output and the summary are written before.
    """
    if "duckdb" in sys.modules:
        sys.stderr.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
