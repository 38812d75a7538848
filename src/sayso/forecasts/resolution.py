"""Resolutions: what happened, how that is known, and since when."""

import datetime as dt
import math
from typing import ClassVar, Literal, TypeAlias

import msgspec

from sayso.forecasts.record import Record, RecordId, Words

Outcome: TypeAlias = Literal["yes", "no", "value", "void", "ambiguous", "unresolvable", "pending"]
SourceCertainty: TypeAlias = Literal["high", "medium", "low"]


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that shows what happened."""

    url: Words | None = None
    """Address of the page."""
    quote: Words | None = None
    """Words from it, or a summary of what it shows."""
    event: Words | None = None
    """Identifier of an event in the record of events."""

    def __post_init__(self) -> None:
        """Refuse evidence that shows nothing.

        Raises:
            ValueError: if it has no url, no quote and no event.
        """
        if self.url is None and self.quote is None and self.event is None:
            raise ValueError("evidence without url, quote and event shows nothing; want one of them")


class Resolution(Record, frozen=True, kw_only=True, tag="resolution"):
    """An answer to a question; a later one may supersede it, and both are kept."""

    IDENTITY: ClassVar[tuple[str, ...]] = (
        "question", "outcome", "value", "known_at", "evidence", "certainty", "by", "supersedes", "note",
    )  # fmt: skip

    question: RecordId
    """Identifier of the question."""
    outcome: Outcome
    """`value`: a number, a day or an option, in `value`. `void`: the condition did not hold. `no` for a date
    question: it did not happen by the close. `ambiguous`: sources disagree or the rule does not decide.
    `unresolvable`: no rule could decide it. `pending`: not known yet, or an earlier answer is withdrawn."""
    value: float | str | None = None
    """For `value`: the count, the option as written, or the day as YYYY-MM-DD."""
    known_at: dt.date | None = None
    """First day on which the answer could be known; None where nobody noted it."""
    evidence: tuple[Evidence, ...] = ()
    """What shows it."""
    certainty: SourceCertainty = "high"
    """How sure whoever resolved it was."""
    by: Words
    """Who resolved it: a person, a file, a query."""
    at: dt.datetime | None = None
    """When it was entered, with offset; not part of the identifier."""
    supersedes: RecordId | None = None
    """Identifier of the resolution that this one replaces."""
    note: Words | None = None
    """Anything that a reader should know."""

    def __post_init__(self) -> None:
        """Refuse a value that does not fit the outcome.

        Raises:
            ValueError: if the outcome is `value` and there is none, or the other way round, or the number
                is not finite.
        """
        if (self.outcome == "value") != (self.value is not None):
            raise ValueError(
                f"the outcome {self.outcome!r} with the value {self.value!r}; only `value` has one"
            )
        if isinstance(self.value, float) and not math.isfinite(self.value):
            raise ValueError(f"the value {self.value} is not finite")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError(f"the time of entry {self.at} has no offset; want one, as +00:00")
