"""Marked statements from files, to hold a reader against."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from sayso.problems import Problem
from sayso.reading.agreement import Mark
from sayso.statements.factor import Factor
from sayso.statements.statement import Statement


class _Line(msgspec.Struct):
    """One line of a file of marks."""

    id: str
    report: str
    start: int
    end: int
    quote: str
    speaker: str
    kind: str
    effect: str
    sign: int
    cause: str | None = None
    via: list[str] = []
    likelihood: str | None = None
    note: str | None = None


def read_marks(path: Path) -> tuple[tuple[Mark, ...], tuple[Problem, ...]]:
    """Return the marks in a JSON Lines file; a line that is none is a problem, the rest is read.

    Each line has `report` (file name), `start`, `end`, `quote`, `speaker`, `kind`, `effect`, `sign` and
    may have `cause`, `via`, `likelihood` and `note`.
    """
    marks: list[Mark] = []
    problems: list[Problem] = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            marks.append(_mark(msgspec.json.decode(line, type=_Line)))
        except (msgspec.DecodeError, ValueError) as error:
            problems.append(Problem(source=str(path), line=number, message=str(error)))
    return tuple(marks), tuple(problems)


def _mark(line: _Line) -> Mark:
    return Mark(
        document=line.report,
        start=line.start,
        end=line.end,
        speaker=line.speaker,
        kind=line.kind,
        factor=Factor.parse(line.effect),
        sign=line.sign,
        likelihood=line.likelihood,
        note=line.note,
    )


def marks_of(statements: Iterable[Statement], *, document: str) -> tuple[Mark, ...]:
    """Return what is compared of one document's statements; an unhedged `will` states no likelihood."""
    return tuple(_of_statement(one, one.factor, document) for one in statements if one.factor is not None)


def _of_statement(statement: Statement, factor: Factor, document: str) -> Mark:
    stated = statement.likelihood
    return Mark(
        document=document,
        start=statement.start,
        end=statement.end,
        speaker=statement.speaker.name,
        kind=statement.kind,
        factor=factor,
        sign=statement.sign,
        likelihood=stated.words if stated is not None and not stated.unhedged else None,
    )
