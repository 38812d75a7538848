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
    if statement.factor is None or condition.factor is None:
        return no_place(statement, "a conditional needs a condition and an effect that the catalogue has")
    if statement.sign == 0 or condition.sign == 0:
        return no_place(statement, "it does not say which way its condition or its effect goes")
    step = claim_settings().conditional
    threshold = step.threshold if condition.sign > 0 else 1.0 - step.threshold
    return claimed_links(
        statement,
        condition.factor,
        statement.factor,
        scope=scope,
        threshold=(threshold, condition.sign * step.steepness),
    )
