"""A factor is rising or falling."""

from sayso.statements.statement import Statement


class Trend(Statement, frozen=True, kw_only=True, tag="trend"):
    """A claim that a factor is rising or falling."""
