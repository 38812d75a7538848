"""Assessments: a claim that a factor is high or low sets its starting level."""

from sayso.models.contribution import Contribution, Shift, no_place, not_followed
from sayso.models.scope import Scope, places
from sayso.models.settings import claim_settings
from sayso.statements.assessment import Assessment


def build(statement: Assessment, scope: Scope) -> Contribution:
    """Return the starting level that an assessment gives.

    Words of likelihood shrink it: “probably high” is high with p, low with 1 − p.
    An assessment without a direction (“swings to and fro”) sets nothing.
    """
    if statement.factor is None or statement.sign == 0:
        return Contribution()
    found = places(scope, statement.factor)
    if not found:
        return no_place(statement, not_followed(statement.factor, actors=scope.actors))
    settings = claim_settings().level
    odds = 1.0 if statement.likelihood is None else 2.0 * statement.likelihood.mean - 1.0
    level = statement.sign * odds * settings.of(statement.strength)
    return Contribution(
        shifts=tuple(
            Shift(factor=place, level=level, sd_kept=settings.sd_kept)
            for place in found
            if place.name not in scope.event_names
        )
    )
