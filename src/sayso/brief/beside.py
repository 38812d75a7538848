"""Claims beside the record: which are held against which measure, and what comes of it.

The measure is put beside a claim and changes nothing in it. Forecasts are not judged here.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from sayso.brief.beside_records import Beside, HeldClaim, Measure, Saying, Verdict
from sayso.brief.dating import day_words, reference_day
from sayso.brief.measured_at import OLDEST, Measured, Question, is_too_old
from sayso.brief.words import NameOf, capital, factor_words
from sayso.dates import DateInterval
from sayso.documents.document import Document
from sayso.statements.assessment import Assessment
from sayso.statements.catalogue import Catalogue
from sayso.statements.event import Event
from sayso.statements.statement import Statement
from sayso.statements.trend import Trend

IN_LINE, AGAINST = 0.8, 0.2
"""Probabilities from which on, and down to which, a measure is in line with a claim and against it."""
_SAYINGS: Final[Mapping[tuple[bool, int], Saying]] = {
    (True, 1): "high",
    (True, -1): "low",
    (False, 1): "rising",
    (False, -1): "falling",
}
"""By whether the claim is on a level, and its sign; that something happened is a claim on a change."""


def asked(
    statements: Sequence[Statement],
    documents: Sequence[Document],
    *,
    catalogue: Catalogue,
    today: dt.date | None,
) -> Mapping[Question, tuple[Statement, ...]]:
    """Return the questions that claims put to a record, each with its claims.

    Asked are assessments, trends and events with a sign on factors that event data show. Left aside are the
    contents of questions, which are nobody's claims, what lies wholly after the document's day, and documents
    that nothing dates; `today` stands in for these if it is given.
    """
    days = {document.id: _day(document) or today for document in documents}
    found: dict[Question, list[Statement]] = {}
    for statement in statements:
        day = days.get(statement.document)
        if day is not None and _is_held(statement, catalogue):
            question = _question(statement, day)
            if question is not None:
                found.setdefault(question, []).append(statement)
    return {question: tuple(held) for question, held in found.items()}


def entries(
    held: Mapping[Question, Sequence[Statement]],
    measured: Measured,
    *,
    numbers: Mapping[str, int],
    name_of: NameOf,
) -> tuple[Beside, ...]:
    """Return what the brief shows; those with a measure first, then in the order of their claims.

    `numbers` gives each statement's claim.
    """
    found = []
    for question, statements in held.items():
        answer = measured.answers.get(question)
        if answer is None:
            continue
        measure = answer if isinstance(answer, Measure) else None
        claims = {
            numbers[one.id]: _held(one, numbers[one.id], measure, question)
            for one in statements
            if one.id in numbers
        }
        found.append(
            Beside(
                factor=str(question.factor),
                about=capital(factor_words(question.factor, name_of)),
                as_of=question.as_of,
                at=question.at,
                measure=measure,
                lacking=answer if isinstance(answer, str) else _too_old(answer, question),
                claims=tuple(claims[number] for number in sorted(claims)),
            )
        )
    found = [one for one in found if one.claims]
    return tuple(sorted(found, key=lambda one: (one.measure is None, one.claims[0].claim)))


def verdict(probability: float | None) -> Verdict:
    """Return what a probability says to a claim.

    >>> verdict(0.8), verdict(0.5), verdict(0.2), verdict(None)
    ('in line', 'the record cannot tell', 'against', 'the record cannot tell')
    """
    if probability is None or AGAINST < probability < IN_LINE:
        return "the record cannot tell"
    return "in line" if probability >= IN_LINE else "against"


def _is_held(statement: Statement, catalogue: Catalogue) -> bool:
    if not isinstance(statement, Assessment | Trend | Event) or statement.sign == 0:
        return False
    if statement.mode == "question" or statement.factor is None:
        return False
    definition = catalogue.definitions.get(statement.factor.name)
    return definition is not None and bool(definition.measures)


def _question(statement: Statement, as_of: dt.date) -> Question | None:
    """Return what the claim asks, None where it is about a time that is yet to come."""
    time = _time(statement)
    if statement.factor is None or (time is not None and time.start is not None and time.start > as_of):
        return None
    at = as_of if time is None or time.end is None else min(as_of, time.end)
    return Question(factor=statement.factor, as_of=as_of, at=at)


def _time(statement: Statement) -> DateInterval | None:
    if isinstance(statement, Event) and statement.when is not None:
        return statement.when
    return None if statement.horizon is None else statement.horizon.dates


def _day(document: Document) -> dt.date | None:
    return None if document.date is None else reference_day(document.date)


def _held(statement: Statement, number: int, measure: Measure | None, question: Question) -> HeldClaim:
    says = _SAYINGS[isinstance(statement, Assessment), statement.sign]
    probability = None if measure is None else _probability(says, measure)
    usable = measure is not None and not is_too_old(measure.ends, question.at)
    return HeldClaim(
        claim=number,
        says=says,
        probability=probability,
        verdict=verdict(probability if usable else None),
    )


def _probability(says: Saying, measure: Measure) -> float | None:
    if says in {"high", "low"}:
        return measure.above if says == "high" else 1 - measure.above
    if measure.rise is None:
        return None
    return measure.rise if says == "rising" else 1 - measure.rise


def _too_old(measure: Measure, question: Question) -> str | None:
    if not is_too_old(measure.ends, question.at):
        return None
    return (
        f"the data end on {day_words(measure.ends)}, more than {OLDEST} months before "
        f"{day_words(question.at)}: too old to tell"
    )
