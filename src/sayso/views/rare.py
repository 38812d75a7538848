"""Events too rare in the runs for a source's views to rest on: by how much to draw them more often."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from sayso.simulation.ensemble import Ensemble
from sayso.views.patterns import AHEAD, Codes
from sayso.views.settings import settings
from sayso.views.view import AnyView


def tilts_for(ensemble: Ensemble, views: Sequence[AnyView], codes: Codes) -> Mapping[str, float]:
    """Return what to add to the log hazards of the events behind views that too few runs speak for.

    `codes` (views, runs) is what each run is to each view. Empty where every view has runs enough, or is
    about levels alone. An event that requires another brings that one with it.
    """
    rare = settings().rare
    tilts: dict[str, float] = {}
    for row, view in enumerate(views):
        if np.count_nonzero(codes[row] == AHEAD) >= rare.runs:
            continue
        outcomes = [view.outcome] if view.given is None else [view.outcome, view.given]
        for outcome in outcomes:
            if outcome.direction < 0:
                continue
            for event in outcome.events:
                for needed in _chain(ensemble, event):
                    tilts[needed] = _tilt(ensemble, needed, outcome.months)
    return {event: tilt for event, tilt in tilts.items() if tilt > 0}


def _chain(ensemble: Ensemble, event: str) -> tuple[str, ...]:
    """Return an event and those that must be under way before it."""
    known = {kind.id: kind for kind in ensemble.model.events}
    chain: list[str] = []
    at: str | None = event
    while at is not None and at not in chain:
        chain.append(at)
        at = known[at].requires
    return tuple(chain)


def _tilt(ensemble: Ensemble, event: str, months: int) -> float:
    """Return the log of how much more often an event must come to come in the share of runs aimed at."""
    rare = settings().rare
    requires = next(kind.requires for kind in ensemble.model.events if kind.id == event)
    ready = ensemble.runs
    if requires is not None:
        ready = int(ensemble.was_active(requires).sum())
    came = int(ensemble.happened(event, within=months).sum())
    # half a run more than was seen, so that an event in no run has a finite tilt
    share = (came + 0.5) / (ready + 1.0)
    return min(max(math.log(rare.share / share), 0.0), rare.largest)
