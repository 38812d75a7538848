"""The numbers of node behaviour and of what claims put into a model, from TOML."""

import math
from functools import cache
from importlib import resources
from typing import TypeVar

import msgspec

from sayso.models.model import Node
from sayso.statements.factor import Factor
from sayso.statements.statement import Strength

Settings = TypeVar("Settings")


class NodeBehaviour(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a factor moves by itself."""

    half_life: float
    """Months in which a departure from rest halves."""
    sd: float
    """Standard deviation of z that its own shocks keep up."""
    symmetric: bool = False
    """For a pair: FROM and TO can change places."""
    note: str | None = None


class NodeSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`data/nodes.toml`."""

    source: str
    nu: float
    nu_source: str
    slope_half_life: float
    slope_source: str
    default: NodeBehaviour
    factor: dict[str, NodeBehaviour]


class Presence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Probability that a claimed link is there, without words for its likelihood."""

    unsaid: float
    unhedged: float
    source: str


class BySize(msgspec.Struct, frozen=True, kw_only=True):
    """A number for each degree word, and for none."""

    weak: float
    moderate: float
    strong: float
    unsaid: float
    source: str

    def of(self, strength: Strength | None) -> float:
        """Return the number for a strength."""
        return {"weak": self.weak, "moderate": self.moderate, "strong": self.strong, None: self.unsaid}[
            strength
        ]


class EffectSize(BySize, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Long-run shift of a claimed link's target."""

    spread: float
    """Standard deviation as a share of the mean."""
    at_least: float
    """Share of the claim that is added whatever the common model has."""


class LevelSize(BySize, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shift of a starting level."""

    sd_kept: float
    """Share of the usual standard deviation that is left once somebody has assessed the level."""


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Threshold of a conditional."""

    threshold: float
    steepness: float
    source: str


class Reported(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reported event leaves behind."""

    shift: float
    remembered_months: int
    mass: float
    """Probability that reported unrest was mass unrest."""
    source: str


class ClaimSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`data/claims.toml`."""

    presence: Presence
    effect: EffectSize
    conditional: Step
    level: LevelSize
    slope: BySize
    event: Reported


@cache
def node_settings() -> NodeSettings:
    """Return how factors move by themselves."""
    return _read("nodes.toml", NodeSettings)


@cache
def claim_settings() -> ClaimSettings:
    """Return what claims put into a model."""
    return _read("claims.toml", ClaimSettings)


def _read(name: str, kind: type[Settings]) -> Settings:
    data = (resources.files("sayso.models") / "data" / name).read_bytes()
    return msgspec.toml.decode(data, type=kind)


def node_for(factor: Factor) -> Node:
    """Return the node of a factor at rest, with the behaviour of its name.

    κ = 1 − 2^(−1/half-life); the shocks' sd is the one that keeps up the stated sd of z.
    """
    settings = node_settings()
    behaviour = settings.factor.get(factor.name, settings.default)
    kappa = 1.0 - 2.0 ** (-1.0 / behaviour.half_life)
    noise = behaviour.sd * math.sqrt(1.0 - (1.0 - kappa) ** 2)
    return Node(factor=factor, start_sd=behaviour.sd, kappa=kappa, noise=noise)


def is_symmetric(name: str) -> bool:
    """Tell whether a pair's factor means the same in both directions."""
    behaviour = node_settings().factor.get(name)
    return behaviour is not None and behaviour.symmetric
