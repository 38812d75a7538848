"""What simple forecasts would have said from the same past: last value, the measure's own walk, base rate."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from sayso.backtests.past import Past
from sayso.measures.panel import Floats

FEWEST: Final = 20
"""Changes of its own below which an actor's persistence takes the changes of all actors of the factor."""


def climatology(past: Past) -> Floats:
    """Return the scores of the actor's own past periods: the base rate of every level."""
    return past.known


def persistence(past: Past, horizon: int, others: Sequence[Past]) -> Floats:
    """Return the last score that counts showed, moved by past changes over as many periods.

    The changes are the actor's own, or those of all actors of the factor where it has fewer than FEWEST; they
    are between scores as counted, so that the error of the measure is in them. Where the last period has no
    data the last that has stands for it. Empty where there is no change over so many periods.
    """
    changes = _changes(past, horizon)
    if len(changes) < FEWEST:
        changes = np.concatenate([_changes(one, horizon) for one in (past, *others)])
    found: Floats = past.known[-1] + changes
    return found


def _changes(past: Past, horizon: int) -> Floats:
    found = past.seen[horizon:] - past.seen[:-horizon]
    known: Floats = found[np.isfinite(found)]
    return known
