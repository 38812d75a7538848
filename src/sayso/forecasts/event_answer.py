"""What the record of events answers to a question with a query."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence

import msgspec

from sayso.forecasts.event_query import EventQuery, Happened
from sayso.forecasts.question import Question
from sayso.forecasts.resolution import Evidence

_SHOWN = 5
"""Events that an answer names as evidence."""


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as `sayso.forecasts.answering.read_answer` takes it, with what shows it."""

    written: str
    known_at: dt.date
    evidence: tuple[Evidence, ...]
    note: str


def answered(
    question: Question, query: EventQuery, found: Iterable[Happened], *, span: tuple[dt.date, dt.date]
) -> Answered | str:
    """Return the answer that events give, or why they give none yet.

    Binary: yes on the day on which `query.least` is reached, no once the record has gone past the close.
    Count: how many events, or their total, once it has. Date: the day on which `query.least` is reached, else
    no.

    Args:
        question: with opening and close.
        query: what is counted.
        found: the events of the query, by date.
        span: first and last day of the record; only within it a day without an event is one without.
    """
    opens, closes = question.opens, question.closes
    if opens is None or closes is None:
        return "the question has no opening or no close; a query wants both"
    if question.kind == "ordinal":
        return "the question is ordinal; events give yes or no, a number or a day"
    if span[0] > opens:
        return f"the record begins on {span[0]}, after the question's first day, {opens}"
    within = [one for one in found if opens <= one.date <= closes]
    amounts = [1.0 if query.measure == "events" else one.weight for one in within]
    total = sum(amounts)
    sums = zip(within, itertools.accumulate(amounts), strict=True)
    reached = (
        None if question.kind == "count" else next((one for one, sum_ in sums if sum_ >= query.least), None)
    )
    note = f"{len(within):,} events from {opens} to {min(closes, span[1])}"
    note += "" if query.measure == "events" else f", {total:g} together"
    if reached is not None:
        until = [one for one in within if one.date <= reached.date]
        written = "yes" if question.kind == "binary" else reached.date.isoformat()
        return Answered(written=written, known_at=reached.date, evidence=_evidence(until), note=note)
    if span[1] < closes:
        return (
            f"the record goes to {span[1]}, the question to {closes}, and {query.least:g} is not reached yet"
        )
    written = f"{total:g}" if question.kind == "count" else "no"
    known = closes + dt.timedelta(days=1)
    return Answered(written=written, known_at=known, evidence=_evidence(within), note=note)


def _evidence(found: Sequence[Happened]) -> tuple[Evidence, ...]:
    """Return the last events that led to an answer."""
    return tuple(Evidence(event=one.id, url=one.url or None) for one in found[-_SHOWN:])
