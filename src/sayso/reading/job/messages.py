"""What goes to the processes that read, and what comes back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec

from sayso.dates import DateInterval
from sayso.problems import Problem
from sayso.reading.cost import Cost
from sayso.statements.jsonl import statements_from_jsonl
from sayso.statements.statement import Statement


class Orders(msgspec.Struct, frozen=True, kw_only=True):
    """What a process is told once, before the first document."""

    how: msgspec.Struct
    open_reader: Callable[[Any], Any]
    version: str
    """Sayso's version where the job was started."""
    today: dt.date
    """The day of the job; a document dated later is reported."""
    limit_s: float
    """Seconds for one document."""
    memory_mb: int | None
    """Megabytes (of 1,000,000 bytes) of data that the process may hold; None for no bound."""
    opening_s: float = 600.0
    """Seconds for opening the reader; a machine at its limit takes some, one that hangs takes for ever."""


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """The reader is open."""

    reader: str
    problems: tuple[Problem, ...]


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """The reader cannot be opened, or can read no other document either."""

    message: str


class OutOfMemory(msgspec.Struct, frozen=True):
    """The document took more memory than there was; the process that says so ends."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One document to read."""

    name: str
    sha256: str
    data: bytes


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a document besides its statements."""

    date: DateInterval | None
    outlet: str | None
    language: str | None
    words: int | None
    """In the parts of the text that can hold claims."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one document, or of a path that gave none."""

    name: str
    """The path or name under which it was given."""
    document: str | None
    """SHA-256 of its bytes, in hexadecimal, as on statements; None where no bytes could be read."""
    facts: Facts | None = None
    """None where the bytes gave no document, or reading it came to an end."""
    lines: bytes = b""
    """The statements as JSON Lines, in text order."""
    problems: tuple[Problem, ...] = ()
    copy_of: str | None = None
    """Name of the document with the same bytes that came before; the copy is not read again."""
    signature: bytes | None = None
    """MinHash of the words, for near-duplicates; None where there are no words."""
    cost: Cost | None = None
    """What asking a language model took; None where none was asked, or the process ended over it."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements as records."""
        return statements_from_jsonl(self.lines, self.name)[0]

    @property
    def statement_count(self) -> int:
        """How many statements there are."""
        return self.lines.count(b"\n")
