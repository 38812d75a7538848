"""If one thing holds, another follows with some likelihood."""

import msgspec

from sayso.statements.factor import Factor
from sayso.statements.statement import Sign, Statement


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What must hold for a conditional's consequence."""

    words: str
    """As said: `the unrest becomes widespread`."""
    factor: Factor | None
    """What the condition is about; None when the catalogue has no such factor."""
    sign: Sign
    """+1 the factor must be high or rise, -1 low or fall, 0 neither."""


class Conditional(Statement, frozen=True, kw_only=True, tag="conditional"):
    """A claim that `factor` moves in the direction of `sign` if `condition` holds."""

    condition: Condition
    """What must hold."""
