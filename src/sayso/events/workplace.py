"""Where loaders work, and what those that died have left: locks, unfinished files, moves into place."""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb
import filelock

from sayso.events.tidy import TABLES

MANIFESTS: Final = "manifest"
REPEATS: Final = "repeats"
_LOADING: Final = "loading"
_PREFIX: Final = "sayso-load-"
_KEY: Final = re.compile(r"[0-9a-f]{64}-.+")
"""Only files of this name are ever cleared away: the folder may hold others of the user's."""
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL: Final = (*_NO_ROOM, errno.EROFS, errno.EACCES, errno.EIO)
"""What the system says against writing; DuckDB has it in its messages."""


class RecordError(Exception):
    """A record that cannot be used, with the reason in its message."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tell in words what the system says against writing to the record.

    Raises:
        RecordError: where the body raises OSError.
    """
    try:
        yield
    except OSError as error:
        raise RecordError(f"{folder}: cannot be written to: {error.strerror or error}") from error


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the record against other processes.

    Raises:
        RecordError: if its folder cannot be made or written to.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / "lock")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Give an empty folder to load in, once what dead loaders left is cleared away.

    Raises:
        RecordError: if the record's folder cannot be written to.
    """
    place = folder / _LOADING
    with held(folder), writing(folder):
        clear_up(folder)
        place.mkdir(exist_ok=True)
        own = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
        # taken before the record is let go, or another loader would hold this one for dead
        lock = filelock.FileLock(_lock_of(own))
        lock.acquire()
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
        lock.release()
        _lock_of(own).unlink(missing_ok=True)


def clear_up(folder: Path) -> None:
    """Remove what loaders that died have left; the caller holds the record.

    Raises:
        OSError: if something cannot be removed.
    """
    place = folder / _LOADING
    for own in place.glob(f"{_PREFIX}*"):
        if own.is_dir() and _is_dead(own):
            shutil.rmtree(own)
    for lock in place.glob(f"{_PREFIX}*.lock"):
        if not lock.with_suffix("").exists():
            lock.unlink(missing_ok=True)
    for table in (*TABLES, REPEATS):
        for path in (folder / table).glob("*.parquet"):
            key = path.name.removesuffix(".parquet")
            if _KEY.fullmatch(key) and not manifest_of(folder, key).exists():
                path.unlink(missing_ok=True)


def manifest_of(folder: Path, key: str) -> Path:
    """Return where the manifest of a file stands."""
    return folder / MANIFESTS / f"{key}.json"


def put(source: Path, target: Path) -> None:
    """Move a finished file into place, on disk before its name is.

    Raises:
        OSError: if it cannot be moved.
    """
    target.parent.mkdir(exist_ok=True)
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.replace(target)
    if os.name == "posix":
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def complaint(error: Exception, folder: Path) -> str:
    """Return in one line what is wrong with an input file, by what DuckDB or the system said.

    Raises:
        RecordError: if it is not the input but the record that cannot be written to.
        KeyboardInterrupt: if the work was interrupted, of which DuckDB tells as an error.
        RuntimeError: if it is neither; DuckDB raises it for nothing else.
    """
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    if isinstance(error, duckdb.OutOfMemoryException):
        raise RecordError(f"{folder}: too little memory, and no room on its disk: {first}") from error
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        # a write that failed half-way does not say where
        raise RecordError(f"{folder}: cannot be written to: {os.strerror(error.errno)}") from error
    if str(folder) in str(error):
        for reason in map(os.strerror, _FULL):
            if reason in str(error):
                raise RecordError(f"{folder}: cannot be written to: {reason}") from error
    if isinstance(error, RuntimeError | duckdb.InterruptException):
        if "interrupted" in first.lower():
            raise KeyboardInterrupt from error
        raise error
    return first


def _lock_of(own: Path) -> Path:
    return own.with_name(f"{own.name}.lock")


def _is_dead(own: Path) -> bool:
    lock = filelock.FileLock(_lock_of(own))
    try:
        with lock.acquire(timeout=0):
            return True
    except filelock.Timeout:
        return False
