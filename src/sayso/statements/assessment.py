"""A factor is at some level."""

from sayso.statements.statement import Statement


class Assessment(Statement, frozen=True, kw_only=True, tag="assessment"):
    """A claim that a factor is high, low or holds."""
