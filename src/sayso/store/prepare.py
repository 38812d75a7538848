"""Statements as rows: what is computed before a transaction begins."""

import datetime as dt
import functools
import hashlib
import re
from typing import Final, TypeAlias

import msgspec

from sayso.dates import DateInterval
from sayso.problems import Problem
from sayso.statements.factor import Factor
from sayso.statements.jsonl import read_statements, write_statements
from sayso.statements.statement import Review, Statement
from sayso.store.added import MOST_PROBLEMS, Added
from sayso.store.bulk import key_text
from sayso.store.search import plain

_HASH: Final = re.compile("[0-9a-f]{64}")
COLUMNS: Final = ("id", "document", "kind", "speaker", "factor", "written", "said_from", "said_until")
"""What a statement is looked up by; the document is its content hash here, a row number in the database."""
Columns: TypeAlias = tuple[str, str, str, str, str | None, str | None, str | None, str | None]


class Prepared(msgspec.Struct, frozen=True, gc=False):
    """One statement, ready to be stored."""

    columns: Columns
    """A value for each of `COLUMNS`."""
    actors: tuple[str, ...]
    words: str
    body: bytes
    """The line of JSON without reviews, and without its newline."""
    reviews: tuple[Review, ...]

    @property
    def id(self) -> str:
        """The statement's identifier."""
        return self.columns[0]

    @property
    def document(self) -> str:
        """The content hash of its document."""
        return self.columns[1]


class Batch:
    """Statements that are stored together; held state: the rows so far, and what came of the others."""

    def __init__(self) -> None:
        """Begin with none."""
        self.rows: dict[str, Prepared] = {}
        self.size = 0
        """Bytes of their lines."""
        self.taken = 0
        """How many were given, those that are no rows among them."""
        self._known = 0
        self._refused = 0
        self._different: list[str] = []
        self._problems: list[Problem] = []

    def add(self, given: Statement | Problem) -> None:
        """Take one in; a repeated one is known, and its reviews go to the first."""
        self.taken += 1
        row = given if isinstance(given, Problem) else prepare(given)
        if isinstance(row, Problem):
            self._refused += 1
            if len(self._problems) < MOST_PROBLEMS:
                self._problems.append(row)
            return
        first = self.rows.setdefault(row.id, row)
        if first is row:
            self.size += len(row.body)
            return
        self._known += 1
        if not same_statement(first.body, row.body):
            self._different.append(row.id)
        if row.reviews:
            self.rows[row.id] = msgspec.structs.replace(first, reviews=first.reviews + row.reviews)

    def beside(self) -> Added:
        """Return what came of those that are no rows."""
        return Added(
            known=self._known,
            different=tuple(self._different),
            refused=self._refused,
            problems=tuple(self._problems),
        )


def prepare(given: Statement) -> Prepared | Problem:
    """Return a statement as a row, or why it cannot be stored."""
    if not is_hash(given.document):
        return _problem(given, f"the document {given.document[:80]!r} is not a SHA-256 in hexadecimal")
    statement = msgspec.structs.replace(given, review=()) if given.review else given
    try:
        line = next(write_statements((statement,)))
    except (ValueError, TypeError) as error:
        return _problem(given, str(error))
    identifier = line.split(b'"', 8)[7].decode()  # it costs more to compute again
    factor, written = _written(statement.factor)
    said_from, said_until = _days(statement.as_of)
    return Prepared(
        (
            identifier,
            statement.document,
            statement.kind,
            key_text(statement.speaker.name),
            factor,
            written,
            said_from,
            said_until,
        ),
        _actors(statement.factor, statement.cause),
        plain(statement.quote if statement.topic is None else f"{statement.quote}\n{statement.topic}"),
        line[:-1],
        given.review,
    )


def same_statement(one: bytes | str, other: bytes | str) -> bool:
    """Tell whether two lines hold the same statement, whichever version of Sayso wrote them."""
    lines = [one if isinstance(one, bytes) else one.encode() for one in (one, other)]
    if lines[0] == lines[1]:
        return True
    first, second = (next(read_statements((line,), "workspace")) for line in lines)
    return first == second


def is_hash(text: str) -> bool:
    """Tell whether a text is a SHA-256 in hexadecimal, as documents' identifiers are."""
    return _HASH.fullmatch(text) is not None


def review_id(statement: str, review: Review) -> str:
    """Return sixteen hexadecimal digits that follow from the statement and everything in the review."""
    content = msgspec.to_builtins(review)
    if review.note is None:
        del content["note"]  # a field of later years: reviews without one keep their identifier
    encoded = msgspec.json.encode((statement, content), order="sorted")
    return hashlib.sha256(encoded).hexdigest()[:16]


# A file has far fewer factors and days than statements; each is written once.
@functools.lru_cache(maxsize=4096)
def _written(factor: Factor | None) -> tuple[str | None, str | None]:
    return (None, None) if factor is None else (key_text(factor.name), key_text(str(factor)))


@functools.lru_cache(maxsize=4096)
def _days(when: DateInterval | None) -> tuple[str | None, str | None]:
    if when is None:
        return None, None
    return (when.start or dt.date.min).isoformat(), (when.end or dt.date.max).isoformat()


@functools.lru_cache(maxsize=4096)
def _actors(*factors: Factor | None) -> tuple[str, ...]:
    named = (actor for factor in factors if factor is not None for actor in (factor.actor, factor.target))
    return tuple(sorted({key_text(actor) for actor in named if actor is not None}))


def _problem(statement: Statement, message: str) -> Problem:
    return Problem(source=f"statement at {statement.start} of {statement.document[:80]!r}", message=message)
