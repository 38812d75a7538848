"""A file that grows while the job runs and stands under its own name once the job is done."""

import os
from pathlib import Path

from sayso.reading.job.errors import CannotWriteError


class Sink:
    """A result file; held state: what is written of it, and what waits to be written.

    It is written as `NAME.part`, so that an older `NAME` stays whole until the new one is. A device or a
    pipe is written to as it is.
    """

    def __init__(self, path: Path) -> None:
        """Take the place of the file; nothing is opened yet."""
        self._given = path
        self._target = path.resolve()
        self._is_file = self._target.is_file() or not self._target.exists()
        self._part = beside(path, "part") if self._is_file else self._target
        self._descriptor: int | None = None
        self._waiting: list[bytes] = []
        self.end = 0
        """Bytes of the file, those that wait included."""
        self.waiting = 0
        """Bytes that wait to be written."""

    @property
    def is_file(self) -> bool:
        """Whether it is a file, which can be gone on with."""
        return self._is_file

    @property
    def size(self) -> int:
        """Bytes that stand in the unfinished file, 0 where there is none."""
        return self._part.stat().st_size if self._is_file and self._part.is_file() else 0

    def open(self, start: int) -> None:
        """Open the file to go on after its first `start` bytes; what stands behind them is cut off.

        Raises:
            CannotWriteError: if it cannot be written.
        """
        try:
            create = os.O_CREAT if self._is_file else 0
            self._descriptor = os.open(self._part, os.O_WRONLY | create | getattr(os, "O_BINARY", 0), 0o666)
            if self._is_file:
                os.ftruncate(self._descriptor, start)
                os.lseek(self._descriptor, start, os.SEEK_SET)
                sync_folder(self._part.parent)
        except OSError as error:
            raise self._cannot(error) from error
        self.end = start

    def add(self, content: bytes) -> None:
        """Keep bytes to be written."""
        self._waiting.append(content)
        self.waiting += len(content)
        self.end += len(content)

    def write(self, *, sync: bool) -> None:
        """Write what waits; with `sync` it is on the disk afterwards.

        Raises:
            CannotWriteError: if the disk is full, or the file cannot be written any more.
        """
        if self._descriptor is None or not self._waiting:
            return
        content = memoryview(b"".join(self._waiting))
        self._waiting.clear()
        self.waiting = 0
        try:
            while content:
                content = content[os.write(self._descriptor, content) :]
            if sync and self._is_file:
                os.fsync(self._descriptor)
        except OSError as error:
            raise self._cannot(error) from error

    def finish(self) -> None:
        """Put the file under its own name.

        Raises:
            CannotWriteError: if it cannot be put there.
        """
        self.close()
        if self._is_file and self._part.is_file():
            try:
                self._part.replace(self._target)
                sync_folder(self._target.parent)
            except OSError as error:
                raise self._cannot(error) from error

    def discard(self) -> None:
        """Leave nothing of the unfinished file."""
        self.close()
        if self._is_file:
            self._part.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file; what waits is not written."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _cannot(self, error: OSError) -> CannotWriteError:
        return CannotWriteError(f"cannot write {self._given}: {error.strerror or error}")


def beside(path: Path, ending: str) -> Path:
    """Return the file of the same name with one more ending, where the name leads to.

    >>> beside(Path("/results/claims.jsonl"), "part").name
    'claims.jsonl.part'
    """
    target = path.resolve()
    return target.with_name(f"{target.name}.{ending}")


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
