"""The tables of a workspace as SQLAlchemy sees them; `migrations/` makes them.

Rows are added and never changed: triggers refuse UPDATE and DELETE. `seq` rises in the order in which rows
were committed, since writers take turns. Every row belongs to a change, which says who, when and with which
version.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, Table, Text

METADATA: Final = MetaData()


def _table(name: str, *texts: str, numbers: tuple[str, ...] = (), key: str = "seq") -> Table:
    """Return a table with a row number, further numbers, and columns of text."""
    columns = [Column(one, BigInteger, primary_key=one == key) for one in ("seq", *numbers)]
    return Table(name, METADATA, *columns, *(Column(one, Text) for one in texts))


MIGRATIONS: Final = Table(
    "migrations",
    METADATA,
    Column("version", BigInteger, primary_key=True),
    Column("at", Text),
    Column("sayso", Text),
)
"""The versions of the schema that the workspace has gone through."""
CHANGES: Final = _table("changes", "at", "by", "sayso", "what")
"""One row per transaction that added something."""
DOCUMENTS: Final = _table("documents", "id", numbers=("change",))
"""Documents by the SHA-256 of their bytes, those of imported statements included."""
ORIGINALS: Final = _table("originals", "name", "body", numbers=("document", "change"))
"""Documents whose bytes are kept, under each name that they came with."""
CONTENTS: Final = Table(
    "contents", METADATA, Column("document", BigInteger, primary_key=True), Column("data", LargeBinary)
)
"""The bytes themselves, on PostgreSQL only; a folder keeps them as files."""
STATEMENTS: Final = _table(
    "statements",
    "id", "kind", "speaker", "factor", "written", "said_from", "said_until",
    numbers=("document", "change"),
)  # fmt: skip
"""What statements are looked up by: narrow rows, so that a filter reads little."""
BODIES: Final = _table("bodies", "body")
"""The statements, each as its line of JSON without reviews."""
ABOUT: Final = Table("about", METADATA, Column("actor", Text), Column("seq", BigInteger))
"""The actors of each statement's factor and cause."""
WORDS: Final = Table("words", METADATA, Column("seq", BigInteger, primary_key=True), Column("quote", Text))
"""The index for full-text search: FTS5 (where `seq` is called `rowid`) or tsvector."""
REVIEWS: Final = _table("reviews", "id", "statement", "body", numbers=("change",))
"""What people decided about statements."""


def ledger_table(name: str, *keys: str) -> Table:
    """Return the table of one kind of record: identifier, what it is looked up by, the record as JSON."""
    return _table(name, "id", *keys, "body", numbers=("change",))
