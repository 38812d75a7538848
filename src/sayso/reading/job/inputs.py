"""Paths → documents to read, in a stable order, each opened only when its turn comes."""

import hashlib
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sayso.documents.encoding import MAX_BYTES

# not `read_paths`, which would hold all documents at once
from sayso.documents.folder import STANDARD_INPUT, bytes_of, walk
from sayso.documents.not_reports import CHRONOLOGY
from sayso.problems import Problem
from sayso.reading.job.messages import Result, Task


@dataclass(frozen=True)
class Listing:
    """What is to be read: names of files in order, among them what is wrong with the paths."""

    found: tuple[Path | Problem, ...]
    piped: bytes | None
    bytes: int
    """Of all files that will be read, together."""

    @property
    def count(self) -> int:
        """How many documents there are at most."""
        return sum(isinstance(one, Path) for one in self.found) + (self.piped is not None)


@dataclass(frozen=True)
class Item:
    """One step of the work: a document to read, or what is known without reading."""

    work: Task | Result
    key: str
    """SHA-256 of the bytes, or of the problem's words; equal keys and names are equal steps."""
    bytes: int

    @property
    def name(self) -> str:
        """The path or name under which it was given."""
        return self.work.name


def list_inputs(paths: Sequence[Path], *, piped: bytes | None = None) -> Listing:
    """Return the files at the paths, folders walked in the order of names; standard input comes last."""
    found = tuple(walk([path for path in paths if path.name != CHRONOLOGY]))
    size = sum(_size(one) for one in found if isinstance(one, Path))
    return Listing(found=found, piped=piped, bytes=size + len(piped or b""))


def items(listing: Listing) -> Iterator[Item]:
    """Yield the steps of the work; a file is opened when it is asked for.

    The same file is read once. The same bytes under two names are read once, and the second is reported.
    """
    files: set[tuple[int, int]] = set()
    first: dict[bytes, str] = {}
    for one in listing.found:
        found = one if isinstance(one, Problem) else bytes_of(one, files)
        if isinstance(found, Problem):
            yield _stuck(msgspec.structs.replace(found, source=_writable(found.source)))
        elif found is not None:
            yield _item(_writable(str(one)), found, first)
    if listing.piped is not None:
        yield _item(STANDARD_INPUT, listing.piped, first)


def told(problems: Sequence[Problem]) -> Iterator[Item]:
    """Yield steps that only report something, as what is wrong with the user's own tables."""
    for problem in problems:
        yield _stuck(problem)


def _stuck(problem: Problem) -> Item:
    key = hashlib.sha256(str(problem).encode()).hexdigest()
    return Item(work=Result(name=problem.source, document=None, problems=(problem,)), key=key, bytes=0)


def _item(name: str, data: bytes, first: dict[bytes, str]) -> Item:
    digest = hashlib.sha256(data)
    key = digest.hexdigest()
    before = first.get(digest.digest())
    if before is None:
        first[digest.digest()] = name
        return Item(work=Task(name=name, sha256=key, data=data), key=key, bytes=len(data))
    problem = Problem(source=name, message=f"the same bytes as {before}; read once")
    copy = Result(name=name, document=key, problems=(problem,), copy_of=before)
    return Item(work=copy, key=key, bytes=len(data))


def _writable(name: str) -> str:
    """Return a file's name with bytes that are no UTF-8 written as numbers."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _size(path: Path) -> int:
    """Return the bytes that will be read, as far as can be told."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES else 0
