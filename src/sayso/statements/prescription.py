"""Someone should do something."""

from sayso.statements.statement import Statement


class Prescription(Statement, frozen=True, kw_only=True, tag="prescription"):
    """A claim that someone should act; `factor` is what the act would move."""

    addressee: str | None = None
    """Identifier of the actor that should act."""
