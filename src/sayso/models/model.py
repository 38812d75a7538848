"""The model: nodes, links and events from a start date, ready to be drawn."""

import datetime as dt

import msgspec

from sayso.mechanisms.event import EventKind
from sayso.mechanisms.link import Link
from sayso.statements.factor import Factor


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A factor that the model follows: z with L = σ(z), drawn back to its rest each month."""

    factor: Factor
    start: float = 0.0
    """Mean of z at the start; 0 is the actor's own normal."""
    start_sd: float
    """Standard deviation of z at the start."""
    normal: float = 0.0
    """Mean of z at the start where nobody has said anything: what the links keep up at rest."""
    normal_sd: float | None = None
    """Standard deviation of z at the start where nobody has said anything; None: `start_sd`."""
    slope: float = 0.0
    """Drift of z per month at the start, which wears off with `Model.slope_half_life`."""
    rest: float = 0.0
    """b, the z that the node returns to."""
    kappa: float
    """Share of the way back to rest in a month, in (0, 1]."""
    noise: float
    """Standard deviation of the monthly shock on z."""


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """One model of a region from `start`; simulate it to get an ensemble."""

    name: str
    start: dt.date
    """First day of a month."""
    states: tuple[str, ...] = ()
    patrons: tuple[str, ...] = ()
    nodes: tuple[Node, ...]
    links: tuple[Link, ...] = ()
    """A link onto an event's factor acts on the logarithm of its hazard."""
    events: tuple[EventKind, ...] = ()
    nu: float = 5.0
    """Degrees of freedom of the Student-t shocks, above 2."""
    slope_half_life: float = 6.0
    """Months in which a starting slope halves."""

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The nodes' factors in order."""
        return tuple(node.factor for node in self.nodes)

    def has(self, factor: Factor) -> bool:
        """Tell whether `factor` is a node or an event of the model."""
        return any(node.factor == factor for node in self.nodes) or any(
            event.id == str(factor) for event in self.events
        )

    def _repr_html_(self) -> str:
        """Return a short description for a notebook."""
        from sayso.models.showing import model_html  # noqa: PLC0415 - it rests on this record

        return model_html(self)
