from collections.abc import Callable

import pytest

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.reading.read import Reader
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Statement

Reading = Callable[[str], tuple[Statement, ...]]


@pytest.fixture(scope="session")
def actors() -> ActorTable:
    table, problems = ActorTable.load()
    assert problems == ()
    return table


@pytest.fixture(scope="session")
def read(actors: ActorTable) -> Reading:
    """Statements of a text, as from a file."""
    catalogue, _ = Catalogue.load()
    reader = Reader(actors=actors, catalogue=catalogue, lexicon=Lexicon.load())

    def _read(text: str) -> tuple[Statement, ...]:
        document, problems = read_document(text.encode(), "text.txt", actors=actors)
        assert document is not None, problems
        statements, _ = reader.read(document)
        assert all(document.text[one.start : one.end] == one.quote for one in statements)
        return statements

    return _read
