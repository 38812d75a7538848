"""What the workspace notes about each reading of a document, and about what could not be read."""

import datetime as dt
from typing import Any, ClassVar

from sayso.forecasts.record import Record, Words
from sayso.problems import Problem


class ReadingDone(Record, frozen=True, kw_only=True, tag="read"):
    """One document was read by one reader in one way; the same again would give the same."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("document", "reader", "settings", "version")

    document: Words
    """SHA-256 of the document's bytes, in hexadecimal."""
    reader: Words
    """Which reader was asked for: `sayso`, `llm`, `both`."""
    settings: dict[str, Any]
    """What else the statements depend on: the lexicon, tables of the user's own, the model."""
    version: Words
    """Version of Sayso that read it."""
    statements: int = 0
    """How many statements it gave; not part of the identifier, like what follows."""
    problems: int = 0
    """How many problems there were."""
    at: dt.datetime | None = None
    """When, with offset."""


class ReadingProblem(Record, frozen=True, kw_only=True, tag="problem"):
    """Something in a file that could not be used when it was added."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("source", "line", "message")

    source: Words
    """The file, as it was named."""
    message: Words
    """What was found, and what is allowed."""
    line: int | None = None
    """Line counted from 1, where the file has lines."""
    fatal: bool = False
    """True when nothing of the file could be used."""


def problem_kept(problem: Problem) -> ReadingProblem:
    """Return a problem as a workspace keeps it."""
    return ReadingProblem(
        source=problem.source or "-",
        message=problem.message or "-",
        line=problem.line,
        fatal=problem.fatal,
    )
