"""One factor moves another."""

from sayso.statements.statement import Statement


class Influence(Statement, frozen=True, kw_only=True, tag="influence"):
    """A claim that `cause` moves `factor`, in the direction of `sign`."""
