"""Which builder takes which kind of statement."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sayso.models import assessment, conditional, event, influence, trend
from sayso.models.contribution import Contribution
from sayso.models.scope import Scope
from sayso.statements.assessment import Assessment
from sayso.statements.conditional import Conditional
from sayso.statements.corrected import heard
from sayso.statements.event import Event
from sayso.statements.influence import Influence
from sayso.statements.statement import Statement
from sayso.statements.trend import Trend

Builder = Callable[[Any, Scope], Contribution]

BUILDERS: Mapping[type[Statement], Builder] = {
    Assessment: assessment.build,
    Conditional: conditional.build,
    Event: event.build,
    Influence: influence.build,
    Trend: trend.build,
}
"""Forecasts are views on the runs, and prescriptions say what should be; neither builds anything."""

LEVELS = (Assessment, Event, Trend)
"""Kinds that set starting levels; the others make links, which belong to their source's model alone."""


def contributions(
    statements: Sequence[Statement], scope: Scope
) -> tuple[tuple[Statement, Contribution], ...]:
    """Return what each statement puts into a model.

    What a question says is the questioner's way of asking and builds nothing, unless the one who
    answers has taken it up. Statements are taken as people left them in review (`heard`).
    """
    return tuple(
        (statement, BUILDERS[type(statement)](statement, scope))
        for statement in heard(statements)
        if type(statement) in BUILDERS and _counts(statement)
    )


def _counts(statement: Statement) -> bool:
    return statement.mode != "question" or statement.endorsed is True
