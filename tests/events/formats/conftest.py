from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pytest

from sayso.actors import ActorTable
from sayso.events.event_format import EventFormat
from sayso.events.load import Loaded, tidy
from sayso.events.opening import opened
from sayso.events.recognise import recognised

Load: TypeAlias = Callable[..., tuple[Loaded, list[dict[str, Any]]]]


@pytest.fixture(scope="session")
def actors() -> ActorTable:
    return ActorTable.load()[0]


@pytest.fixture
def load(actors: ActorTable, tmp_path: Path) -> Load:
    """A function from a file to what came of it and its tidy rows by column, in no order."""

    def load(path: Path, form: EventFormat | None = None) -> tuple[Loaded, list[dict[str, Any]]]:
        scratch = tmp_path / "scratch"
        scratch.mkdir(exist_ok=True)
        target = scratch / "tidy.parquet"
        with opened(path, scratch) as plains:
            found, layout = recognised(plains[0], form)
            assert found is not None
            assert layout is not None
            loaded, _ = tidy(plains[0], found, layout, target, actors=actors, scratch=scratch)
        assert loaded.balances
        with duckdb.connect() as connection:
            table = connection.read_parquet(str(target))
            return loaded, [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]

    return load


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data shared between checkouts."""
    folder = Path(__file__).parents[4] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no ../shared/data beside the repository")
    return folder
