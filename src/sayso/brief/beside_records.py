"""What the brief shows of the record: measures, and the claims that are held against them.

A measure lies beside a claim and never changes it. Levels and probabilities lie in [0, 1].
"""

import datetime as dt
from typing import Literal, TypeAlias

import msgspec

Saying: TypeAlias = Literal["high", "low", "rising", "falling"]
Verdict: TypeAlias = Literal["in line", "against", "the record cannot tell"]


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """What event data show of a factor up to a day."""

    products: tuple[str, ...]
    """Data products that it is taken from; that of the events first."""
    step: Literal["month", "year"]
    first: dt.date
    """First day of the first period with data."""
    period: dt.date
    """First day of the latest period with data."""
    ends: dt.date
    """Last day of that period."""
    level: float
    """In that period: about the share of the actor's own history that lies below; 0.5 is its normal."""
    low: float
    high: float
    """Bounds of the 80% interval."""
    above: float
    """Probability that the level is above 0.5."""
    earlier: dt.date | None
    """First day of the period a year before, which the latest is compared with; None: no data."""
    rise: float | None
    """Probability that the level rose from the one to the other."""
    events: int | None
    """Events of the latest period that it is told from; None where only votes tell."""
    events_in_all: int | None
    """The same of all periods."""
    speak_against: bool
    """Whether these events show less of the factor."""
    roll_calls: int | None
    """Roll calls of the latest period that it is told from; None where votes are not used."""


class HeldClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim held against a measure."""

    claim: int
    """Number of the claim."""
    says: Saying
    """What it says of the factor."""
    probability: float | None
    """What the measure gives that; None where there is no measure of it."""
    verdict: Verdict


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A factor that event data show, as measured at a document's date, and the claims about it."""

    factor: str
    """As written in the catalogue: `unrest(UZB)`."""
    about: str
    """The same in plain words."""
    as_of: dt.date
    """The document's day; nothing later is used."""
    at: dt.date
    """The day that the claims are about: the document's, or the last of an earlier time that they name."""
    measure: Measure | None
    lacking: str | None
    """Why there is no measure, or why it says nothing of that day."""
    claims: tuple[HeldClaim, ...]


class RecordData(msgspec.Struct, frozen=True, kw_only=True):
    """A data product that measures were taken from."""

    product: str
    title: str
    licence: str
    citation: str
    first: dt.date | None
    last: dt.date | None
    """Dates of its first and of its last row in the record, whether used or not."""
    rows: int
