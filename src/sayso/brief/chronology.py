"""The dated facts of the year before a report, about the actors in it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from sayso.actors import ActorTable
from sayso.brief.dating import day_words
from sayso.brief.records import ChronologyEntry
from sayso.brief.words import NameOf
from sayso.dates import DateInterval
from sayso.documents.not_reports import CHRONOLOGY
from sayso.events import DatedFact, facts_between, read_chronology
from sayso.problems import Problem
from sayso.statements.conditional import Conditional
from sayso.statements.statement import Statement

BEFORE = dt.timedelta(days=365)
"""How far back from an outlook's day its chronology reaches."""


def read_facts(
    paths: Sequence[Path], *, actors: ActorTable
) -> tuple[tuple[DatedFact, ...], tuple[Problem, ...]]:
    """Return the facts of every `chronology.csv` that is named or lies in a folder of `paths`."""
    facts: list[DatedFact] = []
    problems: list[Problem] = []
    for path in _files(paths):
        try:
            data = path.read_bytes()
        except OSError as error:
            problems.append(
                Problem(source=str(path), message=f"cannot be read: {error.strerror}", fatal=True)
            )
            continue
        found, wrong = read_chronology(data, str(path), actors=actors)
        facts += found
        problems += wrong
    return tuple(facts), tuple(problems)


def _files(paths: Sequence[Path]) -> Iterable[Path]:
    named = (path if path.name == CHRONOLOGY else path / CHRONOLOGY for path in paths)
    return dict.fromkeys(path for path in named if path.is_file())


def actors_spoken_of(statements: Iterable[Statement]) -> frozenset[str]:
    """Return the identifiers of the actors whose factors the statements are about."""
    found: set[str] = set()
    for statement in statements:
        condition = statement.condition.factor if isinstance(statement, Conditional) else None
        for factor in (statement.factor, statement.cause, condition):
            if factor is not None:
                found.add(factor.actor)
                if factor.target is not None:
                    found.add(factor.target)
    return frozenset(found)


def entries(
    facts: Sequence[DatedFact],
    *,
    as_of: dt.date,
    outlook: int,
    actors: frozenset[str],
    name_of: NameOf,
) -> tuple[ChronologyEntry, ...]:
    """Return the facts of the twelve months up to `as_of` about `actors`, oldest first."""
    year = DateInterval(as_of - BEFORE, as_of)
    return tuple(
        ChronologyEntry(
            outlook=outlook,
            when=_when(fact),
            actors=tuple(name_of(actor) for actor in fact.actors),
            kind=fact.kind,
            what=fact.what,
            source=fact.source,
            url=fact.url,
        )
        for fact in facts_between(facts, year, actors=actors)
    )


def _when(fact: DatedFact) -> str:
    """Return the fact's date with as much of it as is known.

    >>> import datetime as dt
    >>> fact = DatedFact(
    ...     day=dt.date(2012, 2, 1), precision="month", actors=("UZB",), kind="military",
    ...     what="…", source="…", file="facts.csv", line=2,
    ... )
    >>> _when(fact)
    'February 2012'
    """
    whole = day_words(fact.day)
    if fact.precision == "day":
        return whole
    return whole.partition(" ")[2] if fact.precision == "month" else str(fact.day.year)
