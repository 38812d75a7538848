"""A stub of an endpoint on loopback, and what is needed to ask it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.reading.llm import Endpoint, ModelReading
from sayso.reading.llm.outside import Outside
from sayso.reading.llm.reader import ModelReader
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon
from tests.reading.llm.stub import Json, Reply, Serve, completion, serving


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server with replies; return the base address and the list that requests go to."""
    with serving() as start:
        yield start


@pytest.fixture
def waits() -> list[float]:
    """The seconds that the reader wanted to sleep; nobody sleeps."""
    return []


@pytest.fixture(scope="session")
def tables(actors: ActorTable) -> Json:
    catalogue, problems = Catalogue.load()
    assert problems == ()
    return {"actors": actors, "catalogue": catalogue, "lexicon": Lexicon.load()}


@pytest.fixture
def ask(
    serve: Callable[..., tuple[str, list[Json]]], waits: list[float], tables: Json, actors: ActorTable
) -> Callable[..., tuple[ModelReading, list[Json]]]:
    """Read a text with a model that gives the replies; return the reading and the requests."""

    def _ask(
        text: str, *replies: Reply, cache: Path | None = None, url: str | None = None, **options: Any
    ) -> tuple[ModelReading, list[Json]]:
        document, problems = read_document(text.encode(), "text.txt", actors=actors)
        assert document is not None, problems
        base, requests = serve(*replies)
        endpoint = Endpoint(url=url or base, model="stub", **options)
        outside = Outside(sleep=waits.append, jitter=lambda: 1.0)
        with ModelReader(endpoint=endpoint, cache=cache, outside=outside, **tables) as reader:
            reading = reader.read(document)
        for one in reading.statements:
            assert document.text[one.start : one.end] == one.quote
        return reading, requests

    return _ask


@pytest.fixture
def claim() -> Callable[..., Json]:
    """One statement as a model writes it, with what is given in place of the usual."""
    usual: Json = {
        "paragraph": 2,
        "quote": "The strike in Mali is spreading",
        "kind": "trend",
        "speaker": {"name": "author", "kind": "author", "role": None},
        "via": [],
        "speech": "author",
        "factor": {"name": "unrest", "actor": "Mali", "target": None},
        "sign": 1,
    }

    def _claim(**fields: Any) -> Json:
        return usual | fields

    return _claim


@pytest.fixture
def says() -> Callable[..., Json]:
    """A chat completion whose content is a text, or a JSON object with the statements."""
    return completion
