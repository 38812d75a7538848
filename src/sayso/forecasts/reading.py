"""Readings: a statement as a question that can be decided (the field says: an operationalisation)."""

from typing import ClassVar

from sayso.forecasts.record import Record, RecordId, Words


class Reading(Record, frozen=True, kw_only=True, tag="reading"):
    """One way to read a statement as a question; a statement may have several, one of them primary."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("statement", "question", "label")

    statement: Words
    """Identifier of the statement."""
    question: RecordId
    """Identifier of the question."""
    label: Words = "A"
    """What tells this reading from the statement's others: `A`, `literal`."""
    primary: bool = True
    """True for the reading that stands for the statement in a source's scores; one per statement."""
    post_hoc: bool = False
    """True where the reading was chosen after the answer was known."""
    note: Words | None = None
    """Why the statement may be read so."""
