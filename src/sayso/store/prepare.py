"""Statements as rows: what is computed before a transaction begins."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from sayso.problems import Problem
from sayso.statements.jsonl import write_statements
from sayso.statements.statement import Review, Statement
from sayso.store.bulk import key_text
from sayso.store.search import plain

_HASH: Final = re.compile("[0-9a-f]{64}")


class Prepared(msgspec.Struct, frozen=True, gc=False):
    """One statement, ready to be stored."""

    id: str
    document: str
    kind: str
    speaker: str
    factor: str | None
    written: str | None
    said_from: str | None
    said_until: str | None
    actors: tuple[str, ...]
    words: str
    body: str
    """The line of JSON without reviews."""
    statement: Statement
    """Without reviews."""
    reviews: tuple[Review, ...]


def prepare(statements: Iterable[Statement]) -> Iterator[Prepared | Problem]:
    """Yield each statement as a row, or why it cannot be stored."""
    for statement in statements:
        yield _prepare(statement)


def _prepare(given: Statement) -> Prepared | Problem:
    if not is_hash(given.document):
        return _problem(given, f"the document {given.document[:80]!r} is not a SHA-256 in hexadecimal")
    statement = msgspec.structs.replace(given, review=()) if given.review else given
    try:
        line = next(write_statements((statement,)))
    except (ValueError, TypeError) as error:
        return _problem(given, str(error))
    factor, when = statement.factor, statement.as_of
    return Prepared(
        line.split(b'"', 8)[7].decode(),  # the identifier, which costs more to compute again
        statement.document,
        statement.kind,
        key_text(statement.speaker.name),
        None if factor is None else key_text(factor.name),
        None if factor is None else key_text(str(factor)),
        None if when is None else (when.start or dt.date.min).isoformat(),
        None if when is None else (when.end or dt.date.max).isoformat(),
        _actors(statement),
        plain(statement.quote if statement.topic is None else f"{statement.quote}\n{statement.topic}"),
        line[:-1].decode(),
        statement,
        given.review,
    )


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


def _actors(statement: Statement) -> tuple[str, ...]:
    found = {
        key_text(actor)
        for factor in (statement.factor, statement.cause)
        if factor is not None
        for actor in (factor.actor, factor.target)
        if actor is not None
    }
    return tuple(sorted(found))


def _problem(statement: Statement, message: str) -> Problem:
    return Problem(source=f"statement at {statement.start} of {statement.document[:80]!r}", message=message)
