"""From a record to measures of the factors that claims are about; each is computed once."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from sayso.brief.beside_records import Measure, RecordData
from sayso.brief.gather import Progress, Tables
from sayso.brief.lean_measures import LeanAsked, lean_measures
from sayso.brief.level_measures import level_measure
from sayso.brief.measured_at import Measured, Question
from sayso.events.entry import Entry
from sayso.events.record import Record
from sayso.problems import Problem

LEAN = "alignment"
"""The factor that is measured as closeness to a power."""
_LOST = "the record cannot be read (see what could not be read or used)"


def measure(
    folder: Path, questions: Sequence[Question], *, tables: Tables, on_progress: Progress | None = None
) -> Measured:
    """Return what the record in `folder` says to each question; nothing after its day is used.

    What is wrong with the record is told once, and what it stands in the way of has no measure.
    """
    record = Record(folder)
    entries, problems = record.look()
    if not entries and not problems:
        message = "has no event files; add some with `sayso events add FILE`"
        problems = (Problem(source=str(folder), message=message, fatal=True),)
    if not entries or not questions:
        return Measured(problems=problems)
    answers: dict[Question, Measure | str] = dict.fromkeys(questions, _LOST)
    wrong: dict[str, None] = {}
    groups = _together(questions)
    try:
        with record.connection() as connection:
            for number, alike in enumerate(groups):
                if on_progress is not None:
                    on_progress(f"Measuring {alike[0].factor}", number, len(groups))
                try:
                    answers |= _answered(connection, alike, tables)
                except duckdb.Error as error:
                    wrong[_first_line(error)] = None
    except (duckdb.Error, OSError) as error:
        wrong[_first_line(error)] = None
    problems = (
        *problems,
        *(Problem(source=str(folder), message=f"the record cannot be read: {why}") for why in wrong),
    )
    used = {product for one in answers.values() if isinstance(one, Measure) for product in one.products}
    return Measured(answers=answers, data=_data(entries, used), problems=problems)


def _together(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    """Return the questions that one computation answers: a state's closeness to several powers at one day."""
    grouped: dict[tuple[object, ...], list[Question]] = {}
    for question in questions:
        factor = question.factor
        whose = factor.actor if factor.name == LEAN else factor
        grouped.setdefault((whose, question.as_of, question.at), []).append(question)
    return [tuple(alike) for alike in grouped.values()]


def _answered(
    connection: duckdb.DuckDBPyConnection, alike: Sequence[Question], tables: Tables
) -> dict[Question, Measure | str]:
    first = alike[0]
    if first.factor.name != LEAN:
        definition = tables.catalogue.definition(first.factor.name)
        return {question: level_measure(connection, question, definition) for question in alike}
    asked = LeanAsked(
        state=first.factor.actor,
        powers=tuple(dict.fromkeys(str(question.factor.target) for question in alike)),
        last=first.last("year"),
        at=first.at,
    )
    found = lean_measures(connection, asked, actors=tables.actors)
    return {question: found[str(question.factor.target)] for question in alike}


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _data(entries: Sequence[Entry], used: set[str]) -> tuple[RecordData, ...]:
    """Return the products that are `used`, each with the sums and ends of its files."""
    found = []
    for product in sorted(used):
        files = [entry for entry in entries if entry.format == product]
        if not files:
            continue
        firsts = [one.loaded.first for one in files if one.loaded.first is not None]
        lasts = [one.loaded.last for one in files if one.loaded.last is not None]
        found.append(
            RecordData(
                product=product,
                title=files[0].title,
                licence="; ".join(dict.fromkeys(one.licence for one in files)),
                citation="; ".join(dict.fromkeys(one.citation for one in files)),
                first=min(firsts, default=None),
                last=max(lasts, default=None),
                rows=sum(one.loaded.kept for one in files),
            )
        )
    return tuple(found)
