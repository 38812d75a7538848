"""The database under a workspace: SQLite in a folder, or PostgreSQL at a URL; writers take turns."""

import datetime as dt
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sayso import __version__
from sayso.store.errors import WorkspaceError, telling
from sayso.store.tables import CHANGES

FILE: Final = "workspace.sqlite"
"""Name of the SQLite file in a workspace's folder."""
APPLICATION: Final = 0x5379736F
"""`application_id` in the header of the SQLite file: `Syso` in ASCII."""
WAIT_S: Final = 120
"""Seconds that a writer waits for its turn."""
_LOCK: Final = APPLICATION
"""Key of the advisory lock under which writers on PostgreSQL take turns."""
_ADDRESS: Final = "postgresql://USER:PASSWORD@HOST/DATABASE"
_PRAGMAS: Final = (
    f"PRAGMA busy_timeout = {WAIT_S * 1000}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # so that REPLACE meets the triggers that refuse DELETE
    "PRAGMA synchronous = FULL",  # a commit is on disk when it returns
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -131072",  # KiB
    "PRAGMA wal_autocheckpoint = 32000",  # pages: an import touches most of an index in every batch
)


class Database:
    """An engine, and how to read and write with it."""

    def __init__(self, engine: Engine, place: str) -> None:
        """Use this engine; `place` names the workspace in messages."""
        self.engine = engine
        self.place = place

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection within one consistent view.

        Raises:
            WorkspaceError: if the database cannot be read.
        """
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with telling(self.place), self.engine.connect() as bare:
            connection = bare.execution_options(**options)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection within one transaction that no other writer shares; keep it short.

        Raises:
            WorkspaceError: if the database cannot be written to; nothing of the transaction is then there.
        """
        with telling(self.place), self.engine.connect() as bare:
            connection = bare.execution_options(sayso_writes=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection

    def change(self, connection: Connection, *, by: str, what: str) -> int:
        """Return the number of a new change: who, when, with which version."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        row = CHANGES.insert().values(at=now, by=by, sayso=__version__, what=what).returning(CHANGES.c.seq)
        seq = next_seq(connection, "changes")
        return int(connection.execute(row.values(seq=seq)).scalar_one())

    def use_write_ahead_log(self) -> None:
        """Let readers and a writer of a file work at once; the file remembers it.

        Raises:
            WorkspaceError: if the file cannot be changed.
        """
        if not self.is_sqlite:
            return
        with telling(self.place), self.engine.connect() as connection:
            bare = connection.connection.driver_connection
            if bare is not None:
                _use_write_ahead_log(bare)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def next_seq(connection: Connection, table: str) -> int:
    """Return the next row number of a table; only within `writing`, where nobody else takes it."""
    return int(connection.exec_driver_sql(f"SELECT coalesce(max(seq), 0) + 1 FROM {table}").scalar_one())


def sqlite_database(folder: Path) -> Database:
    """Return the database of a folder; the file is made when it is first used."""
    engine = create_engine(
        URL.create("sqlite", database=str(folder / FILE)), connect_args={"timeout": WAIT_S}
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return Database(engine, str(folder))


def server_database(url: str) -> Database:
    """Return the database at a URL, `postgresql://USER:PASSWORD@HOST/DATABASE`.

    Raises:
        WorkspaceError: if the URL is none, is of another database, or the driver is not installed.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise WorkspaceError(f"not a URL; want {_ADDRESS}") from error
    place = parsed.render_as_string(hide_password=True)
    if parsed.get_backend_name() not in {"postgresql", "postgres"}:
        raise WorkspaceError(f"{place}: want a folder, or {_ADDRESS}")
    if "+" not in parsed.drivername:
        lacking = [name for name in ("host", "database", "username") if not getattr(parsed, name)]
        if lacking:
            raise WorkspaceError(f"{place}: names no {' and no '.join(lacking)}; want {_ADDRESS}")
        parsed = parsed.set(drivername="postgresql+pg8000")
    try:
        return Database(create_engine(parsed, pool_pre_ping=True), place)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise WorkspaceError(
            f"{place}: the driver is not installed ({error}); want `pip install 'sayso[postgresql]'`"
        ) from error


def is_url(where: str) -> bool:
    """Tell whether a place is a URL and no folder."""
    return "://" in where


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun here, not by the driver
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch, and try again while another process looks at the new file: here SQLite itself does not wait."""
    give_up = time.monotonic() + WAIT_S
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.01)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("sayso_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
