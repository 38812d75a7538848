"""Reading for a brief: paths and standard input → documents and their statements."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import msgspec

from sayso.actors import ActorTable
from sayso.documents import read_document, read_paths
from sayso.documents.document import Document
from sayso.documents.folder import STANDARD_INPUT
from sayso.documents.not_reports import CHRONOLOGY, HEAD, is_own_page, passed_over
from sayso.opinions import Way
from sayso.problems import Problem
from sayso.reading.read import Reader
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Statement

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is (0 where nobody knows)."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a brief is made with."""

    runs: int | None = None
    """Runs of the common model; None for the number in the settings of the views."""
    seed: int = 0
    months: int = 12
    """The horizon of the outlook."""
    pooling: Way = "geometric odds"
    """How the speakers' probabilities are made one."""
    certainty: float = 0.25
    """Claims that the reader is less sure of are left out and counted."""
    lexicon: str = "capphrase"
    actors: tuple[Path, ...] = ()
    """Files that add to the actor table."""
    factors: tuple[Path, ...] = ()
    """Files that add to the catalogue of factors."""
    today: dt.date | None = None
    """The day on which the brief is made; stands in for documents without a date."""
    record: Path | None = None
    """Folder of loaded event files that claims are put beside; None for none."""


@dataclass(frozen=True)
class Tables:
    """The tables that reading rests on."""

    actors: ActorTable
    catalogue: Catalogue
    lexicon: Lexicon


@dataclass(frozen=True)
class Gathered:
    """What was read: documents in order, their statements, and what could not be read."""

    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    doubtful: int = 0
    """How many statements were left out because the reader is too unsure of them."""

    def surer_than(self, certainty: float) -> "Gathered":
        """Return the same without the statements whose certainty is below `certainty`."""
        kept = tuple(each for each in self.statements if each.certainty >= certainty)
        left = self.doubtful + len(self.statements) - len(kept)
        return replace(self, statements=kept, doubtful=left)


def load_tables(settings: Settings) -> tuple[Tables, tuple[Problem, ...]]:
    """Return the tables, and what was wrong with the user's additions.

    Raises:
        KeyError: if there is no lexicon of that name; the message names the nearest.
    """
    lexicon = Lexicon.load(settings.lexicon)
    actors, bad_actors = ActorTable.load(settings.actors)
    catalogue, bad_factors = Catalogue.load(settings.factors)
    return Tables(actors=actors, catalogue=catalogue, lexicon=lexicon), (*bad_actors, *bad_factors)


def gather(
    paths: Sequence[Path],
    *,
    tables: Tables,
    piped: bytes | None = None,
    on_progress: Progress | None = None,
    today: dt.date | None = None,
) -> Gathered:
    """Return what is in `paths`, folders walked, and in `piped`, the bytes of standard input.

    Pages that Sayso wrote itself are passed over with a problem; so is told a date after `today`.
    """
    tell = on_progress or _silent
    seen = 0

    def one_more(path: Path) -> None:
        nonlocal seen
        seen += 1
        tell(f"Opening {path.name}", seen, 0)

    wanted = [path for path in paths if path.name != CHRONOLOGY]
    documents, problems = read_paths(wanted, actors=tables.actors, on_progress=one_more, today=today)
    if piped is not None:
        document, found = read_document(piped, STANDARD_INPUT, actors=tables.actors, today=today)
        documents = documents if document is None else (*documents, document)
        problems = (*problems, *found)
    own = tuple(document for document in documents if _is_own_page(document))
    problems = (*problems, *(passed_over(document.name) for document in own))
    documents = tuple(document for document in documents if document not in own)
    statements, found = _read_all(documents, tables, tell)
    return Gathered(documents, statements, (*problems, *found))


def _read_all(
    documents: Sequence[Document], tables: Tables, tell: Progress
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    statements: list[Statement] = []
    problems: list[Problem] = []
    reader = Reader(actors=tables.actors, catalogue=tables.catalogue, lexicon=tables.lexicon)
    for number, document in enumerate(documents):
        tell(f"Reading {Path(document.name).name}", number, len(documents))
        said, found = reader.read(document)
        statements += said
        problems += found
    return tuple(statements), tuple(problems)


def _is_own_page(document: Document) -> bool:
    """Tell whether the document is a brief that was written before and lies among the reports."""
    if document.name == STANDARD_INPUT:
        return False
    try:
        with Path(document.name).open("rb") as file:
            return is_own_page(file.read(HEAD), media_type=document.media_type)
    except OSError:
        return False


def _silent(_doing: str, _done: int, _all: int) -> None:
    """Say nothing."""
