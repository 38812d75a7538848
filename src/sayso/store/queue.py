"""Which statements to look at, in which order, when people go through what the reader read."""

from typing import Final, Literal, TypeAlias

from sqlalchemy import text

from sayso.store.database import Database
from sayso.store.selection import Selection, query_of

Order: TypeAlias = Literal["unsure", "sure", "added", "document"]
"""`unsure`: least certain first. `sure`: most certain first. `added`: as they were added. `document`: one
document after the other, in the order of the text."""

_CERTAINTY: Final = {
    "sqlite": "CAST(json_extract(bodies.body, '$.certainty') AS REAL)",
    "postgresql": "CAST(CAST(bodies.body AS json)->>'certainty' AS double precision)",
}
_START: Final = {
    "sqlite": "CAST(json_extract(bodies.body, '$.start') AS INTEGER)",
    "postgresql": "CAST(CAST(bodies.body AS json)->>'start' AS bigint)",
}


def queue(database: Database, selection: Selection, order: Order) -> tuple[str, ...]:
    """Return the identifiers of a selection's statements in an order; ties in the order of adding."""
    dialect = database.engine.dialect.name
    query = query_of(selection, dialect)
    by = {
        "unsure": f"{_CERTAINTY[dialect]}, statements.seq",
        "sure": f"{_CERTAINTY[dialect]} DESC, statements.seq",
        "added": "statements.seq",
        "document": f"statements.document, {_START[dialect]}, statements.seq",
    }[order]
    listed = text(
        f"SELECT statements.id FROM {query.tables} JOIN bodies ON bodies.seq = statements.seq "
        f"WHERE {query.conditions} ORDER BY {by}"
    )
    with database.reading() as connection:
        return tuple(row[0] for row in connection.execute(listed, query.values))
