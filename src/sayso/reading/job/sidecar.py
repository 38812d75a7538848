"""The file FILE.progress: what was done of a job, one line per document, always behind what is on the disk.

The first line says how the job reads; each further line names a document by its hash and says where the
results end after it. A line that is torn, or speaks of results that are not there, ends what can be used.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from sayso.problems import Problem
from sayso.reading.cost import Cost
from sayso.reading.job.errors import BusyError, CannotWriteError

FORMAT = 1
"""Of the file; one of another format is not gone on with."""


class Made(msgspec.Struct, frozen=True, kw_only=True, tag="made", tag_field="line"):
    """How the job reads; results made in two ways are not mixed."""

    format: int
    sayso: str
    """Version."""
    reader: str
    """Name and version."""
    settings: dict[str, Any]
    """What else the results depend on."""
    today: str
    """The day on which the job was begun, which it keeps."""


class Read(msgspec.Struct, frozen=True, kw_only=True, tag="read", tag_field="line"):
    """A document, or a path that gave none, is done and its results are on the disk."""

    name: str
    key: str
    """SHA-256 of its bytes, or of the problem's words."""
    ends: dict[str, int]
    """Bytes of each result file after it."""
    size: int
    """Bytes of the document."""
    document: str | None
    """SHA-256 of its bytes; None for a path that gave none."""
    read: bool
    """Whether it gave a document that was read to its end."""
    statements: int
    words: int
    problems: tuple[Problem, ...] = ()
    signature: str | None = None
    """MinHash of the words in base 64, where near-duplicates are marked."""
    cost: Cost | None = None
    """What asking a language model took."""


class Complete(msgspec.Struct, frozen=True, tag="complete", tag_field="line"):
    """All is on the disk; only names are left to change."""


Line: TypeAlias = Made | Read | Complete
_decoder = msgspec.json.Decoder(Line)


class Sidecar:
    """The file beside the results; held state: the open file, locked against a second job."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            CannotWriteError: if it cannot be written.
            BusyError: if another job is writing it.
        """
        self._path = path
        self._is_new = not path.exists()
        try:
            self._file = path.open("x+b" if self._is_new else "r+b", buffering=0)
        except OSError as error:
            raise self._cannot(error) from error
        if not _locked(self._file.fileno()):
            self._file.close()
            raise BusyError(f"another job is writing {path.name} at this moment; wait, or write elsewhere")

    def lines(self) -> Iterator[tuple[Line, int]]:
        """Yield each usable line and where it ends; stops before the first that is torn."""
        end = 0
        with self._path.open("rb") as file:
            for row in file:
                if not row.endswith(b"\n"):
                    return
                try:
                    line = _decoder.decode(row)
                except (msgspec.DecodeError, UnicodeDecodeError):
                    return
                end += len(row)
                yield line, end

    def cut(self, end: int) -> None:
        """Keep the first `end` bytes only, and write on from there.

        Raises:
            CannotWriteError: if it cannot be written.
        """
        try:
            self._file.truncate(end)
            self._file.seek(end)
        except OSError as error:
            raise self._cannot(error) from error

    def append(self, lines: Sequence[Line]) -> None:
        """Write lines and wait until they are on the disk.

        Raises:
            CannotWriteError: if they cannot be written.
        """
        content = memoryview(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
        try:
            while content:
                content = content[self._file.write(content) or 0 :]
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._cannot(error) from error

    def remove(self) -> None:
        """Delete the file: the job is done."""
        if os.name == "nt":
            self._file.close()
        self._path.unlink(missing_ok=True)
        self._file.close()

    def close(self) -> None:
        """Close the file, which stays for the job to be gone on with, unless it is new and empty."""
        if self._is_new and not os.fstat(self._file.fileno()).st_size:
            self.remove()
        self._file.close()

    def _cannot(self, error: OSError) -> CannotWriteError:
        return CannotWriteError(f"cannot write {self._path}: {error.strerror or error}")


def differences(before: Made, now: Made) -> tuple[str, ...]:
    """Return in words what a job would do in another way than the one that was interrupted."""
    pairs = {
        "format": (before.format, now.format),
        "Sayso's version": (before.sayso, now.sayso),
        "the reader": (before.reader, now.reader),
        **_pairs(before.settings, now.settings),
    }
    return tuple(
        f"{name} was {_shown(old)}, now {_shown(new)}" for name, (old, new) in pairs.items() if old != new
    )


def _pairs(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (before.get(name), now.get(name)) for name in (*before, *(set(now) - set(before)))}


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _locked(descriptor: int) -> bool:
    """Lock a file against other processes where the system can; the lock ends with the process."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ModuleNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # a file system without locks
        return True
    return True
