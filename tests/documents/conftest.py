"""What the tests of documents share. All texts in docstrings are invented, and so are the people in them."""

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.documents.document import Document
from sayso.problems import Problem

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

Reader = Callable[..., tuple[Document | None, tuple[Problem, ...]]]


@pytest.fixture(scope="session")
def actors() -> ActorTable:
    """The base table of actors."""
    table, problems = ActorTable.load()
    assert problems == ()
    return table


@pytest.fixture
def read(actors: ActorTable) -> Reader:
    """Reads bytes or a text under a name."""

    def read(data: bytes | str, name: str = "report.txt") -> tuple[Document | None, tuple[Problem, ...]]:
        return read_document(data.encode() if isinstance(data, str) else data, name, actors=actors)

    return read


@pytest.fixture
def document(request: pytest.FixtureRequest, read: Reader) -> Document:
    """The document that the test's docstring holds."""
    found, _ = read(inspect.cleandoc(request.function.__doc__ or ""))
    assert found is not None
    return found


@pytest.fixture
def page(request: pytest.FixtureRequest, read: Reader) -> Document:
    """The HTML page that the test's docstring holds."""
    found, _ = read(inspect.cleandoc(request.function.__doc__ or ""), "page.html")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the seed texts and the marks in them."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the seed texts are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def seeds(actors: ActorTable, shared: Path) -> dict[str, Document]:
    """The two reports that the project was made for, by the first three figures of their names."""
    found = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        document, problems = read_document(path.read_bytes(), path.name, actors=actors)
        assert document is not None
        assert problems == ()
        found[path.name[:3]] = document
    return found
