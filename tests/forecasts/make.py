"""Small records for the tests of the ledger."""

import datetime as dt

import msgspec

from sayso.forecasts.claim import Claim
from sayso.forecasts.distribution import Distribution, Point
from sayso.forecasts.entries import Entry, entries
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import ParentOutcome, Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.resolution import Outcome, Resolution


def question(text: str = "A riot?", *, given: Question | None = None, wanted: str = "yes") -> Question:
    condition = None if given is None else ParentOutcome(question=given.id, outcome=wanted)
    return Question(text=text, kind="binary", rule=text, condition=condition)


def answer(
    to: Question, outcome: Outcome, *, known: str | None = None, instead_of: Resolution | None = None
) -> Resolution:
    return Resolution(
        question=to.id,
        outcome=outcome,
        known_at=None if known is None else dt.date.fromisoformat(known),
        by="test",
        supersedes=None if instead_of is None else instead_of.id,
    )


def forecast(
    on: Question,
    given: float | Distribution = 0.8,
    *,
    by: str = "Expert",
    day: str | None = None,
    statement: str | None = None,
) -> Forecast:
    return Forecast(
        question=on.id,
        made_by=Origin(kind="speaker", name=by),
        made_at=None if day is None else dt.date.fromisoformat(day),
        distribution=Point(probability=given) if isinstance(given, float) else given,
        statement=statement,
    )


def claim(statement: str = "S1", *, speaker: str = "Expert", asked: bool = False) -> Claim:
    return Claim(
        statement=statement, speaker=speaker, kind="forecast", quote=f"words of {statement}", asked=asked
    )


def reading(on: Question, statement: str = "S1", *, label: str = "A", primary: bool = True) -> Reading:
    return Reading(statement=statement, question=on.id, label=label, primary=primary)


def many(
    given: list[float], happened: list[bool], *, by: str = "Expert", series: int = 0
) -> tuple[Entry, ...]:
    """Return the entries of as many questions; with `series` that many questions hang together."""
    questions = [
        msgspec.structs.replace(question(f"Question {at}?"), series=f"{at // series}" if series else None)
        for at in range(len(given))
    ]
    answers = [answer(one, "yes" if yes else "no") for one, yes in zip(questions, happened, strict=True)]
    forecasts = [forecast(one, chance, by=by) for one, chance in zip(questions, given, strict=True)]
    return entries(Ledger.of([*questions, *answers, *forecasts]))
