"""A factor will be at a level, or an event will happen."""

from sayso.statements.statement import Statement


class Forecast(Statement, frozen=True, kw_only=True, tag="forecast"):
    """A claim about what is to come."""
