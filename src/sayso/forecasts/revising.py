"""A question put right: a new one that supersedes it, with what hangs on it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from sayso.forecasts.forecast import Forecast
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import ParentOutcome, Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record


class Revised(msgspec.Struct, frozen=True, kw_only=True):
    """What putting a question right comes to."""

    question: Question
    """The new question."""
    records: tuple[Record, ...]
    """The new question, those that it is the condition of, made anew, and their readings and forecasts."""
    left: tuple[Forecast, ...]
    """Forecasts that stay with the old wording, since it is what their makers answered: a person, a model."""


def revise(
    ledger: Ledger, question: Question, changes: Mapping[str, Any], *, today: dt.date | None = None
) -> Revised:
    """Return a question with some fields changed, and what was read into it from statements.

    What a speaker said is a reading of words, and the reading is what is put right: it moves to the new
    question. A number that somebody gave was given for the old wording and stays there, out of the scores;
    answers stay too. A new close that is over by `today` makes the question post hoc.

    Raises:
        ValueError: if nothing is changed, or the question has been replaced before.
    """
    if question.id in ledger.replaced:
        every = (*ledger.questions.values(), *ledger.replaced.values())
        after = ", ".join(one.id for one in every if one.supersedes == question.id)
        raise ValueError(f"question {question.id} was replaced by {after}; put that one right")
    if all(getattr(question, name) == value for name, value in changes.items()):
        raise ValueError("nothing is changed; say what is to be different")
    new = msgspec.structs.replace(question, **changes, supersedes=question.id)
    if today is not None and new.closes is not None and new.closes < today:
        new = msgspec.structs.replace(new, post_hoc=True)
    records: list[Record] = []
    left: list[Forecast] = []
    pairs = [(question, new)]
    while pairs:
        old, now = pairs.pop(0)
        records.append(now)
        records.extend(_readings(ledger.readings, old.id, now))
        for forecast in ledger.forecasts:
            if forecast.question == old.id:
                if forecast.made_by.kind == "speaker":
                    records.append(msgspec.structs.replace(forecast, question=now.id))
                else:
                    left.append(forecast)
        pairs.extend((child, _with_parent(child, now.id)) for child in _children(ledger, old.id))
    return Revised(question=new, records=tuple(records), left=tuple(left))


def _readings(readings: Iterable[Reading], old: str, now: Question) -> list[Reading]:
    return [
        msgspec.structs.replace(one, question=now.id, post_hoc=one.post_hoc or now.post_hoc)
        for one in readings
        if one.question == old
    ]


def _children(ledger: Ledger, parent: str) -> list[Question]:
    return [
        one
        for one in ledger.questions.values()
        if one.condition is not None and one.condition.question == parent
    ]


def _with_parent(child: Question, parent: str) -> Question:
    outcome = "yes" if child.condition is None else child.condition.outcome
    return msgspec.structs.replace(
        child, condition=ParentOutcome(question=parent, outcome=outcome), supersedes=child.id
    )
