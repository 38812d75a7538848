"""Scores: what a rule makes of one forecast and its resolution."""

from typing import ClassVar, Literal, TypeAlias

from sayso.forecasts.record import Record, RecordId, Words

Rule: TypeAlias = Literal["brier", "log", "crps", "interval", "ranked"]


class Score(Record, frozen=True, kw_only=True, tag="score"):
    """The loss of one forecast under one proper scoring rule: 0 is best, and less is better."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("forecast", "resolution", "rule", "value", "version")

    forecast: RecordId
    """Identifier of the forecast."""
    question: RecordId
    """Identifier of its question."""
    resolution: RecordId
    """Identifier of the resolution that stood."""
    rule: Rule
    """`brier` (half of Brier's original, in [0, 1]), `log` (nats, clipped), `crps`, `interval` (the central
    80 %) in the unit of the question, `ranked` (ranked probability score over n - 1, in [0, 1])."""
    value: float
    """The loss; 0 or more."""
    low: float | None = None
    """For a Beta under `brier`: the loss at the end of its central 80 % that is nearer to the outcome."""
    high: float | None = None
    """The same at the end that is farther from the outcome."""
    version: Words | None = None
    """Version of Sayso that computed it."""
