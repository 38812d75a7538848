"""A statement with all its readings: the primary one's score and the range over the others."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from sayso.forecasts.claim import Claim
from sayso.forecasts.entries import Entry
from sayso.forecasts.score import Rule


class StatementScore(msgspec.Struct, frozen=True, kw_only=True):
    """What one statement comes to."""

    claim: Claim
    entries: tuple[Entry, ...]
    """One per reading, in the order of the forecasts."""
    primary: Entry | None
    """The primary reading; None where no forecast has it."""
    low: float | None
    """The least loss over the readings that are decided, None where none is."""
    high: float | None
    """The greatest."""
    decided: int
    """How many readings have a score."""


def statement_scores(
    made: Iterable[Entry], *, speaker: str | None = None, rule: Rule = "brier"
) -> tuple[StatementScore, ...]:
    """Return each statement that has forecasts with the range of losses over its readings.

    With `speaker` only theirs; what an interviewer asks is the interviewer's, whoever answers. The primary
    reading stands for the statement, also where it is void and another reading would have a score: which
    reading counts is decided before the answer, not by it.
    """
    by_statement: dict[str, list[Entry]] = defaultdict(list)
    for entry in made:
        if entry.claim is not None and speaker in {None, entry.claim.speaker}:
            by_statement[entry.claim.statement].append(entry)
    return tuple(_one(found, rule) for found in by_statement.values())


def _one(found: list[Entry], rule: Rule) -> StatementScore:
    losses = [loss for entry in found if (loss := entry.loss(rule)) is not None]
    claim = found[0].claim
    if claim is None:
        raise ValueError("an entry without a claim belongs to no statement")
    primary = (entry for entry in found if entry.reading is None or entry.reading.primary)
    return StatementScore(
        claim=claim,
        entries=tuple(found),
        primary=next(primary, None),
        low=min(losses, default=None),
        high=max(losses, default=None),
        decided=len(losses),
    )
