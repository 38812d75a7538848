"""The workspace: a folder, or a database on a server, that remembers what people say and decide."""

import datetime as dt
import getpass
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeVar

import msgspec
from sqlalchemy import select

from sayso.documents.document import Document
from sayso.forecasts.record import Record
from sayso.problems import Problem
from sayso.statements.statement import Review, Statement
from sayso.store import check, documents, ledger, statements
from sayso.store.added import Added, Change
from sayso.store.backup import back_up
from sayso.store.bulk import key_text
from sayso.store.database import FILE, Database, is_url, server_database, sqlite_database
from sayso.store.errors import WorkspaceError, telling
from sayso.store.migrate import migrate, newest, refuse_newer, refuse_tampered, version_of
from sayso.store.originals import FolderOriginals, Original, TableOriginals
from sayso.store.prefix import identifier
from sayso.store.queue import Order, queue
from sayso.store.selection import Selection
from sayso.store.tables import CHANGES, METADATA

if TYPE_CHECKING:
    from sayso.events.record import Record as EventRecord

R = TypeVar("R", bound=Record)
EVENTS: Final = "events"
"""Name of the folder with the record of events."""
_EVERYTHING: Final = Selection()


class Workspace:
    """An open workspace; use `open` or `create`, and `with` or `close` to let it go.

    Every method raises `WorkspaceError` where the database or the disk does not do what it should. Several
    processes may use a workspace at once; one object is for one thread.
    """

    def __init__(self, database: Database, folder: Path | None, by: str) -> None:
        """Use an open database; `folder` is None on a server."""
        self._database = database
        self._folder = folder
        self._originals = TableOriginals(database) if folder is None else FolderOriginals(folder)
        self.by = by

    @classmethod
    def create(cls, where: Path | str, *, by: str | None = None) -> Self:
        """Make a workspace in a folder, or in the database at a URL, and open it.

        `by` is who works in it, by default the name under which the user is logged in.

        Raises:
            WorkspaceError: if there is one already, or it cannot be made.
        """
        database, folder = _database(where)
        if folder is not None:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise WorkspaceError(f"{folder}: cannot be made: {error.strerror or error}") from error
            _refuse_read_only(folder)
        try:
            with telling(database.place):
                _make(database)
            return cls(database, folder, _who(by))
        except BaseException:
            database.close()
            raise

    @classmethod
    def open(cls, where: Path | str, *, by: str | None = None) -> Self:
        """Open the workspace in a folder, or in the database at a URL; an older one is brought up to date.

        Raises:
            WorkspaceError: if there is none, it is of a later version of Sayso, it was tampered with, it is
                damaged, or it cannot be written to.
        """
        database, folder = _database(where)
        if folder is not None:
            if not (folder / FILE).is_file():
                raise WorkspaceError(f"{folder}: is no workspace; it has no {FILE}. `sayso init` makes one")
            _refuse_read_only(folder)
        try:
            with telling(database.place):
                _refuse_or_update(database)
        except BaseException:
            database.close()
            raise
        opened = cls(database, folder, _who(by))
        if isinstance(opened._originals, FolderOriginals):
            opened._originals.clear_stale()
        return opened

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the workspace itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    @property
    def events(self) -> "EventRecord":
        """The record of events in the workspace's folder.

        Raises:
            WorkspaceError: on a server, which keeps none.
        """
        if self._folder is None:
            raise WorkspaceError(f"{self._database.place}: a server keeps no events; name a record's folder")
        from sayso.events.record import Record as EventRecord  # noqa: PLC0415 - loads DuckDB

        return EventRecord(self._folder / EVENTS)

    def add_documents(self, found: Iterable[tuple[Document, bytes]]) -> Added:
        """Keep documents with the bytes that they were read from; the same again adds nothing."""
        return documents.add_documents(self._database, self._originals, found, by=self.by)

    def documents(self) -> Iterator[Original]:
        """Yield what is noted about the documents that are kept, in the order in which they were added."""
        return documents.select_originals(self._database)

    def original(self, document: str) -> bytes:
        """Return the bytes of a document by its content hash.

        Raises:
            ValueError: if `document` is no content hash.
            WorkspaceError: if they are not kept, or are no longer what they were.
        """
        return self._originals.read(document)

    def add_statements(
        self,
        found: Iterable[Statement | Problem],
        *,
        on_committed: Callable[[Added], None] | None = None,
    ) -> Added:
        """Add statements with their reviews; those whose identifier is known add nothing.

        Takes what `sayso.statements.jsonl.read_statements` yields. They are committed some thousands at a
        time; `on_committed` is told of each time when it is on disk.
        """
        return statements.add_statements(self._database, found, by=self.by, on_committed=on_committed)

    def statements(
        self, selection: Selection = _EVERYTHING, *, limit: int | None = None
    ) -> Iterator[Statement]:
        """Yield the statements of a selection with their reviews, in the order in which they were added.

        Raises:
            ValueError: if the selection's `search` has no word.
        """
        return statements.select_statements(self._database, selection, limit=limit)

    def count_statements(self, selection: Selection = _EVERYTHING) -> int:
        """Return how many statements a selection has."""
        return statements.count_statements(self._database, selection)

    def statements_by_id(self, ids: Iterable[str]) -> Mapping[str, Statement]:
        """Return those of the statements that there are, with their reviews, by identifier."""
        return statements.statements_by_id(self._database, ids)

    def speakers(self) -> tuple[str, ...]:
        """Return the names of all who make a statement, in their own order."""
        return statements.speakers(self._database)

    def queue(self, selection: Selection = _EVERYTHING, *, order: Order = "unsure") -> tuple[str, ...]:
        """Return the identifiers of a selection's statements in the order in which to look at them."""
        return queue(self._database, selection, order)

    def identifier(self, table: str, prefix: str) -> str:
        """Return the one identifier in a table (`statements`, `questions`) that begins with some digits.

        Raises:
            KeyError: if there is no such table.
            ValueError: if none or several begin so; the message names them.
        """
        return identifier(self._database, table, prefix)

    def add_review(self, statement: str, review: Review) -> Added:
        """Append a review to a statement; who and when are filled in where the review does not say."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        whole = msgspec.structs.replace(review, by=review.by or self.by, at=review.at or now)
        return statements.add_review(self._database, statement, whole, by=self.by)

    def add_records(self, found: Iterable[Record | Problem]) -> Added:
        """Add questions, readings, forecasts, resolutions and the other kinds in `kinds.RECORD_KINDS`.

        Takes what `sayso.forecasts.jsonl.read_records` yields, in any order. A resolution or verdict that
        corrects another names it in `supersedes`; both are kept.
        """
        return ledger.add_records(self._database, found, by=self.by)

    def records(self, kind: type[R], where: Mapping[str, str] | None = None) -> Iterator[R]:
        """Yield the records of a kind, in the order in which they were added.

        `where` gives values of columns by which the kind is looked up: `{"question": "7f02a4dca4e091af"}`.

        Raises:
            KeyError: if the kind is not looked up by one of the columns.
        """
        return ledger.select_records(self._database, kind, where or {})

    def change_of(self, table: str, identifier: str) -> Change:
        """Return who added a row, when and with which version.

        Raises:
            KeyError: if there is no such table or row.
        """
        found = METADATA.tables.get(table)
        if found is None or "id" not in found.c:
            raise KeyError(f"no table {table!r} with identifiers")
        query = select(CHANGES).join(found, found.c.change == CHANGES.c.seq).where(found.c.id == identifier)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise KeyError(f"no row {identifier!r} in {table}")
        return Change(**row)

    def check(self) -> Iterator[Problem]:
        """Yield everything that is not as it was written; nothing when all is well."""
        if self._database.is_sqlite:
            yield from check.check_sqlite(self._database)
        yield from check.check_counts(self._database)
        yield from check.check_changes(self._database)
        yield from check.check_statements(self._database)
        yield from check.check_records(self._database)
        yield from check.check_originals(self._database, self._originals)
        if self._folder is not None:
            yield from self.events.look()[1]

    def backup(self, target: Path) -> None:
        """Copy the workspace into the new folder `target`, also while others write to it.

        Raises:
            WorkspaceError: if there is something at `target`, it lies in the workspace itself, it cannot be
                written, or the workspace is on a server.
        """
        if self._folder is None or not isinstance(self._originals, FolderOriginals):
            raise WorkspaceError(f"{self._database.place}: is on a server; back it up with pg_dump")
        if target.resolve().is_relative_to(self._folder.resolve()):
            raise WorkspaceError(
                f"{target}: lies in the workspace itself, and would go where that goes; name a folder outside"
            )
        back_up(self._database, self._originals, self.events, target)


def _database(where: Path | str) -> tuple[Database, Path | None]:
    if isinstance(where, str) and is_url(where):
        return server_database(where), None
    folder = Path(where)
    return sqlite_database(folder), folder


def _who(by: str | None) -> str:
    """Return who says so: the name that is given, else the one under which the user is logged in."""
    if by is not None:
        return key_text(by)
    try:
        return key_text(getpass.getuser())
    except (KeyError, OSError):  # a container without user names
        return "unknown"


def _refuse_read_only(folder: Path) -> None:
    if not os.access(folder, os.W_OK) or ((folder / FILE).exists() and not os.access(folder / FILE, os.W_OK)):
        raise WorkspaceError(
            f"{folder}: cannot be written to: the folder or {FILE} is read-only, and reading writes too "
            "(SQLite's shared memory). Copy it to where you may write"
        )


def _make(database: Database) -> None:
    """Make the tables.

    Raises:
        WorkspaceError: if there are some.
    """
    with database.writing() as connection:
        if version_of(connection) is not None:
            raise WorkspaceError(f"{database.place}: is a workspace already; nothing was changed")
        if (
            database.is_sqlite
            and connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        ):
            raise WorkspaceError(f"{database.place}: {FILE} is the file of another program")
        migrate(connection)
    database.use_write_ahead_log()


def _refuse_or_update(database: Database) -> None:
    """Refuse what cannot be used, and bring an older schema up to date.

    Raises:
        WorkspaceError: if it cannot be used.
    """
    with database.reading() as connection:
        version = version_of(connection)
        if version is None:
            raise WorkspaceError(
                f"{database.place}: is no workspace; its tables are not there. `sayso init` makes one"
            )
        refuse_newer(connection, database.place)
        if database.is_sqlite:
            refuse_tampered(connection, database.place, version)
    if version < newest(database.engine.dialect.name):
        with database.writing() as connection:
            migrate(connection)
    database.use_write_ahead_log()
