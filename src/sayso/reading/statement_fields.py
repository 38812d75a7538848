"""The fields that both readers fill in for a statement of any kind."""

from typing import TypedDict

from sayso.dates import DateInterval
from sayso.statements.factor import Factor
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Confidence, Horizon, Mode, Sign, Speaker, Strength


class StatementFields(TypedDict):
    """What every kind of statement is given, whoever reads; a reader adds the rest."""

    document: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    speaker: Speaker
    via: tuple[Speaker, ...]
    mode: Mode
    endorsed: bool | None
    cause: Factor | None
    sign: Sign
    likelihood: Likelihood | None
    confidence: Confidence | None
    strength: Strength | None
    horizon: Horizon | None
    as_of: DateInterval | None
    reader: str
    certainty: float
