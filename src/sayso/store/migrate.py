"""Versions of the schema: numbered SQL scripts, one for each database, that are run once and never edited.

The statements of a script are separated by blank lines and have no percent sign, which drivers read as a
parameter. A script runs in one transaction with the row that
records it, so that a workspace has either all of it or nothing.
"""

import datetime as dt
import functools
import sqlite3
from importlib import resources

from sqlalchemy import Connection, inspect, select

from sayso import __version__
from sayso.store.errors import WorkspaceError
from sayso.store.tables import MIGRATIONS


@functools.cache
def scripts(dialect: str) -> dict[int, tuple[str, ...]]:
    """Return the statements of each script by version, in order; `dialect` as SQLAlchemy names it."""
    found: dict[int, tuple[str, ...]] = {}
    folder = resources.files("sayso.store") / "migrations"
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        number, _, rest = path.name.partition(".")
        if rest == f"{dialect}.sql":
            text = path.read_text(encoding="utf-8")
            found[int(number)] = tuple(part for part in text.split("\n\n") if part.strip())
    return found


def newest(dialect: str) -> int:
    """Return the version of the schema that this version of Sayso writes."""
    return max(scripts(dialect))


def version_of(connection: Connection) -> int | None:
    """Return the version of a workspace's schema, None where there is none yet."""
    if not inspect(connection).has_table(MIGRATIONS.name):
        return None
    rows = connection.execute(select(MIGRATIONS.c.version).order_by(MIGRATIONS.c.version.desc()).limit(1))
    return rows.scalar()


def migrate(connection: Connection) -> None:
    """Bring the schema up to date, within the transaction that is open."""
    dialect = connection.dialect.name
    done = version_of(connection) or 0
    for version, statements in scripts(dialect).items():
        if version <= done:
            continue
        for statement in statements:
            connection.exec_driver_sql(statement)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        connection.execute(MIGRATIONS.insert().values(version=version, at=now, sayso=__version__))


def refuse_newer(connection: Connection, place: str) -> None:
    """Refuse a workspace that a later version of Sayso has written to.

    Raises:
        WorkspaceError: if its schema is newer than the newest known here.
    """
    row = connection.execute(
        select(MIGRATIONS.c.version, MIGRATIONS.c.sayso).order_by(MIGRATIONS.c.version.desc()).limit(1)
    ).first()
    known = newest(connection.dialect.name)
    if row is not None and row.version > known:
        raise WorkspaceError(
            f"{place}: was written by Sayso {row.sayso} (schema {row.version}); this is Sayso {__version__}, "
            f"which knows schemas up to {known}. Update Sayso"
        )


def refuse_tampered(connection: Connection, place: str, version: int) -> None:
    """Refuse a SQLite file whose tables, indexes or triggers are not those of its version.

    A foreign trigger or view would run with every write; a trigger taken away would let rows be overwritten.

    Raises:
        WorkspaceError: if one is missing, differs or is not ours.
    """
    there = _schema(connection.exec_driver_sql(_SCHEMA).all())
    ours = _expected(version)
    for name in sorted(ours.keys() | there.keys()):
        if ours.get(name) == there.get(name):
            continue
        what = "is missing" if name not in there else "was changed" if name in ours else "is not of Sayso"
        raise WorkspaceError(
            f"{place}: the file was tampered with: {' '.join(name)} {what}. It is not opened; "
            "take the last backup"
        )


_SCHEMA = "SELECT type, name, sql FROM sqlite_master"
_SHADOWS = frozenset({"words_data", "words_idx", "words_docsize", "words_config"})
"""Tables that FTS5 makes for itself, in words that differ between versions of SQLite."""


def _schema(rows: object) -> dict[tuple[str, str], str | None]:
    return {
        (kind, name): None if kind == "table" and name in _SHADOWS else sql
        for kind, name, sql in rows  # type: ignore[attr-defined]
        if not name.startswith("sqlite_")
    }


@functools.cache
def _expected(version: int) -> dict[tuple[str, str], str | None]:
    connection = sqlite3.connect(":memory:")
    try:
        for number, statements in scripts("sqlite").items():
            for statement in statements if number <= version else ():
                connection.execute(statement)
        return _schema(connection.execute(_SCHEMA).fetchall())
    finally:
        connection.close()
