"""What is no longer as it was when it was written."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select, text

from sayso.problems import Problem
from sayso.statements.jsonl import read_statements
from sayso.statements.statement import Review, Statement
from sayso.store.bulk import key_text
from sayso.store.check_lookup import Lookup
from sayso.store.database import Database, next_seq
from sayso.store.errors import WorkspaceError
from sayso.store.kinds import RECORD_KINDS, Kind
from sayso.store.ledger import decoded
from sayso.store.originals import FolderOriginals, Original, Originals
from sayso.store.prepare import Prepared, prepare, review_id
from sayso.store.tables import CHANGES, DOCUMENTS, ORIGINALS, REVIEWS

_PAGE = 1000
_UNLIKE = "its columns do not say what its line says"


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
    """Yield statements whose columns and whose line do not say the same, or that are found by other words."""
    page = text(
        "SELECT statements.seq, statements.id, documents.id, kind, speaker, factor, written, said_from, "
        "said_until, body FROM statements JOIN documents ON documents.seq = statements.document "
        "LEFT JOIN bodies ON bodies.seq = statements.seq "
        "WHERE statements.seq > :after AND statements.seq <= :last ORDER BY statements.seq LIMIT :page"
    )
    with database.reading() as connection:
        after, last = 0, next_seq(connection, "statements") - 1
    wrong = False
    with Lookup(database, last) as lookup:
        while after < last:
            with database.reading() as connection:
                rows = connection.execute(page, {"after": after, "last": last, "page": _PAGE}).all()
            good: list[tuple[int, Prepared]] = []
            for row, found in zip(rows, _lines([row[-1] for row in rows], database.place), strict=True):
                again = prepare(found) if isinstance(found, Statement) else found
                if isinstance(again, Prepared) and again.columns == tuple(row[1:-1]):
                    good.append((row[0], again))
                    continue
                wrong = True
                message = again.message if isinstance(again, Problem) else _UNLIKE
                yield Problem(source=f"{database.place}: statement {row[1]!r}", message=message)
            lookup.add(good)
            after = rows[-1][0] if len(rows) == _PAGE else last
        if not wrong:
            yield from lookup.problems()


def _lines(bodies: list[Any], place: str) -> Iterator[Statement | Problem]:
    """Yield what each line holds; a line in a forged row may be no text."""
    yield from read_statements((one if isinstance(one, (str, bytes)) else "null" for one in bodies), place)


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
        except (msgspec.DecodeError, ValueError, TypeError):
            same = False
        if not same:
            yield Problem(source=place, message=f"the review {row.id} is not what was stored")


def check_changes(database: Database) -> Iterator[Problem]:
    """Yield changes that do not say who, when and with which version."""
    with database.reading() as connection:
        for row in connection.execution_options(yield_per=_PAGE).execute(select(CHANGES)):
            if not all(isinstance(one, str) for one in row[1:]):
                yield Problem(source=database.place, message=f"the change {row.seq} is not what was stored")


def check_originals(database: Database, originals: Originals) -> Iterator[Problem]:
    """Yield originals that are missing, were changed, or that no document speaks of."""
    query = select(DOCUMENTS.c.id, ORIGINALS.c.name, ORIGINALS.c.body)
    with database.reading() as connection:
        rows = connection.execute(query.join(DOCUMENTS, DOCUMENTS.c.seq == ORIGINALS.c.document)).all()
    for row in rows:
        try:
            original = msgspec.json.decode(row.body, type=Original)
        except (msgspec.DecodeError, ValueError, TypeError) as error:
            yield Problem(
                source=database.place, message=f"{row.name!r}: its row is not what was stored: {error}"
            )
            continue
        if original.document != row.id:
            yield Problem(source=database.place, message=f"{row.name!r}: its row speaks of another document")
        if key_text(original.name) != row.name:
            yield Problem(source=database.place, message=f"{row.name!r}: its row speaks of {original.name!r}")
    ids = {row.id for row in rows}
    for one in sorted(ids, key=repr):
        try:
            originals.read(one)
        except (WorkspaceError, ValueError, TypeError) as error:  # the latter for what is no hash
            yield Problem(source=database.place, message=str(error))
    if isinstance(originals, FolderOriginals):
        for name in originals.names():
            if name not in ids:
                message = f"{name} in originals is of no document; adding it was broken off"
                yield Problem(source=database.place, message=message)
