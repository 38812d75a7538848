"""Reports into a workspace: each is read once, and kept with what was read from it."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso import __version__
from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.documents.document import Document
from sayso.documents.folder import STANDARD_INPUT, bytes_of
from sayso.problems import Problem
from sayso.reading.job import Means, Recipe, Result, list_inputs, read_listing
from sayso.reading.job.inputs import Listing
from sayso.statements.jsonl import read_statements
from sayso.store.added import Added
from sayso.store.intake import add_problems, named
from sayso.store.reading_done import ReadingDone
from sayso.store.workspace import Workspace


class ReportsAdded(msgspec.Struct, frozen=True, kw_only=True):
    """What came of adding reports."""

    documents: Added = Added()
    statements: Added = Added()
    known: int = 0
    """Reports that the same reader had read in the same way before; they were not read again."""
    problems: tuple[Problem, ...] = ()
    whole: int = 0
    """Reports that there were."""
    done: int = 0
    """Reports that are done."""


class HowAdded(msgspec.Struct, frozen=True, kw_only=True):
    """How reports are read and kept."""

    reader: str
    """Name of the reader: `sayso`, `llm`, `both`."""
    actors: tuple[Path, ...] = ()
    """Files that add to the actor table."""
    again: bool = False
    """Whether reports are read that were read in the same way before."""
    today: dt.date
    """A document dated later is reported."""


def add_reports(  # noqa: PLR0913 - what is read, how, and who is told
    workspace: Workspace,
    paths: Sequence[Path],
    how: HowAdded,
    *,
    recipe: Recipe,
    means: Means | None = None,
    piped: bytes | None = None,
    on_done: Callable[[ReportsAdded], None] | None = None,
) -> ReportsAdded:
    """Read reports, keep them with their statements and problems, and return what came of it.

    Each report is committed when it is read: who stops the work keeps what is done, and the same call goes on
    with the rest. `on_done` is told after each report how far it is.

    Raises:
        JobError: if the reader cannot be opened or can read no more.
        WorkspaceError: if the workspace cannot be written to.
    """
    settings = _settings(recipe)
    listing = list_inputs(paths, piped=piped)
    total = ReportsAdded(whole=listing.count)
    left, known = (listing, 0) if how.again else _unread(workspace, listing, how.reader, settings)
    total = msgspec.structs.replace(total, known=known, done=known)
    actors = ActorTable.load(how.actors)[0]
    results = (
        read_listing(left, recipe=recipe, means=means, today=how.today) if left.found or left.piped else ()
    )
    files = {named(path): path for path in left.found if isinstance(path, Path)}
    for result in results:
        data = left.piped if result.name == STANDARD_INPUT else _bytes(files.get(result.name))
        total = _keep(workspace, result, data, actors=actors, how=how, total=total, settings=settings)
        if on_done is not None:
            on_done(total)
    return total


def _keep(  # noqa: PLR0913 - one report with all that belongs to it
    workspace: Workspace,
    result: Result,
    data: bytes | None,
    *,
    actors: ActorTable,
    how: HowAdded,
    total: ReportsAdded,
    settings: dict[str, Any],
) -> ReportsAdded:
    problems = list(result.problems)
    documents, statements = Added(), Added()
    found = _document(result, data, actors, how.today)
    if isinstance(found, Problem):
        problems.append(found)
    elif found is not None and data is not None:
        documents = workspace.add_documents([(found, data)])
        if result.copy_of is None:
            statements = workspace.add_statements(read_statements(result.lines, result.name))
            workspace.add_records([_done(result, how, settings, workspace)])
    add_problems(workspace, [*problems, *documents.problems, *statements.problems])
    return ReportsAdded(
        documents=total.documents.plus(documents),
        statements=total.statements.plus(statements),
        known=total.known,
        problems=(*total.problems, *problems),
        whole=total.whole,
        done=total.done + (result.document is not None),
    )


def _done(result: Result, how: HowAdded, settings: dict[str, Any], workspace: Workspace) -> ReadingDone:
    made = ReadingDone(
        document=result.document or "-",
        reader=how.reader,
        settings=settings,
        version=__version__,
        statements=result.statement_count,
        problems=len(result.problems),
        at=dt.datetime.now(dt.UTC),
    )
    before = next(
        (one for one in workspace.records(ReadingDone, {"document": made.document}) if one.id == made.id),
        None,
    )
    return made if before is None else before


def _document(
    result: Result, data: bytes | None, actors: ActorTable, today: dt.date
) -> Document | Problem | None:
    """Return the document of a result, None where it gave none, or why it cannot be kept."""
    if result.document is None or (result.facts is None and result.copy_of is None):
        return None
    if data is None or hashlib.sha256(data).hexdigest() != result.document:
        return Problem(
            source=result.name, message="was changed while it was read; it was not kept", fatal=True
        )
    return read_document(data, result.name, actors=actors, today=today)[0]


def _unread(
    workspace: Workspace, listing: Listing, reader: str, settings: dict[str, Any]
) -> tuple[Listing, int]:
    """Return what of a listing was not read in this way before, and how many reports were."""
    found: list[Path | Problem] = []
    known = 0
    for one in listing.found:
        data = _bytes(one) if isinstance(one, Path) else None
        if data is not None and _was_read(workspace, data, reader, settings):
            known += 1
        else:
            found.append(one)
    piped = listing.piped
    if piped is not None and _was_read(workspace, piped, reader, settings):
        known, piped = known + 1, None
    return Listing(found=tuple(found), piped=piped, bytes=listing.bytes), known


def _was_read(workspace: Workspace, data: bytes, reader: str, settings: dict[str, Any]) -> bool:
    probe = ReadingDone(
        document=hashlib.sha256(data).hexdigest(), reader=reader, settings=settings, version=__version__
    )
    done: Iterator[ReadingDone] = workspace.records(ReadingDone, {"document": probe.document})
    return any(one.id == probe.id for one in done)


def _settings(recipe: Recipe) -> dict[str, Any]:
    """Return all that statements depend on, as JSON has it."""
    depended_on = recipe.how if recipe.settings is None else recipe.settings
    settings: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(depended_on))
    return settings


def _bytes(path: Path | None) -> bytes | None:
    data = None if path is None else bytes_of(path, set())
    return data if isinstance(data, bytes) else None
