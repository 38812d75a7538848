"""Which questions are open, due or decided on a day."""

import datetime as dt
from typing import Literal, TypeAlias

import msgspec

from sayso.forecasts.ledger import Ledger, Settled
from sayso.forecasts.question import Question

Status: TypeAlias = Literal["open", "due", "decided"]
"""`open`: its time is not over. `due`: it is over, and nobody has said what came.
`decided`: by an answer of its own or by its condition, `ambiguous` and `unresolvable` included."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A question on a day."""

    question: Question
    settled: Settled
    status: Status
    forecasts: int
    """How many forecasts there are on it."""


def listed(ledger: Ledger, *, today: dt.date) -> tuple[Listed, ...]:
    """Return each question with its status, the next to close first, those without a close last.

    A question is due on the day after it closes; one without a close is never due.
    """
    settled = ledger.settle()
    counts: dict[str, int] = {}
    for forecast in ledger.forecasts:
        counts[forecast.question] = counts.get(forecast.question, 0) + 1
    found = [
        Listed(
            question=question,
            settled=settled[question.id],
            status=status(question, settled[question.id], today=today),
            forecasts=counts.get(question.id, 0),
        )
        for question in ledger.questions.values()
    ]
    return tuple(sorted(found, key=lambda one: (one.question.closes or dt.date.max, one.question.id)))


def status(question: Question, settled: Settled, *, today: dt.date) -> Status:
    """Return whether a question is open, due or decided on a day."""
    if settled.outcome != "pending":
        return "decided"
    return "due" if question.closes is not None and question.closes < today else "open"
