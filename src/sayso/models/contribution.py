"""What one statement puts into a model."""

import msgspec

from sayso.mechanisms.link import Link
from sayso.problems import Problem
from sayso.statements.factor import Factor
from sayso.statements.statement import Statement


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """What a statement says about a factor at the model's start."""

    factor: Factor
    level: float = 0.0
    """Shift of z from the actor's normal."""
    sd_kept: float = 1.0
    """Share of the usual standard deviation that is left."""
    slope: float = 0.0
    """Drift of z per month."""
    under_way: float | None = None
    """For an event: probability that it is under way."""


class Contribution(msgspec.Struct, frozen=True, kw_only=True):
    """Starting levels and links that follow from one statement."""

    shifts: tuple[Shift, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()


def no_place(statement: Statement, why: str) -> Contribution:
    """Return a contribution that only says why a statement found no place, with its words."""
    message = f"{statement.kind} “{statement.quote}”: {why}"
    return Contribution(problems=(Problem(source=statement.document, message=message),))
