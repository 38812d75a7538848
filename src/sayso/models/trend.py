"""Trends: a claim that a factor is rising or falling sets its starting slope."""

from sayso.models.contribution import Contribution, Shift, no_place, not_followed
from sayso.models.scope import Scope, places
from sayso.models.settings import claim_settings
from sayso.statements.trend import Trend


def build(statement: Trend, scope: Scope) -> Contribution:
    """Return the starting slope that a trend gives; words of likelihood shrink it."""
    if statement.factor is None or statement.sign == 0:
        return Contribution()
    found = places(scope, statement.factor)
    if not found:
        return no_place(statement, not_followed(statement.factor, actors=scope.actors))
    odds = 1.0 if statement.likelihood is None else 2.0 * statement.likelihood.mean - 1.0
    slope = statement.sign * odds * claim_settings().slope.of(statement.strength)
    return Contribution(
        shifts=tuple(
            Shift(factor=place, slope=slope) for place in found if place.name not in scope.event_names
        )
    )
