"""A mechanism: how one factor moves another, in templates over states and patrons.

In templates X is a state of the model, Y a neighbour of X that is in the model too, Z another state of
the model that is no neighbour of X, P a patron and Q another patron than P.
"""

from typing import Literal

import msgspec

from sayso.mechanisms.link import Form, Prior

Only = dict[Literal["X", "Y", "Z", "P", "Q"], tuple[str, ...]]
"""Actors that a variable may stand for; a variable that is not named may stand for any."""

When = Literal["allied", "not allied"]
"""Whether X and P are members of one defence organisation when the model starts."""


class GateTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gate over variables."""

    factor: str | None = None
    event: str | None = None
    threshold: float = 0.5
    steepness: float = 0.05


class LinkTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A link over variables.

    `effect` is what the source does in the long run: for level and threshold the z that the
    target comes to while the source stays at its highest, for dread the z per unit of level past
    the tolerance; the monthly weight is effect × κ of the target. For change it is the jump in z
    for a full swing of the source, and the weight itself.
    """

    source: str
    target: str
    form: Form = "level"
    effect: Prior
    presence: float = 1.0
    lag: int = 0
    threshold: float = 0.7
    steepness: float = 0.05
    gate: GateTemplate | None = None
    when: When | None = None
    only: Only = {}


class TermTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hazard term over variables; `usual` is for all actors that the source may stand for together."""

    event: str
    source: str | None = None
    weight: Prior
    presence: float = 1.0
    lag: int = 0
    usual: float | None = None
    whole: bool = False
    when: When | None = None
    only: Only = {}


class ImpulseTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An impulse over variables."""

    target: str
    size: Prior


class RateTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A base rate as the literature gives it: probability within a year, with its 90 % interval."""

    yearly: float
    low: float
    high: float
    source: str


class EventTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of event over variables."""

    id: str
    name: str
    """In plain words, with variables in braces: `mass unrest in {X}`."""
    rate: RateTemplate | None = None
    requires: str | None = None
    when: When | None = None
    duration_months: float | None = 1.0
    duration_source: str | None = None
    impulses: tuple[ImpulseTemplate, ...] = ()
    ends: tuple[str, ...] = ()
    schedule: Literal["elections"] | None = None
    """The part of the actor table that dates the event."""


class Mechanism(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One piece of knowledge about how politics moves, with those who showed it."""

    name: str
    says: str
    """In one line."""
    argument: str | None = None
    """In a paragraph: why, what of it is in the links, and what speaks against it."""
    literature: tuple[str, ...]
    refuted_by: str
    """What observation would speak against it."""
    solver: str | None = None
    """Module of `mechanisms.solvers` with the model that it stands on, as its authors wrote it."""
    links: tuple[LinkTemplate, ...] = ()
    events: tuple[EventTemplate, ...] = ()
    terms: tuple[TermTemplate, ...] = ()
