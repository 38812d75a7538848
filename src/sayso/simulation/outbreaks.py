"""Which events end and begin in a month."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.simulation.drives import Floats, opening
from sayso.simulation.program import EventRow

Bools = npt.NDArray[np.bool_]

LEAST_HAZARD = 1e-12
HIGHEST_LOG_HAZARD = 3.0
"""From here on an event is as good as sure within the month; keeps exp finite."""


@dataclass(frozen=True, eq=False)
class Tilt:
    """Events drawn more often than the model says, in some of the runs, and what that is worth."""

    shift: Floats
    """(events, 1), added to the log hazard."""
    where: Bools
    """(runs,): the runs that are drawn so."""
    log_ratio: npt.NDArray[np.float64]
    """(runs,): log of how much likelier the run is with the shift than without it; added to."""


def outbreaks(  # noqa: PLR0913 - what a month decides on, all by name
    events: tuple[EventRow, ...],
    *,
    was: Bools,
    log_hazard: Floats,
    luck: Floats,
    signal: Floats,
    forbidden: Bools,
    tilt: Tilt | None = None,
) -> Bools:
    """Return which events begin, (events, runs): chance h = 1 − exp(−exp(a + Σ β x)) in a month.

    An event that is under way does not begin again; one that requires another waits for it. Of the
    `forbidden` events, (events,), none begins.
    """
    hazard = _hazard(events, was, log_hazard, signal)
    hazard[forbidden] = 0.0
    if tilt is None:
        return np.asarray(~was & (luck < hazard))
    shifted = _hazard(events, was, log_hazard + tilt.shift, signal)
    shifted[forbidden] = 0.0
    begun = np.asarray(~was & (luck < np.where(tilt.where, shifted, hazard)))
    _reckon(tilt, hazard, shifted, was=was, begun=begun)
    return begun


def _hazard(events: tuple[EventRow, ...], was: Bools, log_hazard: Floats, signal: Floats) -> Floats:
    np.minimum(log_hazard, log_hazard.dtype.type(HIGHEST_LOG_HAZARD), out=log_hazard)
    hazard = -np.expm1(-np.exp(log_hazard))
    open_share = np.empty((1, hazard.shape[1]), dtype=hazard.dtype)
    for row, event in enumerate(events):
        for gate, step in event.gates:
            opening(step, signal[gate : gate + 1], out=open_share)
            hazard[row] *= open_share[0]
        if event.requires is not None:
            hazard[row] *= was[event.requires]
    return np.asarray(hazard)


def _reckon(tilt: Tilt, hazard: Floats, shifted: Floats, *, was: Bools, begun: Bools) -> None:
    """Add to the log ratio what this month's outbreaks, and their staying away, are worth."""
    for row in np.flatnonzero(tilt.shift[:, 0]):
        plain = np.clip(hazard[row].astype(np.float64), LEAST_HAZARD, 1.0 - LEAST_HAZARD)
        drawn = np.clip(shifted[row].astype(np.float64), LEAST_HAZARD, 1.0 - LEAST_HAZARD)
        came, stayed = np.log(drawn / plain), np.log1p(-drawn) - np.log1p(-plain)
        tilt.log_ratio[:] += np.where(was[row], 0.0, np.where(begun[row], came, stayed))


def under_way(
    events: tuple[EventRow, ...], *, was: Bools, begun: Bools, luck: Floats, forbidden: Bools
) -> Bools:
    """Return which events are under way after the month, (events, runs)."""
    now = was.copy()
    for row, event in enumerate(events):
        if event.ending is not None:
            now[row] &= luck[row] >= luck.dtype.type(event.ending)
    now |= begun
    for row, event in enumerate(events):
        for ended in event.ends:
            now[ended] &= ~begun[row]
    now[forbidden] = False
    for row, event in enumerate(events):
        if event.ending is None and event.requires is not None:
            now[row] &= now[event.requires]
    return now
