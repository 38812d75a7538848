"""How to read: a record that travels to other processes, and the function that makes a reader from it there.

Another reader is slotted in by a record and a function of its own: `Recipe(how=..., open_reader=...)`.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import msgspec

from sayso.actors import ActorTable
from sayso.documents.document import Document
from sayso.problems import Problem
from sayso.reading.cost import Cost
from sayso.reading.job.errors import CannotOpenError
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Statement


class DocumentReader(Protocol):
    """Whatever finds statements in a document."""

    def read(self, document: Document) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
        """Return the statements of a document in text order, and what could not be read.

        Raises:
            CannotGoOnError: if no other document can be read any more either; it ends the job.
        """


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A reader that is ready, in the process that will use it."""

    name: str
    """Name and version of the reader; a job begun by one is not gone on with by another."""
    reader: DocumentReader
    actors: ActorTable
    """Who is who; documents are dated by it before they are read."""
    problems: tuple[Problem, ...] = ()
    """What was wrong with the user's own tables."""
    spent: Callable[[], Cost] | None = None
    """Returns what reading took since it was last called; None for a reader that takes nothing but time."""


class TableFile(msgspec.Struct, frozen=True, kw_only=True):
    """A table of the user's own, pinned to its content."""

    path: str
    sha256: str | None
    """Of the file's bytes, in hexadecimal; None where it could not be opened."""


class HowToRead(msgspec.Struct, frozen=True, kw_only=True):
    """How the reader that comes with Sayso is to read."""

    lexicon: str = "capphrase"
    actors: tuple[TableFile, ...] = ()
    """Files that add to the actor table."""
    factors: tuple[TableFile, ...] = ()
    """Files that add to the catalogue of factors."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A record of how to read, and the function that makes a reader from it."""

    how: msgspec.Struct
    """Can be pickled and written as JSON."""
    open_reader: Callable[[Any], Opened]
    """A function of a module, called with `how` once in each process; may raise `CannotOpenError`."""
    settings: Mapping[str, Any] | None = None
    """What of `how` the results depend on, as JSON values; None for all of it. An interrupted job is gone on
    with by one of equal settings."""


def how_to_read(
    *, lexicon: str = "capphrase", actors: Sequence[Path] = (), factors: Sequence[Path] = ()
) -> HowToRead:
    """Return the record for a scale of likelihood and the user's own tables, as they stand now."""
    return HowToRead(
        lexicon=lexicon,
        actors=tuple(_pinned(path) for path in actors),
        factors=tuple(_pinned(path) for path in factors),
    )


@dataclass(frozen=True, kw_only=True)
class Tables:
    """What readers look things up in."""

    actors: ActorTable
    catalogue: Catalogue
    lexicon: Lexicon
    problems: tuple[Problem, ...]
    """What was wrong with the user's own tables."""


def load_tables(how: HowToRead) -> Tables:
    """Return the tables, those of the user's own included.

    Raises:
        CannotOpenError: if there is no such lexicon, or a table is not what it was when the job began.
    """
    for table in (*how.actors, *how.factors):
        if _pinned(Path(table.path)) != table:
            raise CannotOpenError(
                f"{table.path} is not what it was when the job began; want the same file on every machine"
            )
    try:
        lexicon = Lexicon.load(how.lexicon)
    except KeyError as error:
        raise CannotOpenError(str(error.args[0])) from error
    actors, bad_actors = ActorTable.load([Path(table.path) for table in how.actors])
    catalogue, bad_factors = Catalogue.load([Path(table.path) for table in how.factors])
    return Tables(actors=actors, catalogue=catalogue, lexicon=lexicon, problems=(*bad_actors, *bad_factors))


def open_sayso(how: HowToRead) -> Opened:
    """Return the reader that comes with Sayso.

    Raises:
        CannotOpenError: if there is no such lexicon, or a table is not what it was when the job began.
    """
    # the reader loads the network; the process that only hands out work stays small
    from sayso.reading.read import READER, Reader  # noqa: PLC0415 - see above

    tables = load_tables(how)
    reader = Reader(actors=tables.actors, catalogue=tables.catalogue, lexicon=tables.lexicon)
    return Opened(name=READER, reader=reader, actors=tables.actors, problems=tables.problems)


def sayso_recipe(how: HowToRead | None = None) -> Recipe:
    """Return the recipe of the reader that comes with Sayso."""
    return Recipe(how=how or HowToRead(), open_reader=open_sayso)


def _pinned(path: Path) -> TableFile:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        digest = None
    return TableFile(path=str(path), sha256=digest)
