"""Originals: the bytes of documents, kept by content hash and never changed."""

import hashlib
import os
import stat
import tempfile
import time
from pathlib import Path
from typing import Final, Protocol

import msgspec
from sqlalchemy import Connection, select

from sayso.dates import DateInterval
from sayso.documents.document import Document
from sayso.store.database import Database
from sayso.store.errors import WorkspaceError
from sayso.store.prepare import is_hash
from sayso.store.tables import CONTENTS, DOCUMENTS

FOLDER: Final = "originals"
"""Name of the folder in a workspace."""
_WORK: Final = "work"
_STALE_S: Final = 86_400
"""Age in seconds of an unfinished file after which its writer is taken for dead."""


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """A document whose bytes are kept, under one of the names that it came with."""

    document: str
    """SHA-256 of the bytes, in hexadecimal."""
    name: str
    """The path or name under which it was given; never used as a path here."""
    size: int
    """Bytes."""
    media_type: str
    encoding: str
    language: str
    """ISO 639-1 code."""
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: DateInterval | None = None
    """When it was written."""


class Originals(Protocol):
    """A place for the bytes of documents."""

    def keep(self, connection: Connection, number: int, data: bytes) -> None:
        """Keep the bytes of the document with this row number."""

    def read(self, document: str) -> bytes:
        """Return the bytes of a document by its content hash."""


def original_of(document: Document, data: bytes) -> Original:
    """Return what is noted about a document.

    Raises:
        ValueError: if the document was not read from these bytes.
    """
    found = hashlib.sha256(data).hexdigest()
    if document.id != found:
        raise ValueError(
            f"{document.name}: the document {document.id} was not read from these bytes ({found})"
        )
    return Original(
        document=document.id,
        name=document.name,
        size=len(data),
        media_type=document.media_type,
        encoding=document.encoding,
        language=document.language,
        title=document.title,
        outlet=document.outlet,
        author=document.author,
        date=None if document.date is None else document.date.interval,
    )


def refuse_no_hash(document: str) -> None:
    """Refuse what is no content hash, a path above all.

    Raises:
        ValueError: if it is not 64 hexadecimal digits in lower case.
    """
    if not is_hash(document):
        raise ValueError(f"{document[:80]!r} is not the SHA-256 of a document; want 64 hexadecimal digits")


class FolderOriginals:
    """Originals as files `originals/ab/abcd…`."""

    def __init__(self, folder: Path) -> None:
        """Use the folder `originals` in `folder`, which need not exist yet."""
        self.folder = folder / FOLDER

    def path(self, document: str) -> Path:
        """Return where a document's bytes are.

        Raises:
            ValueError: if `document` is no content hash.
        """
        refuse_no_hash(document)
        return self.folder / document[:2] / document

    def keep(self, connection: Connection, number: int, data: bytes) -> None:  # noqa: ARG002 - files need neither
        """Write the bytes beside, then rename: a file of that name is whole or not there.

        Raises:
            OSError: if it cannot be written.
        """
        path = self.path(hashlib.sha256(data).hexdigest())
        if _bytes_of(path) == data:
            return
        work = self.folder / _WORK
        for folder in (work, path.parent):
            folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=work)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                Path(name).chmod(0o444)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)

    def read(self, document: str) -> bytes:
        """Return the bytes of a document.

        Raises:
            ValueError: if `document` is no content hash.
            WorkspaceError: if they are not there, or are no longer what they were.
        """
        path = self.path(document)
        data = _bytes_of(path)
        if data is None:
            raise WorkspaceError(f"{path}: there is no such original, or it is no plain file")
        if hashlib.sha256(data).hexdigest() != document:
            raise WorkspaceError(
                f"{path}: the original was changed; its content is no longer what its name says"
            )
        return data

    def names(self) -> list[str]:
        """Return the names of all files that lie there, finished ones only."""
        folders = [one for one in self.folder.glob("*") if one.is_dir() and one.name != _WORK]
        return sorted(path.name for folder in folders for path in folder.iterdir())

    def clear_stale(self) -> None:
        """Remove what writers that died long ago left unfinished."""
        for path in (self.folder / _WORK).glob("*"):
            try:
                if time.time() - path.lstat().st_mtime > _STALE_S:
                    path.unlink()
            except OSError:
                continue  # finished or cleared meanwhile, of another user, or no file of ours


class TableOriginals:
    """Originals in the database itself, where there is no folder."""

    def __init__(self, database: Database) -> None:
        """Use this database."""
        self._database = database

    def keep(self, connection: Connection, number: int, data: bytes) -> None:
        """Write the bytes within the open transaction."""
        there = connection.execute(select(CONTENTS.c.document).where(CONTENTS.c.document == number)).first()
        if there is None:
            connection.execute(CONTENTS.insert().values(document=number, data=data))

    def read(self, document: str) -> bytes:
        """Return the bytes of a document.

        Raises:
            ValueError: if `document` is no content hash.
            WorkspaceError: if they are not there, or are no longer what they were.
        """
        refuse_no_hash(document)
        query = select(CONTENTS.c.data).join(DOCUMENTS, DOCUMENTS.c.seq == CONTENTS.c.document)
        with self._database.reading() as connection:
            data = connection.execute(query.where(DOCUMENTS.c.id == document)).scalar()
        if data is None:
            raise WorkspaceError(f"{self._database.place}: there is no original {document}")
        if hashlib.sha256(data).hexdigest() != document:
            raise WorkspaceError(f"{self._database.place}: the original {document} was changed")
        return bytes(data)


def _bytes_of(path: Path) -> bytes | None:
    """Return the bytes of a plain file, None where there is none; a link is not followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to disk, where the system can."""
    # `reading.job.sink` has the same; importing it from here would load the reader for every command
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
