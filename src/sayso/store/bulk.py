"""Many rows at once, into SQLite and into PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import BigInteger, Connection, Row, Table, text

T = TypeVar("T")
LONGEST_KEY: Final = 500
"""Characters of a text that is looked up by; PostgreSQL's indexes take 2,704 bytes."""


def insert_rows(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Add rows; each has a value for each name, in that order."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", list(rows)
        )
        return
    kinds = {one: "bigint" if isinstance(table.c[one].type, BigInteger) else "text" for one in names}
    columns = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
    values = ", ".join(names)
    given = msgspec.json.encode([dict(zip(names, row, strict=True)) for row in rows]).decode()
    connection.execute(
        text(
            f"INSERT INTO {table.name} ({values}) SELECT {values} "
            f"FROM json_to_recordset(CAST(:rows AS json)) AS given ({columns})"
        ),
        {"rows": given},
    )


def rows_by(
    connection: Connection, table: Table, keys: Iterable[str | int], *names: str, key: str = "id"
) -> Sequence[Row[Any]]:
    """Return the columns `names` of the rows whose column `key` is one of `keys`."""
    wanted = list(keys)
    value, listed = "value", "json_each"
    if connection.dialect.name != "sqlite":
        listed = "json_array_elements_text"
        value = "CAST(value AS bigint)" if wanted and isinstance(wanted[0], int) else value
    query = text(
        f"SELECT {', '.join(names)} FROM {table.name} "
        f"WHERE {key} IN (SELECT {value} FROM {listed}(CAST(:keys AS {_json(connection)})))"
    )
    return connection.execute(query, {"keys": msgspec.json.encode(wanted).decode()}).all()


def known_ids(connection: Connection, table: Table, ids: Iterable[str]) -> set[str]:
    """Return those of the identifiers that the table has."""
    return {row.id for row in rows_by(connection, table, ids, "id")}


def batches(found: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of at most `size`."""
    left = iter(found)
    while batch := list(islice(left, size)):
        yield batch


def key_text(said: str) -> str:
    """Return a text as it is looked up by: cut to `LONGEST_KEY`, without what the databases refuse.

    NUL and lone surrogates become U+FFFD and a question mark.
    """
    cut = said[:LONGEST_KEY].replace("\0", "\ufffd")
    return cut if cut.isascii() else cut.encode("utf-8", "replace").decode()


def _json(connection: Connection) -> str:
    return "text" if connection.dialect.name == "sqlite" else "json"
