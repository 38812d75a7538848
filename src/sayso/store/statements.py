"""Statements in a workspace: added in batches, found again in the order in which they were added."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import msgspec
from sqlalchemy import Connection, text

from sayso.problems import Problem
from sayso.statements.jsonl import read_statements
from sayso.statements.statement import Review, Statement
from sayso.store.added import Added, refusal
from sayso.store.bulk import batches, insert_rows, insert_texts, is_sqlite, known_ids, rows_by
from sayso.store.database import Database, next_seq
from sayso.store.errors import WorkspaceError
from sayso.store.prepare import COLUMNS, Batch, Prepared, review_id, same_statement
from sayso.store.search import spaced
from sayso.store.selection import Selection, few_rows, query_of
from sayso.store.tables import ABOUT, BODIES, DOCUMENTS, REVIEWS, STATEMENTS

BATCH: Final = 16384
"""Statements per transaction: enough to be quick, few enough that others wait less than a second."""
_PAGE: Final = 1000
"""Statements that are read at once; what is in memory while they are streamed."""
_BATCH_BYTES: Final = 1 << 25
"""Bytes of their lines at which a transaction ends before it has `BATCH` statements."""


def add_statements(
    database: Database,
    found: Iterable[Statement | Problem],
    *,
    by: str,
    on_committed: Callable[[Added], None] | None = None,
) -> Added:
    """Add statements, and return what came of them; problems among them are passed on.

    While a batch is written, the next is prepared. `on_committed` is told of each batch when it is on disk.
    """
    total = Added()
    waiting: Future[Added] | None = None

    def _finish(future: Future[Added] | None) -> Added:
        if future is None:
            return total
        done = future.result()
        if on_committed is not None:
            on_committed(done)
        return total.plus(done)

    with ThreadPoolExecutor(1) as writer:
        try:
            for batch in _prepared(found):
                before, waiting = waiting, None
                total = _finish(before)
                waiting = writer.submit(_store, database, batch, by)
        finally:  # also where reading breaks off: what is committed is told
            total = _finish(waiting)
    return total


def _prepared(found: Iterable[Statement | Problem]) -> Iterator[Batch]:
    batch = Batch()
    for one in found:
        batch.add(one)
        if batch.taken >= BATCH or batch.size >= _BATCH_BYTES:
            yield batch
            batch = Batch()
    if batch.taken:
        yield batch


def _store(database: Database, batch: Batch, by: str) -> Added:
    rows = batch.rows
    if not rows:
        return batch.beside()
    with database.writing() as connection:
        known = known_ids(connection, STATEMENTS, rows)
        new = [row for row in rows.values() if row.id not in known] if known else list(rows.values())
        change = database.change(connection, by=by, what="statements") if new else 0
        if new:
            _insert(connection, new, change)
        reviewed = [(row.id, row.reviews) for row in rows.values() if row.reviews]
        if reviewed:
            change = change or database.change(connection, by=by, what="reviews")
            insert_reviews(connection, reviewed, change)
        different = _different(connection, {one: rows[one].body for one in rows if one in known})
    return batch.beside().plus(Added(added=len(new), known=len(known), different=different))


def _insert(connection: Connection, rows: list[Prepared], change: int) -> None:
    documents = document_numbers(connection, {row.document for row in rows}, change)
    first = next_seq(connection, "statements")
    insert_rows(
        connection,
        STATEMENTS,
        ("seq", "document", "change", "id", *COLUMNS[2:]),
        [
            (seq, documents[row.document], change, row.id, *row.columns[2:])
            for seq, row in enumerate(rows, start=first)
        ],
    )
    insert_texts(connection, BODIES, "body", first, [row.body for row in rows])
    about = [(actor, seq) for seq, row in enumerate(rows, start=first) for actor in row.actors]
    insert_rows(connection, ABOUT, ("actor", "seq"), sorted(about))
    _insert_words(connection, first, [row.words for row in rows])


def _insert_words(connection: Connection, first: int, said: list[str]) -> None:
    """Add the words of the statements from number `first` on to the index for search."""
    if is_sqlite(connection):
        given = [one.replace("\0", " ") for one in said]  # which would end a text in JSON
        insert = "INSERT INTO words (rowid, quote) SELECT :first + key, value FROM json_each(:rows)"
    else:
        given = list(map(spaced, said))
        insert = (
            "INSERT INTO words (seq, quote) SELECT :first - 1 + place, to_tsvector('simple', value) "
            "FROM json_array_elements_text(CAST(:rows AS json)) WITH ORDINALITY AS given (value, place)"
        )
    connection.execute(text(insert), {"first": first, "rows": msgspec.json.encode(given).decode()})


def document_numbers(connection: Connection, ids: set[str], change: int) -> dict[str, int]:
    """Return the row number of each document; those that are new are noted, without an original."""
    found = {row.id: row.seq for row in rows_by(connection, DOCUMENTS, ids, "id", "seq")}
    new = sorted(ids - found.keys())
    numbers = dict(zip(new, range(first := next_seq(connection, "documents"), first + len(new)), strict=True))
    insert_rows(connection, DOCUMENTS, ("seq", "id", "change"), [(numbers[one], one, change) for one in new])
    return found | numbers


def insert_reviews(
    connection: Connection, reviewed: Iterable[tuple[str, tuple[Review, ...]]], change: int
) -> int:
    """Append reviews to statements, and return how many are new."""
    rows = {review_id(one, review): (one, review) for one, reviews in reviewed for review in reviews}
    known = known_ids(connection, REVIEWS, rows)
    new = [(key, *found) for key, found in rows.items() if key not in known]
    first = next_seq(connection, "reviews")
    insert_rows(
        connection,
        REVIEWS,
        ("seq", "id", "statement", "body", "change"),
        [
            (seq, key, statement, msgspec.json.encode(review).decode(), change)
            for seq, (key, statement, review) in enumerate(new, start=first)
        ],
    )
    return len(new)


def _different(connection: Connection, given: dict[str, bytes]) -> tuple[str, ...]:
    """Return the identifiers of lines that do not say what the workspace holds under them."""
    if not given:
        return ()
    listed = "json_each(:ids)" if is_sqlite(connection) else "json_array_elements_text(CAST(:ids AS json))"
    found = connection.execute(
        text(
            "SELECT id, body FROM statements JOIN bodies ON bodies.seq = statements.seq "
            f"WHERE id IN (SELECT value FROM {listed})"
        ),
        {"ids": msgspec.json.encode(list(given)).decode()},
    )
    held = {one: body for one, body in found if isinstance(body, (str, bytes))}
    return tuple(one for one, line in given.items() if not same_statement(line, held.get(one, b"")))


def select_statements(
    database: Database, selection: Selection, *, limit: int | None = None
) -> Iterator[Statement]:
    """Yield the statements of a selection with their reviews, in the order in which they were added.

    They are read page by page, so that a long export takes little memory and holds nobody up. What is added
    meanwhile is not among them.

    Raises:
        WorkspaceError: if a row does not hold what it should: the file was changed by other means.
    """
    with database.reading() as connection:
        last = next_seq(connection, "statements") - 1
        few = few_rows(connection, selection)
    query = query_of(selection, database.engine.dialect.name, few=few)
    page = text(
        "SELECT bodies.seq, bodies.body FROM "
        f"(SELECT {query.seq} AS seq FROM {query.tables} WHERE {query.conditions} "
        f"AND {query.seq} > :after AND {query.seq} <= :last ORDER BY {query.seq} LIMIT :page) AS found "
        "JOIN bodies ON bodies.seq = found.seq ORDER BY bodies.seq"
    )
    after, left = 0, limit
    while left is None or left > 0:
        size = _PAGE if left is None else min(left, _PAGE)
        with database.reading() as connection:
            values = query.values | {"after": after, "last": last, "page": size}
            rows = connection.execute(page, values).all()
            statements = _with_reviews(connection, [row[1] for row in rows], database.place)
        yield from statements
        if len(rows) < size:
            return
        after, left = rows[-1][0], None if left is None else left - size


def statements_by_id(database: Database, ids: Iterable[str]) -> dict[str, Statement]:
    """Return those of the statements that there are, with their reviews, by identifier.

    Raises:
        WorkspaceError: as `select_statements`.
    """
    found: dict[str, Statement] = {}
    for batch in batches(ids, _PAGE):
        with database.reading() as connection:
            numbers = [row.seq for row in rows_by(connection, STATEMENTS, batch, "seq")]
            rows = rows_by(connection, BODIES, numbers, "body", key="seq") if numbers else ()
            statements = _with_reviews(connection, [row.body for row in rows], database.place)
        found |= {one.id: one for one in statements}
    return found


def speakers(database: Database) -> tuple[str, ...]:
    """Return the names of all who make a statement, in their own order."""
    listed = text("SELECT DISTINCT speaker FROM statements ORDER BY speaker")
    with database.reading() as connection:
        names = [row[0] for row in connection.execute(listed)]
    if not all(isinstance(one, str) for one in names):
        raise WorkspaceError(f"{database.place}: a speaker is not what was stored. Run a check")
    return tuple(names)


def count_statements(database: Database, selection: Selection) -> int:
    """Return how many statements a selection has."""
    with database.reading() as connection:
        query = query_of(selection, database.engine.dialect.name, few=few_rows(connection, selection))
        counted = text(f"SELECT count(*) FROM {query.tables} WHERE {query.conditions}")
        return int(connection.execute(counted, query.values).scalar_one())


def _with_reviews(connection: Connection, bodies: list[str], place: str) -> list[Statement]:
    statements: list[Statement] = []
    for one in read_statements(bodies, place):
        if isinstance(one, Problem):
            raise WorkspaceError(f"{place}: a statement is not what was stored: {one.message}. Run a check")
        statements.append(one)
    reviews: dict[str, tuple[Review, ...]] = {}
    rows = rows_by(
        connection, REVIEWS, (one.id for one in statements), "seq", "statement", "body", key="statement"
    )
    for row in sorted(rows):
        try:
            review = msgspec.json.decode(row.body, type=Review)
        except (msgspec.DecodeError, ValueError, TypeError) as error:
            raise WorkspaceError(f"{place}: a review is not what was stored: {error}. Run a check") from error
        reviews[row.statement] = (*reviews.get(row.statement, ()), review)
    if not reviews:
        return statements
    return [
        msgspec.structs.replace(one, review=reviews[one.id]) if one.id in reviews else one
        for one in statements
    ]


def add_review(database: Database, statement: str, review: Review, *, by: str) -> Added:
    """Append a review to a statement."""
    with database.writing() as connection:
        if not known_ids(connection, STATEMENTS, (statement,)):
            return refusal("review", f"no statement {statement!r} in the workspace")
        if known_ids(connection, REVIEWS, (review_id(statement, review),)):
            return Added(known=1)
        insert_reviews(
            connection, [(statement, (review,))], database.change(connection, by=by, what="review")
        )
    return Added(added=1)
