"""Whether statements are found by what they say: the index for search, and the table of actors."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from types import TracebackType
from typing import Any, Final, Self

import msgspec
from sqlalchemy import Connection, text

from sayso.problems import Problem
from sayso.store.bulk import is_sqlite
from sayso.store.database import Database
from sayso.store.errors import WorkspaceError, telling
from sayso.store.prepare import Prepared
from sayso.store.search import spaced

_SAME_INDEX: Final = "fts5(quote, content='', tokenize='unicode61 remove_diacritics 2')"
"""As the first migration makes it."""
_POSTINGS: Final = "SELECT term, count(*), sum(doc * (offset + 1)) FROM {0} {1} GROUP BY term ORDER BY term"
"""Each word with the number of its places, and a sum that another place changes."""


class Lookup:
    """What statements should be found by; held state: an index made anew from them, outside the workspace."""

    def __init__(self, database: Database, last: int) -> None:
        """Begin with none; what was added after the row number `last` is not looked at."""
        self._database = database
        self._last = last
        self._count: Counter[str] = Counter()
        self._sum: Counter[str] = Counter()
        self._wrong = 0
        self._again = sqlite3.connect("") if database.is_sqlite else None  # a file that is gone when closed
        if self._again is not None:
            self._again.execute(f"CREATE VIRTUAL TABLE again USING {_SAME_INDEX}")

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Throw the index away."""
        if self._again is not None:
            self._again.close()

    def add(self, rows: Iterable[tuple[int, Prepared]]) -> None:
        """Take in statements with their row numbers.

        Raises:
            WorkspaceError: if there is no room for the index.
        """
        words = []
        for seq, row in rows:
            words.append((seq, row.words))
            for actor in row.actors:
                self._count[actor] += 1
                self._sum[actor] += seq
        if self._again is not None:
            with telling("the check's own index"):
                self._again.executemany("INSERT INTO again (rowid, quote) VALUES (?, ?)", words)
            return
        query = (
            "SELECT count(*) FROM json_array_elements(CAST(:rows AS json)) AS given (one) "
            "LEFT JOIN words ON words.seq = CAST(one->>0 AS bigint) "
            "WHERE words.quote IS DISTINCT FROM to_tsvector('simple', one->>1)"
        )
        given = msgspec.json.encode([(seq, spaced(said)) for seq, said in words]).decode()
        with self._database.reading() as connection:
            self._wrong += connection.execute(text(query), {"rows": given}).scalar_one()

    def problems(self) -> Iterator[Problem]:
        """Yield what statements are not found by that they should be, or are and should not."""
        place = self._database.place
        with self._database.reading() as connection:
            if set(self._actors(connection)) != {(one, n, self._sum[one]) for one, n in self._count.items()}:
                yield Problem(source=place, message="the actors of statements are not those in their lines")
        try:
            wrong = self._wrong if self._again is None else self._words(self._again)
        except WorkspaceError as error:
            yield Problem(source=place, message=f"the index for search is damaged: {error}", fatal=True)
            return
        if wrong:
            message = f"the index for search does not say what the statements say: {wrong:,} differ"
            yield Problem(source=place, message=message, fatal=True)

    def _actors(self, connection: Connection) -> Iterator[tuple[Any, ...]]:
        query = "SELECT actor, count(*), sum(seq) FROM about WHERE seq <= :last GROUP BY actor"
        for actor, count, total in connection.execute(text(query), {"last": self._last}):
            yield actor, count, int(total)

    def _words(self, again: sqlite3.Connection) -> int:
        """Return how many words stand elsewhere than they should in the index of a file."""
        with self._database.reading() as connection:
            there = connection.connection.driver_connection
            assert isinstance(there, sqlite3.Connection) and is_sqlite(connection)  # noqa: S101, PT018 - as given
            wanted = _postings(again, "again", None)
            return sum(
                one != other for one, other in zip_longest(_postings(there, "words", self._last), wanted)
            )


def _postings(connection: sqlite3.Connection, table: str, last: int | None) -> list[tuple[Any, ...]]:
    """Return each word of an index with its places up to a row number."""
    name = f"places_of_{table}"
    connection.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, {table}, instance)")
    try:
        bound = "" if last is None else f"WHERE doc <= {last}"
        return connection.execute(_POSTINGS.format(name, bound)).fetchall()
    finally:
        connection.execute(f"DROP TABLE temp.{name}")
