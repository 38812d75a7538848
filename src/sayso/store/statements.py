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
from sayso.store.bulk import batches, insert_rows, known_ids, rows_by
from sayso.store.database import Database, next_seq
from sayso.store.errors import WorkspaceError
from sayso.store.prepare import Prepared, prepare, review_id
from sayso.store.search import spaced
from sayso.store.selection import Selection, few_rows, query_of
from sayso.store.tables import ABOUT, BODIES, DOCUMENTS, REVIEWS, STATEMENTS

BATCH: Final = 16384
"""Statements per transaction: enough to be quick, few enough that others wait less than a second."""
_PAGE: Final = 1000
"""Statements that are read at once; what is in memory while they are streamed."""
_NAMES: Final = (
    "seq", "id", "document", "kind", "speaker", "factor", "written", "said_from", "said_until", "change",
)  # fmt: skip


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
        for batch in batches(found, BATCH):
            rows, before = _prepared(batch)
            total = _finish(waiting)
            waiting = writer.submit(_store, database, rows, before, by)
        return _finish(waiting)


def _prepared(batch: list[Statement | Problem]) -> tuple[dict[str, Prepared], Added]:
    """Return the rows by identifier, and what came of those that are none."""
    rows: dict[str, Prepared] = {}
    before = Added()
    for one in batch:
        if isinstance(one, Problem):
            before = before.plus(Added(refused=1, problems=(one,)))
            continue
        row = next(prepare((one,)))
        if isinstance(row, Problem):
            before = before.plus(Added(refused=1, problems=(row,)))
        elif row.id in rows:
            again = rows[row.id].statement != row.statement
            before = before.plus(Added(known=1, different=(row.id,) if again else ()))
        else:
            rows[row.id] = row
    return rows, before


def _store(database: Database, rows: dict[str, Prepared], before: Added, by: str) -> Added:
    if not rows:
        return before
    with database.writing() as connection:
        known = known_ids(connection, STATEMENTS, rows)
        new = [row for row in rows.values() if row.id not in known]
        change = database.change(connection, by=by, what="statements") if new else 0
        if new:
            _insert(connection, new, change)
        reviewed = [(row.id, row.reviews) for row in rows.values() if row.reviews]
        if reviewed:
            change = change or database.change(connection, by=by, what="reviews")
            insert_reviews(connection, reviewed, change)
        different = _different(connection, [rows[one] for one in known])
    return before.plus(Added(added=len(new), known=len(known), different=different))


def _insert(connection: Connection, rows: list[Prepared], change: int) -> None:
    documents = _document_numbers(connection, {row.document for row in rows}, change)
    first = next_seq(connection, "statements")
    numbered = list(enumerate(rows, start=first))
    insert_rows(
        connection,
        STATEMENTS,
        _NAMES,
        [
            (
                seq, row.id, documents[row.document], row.kind, row.speaker, row.factor, row.written,
                row.said_from, row.said_until, change,
            )
            for seq, row in numbered
        ],
    )  # fmt: skip
    insert_rows(connection, BODIES, ("seq", "body"), [(seq, row.body) for seq, row in numbered])
    about = [(actor, seq) for seq, row in numbered for actor in row.actors]
    insert_rows(connection, ABOUT, ("actor", "seq"), sorted(about))
    words = [(seq, row.words) for seq, row in numbered]
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO words (rowid, quote) VALUES (?, ?)", words)
    else:
        given = msgspec.json.encode([(seq, spaced(said)) for seq, said in words]).decode()
        insert = (
            "INSERT INTO words (seq, quote) SELECT CAST(one->>0 AS bigint), to_tsvector('simple', one->>1) "
            "FROM json_array_elements(CAST(:rows AS json)) AS given (one)"
        )
        connection.execute(text(insert), {"rows": given})


def _document_numbers(connection: Connection, ids: set[str], change: int) -> dict[str, int]:
    """Return the row number of each document; those that are new are noted, without an original."""
    found = {row.id: row.seq for row in rows_by(connection, DOCUMENTS, ids, "id", "seq")}
    new = sorted(ids - found.keys())
    numbers = dict(zip(new, range(first := next_seq(connection, "documents"), first + len(new)), strict=True))
    insert_rows(connection, DOCUMENTS, ("seq", "id", "change"), [(numbers[one], one, change) for one in new])
    return found | numbers


document_numbers = _document_numbers


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


def _different(connection: Connection, rows: list[Prepared]) -> tuple[str, ...]:
    """Return the identifiers of those that do not say what the workspace holds under them."""
    if not rows:
        return ()
    by_id = {row.id: row.statement for row in rows}
    query = "statements JOIN bodies ON bodies.seq = statements.seq"
    listed = "json_each(:ids)" if connection.dialect.name == "sqlite" else (
        "json_array_elements_text(CAST(:ids AS json))"
    )  # fmt: skip
    found = connection.execute(
        text(f"SELECT id, body FROM {query} WHERE id IN (SELECT value FROM {listed})"),
        {"ids": msgspec.json.encode(list(by_id)).decode()},
    )
    held: dict[str, str] = {row[0]: row[1] for row in found}
    lines = (held[one] for one in by_id)
    same = zip(by_id.items(), read_statements(lines, "workspace"), strict=True)
    return tuple(one for (one, statement), there in same if there != statement)


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
        return tuple(row[0] for row in connection.execute(listed))


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
        review = msgspec.json.decode(row.body, type=Review)
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
