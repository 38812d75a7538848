"""Many rows at once, into SQLite and into PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import BigInteger, Column, Connection, Row, Table, text

T = TypeVar("T")
LONGEST_KEY: Final = 500
"""Characters of a text that is looked up by; PostgreSQL's indexes take 2,704 bytes."""


def insert_rows(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Add rows; each has a value for each name, in that order.

    They go to the database as one parameter: `executemany` would take Python's lock for each row, and wait
    for it while another thread computes.
    """
    if not rows:
        return
    given = {"rows": msgspec.json.encode(rows).decode()}
    taken = [_taken(connection, table.c[name], at) for at, name in enumerate(names)]
    listed = "json_each(:rows)" if is_sqlite(connection) else "json_array_elements(CAST(:rows AS json))"
    connection.execute(
        text(f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(taken)} FROM {listed}"), given
    )


def _taken(connection: Connection, column: Column[Any], at: int) -> str:
    """Return the SQL that takes a column's value out of a row of JSON."""
    if is_sqlite(connection):
        return f"json_extract(value, '$[{at}]')"
    return f"CAST(value->>{at} AS bigint)" if isinstance(column.type, BigInteger) else f"value->>{at}"


def insert_texts(connection: Connection, table: Table, name: str, first: int, texts: Sequence[bytes]) -> None:
    """Add rows of a number, from `first` on, and a long text in UTF-8.

    SQLite cuts them out of one parameter, which is quicker than to read them as JSON.
    """
    if not is_sqlite(connection):
        rows = [(seq, one.decode()) for seq, one in enumerate(texts, start=first)]
        insert_rows(connection, table, ("seq", name), rows)
        return
    ends = list(accumulate(map(len, texts), initial=0))
    places = msgspec.json.encode([(at + 1, len(one)) for at, one in zip(ends[:-1], texts, strict=True)])
    cut = "substr(:all, json_extract(value, '$[0]'), json_extract(value, '$[1]'))"
    connection.execute(
        text(
            f"INSERT INTO {table.name} (seq, {name}) SELECT :first + key, CAST({cut} AS TEXT) "
            "FROM json_each(:places)"
        ),
        {"all": b"".join(texts), "first": first, "places": places.decode()},
    )


def rows_by(
    connection: Connection, table: Table, keys: Iterable[str | int], *names: str, key: str = "id"
) -> Sequence[Row[Any]]:
    """Return the columns `names` of the rows whose column `key` is one of `keys`."""
    wanted = list(keys)
    value, listed = "value", "json_each"
    if not is_sqlite(connection):
        listed = "json_array_elements_text"
        value = "CAST(value AS bigint)" if wanted and isinstance(wanted[0], int) else value
    query = text(
        f"SELECT {', '.join(names)} FROM {table.name} "
        f"WHERE {key} IN (SELECT {value} FROM {listed}(CAST(:keys AS {_json(connection)})))"
    )
    return connection.execute(query, {"keys": msgspec.json.encode(wanted).decode()}).all()


def known_ids(connection: Connection, table: Table, ids: Iterable[str]) -> set[str]:
    """Return those of the identifiers that the table has."""
    given = {"keys": msgspec.json.encode(list(ids)).decode()}
    if not is_sqlite(connection):
        listed = "SELECT value FROM json_array_elements_text(CAST(:keys AS json))"
        return set(
            connection.execute(text(f"SELECT id FROM {table.name} WHERE id IN ({listed})"), given).scalars()
        )
    # one row, for the reason why `insert_rows` takes one parameter
    listed = f"SELECT json_group_array(id) FROM {table.name} WHERE id IN (SELECT value FROM json_each(:keys))"
    return set(msgspec.json.decode(connection.execute(text(listed), given).scalar_one(), type=list[str]))


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


def is_sqlite(connection: Connection) -> bool:
    """Tell whether it is a file."""
    return connection.dialect.name == "sqlite"


def _json(connection: Connection) -> str:
    return "text" if is_sqlite(connection) else "json"
