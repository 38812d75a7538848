"""What a model's card holds, as records."""

import datetime as dt

import msgspec


class CardWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/card.toml`: what every card says."""

    what: str
    calibration: str
    not_for: tuple[str, ...]


class CardNode(msgspec.Struct, frozen=True, kw_only=True):
    """A factor with where it starts."""

    factor: str
    level: float
    """Starting level, in (0, 1)."""
    low: float
    high: float
    """Ends of the 80 % interval of the starting level."""
    slope: float
    """z per month at the start."""
    half_life: float
    """Months in which a departure from rest halves by itself."""
    said_by: tuple[str, ...]
    """Identifiers of the statements that set the start; empty where it is what the model keeps up at rest."""


class CardLink(msgspec.Struct, frozen=True, kw_only=True):
    """Links of one claim or mechanism that differ by their actors alone."""

    source: str
    """Of the first of them."""
    target: str
    many: int
    """How many there are."""
    form: str
    weight: float
    """Mean of the prior, z per month."""
    sd: float
    presence: float
    lag: int
    threshold: float | None
    """Of a threshold or dread; None for other forms."""
    gate: str | None
    rests_on: str
    origin: str


class CardTerm(msgspec.Struct, frozen=True, kw_only=True):
    """What raises or lowers an event's hazard."""

    source: str
    """A factor, an event, or `always`."""
    weight: float
    """Log hazard."""
    sd: float
    presence: float
    rests_on: str


class CardEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event with its base rate."""

    id: str
    name: str
    yearly: float | None
    """Probability within a year at the base rate; None for one that comes by schedule alone."""
    low: float | None
    high: float | None
    rests_on: str | None
    requires: str | None
    duration_months: float | None
    intercept: float | None
    scheduled: tuple[dt.date, ...]
    under_way: float
    terms: tuple[CardTerm, ...]
    origin: str


class CardClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that the model rests on."""

    statement: str
    speaker: str
    quote: str
    document: str
    kind: str
    links: int
    """How many links carry it."""
    levels: tuple[str, ...]
    """Factors whose start it sets."""


class CardMechanism(msgspec.Struct, frozen=True, kw_only=True):
    """A mechanism that the model uses."""

    name: str
    says: str
    refuted_by: str
    literature: tuple[str, ...]
    parts: int
    """Links, hazard terms and events that come from it."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """All that a reader must know to use a model, or to refuse it."""

    name: str
    start: dt.date
    states: tuple[str, ...]
    patrons: tuple[str, ...]
    what: str
    calibration: str
    not_for: tuple[str, ...]
    nu: float
    slope_half_life: float
    nodes: tuple[CardNode, ...]
    links: tuple[CardLink, ...]
    link_count: int
    events: tuple[CardEvent, ...]
    claims: tuple[CardClaim, ...]
    mechanisms: tuple[CardMechanism, ...]
    problems: tuple[str, ...]
    resting: str | None
    """How many resting states were found, in words; None where nobody looked."""
    version: str
    seed: int | None
    runs: int | None
