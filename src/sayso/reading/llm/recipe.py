"""A language model as the reader of a job: the record that travels to its processes, and what opens it."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from sayso.documents.document import Document
from sayso.problems import Problem
from sayso.reading.cost import Cost, total
from sayso.reading.job.errors import CannotGoOnError, CannotOpenError
from sayso.reading.job.recipe import DocumentReader, HowToRead, Opened, Recipe, load_tables
from sayso.reading.llm.endpoint import Endpoint
from sayso.reading.llm.merge import merge
from sayso.reading.llm.read import MissingExtraError, open_reader
from sayso.statements.statement import Statement

if TYPE_CHECKING:
    from sayso.reading.llm.reader import ModelReader

ASKING_LIMIT_S = 3600.0
"""Seconds for one document where a model is asked: a dozen windows at the longest that one may take."""

Readers: TypeAlias = Literal["llm", "both"]
"""The model alone, or the model and the reader that comes with Sayso, merged."""


class HowToAsk(msgspec.Struct, frozen=True, kw_only=True):
    """How a language model is to read. The key is no part of it: each process has it from its environment."""

    endpoint: Endpoint
    readers: Readers = "llm"
    tables: HowToRead = HowToRead()
    """Lexicon and tables, for both readers."""
    cache: str | None = None
    """Folder in which answers are kept, the same path on every machine; None keeps none."""


class AskingReader:
    """Reads documents with a model; held state: the model's reader, the other one, and what was spent."""

    def __init__(self, model: "ModelReader", *, name: str, beside: DocumentReader | None = None) -> None:
        """Read with the model `name`; `beside` is a reader whose statements are merged with the model's."""
        self._model = model
        self._name = name
        self._beside = beside
        self._costs: list[Cost] = []

    def read(self, document: Document) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
        """Return the statements of a document in text order, and what could not be read.

        Raises:
            CannotGoOnError: if the endpoint refuses every question, or nobody answers there any more.
        """
        reading = self._model.read(document)
        self._costs.append(reading.cost)
        if reading.gave_up is not None:
            raise CannotGoOnError(f"{self._name} cannot be asked: {reading.gave_up}")
        if self._beside is None:
            return reading.statements, reading.problems
        statements, problems = self._beside.read(document)
        merged = merge(statements, reading.statements, unread=reading.unread)
        return merged, (*problems, *reading.problems)

    def spent(self) -> Cost:
        """Return what asking took since this was last called."""
        spent, self._costs = total(self._costs), []
        return spent


def open_asking(how: HowToAsk) -> Opened:
    """Return the reader that asks a model; nothing is sent yet.

    Raises:
        CannotOpenError: if the extra is not installed, the key is none, there is no such lexicon, or a table
            is not what it was when the job began.
    """
    tables = load_tables(how.tables)
    try:
        model = open_reader(
            endpoint=how.endpoint,
            actors=tables.actors,
            catalogue=tables.catalogue,
            lexicon=tables.lexicon,
            cache=None if how.cache is None else Path(how.cache),
        )
    except (MissingExtraError, ValueError) as error:
        raise CannotOpenError(str(error)) from error
    name, beside = model.name, None
    if how.readers == "both":
        # it loads the network, which the model does without
        from sayso.reading.read import READER, Reader  # noqa: PLC0415 - see above

        beside = Reader(actors=tables.actors, catalogue=tables.catalogue, lexicon=tables.lexicon)
        name = f"{READER} + {name}"
    reader = AskingReader(model, name=how.endpoint.model, beside=beside)
    return Opened(
        name=name, reader=reader, actors=tables.actors, problems=tables.problems, spent=reader.spent
    )


def asking_recipe(how: HowToAsk) -> Recipe:
    """Return the recipe of a job that asks a model.

    What an answer cannot depend on is no part of its settings: a job can go on at another address, with
    another folder of answers or other patience.
    """
    endpoint = how.endpoint
    settings = {
        **msgspec.to_builtins(how.tables),
        "model": endpoint.model,
        "window characters": endpoint.window_characters,
        "temperature": endpoint.temperature,
        "most tokens": endpoint.max_tokens,
        "json mode": endpoint.json_mode,
    }
    return Recipe(how=how, open_reader=open_asking, settings=settings)
