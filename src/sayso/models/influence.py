"""Influences: a claim that one factor moves another is a link in its source's model."""

from sayso.models.claimed_link import claimed_links
from sayso.models.contribution import Contribution, no_place
from sayso.models.scope import Scope
from sayso.statements.influence import Influence


def build(statement: Influence, scope: Scope) -> Contribution:
    """Return the links that an influence claims, one for each pair of actors that it is about."""
    if statement.factor is None or statement.cause is None:
        missing = "its effect" if statement.cause is not None else "its cause"
        return no_place(statement, f"no factor of the catalogue fits {missing}")
    if statement.sign == 0:
        return no_place(statement, "it does not say which way the effect goes")
    return claimed_links(statement, statement.cause, statement.factor, scope=scope)
