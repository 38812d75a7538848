"""Conditionals: “if A, then B” is a link that acts once A is past a threshold."""

from sayso.models.claimed_link import claimed_links
from sayso.models.contribution import Contribution, no_place
from sayso.models.scope import Scope
from sayso.models.settings import claim_settings
from sayso.statements.conditional import Conditional


def build(statement: Conditional, scope: Scope) -> Contribution:
    """Return the threshold links that a conditional claims.

    “If A falls” is a threshold that opens downward. Its likelihood is also a view on the runs;
    see the folder `views`.
    """
    condition = statement.condition
    if condition.factor is None:
        return no_place(statement, f"no factor of the catalogue fits its condition “{condition.words}”")
    if statement.factor is None:
        return no_place(statement, "no factor of the catalogue fits what is to follow")
    if condition.sign == 0:
        return no_place(statement, f"its condition “{condition.words}” has no direction")
    if statement.sign == 0:
        return no_place(statement, "it does not say which way things will go")
    step = claim_settings().conditional
    threshold = step.threshold if condition.sign > 0 else 1.0 - step.threshold
    return claimed_links(
        statement,
        condition.factor,
        statement.factor,
        scope=scope,
        threshold=(threshold, condition.sign * step.steepness),
    )
