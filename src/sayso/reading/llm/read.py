"""Reading with a model, for programs: what needs the extra is imported when it is asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sayso.actors import ActorTable
from sayso.documents.document import Document
from sayso.reading.llm.endpoint import Endpoint
from sayso.reading.llm.model_reading import ModelReading
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon

if TYPE_CHECKING:
    from sayso.reading.llm.reader import ModelReader

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

EXTRA = frozenset({"httpx", "pydantic"})
"""What the extra `llm` brings."""


class MissingExtraError(ImportError):
    """Raised where a model is to be asked and the extra `llm` is not installed."""


def open_reader(
    *, endpoint: Endpoint, actors: ActorTable, catalogue: Catalogue, lexicon: Lexicon, cache: Path | None
) -> "ModelReader":
    """Return a reader for many documents, to be used with `with`; nothing is sent yet.

    The key is taken from the environment variable SAYSO_API_KEY. Answers are kept in the folder `cache`.

    Raises:
        MissingExtraError: if httpx or pydantic is not installed.
        ValueError: if the key or the address is none.
    """
    try:
        from sayso.reading.llm.reader import ModelReader  # noqa: PLC0415 - httpx and pydantic are an extra
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise
        message = (
            f"reading with a language model needs {error.name}, which is not installed; "
            "the extra brings it: pip install 'sayso[llm]'"
        )
        raise MissingExtraError(message, name=error.name) from error
    return ModelReader(endpoint=endpoint, actors=actors, catalogue=catalogue, lexicon=lexicon, cache=cache)


def read_with_model(  # noqa: PLR0913 - the document, the model, three tables, and two options
    document: Document,
    *,
    endpoint: Endpoint,
    actors: ActorTable,
    catalogue: Catalogue,
    lexicon: Lexicon,
    cache: Path | None = None,
    on_progress: Progress | None = None,
) -> ModelReading:
    """Return the statements that a language model finds in one document, and what that took.

    Whatever goes wrong at the endpoint or in an answer is a problem of the reading. For many documents use
    `open_reader`, which keeps its connection.

    Raises:
        MissingExtraError: if httpx or pydantic is not installed.
        ValueError: if the key or the address is none.
    """
    tables = open_reader(endpoint=endpoint, actors=actors, catalogue=catalogue, lexicon=lexicon, cache=cache)
    with tables as reader:
        return reader.read(document, on_progress=on_progress)
