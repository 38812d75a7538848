"""What can go wrong with a workspace, and how it is said."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

from sqlalchemy import exc


class WorkspaceError(Exception):
    """A workspace that cannot be used, or not in this way, with the reason in its message."""


_REASONS: Final[Mapping[int, str]] = MappingProxyType(
    {
        sqlite3.SQLITE_PERM: "no permission to use it",
        sqlite3.SQLITE_BUSY: "other programs have written to it all the while; try again",
        sqlite3.SQLITE_READONLY: "it cannot be written to; the folder or the file is read-only",
        sqlite3.SQLITE_IOERR: "the disk refuses to read or write; is it full, or a quota used up?",
        sqlite3.SQLITE_CORRUPT: "the file is damaged; take the last backup",
        sqlite3.SQLITE_FULL: "the disk is full, or a quota used up",
        sqlite3.SQLITE_CANTOPEN: "it cannot be opened; is the folder there, and may it be written to?",
        sqlite3.SQLITE_NOTADB: "is no SQLite file, or a damaged one",
    }
)
"""By primary result code, https://www.sqlite.org/rescode.html."""
_SAFE: Final = "What was stored before is safe."


@contextmanager
def telling(place: str) -> Iterator[None]:
    """Say what a database's error means.

    Raises:
        WorkspaceError: for every error of the database or its driver; `place` names the workspace.
    """
    try:
        yield
    except exc.SQLAlchemyError as error:
        raise WorkspaceError(f"{place}: {_reason(error)}") from error
    except sqlite3.Error as error:
        raise WorkspaceError(f"{place}: {_of_sqlite(error)}") from error
    except UnicodeDecodeError as error:  # SQLite's own message, with a name out of a damaged file in it
        raise WorkspaceError(
            f"{place}: the file is damaged; take the last backup ({error.reason})"
        ) from error


def _reason(error: exc.SQLAlchemyError) -> str:
    origin = error.orig if isinstance(error, exc.DBAPIError) else None
    if isinstance(origin, sqlite3.Error):
        return _of_sqlite(origin)
    return f"the database refuses: {_first_line(origin or error)}"


def _of_sqlite(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    known = None if code is None else _REASONS.get(code & 0xFF)
    if known is None:
        return f"the database refuses: {error}"
    return f"{known} ({error}). {_SAFE}"


def _first_line(error: BaseException) -> str:
    """Return the server's own message where the driver passes its fields on, else the first line."""
    given = error.args[0] if error.args else str(error)
    said = given.get("M") if isinstance(given, dict) else given
    return (str(said) or type(error).__name__).splitlines()[0]
