"""Which events end and begin in a month."""

import numpy as np
import numpy.typing as npt

from sayso.simulation.drives import Floats, opening
from sayso.simulation.program import EventRow

Bools = npt.NDArray[np.bool_]

_HIGHEST_LOG_HAZARD = 3.0
"""From here on an event is as good as sure within the month; keeps exp finite."""


def outbreaks(
    events: tuple[EventRow, ...], *, was: Bools, log_hazard: Floats, luck: Floats, signal: Floats
) -> Bools:
    """Return which events begin, (events, runs): chance h = 1 − exp(−exp(a + Σ β x)) in a month.

    An event that is under way does not begin again; one that requires another waits for it.
    """
    np.minimum(log_hazard, np.float32(_HIGHEST_LOG_HAZARD), out=log_hazard)
    hazard = -np.expm1(-np.exp(log_hazard))
    open_share = np.empty((1, hazard.shape[1]), dtype=np.float32)
    for row, event in enumerate(events):
        for gate, step in event.gates:
            opening(step, signal[gate : gate + 1], out=open_share)
            hazard[row] *= open_share[0]
        if event.requires is not None:
            hazard[row] *= was[event.requires]
    return np.asarray(~was & (luck < hazard))


def under_way(events: tuple[EventRow, ...], *, was: Bools, begun: Bools, luck: Floats) -> Bools:
    """Return which events are under way after the month, (events, runs)."""
    now = was.copy()
    for row, event in enumerate(events):
        if event.ending is not None:
            now[row] &= luck[row] >= np.float32(event.ending)
    now |= begun
    for row, event in enumerate(events):
        for ended in event.ends:
            now[ended] &= ~begun[row]
    for row, event in enumerate(events):
        if event.ending is None and event.requires is not None:
            now[row] &= now[event.requires]
    return now
