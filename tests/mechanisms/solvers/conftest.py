"""Published tables, where they are at hand."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.references import TABLES  # noqa: E402 - the benchmarks lie beside the package


@pytest.fixture(scope="session")
def tables() -> Path:
    """Return the folder of published tables, or skip the test."""
    if not TABLES.is_dir():
        pytest.skip(f"no published tables at {TABLES}")
    return TABLES
