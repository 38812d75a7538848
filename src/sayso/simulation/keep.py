"""What a simulation keeps of its runs: every month, or chosen months and what sums up the rest."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from sayso.models.model import Model
from sayso.statements.factor import Factor

LARGEST_TRAJECTORIES = 1 << 30
"""Bytes that every month of all runs may take before a simulation keeps chosen months by itself."""

_LAST_MONTHS = 3
"""An outcome looks at the mean level over the last months (`views/data/views.toml`)."""
_YEAR = 12


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A level to reach: the first month in which it is passed is kept for each run."""

    factor: Factor
    level: float
    """In (0, 1)."""
    direction: Literal[-1, 1] = 1
    """+1: at or above `level`, −1: at or below it."""


class Keep(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of the levels. Events are always summed up: first month, outbreaks, months under way."""

    months: tuple[int, ...] | None = None
    """Months whose levels and events are kept run by run, 0 to the last; None: every month."""
    spread: bool = False
    """Whether every month's quantiles are kept, counted over `SPREAD_BINS` bins of the level."""
    passages: tuple[Passage, ...] = ()


def trajectory_bytes(model: Model, *, months: int, runs: int) -> int:
    """Return how much memory every month of all runs would take, in bytes."""
    return runs * (months + 1) * (4 * len(model.nodes) + 2 * len(model.events))


def keep_for(model: Model, *, months: int, runs: int) -> Keep:
    """Return what is kept when nobody says: every month, or of a large ensemble one a year and the last.

    >>> from sayso.models import Model
    >>> import datetime as dt
    >>> keep_for(Model(name="empty", start=dt.date(2022, 2, 1), nodes=()), months=24, runs=10) == Keep()
    True
    """
    if trajectory_bytes(model, months=months, runs=runs) <= LARGEST_TRAJECTORIES:
        return Keep()
    last = range(max(0, months + 1 - _LAST_MONTHS), months + 1)
    return Keep(months=tuple(sorted({*range(0, months + 1, _YEAR), *last})))


def keep_faults(keep: Keep, model: Model, *, months: int) -> Iterator[str]:
    """Yield what is wrong with `keep` for a simulation of `months` months."""
    for month in keep.months or ():
        if not 0 <= month <= months:
            yield f"month {month} is to be kept; want 0 to {months}"
    if keep.months is not None and len(set(keep.months)) < len(keep.months):
        yield f"months {keep.months} are to be kept; want each once"
    known = frozenset(model.factors)
    for passage in keep.passages:
        if passage.factor not in known:
            yield f"the passage of {passage.factor} is asked for, which is no node of the model"
        if not 0 < passage.level < 1:
            yield f"the passage of {passage.factor} is at level {passage.level}; want above 0 and below 1"
