"""Answers as people write them → resolutions that supersede what stood."""

import datetime as dt
from typing import Final, cast, get_args

import msgspec

from sayso.forecasts.ledger import Ledger
from sayso.forecasts.number import number_of
from sayso.forecasts.question import Question
from sayso.forecasts.resolution import Evidence, Outcome, Resolution, SourceCertainty
from sayso.forecasts.standing import standing_resolutions
from sayso.nearest import hint

OUTCOMES: Final[tuple[str, ...]] = tuple(one for one in get_args(Outcome) if one != "value")
"""What an answer can be besides a number, an option or a day."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says about an answer."""

    by: str
    """Who."""
    at: dt.datetime | None = None
    """When it was entered, with offset."""
    known_at: dt.date | None = None
    """First day on which it could be known."""
    evidence: tuple[Evidence, ...] = ()
    certainty: SourceCertainty = "high"
    note: str | None = None


def answer(ledger: Ledger, question: Question, written: str, said: Said) -> Resolution:
    """Return the resolution that an answer makes; it supersedes the one that stands.

    Where the same was said before, the resolution that stands is returned.

    Raises:
        ValueError: if `written` is no answer to this kind of question; the message says what is.
    """
    outcome, value = read_answer(question, written)
    stands = standing_resolutions(ledger.resolutions).get(question.id)
    made = Resolution(
        question=question.id,
        outcome=outcome,
        value=value,
        known_at=said.known_at,
        evidence=said.evidence,
        certainty=said.certainty,
        by=said.by,
        at=said.at,
        note=said.note,
    )
    if stands is None:
        return made
    again = msgspec.structs.replace(made, supersedes=stands.supersedes, at=stands.at)
    return stands if again == stands else msgspec.structs.replace(made, supersedes=stands.id)


def read_answer(question: Question, written: str) -> tuple[Outcome, float | str | None]:
    """Return the outcome and, for `value`, the value that an answer stands for.

    Raises:
        ValueError: as `answer`.
    """
    words = written.strip()
    if words.lower() in OUTCOMES and words not in question.options:
        outcome = cast("Outcome", words.lower())
        refused = {"binary": (), "date": ("yes",)}.get(question.kind, ("yes", "no"))
        if outcome in refused:
            raise ValueError(
                f"{outcome!r} is no answer to a {question.kind} question; want {_wanted(question)}"
            )
        return outcome, None
    if question.kind == "binary":
        raise ValueError(f"{written!r} is no answer; want {_wanted(question)}{hint(words, OUTCOMES)}")
    return "value", _value(question, words)


def newly_void(ledger: Ledger, resolution: Resolution) -> tuple[Question, ...]:
    """Return the questions that a resolution makes void, because it is not what their condition asks for."""
    before = ledger.settle()
    after = msgspec.structs.replace(ledger, resolutions=(*ledger.resolutions, resolution)).settle()
    return tuple(
        question
        for question in ledger.questions.values()
        if question.id != resolution.question
        and after[question.id].outcome == "void"
        and before[question.id].outcome != "void"
    )


def _value(question: Question, words: str) -> float | str:
    if question.kind == "count":
        number = number_of(words)
        if number is None:
            raise ValueError(f"{words!r} is no number; want {_wanted(question)}")
        return number
    if question.kind == "date":
        try:
            return dt.date.fromisoformat(words).isoformat()
        except ValueError:
            raise ValueError(f"{words!r} is no day; want {_wanted(question)}") from None
    if words not in question.options:
        nearest = hint(words, question.options)
        raise ValueError(f"no option {words!r}{nearest}; want {_wanted(question)}")
    return words


def _wanted(question: Question) -> str:
    own = {
        "binary": ("yes", "no"),
        "count": (f"a number{'' if question.unit is None else f' of {question.unit}'}",),
        "ordinal": question.options,
        "date": ("a day as YYYY-MM-DD", "no (not by the close)"),
    }[question.kind]
    return ", ".join((*own, "void", "ambiguous", "unresolvable")) + " or pending"
