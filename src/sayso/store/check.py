"""What is no longer as it was when it was written."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select, text

from sayso.problems import Problem
from sayso.statements.jsonl import read_statements
from sayso.statements.statement import Review
from sayso.store.database import Database
from sayso.store.errors import WorkspaceError
from sayso.store.kinds import RECORD_KINDS, Kind
from sayso.store.ledger import decoded
from sayso.store.originals import FolderOriginals, Original, Originals
from sayso.store.prepare import Prepared, prepare, review_id
from sayso.store.tables import DOCUMENTS, ORIGINALS, REVIEWS

_PAGE = 1000


def check_sqlite(database: Database) -> Iterator[Problem]:
    """Yield what SQLite itself finds wrong with its file: pages, indexes, foreign keys, search."""
    with database.reading() as connection:
        for (found,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if found != "ok":
                yield Problem(source=database.place, message=f"the file is damaged: {found}", fatal=True)
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Problem(
                source=database.place, message=f"row {row} of {table} names a row that {parent} lacks"
            )
    try:
        with database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO words (words) VALUES ('integrity-check')")
    except WorkspaceError as error:
        yield Problem(source=database.place, message=f"the index for search is damaged: {error}", fatal=True)


def check_counts(database: Database) -> Iterator[Problem]:
    """Yield tables that should have a row for each statement and have not."""
    words = "words_docsize" if database.is_sqlite else "words"
    with database.reading() as connection:
        counts = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("statements", "bodies", words)
        }
    for table, count in counts.items():
        if count != counts["statements"]:
            message = f"{table} has {count} rows for {counts['statements']} statements"
            yield Problem(source=database.place, message=message)


def check_statements(database: Database) -> Iterator[Problem]:
    """Yield statements whose columns and whose line do not say the same."""
    page = text(
        "SELECT statements.seq, statements.id, documents.id, kind, speaker, factor, written, said_from, "
        "said_until, body FROM statements JOIN documents ON documents.seq = statements.document "
        "LEFT JOIN bodies ON bodies.seq = statements.seq "
        "WHERE statements.seq > :after ORDER BY statements.seq LIMIT :page"
    )
    after = 0
    while True:
        with database.reading() as connection:
            rows = connection.execute(page, {"after": after, "page": _PAGE}).all()
        lines = read_statements((row[-1] or "null" for row in rows), database.place)
        for row, found in zip(rows, lines, strict=True):
            source = f"{database.place}: statement {row[1]}"
            if isinstance(found, Problem):
                yield Problem(source=source, message=found.message)
                continue
            again = next(prepare((found,)))
            if not isinstance(again, Prepared) or _columns(again) != tuple(row[1:-1]):
                yield Problem(source=source, message="its columns do not say what its line says")
        if len(rows) < _PAGE:
            return
        after = rows[-1][0]


def _columns(row: Prepared) -> tuple[str | None, ...]:
    return (
        row.id, row.document, row.kind, row.speaker, row.factor, row.written, row.said_from, row.said_until,
    )  # fmt: skip


def check_records(database: Database) -> Iterator[Problem]:
    """Yield records of the ledger and reviews that are not what their identifiers say."""
    for kind in RECORD_KINDS:
        columns = kind.table.c
        query = select(columns.seq, columns.id, columns.body, *(columns[name] for name in kind.keys))
        with database.reading() as connection:
            for row in connection.execution_options(yield_per=_PAGE).execute(query):
                problem = _wrong_record(kind, row, database.place)
                if problem is not None:
                    yield problem
    with database.reading() as connection:
        yield from _wrong_reviews(connection, database.place)


def _wrong_record(kind: Kind, row: Any, place: str) -> Problem | None:
    try:
        record = decoded(kind, row.body, row.id, place)
    except WorkspaceError as error:
        return Problem(source=place, message=str(error).removeprefix(f"{place}: "))
    for name, value in kind.key_values(record).items():
        if getattr(row, name) != value:
            message = f"{kind.table.name} {record.id}: the column {name} does not say what the record says"
            return Problem(source=place, message=message)
    return None


def _wrong_reviews(connection: Connection, place: str) -> Iterator[Problem]:
    for row in connection.execute(select(REVIEWS.c.id, REVIEWS.c.statement, REVIEWS.c.body)):
        try:
            same = review_id(row.statement, msgspec.json.decode(row.body, type=Review)) == row.id
        except (msgspec.DecodeError, ValueError):
            same = False
        if not same:
            yield Problem(source=place, message=f"the review {row.id} is not what was stored")


def check_originals(database: Database, originals: Originals) -> Iterator[Problem]:
    """Yield originals that are missing, were changed, or that no document speaks of."""
    query = select(DOCUMENTS.c.id, ORIGINALS.c.name, ORIGINALS.c.body)
    with database.reading() as connection:
        rows = connection.execute(query.join(DOCUMENTS, DOCUMENTS.c.seq == ORIGINALS.c.document)).all()
    for row in rows:
        try:
            if msgspec.json.decode(row.body, type=Original).document != row.id:
                yield Problem(
                    source=database.place, message=f"{row.name}: its row speaks of another document"
                )
        except msgspec.DecodeError as error:
            yield Problem(
                source=database.place, message=f"{row.name}: its row is not what was stored: {error}"
            )
    ids = {row.id for row in rows}
    for one in sorted(ids):
        try:
            originals.read(one)
        except WorkspaceError as error:
            yield Problem(source=database.place, message=str(error))
    if isinstance(originals, FolderOriginals):
        for name in originals.names():
            if name not in ids:
                message = f"{name} in originals is of no document; adding it was broken off"
                yield Problem(source=database.place, message=message)
