"""The vocabulary: one record per kind of statement, factors, likelihood, and their published forms."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sayso.statements.assessment import Assessment
from sayso.statements.conditional import Conditional
from sayso.statements.event import Event
from sayso.statements.forecast import Forecast
from sayso.statements.influence import Influence
from sayso.statements.prescription import Prescription
from sayso.statements.statement import Statement
from sayso.statements.trend import Trend

KINDS: Final[Mapping[str, type[Statement]]] = MappingProxyType(
    {
        "event": Event,
        "assessment": Assessment,
        "trend": Trend,
        "forecast": Forecast,
        "influence": Influence,
        "conditional": Conditional,
        "prescription": Prescription,
    }
)
"""Every kind of statement by the name that `kind` has in JSON; each stands in a file of that name."""
