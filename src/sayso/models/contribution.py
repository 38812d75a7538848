"""What one statement puts into a model."""

import msgspec

from sayso.actors import ActorTable
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
    return Contribution(problems=(unused(statement, why),))


def unused(statement: Statement, why: str) -> Problem:
    """Return the problem that nothing was made of a statement, with its words."""
    return Problem(source=statement.document, message=f"{statement.kind} “{statement.quote}”: {why}")


def not_followed(*factors: Factor, actors: ActorTable) -> str:
    """Return in plain words that a model has nothing for `factors`.

    >>> table, _ = ActorTable.load()
    >>> not_followed(Factor("security_credibility", "RUS", "SYR"), actors=table)
    'the model does not follow security credibility (Russia → Syria)'
    """
    return f"the model does not follow {' or '.join(_in_words(factor, actors) for factor in factors)}"


def _in_words(factor: Factor, actors: ActorTable) -> str:
    """Return the factor's name and, in brackets, its actors' names."""
    sides = [factor.actor] if factor.target is None else [factor.actor, factor.target]
    # a statement may name an actor that only its reader knows
    names = [actors.actors[side].name if side in actors.actors else side for side in sides]
    return f"{factor.name.replace('_', ' ')} ({' → '.join(names)})"
