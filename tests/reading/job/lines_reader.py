"""A reader that is slotted in: one assessment for each line that says something, and texts that harm it on demand.

Other processes import this module by its name; `conftest.py` puts its folder on the path.
"""

import os
import signal
import time
from pathlib import Path

import msgspec

from sayso.actors import ActorTable
from sayso.actors.book import Book
from sayso.documents.document import Document
from sayso.problems import Problem
from sayso.reading.cost import Cost
from sayso.reading.job.errors import CannotGoOnError, CannotOpenError
from sayso.reading.job.recipe import Opened
from sayso.statements.assessment import Assessment
from sayso.statements.statement import Speaker, Statement

PAUSE = "LINES_PAUSE_S"
"""Seconds that each document takes, so that there is time to kill whoever reads it."""


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """How to read lines."""

    word: str = "says"
    tables: tuple[str, ...] = ()
    """Stands for what is no list in a record and is one in JSON."""
    opened: str | None = None
    """A file that each process adds a line to when it opens its reader."""
    refuse: str | None = None
    """Why the reader cannot be opened."""
    paid: bool = False
    """Whether each document takes one call and ten tokens."""


class LinesReader:
    """Reads lines; held state: the word that is looked for, and how many documents were read."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._read = 0
        self._calls = 0

    def spent(self) -> Cost:
        """Return what was spent since this was last called."""
        calls, self._calls = self._calls, 0
        return Cost(windows=calls, calls=calls, tokens_in=10 * calls)

    def read(self, document: Document) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
        """Return a statement for each line with the word, unless the text harms the process."""
        text = document.text
        self._read += 1
        self._calls += 1
        time.sleep(float(os.environ.get(PAUSE, "0")))
        harm(text, first=self._read == 1)
        statements: list[Statement] = []
        start = 0
        for line in text.split("\n"):
            if self._word in line:
                statements.append(claim(document.id, start, line))
            start += len(line) + 1
        problems = (Problem(source=document.name, message="a line mumbles"),) if "mumbles" in text else ()
        return tuple(statements), problems


def harm(text: str, *, first: bool) -> None:
    if "CRASH" in text or ("TIRING" in text and not first):
        os.kill(os.getpid(), signal.SIGSEGV)
    if "HANG" in text:
        while True:
            pass
    if "EAT" in text:
        held = []
        while True:
            held.append(b"x" * 50_000_000)
    if "STOP" in text:
        raise CannotGoOnError("there is no more paper")
    if "RAISE" in text:
        raise ZeroDivisionError("nothing to divide by")
    if "SLEEP" in text:
        time.sleep(0.3)
    if "PRINT" in text:
        print("words of a library")  # noqa: T201 - what must not end up among the claims
        os.write(1, b"words of another\n")


def claim(document: str, start: int, line: str) -> Assessment:
    return Assessment(
        document=document,
        start=start,
        end=start + len(line),
        quote=line,
        speaker=Speaker(name="the minister", kind="unnamed"),
        mode="author",
        factor=None,
        sign=1,
        reader="lines-1",
        certainty=0.5,
    )


def open_lines(how: Lines) -> Opened:
    if how.refuse is not None:
        raise CannotOpenError(how.refuse)
    if how.opened is not None:
        with Path(how.opened).open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()}\n")
    problems = (Problem(source="tables", message="a table has a fault"),) if how.word == "faulty" else ()
    reader = LinesReader(how.word)
    spent = reader.spent if how.paid else None
    return Opened(name="lines-1", reader=reader, actors=ActorTable(Book()), problems=problems, spent=spent)


def open_and_die(how: Lines) -> Opened:
    del how
    os._exit(7)
