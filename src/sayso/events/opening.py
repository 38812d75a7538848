"""Files as they lie on disk → plain files to read: .gz and .zip are unpacked within bounds."""

import gzip
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from sayso.events.head import SIZE, Head

LARGEST = 128 << 30
"""Bytes that one file may have when unpacked: 128 GiB."""
MOST_GAIN = 400
"""How many times larger than packed a file may become; event data gain 5 to 15 times."""
_FREE_GAIN = 64 << 20
"""Bytes up to which the gain is not looked at."""
MOST_MEMBERS = 10_000
"""Files that an archive may hold."""
_CHUNK = 4 << 20
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_WORKBOOK = "[Content_Types].xml"
_FINDER_NOTES = "__MACOSX/"
"""Where macOS puts notes of its own into archives."""


class OpeningError(Exception):
    """A file that cannot be unpacked, with the reason in its message."""


class Plain(msgspec.Struct, frozen=True):
    """A plain file to read, and how people know it."""

    path: Path
    name: str
    """`20190101.zip!20190101.export.CSV` for a member of an archive."""
    folder: Path | None = None
    """Where the user keeps the file, with those that belong to it; its own folder where not given."""

    def head(self) -> Head:
        """Return the beginning of the file."""
        with self.path.open("rb") as file:
            return Head(
                file.read(SIZE), self.name.rpartition("!")[2], self.path, self.folder or self.path.parent
            )


@contextmanager
def opened(path: Path, scratch: Path) -> Iterator[list[Plain]]:
    """Give the plain files that `path` holds; what is unpacked lies in `scratch` and goes at the end.

    Raises:
        OpeningError: if the file cannot be read or unpacked, or would become too large.
    """
    magic = _beginning(path)
    made: list[Path] = []
    try:
        if magic.startswith(_GZIP):
            made.append(scratch / "unpacked")
            with gzip.open(path, "rb") as packed:
                if not _unpack(packed, made[0], _Bounds(path.stat().st_size)):
                    raise OpeningError("the packed file is empty")
            yield [Plain(made[0], path.name.removesuffix(".gz"), path.parent)]
        elif magic in {_ZIP, _EMPTY_ZIP}:
            yield _members(path, scratch, made)
        else:
            yield [Plain(path, path.name)]
    finally:
        for one in made:
            one.unlink(missing_ok=True)


def _beginning(path: Path) -> bytes:
    """Return the first bytes of a file.

    Raises:
        OpeningError: if it cannot be read or is empty.
    """
    try:
        if path.exists() and not path.is_file():
            raise OpeningError("is not a file")
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise OpeningError(f"cannot be read: {error.strerror}") from error
    if not magic:
        raise OpeningError("the file is empty")
    return magic


def _members(path: Path, scratch: Path, made: list[Path]) -> list[Plain]:
    """Unpack the members of an archive, in its order."""
    found: list[Plain] = []
    bounds = _Bounds(path.stat().st_size)
    try:
        with zipfile.ZipFile(path) as archive:
            members = _event_files(archive)
            bounds.check(sum(one.file_size for one in members))
            for number, member in enumerate(members):
                made.append(scratch / f"unpacked-{number}")
                with archive.open(member) as packed:
                    _unpack(packed, made[-1], bounds)
                found.append(Plain(made[-1], f"{path.name}!{member.filename}", path.parent))
    # an empty name in a damaged archive is an IndexError in zipfile
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        ValueError,
        IndexError,
        OSError,
        EOFError,
    ) as error:
        raise OpeningError(f"the archive cannot be unpacked: {error}") from error
    return found


def _event_files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the members that may be event files.

    Raises:
        OpeningError: if there are none, or too many, or two of one name.
    """
    members = [
        one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith(_FINDER_NOTES)
    ]
    names = {one.filename for one in members}
    if not members:
        raise OpeningError("the archive holds no file")
    if _WORKBOOK in names:
        raise OpeningError("the file is a workbook; save its sheet as CSV")
    if len(members) > MOST_MEMBERS:
        raise OpeningError(f"the archive holds more than {MOST_MEMBERS} files; it is not read")
    if len(names) < len(members):
        raise OpeningError("the archive holds two files of one name")
    return members


class _Bounds:
    """How large a file may become when it is unpacked, all its members together."""

    def __init__(self, packed: int) -> None:
        self._packed = packed
        self._done = 0

    def add(self, size: int) -> None:
        """Count bytes that came out.

        Raises:
            OpeningError: if there are too many by now.
        """
        self._done += size
        self.check(self._done)

    def check(self, size: int) -> None:
        """Hold a size against the bounds.

        Raises:
            OpeningError: if it is too large.
        """
        if size > LARGEST:
            raise OpeningError(f"unpacked, it has more than {LARGEST >> 30} GiB; it is not read")
        if size > _FREE_GAIN and size > MOST_GAIN * self._packed:
            raise OpeningError(
                f"unpacked, it is more than {MOST_GAIN} times as large; no event data are packed so "
                "tightly, and it is not read"
            )


def _unpack(packed: gzip.GzipFile | IO[bytes], target: Path, bounds: _Bounds) -> int:
    """Write what comes out of `packed` to `target` and return how many bytes that is.

    Raises:
        OpeningError: if it is cut off, damaged or too large, or cannot be written.
    """
    done = 0
    try:
        with target.open("wb") as file:
            for chunk in _chunks(packed):
                bounds.add(len(chunk))
                file.write(chunk)
                done += len(chunk)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OpeningError(f"cannot be unpacked to {os.fspath(target.parent)}: {reason}") from error
    return done


def _chunks(packed: gzip.GzipFile | IO[bytes]) -> Iterator[bytes]:
    """Yield what comes out of a packed file, piece by piece.

    Raises:
        OpeningError: if it is cut off or damaged.
    """
    try:
        while chunk := packed.read(_CHUNK):
            yield chunk
    except EOFError as error:
        raise OpeningError("the packed file is cut off; fetch it again") from error
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, lzma.LZMAError) as error:
        raise OpeningError(f"the packed file is damaged ({error}); fetch it again") from error
