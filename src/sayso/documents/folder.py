"""Paths → documents: files and folders are read one after the other, and what fails is reported."""

import datetime as dt
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.documents.document import Document
from sayso.documents.encoding import MAX_BYTES
from sayso.documents.formats import SUFFIXES
from sayso.documents.reading import read_document
from sayso.problems import Problem

if TYPE_CHECKING:
    from sayso.actors import ActorTable

STANDARD_INPUT = "standard input"
"""The name of a document that came from there."""

ABOUT_THE_FOLDER = frozenset(
    {"readme", "license", "licence", "copying", "authors", "contributing", "changelog", "makefile", "notice"}
)
"""Names of files that tell about a folder and are no reports, without their ending, in lower case."""


def read_paths(
    paths: Sequence[Path],
    *,
    actors: "ActorTable",
    on_progress: Callable[[Path], None] | None = None,
    today: dt.date | None = None,
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the documents at these paths, folders walked in the order of names, and every problem.

    A file that is named is read whatever its ending; from a folder come text and HTML only. The
    same file is read once; the same bytes under two names are read once and reported.

    Args:
        paths: files and folders.
        actors: who is who.
        on_progress: called with each path before it is read.
        today: see `read_document`; None stands for this machine's date.
    """
    now = today or dt.datetime.now(tz=dt.UTC).date()
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    seen: set[tuple[int, int]] = set()
    for found in walk(paths):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        if on_progress is not None:
            on_progress(found)
        data = bytes_of(found, seen)
        if isinstance(data, Problem):
            problems.append(data)
        elif data is not None:
            document, found_problems = read_document(data, str(found), actors=actors, today=now)
            problems.extend(found_problems)
            if document is not None and document.id in documents:
                message = f"the same bytes as {documents[document.id].name}; read once"
                problems.append(Problem(source=str(found), message=message))
            elif document is not None:
                documents[document.id] = document
    return tuple(documents.values()), tuple(problems)


def walk(paths: Sequence[Path]) -> Iterator[Path | Problem]:
    """Yield the files at the paths in a stable order, and what is wrong with paths that give none."""
    visited: set[tuple[int, int]] = set()
    for path in paths:
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (OSError, ValueError) as error:
            yield _unreadable(path, error)
            continue
        if not is_folder:
            yield path
            continue
        empty = True
        for found in _walk_folder(path, visited):
            empty = False
            yield found
        if empty:
            endings = ", ".join(sorted(filter(None, SUFFIXES)))
            message = f"no text in this folder; files ending in {endings} or in nothing are read"
            yield Problem(source=str(path), message=message, fatal=True)


def _walk_folder(folder: Path, visited: set[tuple[int, int]]) -> Iterator[Path | Problem]:
    """Yield the texts in a folder and in those below it; a folder reached twice is walked once."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in visited:
                continue
            visited.add((status.st_dev, status.st_ino))
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            yield _unreadable(current, error)
            continue
        below = []
        for entry in entries:
            path = current / entry.name
            if entry.name.startswith("."):
                continue
            try:
                folder_here = entry.is_dir()
            except OSError as error:
                yield _unreadable(path, error)
                continue
            if folder_here:
                below.append(path)
            elif _is_text(path):
                yield path
        waiting.extend(reversed(below))


def _is_text(path: Path) -> bool:
    """Tell whether a file in a folder is taken for a report by its name."""
    return path.suffix.lower() in SUFFIXES and path.stem.lower() not in ABOUT_THE_FOLDER


def bytes_of(path: Path, seen: set[tuple[int, int]]) -> bytes | Problem | None:
    """Return a file's bytes, None when it was read before under another name, or why it cannot be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Problem(source=str(path), message="neither a file nor a folder: not read", fatal=True)
        if (status.st_dev, status.st_ino) in seen:
            return None
        if status.st_size > MAX_BYTES:
            message = f"{status.st_size:,} bytes; files of up to {MAX_BYTES:,} bytes are read"
            return Problem(source=str(path), message=message, fatal=True)
        with path.open("rb") as file:
            # one byte more than the limit: a file that grew since is refused without filling the memory
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return _unreadable(path, error)
    seen.add((status.st_dev, status.st_ino))
    return data


def _unreadable(path: Path, error: OSError | ValueError) -> Problem:
    """Return the problem of a path that cannot be opened, in plain words."""
    if isinstance(error, FileNotFoundError):
        message = "a link to nothing" if path.is_symlink() else "no such file or folder"
    elif isinstance(error, PermissionError):
        message = "no permission to read it"
    elif isinstance(error, OSError):
        message = f"cannot be read: {(error.strerror or str(error)).lower()}"
    else:
        message = f"not a usable path: {error}"
    return Problem(source=str(path), message=message, fatal=True)
