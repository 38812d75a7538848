"""How one factor drives another: the link forms, as records."""

from typing import Literal, TypeAlias

import msgspec

from sayso.statements.factor import Factor

Form: TypeAlias = Literal["level", "change", "threshold", "dread"]


class Prior(msgspec.Struct, frozen=True, kw_only=True):
    """A normal prior on a coefficient; a draw past zero, away from its mean's sign, counts as zero.

    Units: z per month for links, log hazard for terms, z for impulses.
    """

    mean: float
    sd: float
    source: str
    """The literature that the number rests on, or `judgement` with its reason."""


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """A factor's level or an event that must hold for a drive to act: σ((L − θ)/s)."""

    factor: Factor | None = None
    event: str | None = None
    """Identifier of an event kind; the gate is open while the event lasts."""
    threshold: float = 0.5
    steepness: float = 0.05


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One drive on `target` from `source`; a memory is a link of a node to itself."""

    source: Factor
    target: Factor
    form: Form
    weight: Prior
    presence: float = 1.0
    """Probability that the link is there in a run, in [0, 1]."""
    lag: int = 0
    """Whole months."""
    threshold: float = 0.7
    steepness: float = 0.05
    gate: Gate | None = None
    origin: str
    """The mechanism's name, or the statement's identifier."""
