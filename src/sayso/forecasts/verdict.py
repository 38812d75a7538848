"""Verdicts: what became of a statement that is no forecast; a label, never a score."""

import datetime as dt
from typing import ClassVar, Literal, TypeAlias

from sayso.forecasts.record import Record, RecordId, Words
from sayso.forecasts.resolution import Evidence, SourceCertainty

Label: TypeAlias = Literal[
    "supported", "supported in part", "mixed", "contested", "contradicted in part", "contradicted",
    "followed", "not followed", "unresolvable", "pending",
]  # fmt: skip


class Verdict(Record, frozen=True, kw_only=True, tag="verdict"):
    """Whether evidence supports an assessment, or whether a prescription was followed."""

    IDENTITY: ClassVar[tuple[str, ...]] = (
        "statement", "label", "known_at", "evidence", "certainty", "by", "supersedes", "note",
    )  # fmt: skip

    statement: Words
    """Identifier of the statement."""
    label: Label
    """`followed` and `not followed` for prescriptions, the others for claims about what is or was."""
    known_at: dt.date | None = None
    """First day on which it could be known."""
    evidence: tuple[Evidence, ...] = ()
    """What shows it."""
    certainty: SourceCertainty = "high"
    """How sure whoever decided was."""
    by: Words
    """Who decided."""
    at: dt.datetime | None = None
    """When it was entered, with offset; not part of the identifier."""
    supersedes: RecordId | None = None
    """Identifier of the verdict that this one replaces."""
    note: Words | None = None
    """Anything that a reader should know."""

    def __post_init__(self) -> None:
        """Refuse a time of entry that is not the same everywhere.

        Raises:
            ValueError: if `at` has no offset.
        """
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError(f"the time of entry {self.at} has no offset; want one, as +00:00")
