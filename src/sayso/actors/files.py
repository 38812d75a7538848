"""Actor files (TOML) → a book of records; what is wrong in a file is a problem, and the rest is read."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sayso.actors.book import Book, entry_label, person_id, references, take
from sayso.actors.entries import TABLES, Entry, PersonEntry, PostEntry
from sayso.nearest import near
from sayso.problems import Problem

_KEYED = {"state", "organisation", "group", "region", "person"}
_NOT_DATA = {"knowledge.toml", "lexis.toml"}


class _Read(NamedTuple):
    """One entry of a file, of the right form."""

    table: str
    number: int
    label: str
    entry: Entry


def base_files() -> list[tuple[str, bytes]]:
    """Return the name and content of each actor file of the package, in order of name."""
    folder = resources.files("sayso.actors") / "data"
    files = [file for file in folder.iterdir() if file.name.endswith(".toml") and file.name not in _NOT_DATA]
    return [(file.name, file.read_bytes()) for file in sorted(files, key=lambda file: file.name)]


def read_path(book: Book, path: Path) -> tuple[Problem, ...]:
    """Add the file at `path` to `book`; return what is wrong with it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return (Problem(source=str(path), message=f"cannot be read: {error.strerror}", fatal=True),)
    return read_files(book, [(str(path), data)])


def read_files(book: Book, files: Iterable[tuple[str, bytes]]) -> tuple[Problem, ...]:
    """Add files that belong together to `book`: each may refer to actors of another; return what is wrong."""
    problems: list[Problem] = []
    parsed = []
    for name, data in files:
        try:
            content = tomllib.loads(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            message = f"not UTF-8 text: byte {error.start} is {data[error.start]:#04x}"
            problems.append(Problem(source=name, message=message, fatal=True))
            continue
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            line = _line_of(error)
            problems.append(Problem(source=name, message=f"not TOML: {error}", line=line, fatal=True))
            continue
        parsed.append(_File(name, data, content, problems))
    seen: set[tuple[str, str]] = set()
    read = [(file, item) for file in parsed for item in file.entries(seen)]
    for file, item in _with_known_references(book, read):
        try:
            take(book, item.table, item.entry, file.source)
        except ValueError as error:
            file.complain(item.table, item.number, f"{item.label}: {error}")
    return tuple(problems)


class _File:
    """A parsed file and where its problems go."""

    def __init__(self, name: str, data: bytes, content: Mapping[str, Any], problems: list[Problem]) -> None:
        self.name = name
        self.data = data
        self.content = content
        self.problems = problems
        self.source = content.get("source") if isinstance(content.get("source"), str) else None

    def complain(self, table: str, number: int, message: str) -> None:
        """Add a problem at the entry's own line."""
        line = _line_of_entry(self.data, table, number)
        self.problems.append(Problem(source=self.name, message=message, line=line))

    def entries(self, seen: set[tuple[str, str]]) -> list[_Read]:
        """Return the entries of the right form, by table; `seen` holds the identifiers so far."""
        for key in self.content:
            if key not in TABLES and key != "source":
                message = f"unknown table {key!r}{_nearest(key, TABLES)}"
                self.problems.append(Problem(source=self.name, message=message))
        found = []
        for table in TABLES:
            rows = self.content.get(table, [])
            if not isinstance(rows, list):
                self.problems.append(
                    Problem(source=self.name, message=f"{table!r} is no list; write [[{table}]]")
                )
                continue
            for number, row in enumerate(rows, start=1):
                item = self._entry(table, number, row, seen)
                if item is not None:
                    found.append(item)
        return found

    def _entry(self, table: str, number: int, row: Any, seen: set[tuple[str, str]]) -> _Read | None:
        """Return one entry, or None with a problem told."""
        if not isinstance(row, dict):
            self.complain(table, number, f"{table} number {number} is no table; write [[{table}]]")
            return None
        label = entry_label(table, row, number)
        form = TABLES[table]
        allowed = form.__struct_encode_fields__
        for key in row:
            if key not in allowed:
                self.complain(table, number, f"{label}: unknown key {key!r}{_nearest(key, allowed)}")
                return None
        try:
            entry = msgspec.convert(row, form)
        except msgspec.ValidationError as error:
            self.complain(table, number, f"{label}: {_plain(error)}")
            return None
        if table in _KEYED:
            key = person_id(entry.name) if isinstance(entry, PersonEntry) and entry.id is None else row["id"]
            kind = "person" if table == "person" else "actor"
            if (kind, key) in seen:
                self.complain(
                    table, number, f"{label}: the identifier {key!r} stands twice; the first is kept"
                )
                return None
            seen.add((kind, key))
        return _Read(table, number, label, entry)


def _with_known_references(book: Book, read: list[tuple[_File, _Read]]) -> list[tuple[_File, _Read]]:
    """Return the entries whose references are known, and complain of the others."""
    kept = read
    while True:
        known = set(book.actors)
        for _, item in kept:
            known |= _declared(item.entry)
        unknown = [(file, item, _missing(item, known)) for file, item in kept]
        if not any(missing for *_, missing in unknown):
            return kept
        for file, item, missing in unknown:
            if missing:
                message = f"{item.label}: unknown actor {missing!r}{_nearest(missing, known)}"
                file.complain(item.table, item.number, message)
        kept = [(file, item) for file, item, missing in unknown if not missing]


def _declared(entry: Entry) -> set[str]:
    """Return the identifiers that an entry makes known."""
    if isinstance(entry, PersonEntry):
        return {entry.id or person_id(entry.name)}
    if isinstance(entry, PostEntry):
        return {person_id(row[0]) for row in entry.holders if row and isinstance(row[0], str)}
    identifier = getattr(entry, "id", None)
    return {identifier} if isinstance(identifier, str) else set()


def _missing(item: _Read, known: set[str]) -> str | None:
    """Return the first identifier that an entry needs and nobody declares."""
    return next((reference for reference in references(item.entry) if reference not in known), None)


def _nearest(word: str, allowed: Iterable[str]) -> str:
    """Return the end of a message that names the nearest allowed word."""
    choices = sorted(allowed)
    found = near(word, choices)
    return f"; nearest allowed is {found[0]!r}" if found else f"; allowed are {', '.join(choices)}"


def _plain(error: msgspec.ValidationError) -> str:
    """Return a message of msgspec's with the place as a key."""
    message, _, place = str(error).partition(" - at `$.")
    return f"{place.rstrip('`')}: {message}" if place else message


def _line_of(error: Exception) -> int | None:
    """Return the line that a TOML error names."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else None


def _line_of_entry(data: bytes, table: str, number: int) -> int | None:
    """Return the line of the `number`-th `[[table]]`, or None where the list is written otherwise."""
    heads = re.finditer(rb"^[ \t]*\[\[[ \t]*" + table.encode() + rb"[ \t]*\]\]", data, re.MULTILINE)
    for count, head in enumerate(heads, start=1):
        if count == number:
            return data.count(b"\n", 0, head.start()) + 1
    return None
