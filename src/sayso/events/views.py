"""The views that a connection to a record has."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from sayso.events.entry import Entry
from sayso.events.repeats import COLUMNS, file_of_row
from sayso.events.sql import literal, name, names, parquet
from sayso.events.tidy import TABLES, TableName
from sayso.events.workplace import REPEATS

_SAME = f"{name('like')} = 'same'"


def add_views(connection: duckdb.DuckDBPyConnection, folder: Path, entries: Sequence[Entry]) -> None:
    """Make the views that `Record.connection` describes, over files in the order in which they came."""
    connection.execute("CREATE TEMP TABLE files (file VARCHAR, place INTEGER)")
    if entries:
        rows = ", ".join(f"({literal(entry.key)}, {place})" for place, entry in enumerate(entries))
        connection.execute(f"INSERT INTO files VALUES {rows}")
    marks = {
        entry.key: path for entry in entries if (path := folder / REPEATS / f"{entry.key}.parquet").exists()
    }
    connection.execute(f"CREATE TEMP VIEW repeats AS {_live(list(marks.values()))}")
    for table in TABLES:
        plain: list[Path] = []
        marked: list[Path] = []
        for entry in entries:
            if entry.table == table:
                path = folder / table / f"{entry.key}.parquet"
                (marked if entry.key in marks else plain).append(path)
        views = _views(table, plain, marked)
        for view, query in views.items():
            connection.execute(f"CREATE TEMP VIEW {view} AS {query}")


def _live(marks: Sequence[Path]) -> str:
    """Return SQL of the marks that hold: of rows whose other file is in the record, and was before."""
    if not marks:
        columns = ", ".join(f"NULL::VARCHAR AS {name(one)}" for one in COLUMNS)
        return f"SELECT {columns} WHERE false"
    listed = ", ".join(f"marks.{name(one)}" for one in COLUMNS)
    return (
        f"SELECT {listed} FROM {parquet(marks)} AS marks JOIN files AS own ON own.file = marks.file "
        "JOIN files AS other ON other.file = marks.of_file WHERE other.place < own.place"
    )


def _views(table: TableName, plain: Sequence[Path], marked: Sequence[Path]) -> Mapping[str, str]:
    """Return the SQL of a table's views by their names."""
    every = [*plain, *marked]
    views: dict[str, str] = {table: _good(table, every) if every else _nothing(table)}
    if table == "events":
        # files without marks are read as they are, which costs nothing
        views["events_once"] = _union([*_each(table, plain), *_once(marked)]) or _nothing(table)
        views["events_marked"] = _union([*_unmarked(plain), *_with_marks(marked)]) or _nothing(
            table, "repeat"
        )
    return views


def _good(table: TableName, paths: Sequence[Path]) -> str:
    return f"SELECT {names(TABLES[table])} FROM {parquet(paths)} WHERE problem IS NULL"


def _nothing(table: TableName, *more: str) -> str:
    columns = {**{one: kind for one, (kind, _) in TABLES[table].items()}, **dict.fromkeys(more, "VARCHAR")}
    listed = ", ".join(f"NULL::{kind} AS {name(one)}" for one, kind in columns.items())
    return f"SELECT {listed} WHERE false"


def _each(table: TableName, paths: Sequence[Path]) -> Iterator[str]:
    if paths:
        yield _good(table, paths)


def _unmarked(paths: Sequence[Path]) -> Iterator[str]:
    if paths:
        yield f"SELECT *, NULL::VARCHAR AS repeat FROM ({_good('events', paths)})"


def _once(paths: Sequence[Path]) -> Iterator[str]:
    if paths:
        yield (
            f"SELECT {names(TABLES['events'])} FROM ({_with_file(paths)}) "
            f"ANTI JOIN (SELECT file, id FROM repeats WHERE {_SAME}) USING (file, id)"
        )


def _with_marks(paths: Sequence[Path]) -> Iterator[str]:
    if paths:
        yield (
            f"SELECT {names(TABLES['events'])}, repeat FROM ({_with_file(paths)}) LEFT JOIN "
            f"(SELECT file, id, CASE WHEN bool_or({_SAME}) THEN 'same' ELSE 'elsewhere' END AS repeat "
            "FROM repeats GROUP BY file, id) USING (file, id)"
        )


def _with_file(paths: Sequence[Path]) -> str:
    return f"SELECT *, {file_of_row()} AS file FROM {parquet(paths, filename=True)} WHERE problem IS NULL"


def _union(parts: Sequence[str]) -> str:
    return " UNION ALL ".join(f"({one})" for one in parts)
