"""A record as it stood on a day: its views without rows that reach beyond."""

import datetime as dt
from typing import Final

import duckdb

from sayso.events.sql import name
from sayso.events.tidy import TABLES

_WHOLE: Final = "whole_"
_VIEWS: Final = ("events", "events_once", "counts", "votes")


def cut(connection: duckdb.DuckDBPyConnection, last: dt.date) -> None:
    """Leave in the views of a record's connection (`Record.connection`) only rows whose span ends by `last`.

    `events`, `events_once`, `counts` and `votes` are cut, so that nothing later can bear on what is read from
    them: neither a number nor the choice of a product. A later call with another day, also a later one, cuts
    the whole record anew.
    """
    for view in _VIEWS:
        whole = name(f"{_WHOLE}{view}")
        if not _has(connection, f"{_WHOLE}{view}"):
            connection.execute(f"ALTER VIEW {name(view)} RENAME TO {whole}")
        table = TABLES["events" if view == "events_once" else view]  # type: ignore[index]  # views are tables
        ends = "coalesce(until, date)" if "until" in table else "date"
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {name(view)} AS SELECT * FROM {whole} WHERE {ends} <= DATE '{last}'"
        )


def _has(connection: duckdb.DuckDBPyConnection, view: str) -> bool:
    query = "SELECT count(*) FROM duckdb_views() WHERE view_name = $1"
    return bool(connection.execute(query, [view]).fetchall()[0][0])
