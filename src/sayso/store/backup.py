"""A consistent copy of a workspace, made while others write to it."""

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.store.database import FILE, Database
from sayso.store.errors import WorkspaceError, telling
from sayso.store.originals import FOLDER, FolderOriginals, sync_folder
from sayso.store.prepare import is_hash

if TYPE_CHECKING:
    from sayso.events.record import Record as EventRecord


def back_up(database: Database, originals: FolderOriginals, events: "EventRecord", target: Path) -> None:
    """Copy a workspace into the new folder `target`, which then is a workspace itself.

    The copy is built beside and renamed: `target` is whole or not there. The database comes first, so that
    the originals that it speaks of are all there to be copied; they never change.

    Raises:
        WorkspaceError: if there is something at `target`, or it cannot be written.
    """
    if target.exists() or target.is_symlink():
        raise WorkspaceError(f"{target}: is there already; a backup wants a new folder")
    try:
        # whole, so that SQLite does not take a name with `file:` for an address
        folder = target.parent.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=folder))
        try:
            with telling(str(target)):
                _copy_database(database, work / FILE)
                _copy_originals(work / FILE, originals, work)
            _copy_events(events, work / events.folder.name)
            _sync_all(work)
            work.replace(folder / target.name)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        sync_folder(folder)
    except OSError as error:
        raise WorkspaceError(f"{target}: the backup cannot be written: {error.strerror or error}") from error


def _copy_database(database: Database, target: Path) -> None:
    with database.engine.connect() as connection:
        source = connection.connection.driver_connection
        copy = sqlite3.connect(target)
        try:
            assert isinstance(source, sqlite3.Connection)  # noqa: S101 - back_up is for folders only
            source.backup(copy)
        finally:
            copy.close()


def _copy_originals(copied: Path, originals: FolderOriginals, work: Path) -> None:
    connection = sqlite3.connect(copied)
    try:
        query = "SELECT DISTINCT id FROM documents JOIN originals ON originals.document = documents.seq"
        ids = [row[0] for row in connection.execute(query)]
    finally:
        connection.close()
    for one in ids:
        # what is missing or of no hash, a check of the workspace, and of the copy, tells of
        if not (isinstance(one, str) and is_hash(one) and originals.path(one).is_file()):
            continue
        source = originals.path(one)
        target = work / FOLDER / one[:2] / one
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target, follow_symlinks=False)


def _copy_events(events: "EventRecord", target: Path) -> None:
    """Copy the files of the record; the manifest comes last, as when a file is loaded."""
    for entry in events.entries():
        files = sorted(events.folder.glob(f"*/{entry.key}.*"), key=lambda one: one.suffix == ".json")
        try:
            for source in files:
                copied = target / source.relative_to(events.folder)
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, copied)
        except FileNotFoundError:
            continue  # taken out of the record meanwhile


def _sync_all(folder: Path) -> None:
    """Bring every file of the copy to disk before its name is."""
    for place, _, names in os.walk(folder):
        for name in names:
            with (Path(place) / name).open("rb") as file:
                os.fsync(file.fileno())
        sync_folder(Path(place))
