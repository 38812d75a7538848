"""Events: what may break out in a month, how often it does at rest, and what it does."""

import datetime as dt

import msgspec

from sayso.mechanisms.link import Gate, Prior
from sayso.statements.factor import Factor


class BaseRate(msgspec.Struct, frozen=True, kw_only=True):
    """How often an event begins at rest: a hazard per month with its 90 % interval."""

    monthly: float
    """Hazard per month, −ln(1 − yearly rate) / 12."""
    low: float
    high: float
    source: str
    """The row of the table, or the literature, that the numbers come from."""


class HazardTerm(msgspec.Struct, frozen=True, kw_only=True):
    """What raises or lowers the logarithm of an event's hazard: β x.

    x is 2 L − 1 of a factor, 1 or 0 of an event that lasts or not, and 1 where there is no
    source: a constant that holds for this pair of actors (no alliance, say).
    """

    source: Factor | None
    """A factor, or an event written as a factor: `mass_unrest(KAZ)`."""
    weight: Prior
    """β, in log hazard."""
    presence: float = 1.0
    """Probability that the term acts in a run, in [0, 1]."""
    lag: int = 0
    """Whole months."""
    usual: float | None = None
    """Share of months in which the source event lasts in the record behind the base rate.

    The intercept is lowered by it, so that the base rate stays the average over both.
    None for a rate that was counted without the event.
    """
    whole: bool = False
    """True where the weight is the whole difference found in the record while the event lasts.

    What the other terms carry during the event is then taken out when a model is built.
    """
    origin: str
    """The mechanism's name, or the statement's identifier."""


class Impulse(msgspec.Struct, frozen=True, kw_only=True):
    """A jump of a factor's z in the month in which an event begins."""

    target: Factor
    size: Prior
    """In units of z."""
    origin: str


class EventKind(msgspec.Struct, frozen=True, kw_only=True):
    """An event that may begin in a month, lasts for some time and opens gates while it lasts."""

    id: str
    """Written as a factor: `mass_unrest(UZB)`, `intervention(RUS>UZB)`."""
    name: str
    """In plain words: `mass unrest in Uzbekistan`."""
    actor: str
    target: str | None = None
    base_rate: BaseRate | None
    """None for an event that comes by its schedule alone."""
    terms: tuple[HazardTerm, ...] = ()
    requires: str | None = None
    """Identifier of an event that must be under way."""
    gates: tuple[Gate, ...] = ()
    """Each multiplies the hazard."""
    duration_months: float | None = 1.0
    """Mean of a geometric distribution, at least 1; None: as long as the event that it requires."""
    impulses: tuple[Impulse, ...] = ()
    ends: tuple[str, ...] = ()
    """Identifiers of events that are over when this one begins."""
    scheduled: tuple[dt.date, ...] = ()
    under_way: float = 0.0
    """Probability that the event is under way at the start, in [0, 1]."""
    intercept: float | None = None
    """a, log hazard per month with every x at zero; None: that of the base rate, uncorrected."""
    origin: str
    """The mechanism's name."""

    @property
    def factor(self) -> Factor:
        """The event as a factor: what links, gates and statements call it by."""
        return Factor.parse(self.id)
