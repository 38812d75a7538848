"""Where the shared data lie, which a checkout of the repository alone has not."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    found = ROOT.parent / "shared" / "data"
    if not found.is_dir():
        pytest.skip("the shared data are not beside this checkout")
    return found
