"""Event files made of bytes, loaded, and looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sayso.actors import ActorTable
from sayso.events.load import Loaded, tidy
from sayso.events.opening import Plain, opened
from sayso.events.recognise import recognised

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "events" / "samples"


@dataclass(frozen=True)
class Table:
    """A file that was loaded."""

    product: str
    loaded: Loaded
    rows: tuple[dict[str, Any], ...]
    """Rows of the record in the order of the file's identifiers, each with `problem`."""

    @property
    def good(self) -> tuple[dict[str, Any], ...]:
        """Rows with which nothing is wrong."""
        return tuple(row for row in self.rows if row["problem"] is None)

    @property
    def troubles(self) -> dict[str, int]:
        """What is wrong → how many rows."""
        return {one.what: one.rows for one in self.loaded.troubles}


LoadFile = Callable[[Path], Table]
LoadBytes = Callable[[bytes], Table]


@pytest.fixture(scope="session")
def actors() -> ActorTable:
    table, problems = ActorTable.load()
    assert problems == ()
    return table


def load_plain(plain: Plain, actors: ActorTable, scratch: Path) -> Table:
    form, layout = recognised(plain)
    assert form is not None, f"no format fits {plain.name}"
    assert layout is not None
    target = scratch / "tidy.parquet"
    loaded, _ = tidy(plain, form, layout, target, actors=actors, scratch=scratch)
    with duckdb.connect() as connection:
        found = connection.read_parquet(str(target)).order("id")
        rows = tuple(dict(zip(found.columns, row, strict=True)) for row in found.fetchall())
    assert loaded.balances
    assert loaded.kept == sum(row["problem"] is None for row in rows)
    return Table(form.name, loaded, rows)


@pytest.fixture
def load_file(actors: ActorTable, tmp_path: Path) -> LoadFile:
    """Load a file; its rows balance."""

    def _load(path: Path) -> Table:
        with opened(path, tmp_path) as plains:
            (plain,) = plains
            return load_plain(plain, actors, tmp_path)

    return _load


@pytest.fixture
def load_bytes(load_file: LoadFile, tmp_path: Path) -> LoadBytes:
    """Load a file with these bytes; its rows balance."""

    def _load(data: bytes) -> Table:
        path = tmp_path / "events.txt"
        path.write_bytes(data)
        return load_file(path)

    return _load


@pytest.fixture(scope="session")
def samples() -> Path:
    """Folder of sample files, where this checkout has one."""
    if not SHARED.is_dir():
        pytest.skip("the sample files are not beside this checkout")
    return SHARED
