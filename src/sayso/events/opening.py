"""Files as they lie on disk → plain files to read: .gz and .zip are unpacked within bounds."""

import codecs
import gzip
import lzma
import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final

import msgspec

from sayso.events.head import SIZE, Head
from sayso.events.neighbours import Neighbours

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
_FOREIGN: Final[Mapping[bytes, str]] = {
    **dict.fromkeys(
        (_GZIP, _ZIP, b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c", b"\x28\xb5\x2f\xfd", b"Rar!"),
        "the file is packed, or packed twice; unpack it and add what comes out",
    ),
    b"\xd0\xcf\x11\xe0": "the file is a workbook; save its sheet as CSV",
    b"%PDF": "the file is a PDF document",
    **dict.fromkeys((b"<!", b"<h", b"<H"), "the file is a page of HTML; what was to be fetched may be gone"),
    **dict.fromkeys((b"{", b"["), "the file is JSON; event files are tables"),
}
"""How files begin that no format reads → what they are."""
_UTF16: Final = re.compile(rb"\xff\xfe|\xfe\xff|(?:[^\0]\0){8}|(?:\0[^\0]){8}")
_WORKBOOK = "[Content_Types].xml"
# an empty name in a damaged archive is an IndexError in zipfile
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, IndexError, OSError, EOFError)
_FINDER_NOTES = "__MACOSX/"
"""Where macOS puts notes of its own into archives."""


class OpeningError(Exception):
    """A file that cannot be unpacked, with the reason in its message."""


class DamagedError(OpeningError):
    """A packed file, or one file of an archive, that does not come out whole."""


class Plain(msgspec.Struct, frozen=True):
    """A plain file to read, and how people know it."""

    path: Path
    name: str
    """`20190101.zip!2019/20190101.export.CSV` for a member of an archive."""
    own: str | None = None
    """Its name without folder and archive; that of `path` where not given."""
    neighbours: Neighbours = msgspec.field(default_factory=Neighbours)
    """What lies beside it: of a member, in its folder of the archive, and beside the archive."""
    trouble: str | None = None
    """Why this member of an archive cannot be read, while others can."""

    def head(self) -> Head:
        """Return the beginning of the file."""
        with self.path.open("rb") as file:
            return Head(file.read(SIZE), self.own or self.path.name, self.path, self.neighbours)


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
            name = path.name.removesuffix(".gz")
            yield [Plain(made[0], name, name, Neighbours(path.parent))]
        elif magic in {_ZIP, _EMPTY_ZIP}:
            yield _members(path, scratch, made)
        else:
            yield [Plain(path, path.name, neighbours=Neighbours(path.parent))]
    finally:
        for one in made:
            one.unlink(missing_ok=True)


def foreign(beginning: bytes) -> str | None:
    r"""Return why a file that begins so is of no format; None where its beginning does not tell.

    >>> foreign(b"\xff\xfeD\x00a\x00y\x00")
    'the text is UTF-16; save it as UTF-8'
    """
    if not beginning.strip():
        return "the file is empty"
    begins = beginning.removeprefix(codecs.BOM_UTF8).lstrip()
    if _UTF16.match(beginning):
        return "the text is UTF-16; save it as UTF-8"
    if b"\r" in beginning and b"\n" not in beginning:
        return "its lines end in carriage returns alone; save it with line feeds"
    return next((what for magic, what in _FOREIGN.items() if begins.startswith(magic)), None)


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
    """Unpack the members of an archive, in its order; those that are damaged are named with the reason.

    Raises:
        OpeningError: if none can be read, or they would become too large.
    """
    bounds = _Bounds(path.stat().st_size)
    troubles: dict[str, str] = {}
    folders: dict[str, dict[str, Path]] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            members = _event_files(archive)
            bounds.check(sum(one.file_size for one in members))
            for number, member in enumerate(members):
                made.append(scratch / f"unpacked-{number}")
                trouble = _unpack_member(archive, member, made[-1], bounds)
                if trouble is not None:
                    troubles[member.filename] = trouble
                else:
                    folder, name = _parts(member)
                    folders.setdefault(folder, {})[name] = made[-1]
    except zipfile.BadZipFile as error:
        raise OpeningError(f"the archive is cut off or damaged ({error}); fetch it again") from error
    except _BROKEN as error:
        raise OpeningError(f"the archive cannot be unpacked: {error}") from error
    if len(troubles) == len(members):
        raise OpeningError(next(iter(troubles.values())))
    return [
        Plain(
            unpacked,
            f"{path.name}!{member.filename}",
            _parts(member)[1],
            Neighbours(path.parent, folders.get(_parts(member)[0])),
            troubles.get(member.filename),
        )
        for member, unpacked in zip(members, made, strict=True)
    ]


def _parts(member: zipfile.ZipInfo) -> tuple[str, str]:
    """Return the folder of a member, as the archive writes it, and its name."""
    where = PurePosixPath(member.filename)
    return str(where.parent), where.name


def _unpack_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, bounds: "_Bounds"
) -> str | None:
    """Write a member to `target`; return why it cannot be read, None where it came out whole.

    Raises:
        OpeningError: if there is too much of it, or no room.
    """
    try:
        with archive.open(member) as packed:
            _unpack(packed, target, bounds)
    except DamagedError as error:
        return str(error)
    except zipfile.BadZipFile as error:
        return f"the packed file is damaged ({error}); fetch it again"
    except _BROKEN as error:
        return f"cannot be unpacked: {error}"
    return None


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
        DamagedError: if it is cut off or damaged.
    """
    try:
        while chunk := packed.read(_CHUNK):
            yield chunk
    except EOFError as error:
        raise DamagedError("the packed file is cut off; fetch it again") from error
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, lzma.LZMAError) as error:
        raise DamagedError(f"the packed file is damaged ({error}); fetch it again") from error
