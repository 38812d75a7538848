"""Annotated documents → statements: one reader per kind, word lists as TOML."""

from collections.abc import Callable, Mapping

from sayso.reading import (
    assessment,
    conditional,
    event,
    forecast,
    influence,
    prescription,
    trend,
)
from sayso.reading.scene import Claim, Scene
from sayso.statements.assessment import Assessment
from sayso.statements.conditional import Conditional
from sayso.statements.event import Event
from sayso.statements.forecast import Forecast
from sayso.statements.influence import Influence
from sayso.statements.prescription import Prescription
from sayso.statements.statement import Statement
from sayso.statements.trend import Trend

READERS: Mapping[type[Statement], Callable[[Scene], tuple[Claim, ...]]] = {
    Conditional: conditional.read,
    Prescription: prescription.read,
    Influence: influence.read,
    Forecast: forecast.read,
    Trend: trend.read,
    Event: event.read,
    Assessment: assessment.read,
}
"""The reader of each kind, in the order of asking; the first that finds a claim has the clause."""
