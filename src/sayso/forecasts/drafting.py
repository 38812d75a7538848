"""Drafts: from a statement about what is to come to a question that can be decided, and its forecast.

A draft is to be sharpened by a person: its rule says so. What it takes from the statement are the factor, the
direction, the time and the condition; where no time is said, some months are assumed, and the reading notes
that.
"""

import calendar
import datetime as dt
import string
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from sayso.dates import DateInterval
from sayso.forecasts.claim import claim_of
from sayso.forecasts.distribution import Beta
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.question import ParentOutcome, Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Condition, Conditional
from sayso.statements.factor import Factor
from sayso.statements.statement import Sign, Statement

MONTHS: Final = 12
"""Months that a claim without a time is taken to be about; a convention, to be changed by who asks."""
KINDS: Final = frozenset({"forecast", "conditional"})
"""Kinds of statements that are about what is to come."""
_WAYS: Final[Mapping[Sign, str]] = {1: "higher", -1: "lower", 0: "other"}
_LONGEST: Final = 300
"""Characters of a quote that a draft repeats."""


class Drafting(msgspec.Struct, frozen=True, kw_only=True):
    """What drafts rest on."""

    catalogue: Catalogue
    names: Mapping[str, str]
    """Actors' names by identifier."""
    today: dt.date
    """A question whose time is over by then is post hoc."""
    months: int = MONTHS
    """Months of a claim without a time."""


def draft(
    statement: Statement, drafting: Drafting, *, identifier: str | None = None, taken: Iterable[str] = ()
) -> tuple[Record, ...] | str:
    """Return the records that make a question of a statement, a condition's question first; or why not.

    Args:
        statement: with the corrections that stand (`sayso.statements.corrected`).
        drafting: the tables, today, and the months assumed.
        identifier: the statement's own identifier, where a correction has given it another.
        taken: labels of the readings that the statement has; the new one gets the next and is not primary.

    They are the claim, the question, the reading and the forecast. A statement without words of likelihood
    gives no forecast. A question put by an interviewer gives one that is marked `asked`: it is nobody's.
    """
    if statement.kind not in KINDS:
        return f"is of the kind {statement.kind}; a question is made from a forecast or a conditional"
    time = _time(statement, drafting.months)
    if time is None:
        return "neither the claim nor its document has a date, so that no question can close"
    claim = msgspec.structs.replace(claim_of(statement), statement=identifier or statement.id)
    parent = None
    if isinstance(statement, Conditional):
        parent = _parent(statement.condition, statement, time, drafting)
    question = _question(statement, time, parent, drafting)
    labels = list(taken)
    reading = Reading(
        statement=claim.statement,
        question=question.id,
        label=next_label(labels),
        primary=not labels,
        post_hoc=question.post_hoc,
        note=_note(statement, drafting.months),
    )
    made: list[Record] = [claim, *(() if parent is None else (parent,)), question, reading]
    forecast = forecast_of(statement, question.id, identifier=claim.statement)
    return (*made, forecast) if forecast is not None else tuple(made)


def forecast_of(statement: Statement, question: str, *, identifier: str) -> Forecast | None:
    """Return what the statement's words give a question, or None where no word of likelihood is said."""
    said = statement.likelihood
    if said is None:
        return None
    claim = claim_of(statement)
    return Forecast(
        question=question,
        made_by=Origin(kind="speaker", name=claim.speaker, version=said.lexicon),
        made_at=claim.said,
        distribution=Beta(alpha=said.alpha, beta=said.beta),
        statement=identifier,
        words=said.words,
        basis=f"“{said.phrase}” in {said.lexicon}",
        unhedged=said.unhedged,
        asked=claim.asked,
    )


def next_label(taken: Iterable[str]) -> str:
    """Return the first label that is free, of A, B, … Z, AA and so on.

    >>> next_label([]), next_label(["A", "literal"]), next_label("ABC")
    ('A', 'B', 'D')
    """
    used = set(taken)
    number = 0
    while True:
        label = string.ascii_uppercase[number % 26] * (number // 26 + 1)
        if label not in used:
            return label
        number += 1


def _time(statement: Statement, months: int) -> DateInterval | None:
    """Return the days that a question is about: never before the words, `months` from then on by default."""
    said = None if statement.as_of is None else statement.as_of.start or statement.as_of.end
    named = None if statement.horizon is None else statement.horizon.dates
    first = said if named is None or named.start is None else named.start
    last = None if named is None else named.end
    if first is not None and last is None:
        last = _later(first, months)
    if first is not None and said is not None and last is not None and first < said <= last:
        first = said
    return None if first is None or last is None or last < first else DateInterval(first, last)


def _later(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, dt.MAXYEAR)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _question(
    statement: Statement, time: DateInterval, parent: Question | None, drafting: Drafting
) -> Question:
    about = _about(statement.factor, statement.sign, statement.topic or statement.quote, drafting)
    return Question(
        text=f"{about}, {time.start} to {time.end}?",
        kind="binary",
        opens=time.start,
        closes=time.end,
        actors=_actors(statement.factor),
        factor=None if statement.factor is None else str(statement.factor),
        condition=None if parent is None else ParentOutcome(question=parent.id),
        rule=_rule(statement.factor, statement.sign, statement.quote, drafting),
        reference_class=_class(statement.factor, statement.sign, time),
        post_hoc=time.end is not None and time.end < drafting.today,
        source=f"drafted from statement {statement.id}",
    )


def _parent(condition: Condition, statement: Statement, time: DateInterval, drafting: Drafting) -> Question:
    about = _about(condition.factor, condition.sign, condition.words, drafting)
    return Question(
        text=f"{about}, {time.start} to {time.end}?",
        kind="binary",
        opens=time.start,
        closes=time.end,
        actors=_actors(condition.factor),
        factor=None if condition.factor is None else str(condition.factor),
        rule=_rule(condition.factor, condition.sign, condition.words, drafting),
        reference_class=_class(condition.factor, condition.sign, time),
        post_hoc=time.end is not None and time.end < drafting.today,
        source=f"the condition of statement {statement.id}",
    )


def _about(factor: Factor | None, sign: Sign, words: str, drafting: Drafting) -> str:
    if factor is None:
        return f"“{_short(words)}”"
    sides = [factor.actor, *(() if factor.target is None else (factor.target,))]
    named = " toward ".join(drafting.names.get(one, one) for one in sides)
    name = factor.name.replace("_", " ")
    return f"{name[:1].upper()}{name[1:]} ({named}) {_WAYS[sign]} than before: “{_short(words)}”"


def _rule(factor: Factor | None, sign: Sign, words: str, drafting: Drafting) -> str:
    known = drafting.catalogue.definitions.get(factor.name) if factor is not None else None
    meaning = ""
    if known is not None and sign:
        opposite = "" if sign > 0 else "the opposite of: "
        meaning = f" For {known.name} that is {opposite}{known.more[:1].lower()}{known.more[1:]}"
    return f"Draft, to be sharpened: yes where what the words “{_short(words)}” say comes true.{meaning}"


def _class(factor: Factor | None, sign: Sign, time: DateInterval) -> str | None:
    """Return the name of the like questions: same factor and direction, about as long."""
    if factor is None or time.start is None or time.end is None:
        return None
    months = max(1, round((time.end - time.start).days / 30.44))
    return f"{factor.name} {_WAYS[sign]} within {months} months"


def _actors(factor: Factor | None) -> tuple[str, ...]:
    if factor is None:
        return ()
    return (factor.actor,) if factor.target is None else (factor.actor, factor.target)


def _note(statement: Statement, months: int) -> str | None:
    notes = []
    if statement.horizon is None or statement.horizon.dates is None:
        notes.append(f"no time is said; {months} months from the day of the words are assumed")
    if statement.likelihood is None:
        notes.append("no word of likelihood is said, so that there is no forecast")
    return "; ".join(notes) or None


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
