"""Forecasts: who gave a question which probability, and when."""

import datetime as dt
from typing import ClassVar, Literal, TypeAlias

import msgspec

from sayso.forecasts.distribution import Distribution
from sayso.forecasts.record import Record, RecordId, Words

OriginKind: TypeAlias = Literal["speaker", "model", "base-rate", "persistence", "person", "pool"]


class Origin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a forecast comes from."""

    kind: OriginKind
    """`speaker`: somebody's words, read through a lexicon. `person`: somebody who gave a number here."""
    name: Words
    """The speaker, model, reference class, person or way of pooling."""
    version: Words | None = None
    """For a speaker the lexicon with its version (`capphrase-2026.1`); for a model the model's."""


class Forecast(Record, frozen=True, kw_only=True, tag="forecast"):
    """A distribution for a question, by somebody or something, at a time."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("question", "made_by", "made_at", "distribution", "statement")

    question: RecordId
    """Identifier of the question."""
    made_by: Origin
    """Who or what gave it."""
    made_at: dt.date | None = None
    """The day on which it was given; for a speaker the day of the words. None where that is not known."""
    distribution: Distribution
    """The probability of yes, or the distribution over numbers, days or options."""
    statement: Words | None = None
    """For a speaker the identifier of the statement that was read."""
    words: Words | None = None
    """The words of likelihood behind it, as said: `highly likely`."""
    basis: Words | None = None
    """What the numbers rest on: a survey, a class with so many cases."""
    unhedged: bool = False
    """True where a bare `will` is behind it; such forecasts are reported apart."""
    asked: bool = False
    """True where an interviewer's question holds it; it is then nobody's forecast and is reported apart."""
    post_hoc: bool = False
    """True where a model was run after the question had closed or its answer was known."""
