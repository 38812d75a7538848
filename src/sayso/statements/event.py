"""Something happened."""

from sayso.dates import DateInterval
from sayso.statements.statement import Statement


class Event(Statement, frozen=True, kw_only=True, tag="event"):
    """A claim that something happened."""

    when: DateInterval | None = None
    """When it happened, as far as the text says."""
    plover: str | None = None
    """Root of the PLOVER codebook that the event falls under, where the reader tells: `PROTEST`."""
