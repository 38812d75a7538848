"""What the runs of a model say to a question: a Beta, or samples of counts and days.

A simulation goes by months. An event that begins in a month is taken to begin on each of its days alike, or
on the day for which it is scheduled; only days within the question's time count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sayso.forecasts.distribution import Beta, Samples
from sayso.forecasts.giving import beta_of
from sayso.forecasts.model_window import Window
from sayso.forecasts.references import JEFFREYS
from sayso.simulation.changes import month_of
from sayso.simulation.ensemble import Ensemble
from sayso.views.outcome import Outcome
from sayso.views.probability import probabilities
from sayso.views.settings import settings

Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Measure: TypeAlias = Literal["happens", "begins", "months", "first day"]
"""What is taken from each run: whether the outcome comes true, how often its events begin, in how many months
one of them is under way, or the first day."""
_NEVER: Final = np.inf


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What was looked at in the runs."""

    values: Floats
    """(runs,): 1 or 0, a count, or a day's ordinal; for no day within the time that of the day after it."""
    weights: Floats
    """(runs,), summing to 1."""
    runs: int
    """Runs with any weight: those in which the condition holds."""
    effective: float
    """How many even runs they are worth: 1 / Σ w²."""


def look(
    ensemble: Ensemble, outcome: Outcome, measure: Measure, window: Window, *, rng: np.random.Generator
) -> Floats:
    """Return what each run gives, (runs,), as in `Looked.values`; `rng` draws days within months.

    A level has moved at the end of a month when its mean over the last months, three of them or as many as
    there are, lies more than the margin of views.toml from where it stood when the time began.

    Raises:
        KeyError: if the ensemble does not hold one of the events or factors.
        ValueError: if it does not hold every month that counts.
    """
    if outcome.events:
        return _events(ensemble, outcome, measure, window, rng)
    if measure == "happens":
        return _moved(ensemble, outcome, window, window.after).astype(np.float64)
    return _first_move(ensemble, outcome, window)


def weighed(values: Floats, ensemble: Ensemble, *, weights: Floats | None, given: Bools | None) -> Looked:
    """Return the values with the weights of their runs, only where `given` (runs,) holds.

    Raises:
        ValueError: if it holds in no run that has any weight.
    """
    q = np.array(ensemble.weights if weights is None else weights, dtype=np.float64)
    if given is not None:
        q = np.where(given, q, 0.0)
    total = float(q.sum())
    if total <= 0.0:
        raise ValueError("its condition holds in no run")
    q /= total
    return Looked(
        values=values, weights=q, runs=int(np.count_nonzero(q)), effective=float(1.0 / np.sum(q * q))
    )


def beta_of_runs(looked: Looked, ensemble: Ensemble) -> Beta:
    """Return the Beta of the share of runs: its mean, and the spread that the draws of parameters give it.

    Runs that share a draw are no independent tosses: the spread is that between draws with that of sampling
    (`sayso.views.probability`). Where no run, or every run, shows the outcome, Jeffreys' prior after as many
    runs as these are worth.
    """
    happened = looked.values > 0
    (found,) = probabilities(happened[None, :], ensemble.parameter_draw, weights=looked.weights)
    if 0.0 < found.mean < 1.0 and found.low < found.high:
        return beta_of(found.mean, found.low, found.high)
    size = looked.effective
    return Beta(alpha=found.mean * size + JEFFREYS, beta=(1.0 - found.mean) * size + JEFFREYS)


def samples_of_runs(looked: Looked, *, rng: np.random.Generator) -> Samples:
    """Return the values as samples, all alike: as they are, or drawn anew by their weights.

    Source: Kitagawa (1996), Journal of Computational and Graphical Statistics 5, 1-25: systematic resampling.
    """
    alive = looked.weights > 0
    values, weights = looked.values[alive], looked.weights[alive]
    if not np.allclose(weights, weights[0], rtol=1e-9, atol=0.0):
        places = (rng.random() + np.arange(len(values))) / len(values)
        at = np.searchsorted(np.cumsum(weights), places * weights.sum())
        values = values[np.minimum(at, len(values) - 1)]
    return Samples(values=tuple(values.tolist()))


def _events(
    ensemble: Ensemble, outcome: Outcome, measure: Measure, window: Window, rng: np.random.Generator
) -> Floats:
    if measure == "months":
        under_way = np.zeros(ensemble.runs)
        for month in window.counted:
            at = _place(ensemble, month)
            rows = [ensemble.events.index(event) for event in outcome.events]
            under_way += ensemble.active[:, at, rows].any(axis=1)
        return under_way
    first, count = np.full(ensemble.runs, _NEVER), np.zeros(ensemble.runs)
    for begun, day in _beginnings(ensemble, outcome, window, rng):
        counts = begun & (window.first.toordinal() <= day) & (day <= window.last.toordinal())
        first = np.where(counts, np.minimum(first, day), first)
        count += counts
    if measure == "begins":
        return count
    if measure == "first day":
        return np.where(first == _NEVER, window.last.toordinal() + 1.0, first)
    return np.asarray((count > 0) == (outcome.direction > 0), dtype=np.float64)


def _beginnings(
    ensemble: Ensemble, outcome: Outcome, window: Window, rng: np.random.Generator
) -> Iterator[tuple[Bools, Floats]]:
    """Yield for each event and month in which runs it begins, and on which day."""
    scheduled = {
        (kind.id, month_of(window.start, day)): day.toordinal()
        for kind in ensemble.model.events
        for day in kind.scheduled
    }
    for event in outcome.events:
        row = ensemble.events.index(event)
        for month in window.counted:
            opening, days = window.opening(month).toordinal(), window.days(month)
            day = opening + np.floor(rng.random(ensemble.runs) * days)
            if (event, month) in scheduled:
                day = np.full(ensemble.runs, float(scheduled[event, month]))
            yield ensemble.begun[:, _place(ensemble, month), row], day


def _place(ensemble: Ensemble, month: int) -> int:
    if month not in ensemble.kept:
        raise ValueError(f"month {month} was not kept; want every month to {ensemble.months}")
    return ensemble.kept.index(month)


def _moved(ensemble: Ensemble, outcome: Outcome, window: Window, month: int) -> Bools:
    """Return in which runs the level has moved by the end of `month`, (runs,)."""
    margin = settings().margin
    last = range(max(window.before + 1, month - margin.last_months + 1), month + 1)
    moved = np.zeros(ensemble.runs)
    for factor in outcome.factors:
        levels = [ensemble.at(factor, one) for one in last]
        moved += np.mean(levels, axis=0, dtype=np.float64) - ensemble.at(factor, window.before)
    return np.asarray(outcome.direction * moved / len(outcome.factors) > margin.level)


def _first_move(ensemble: Ensemble, outcome: Outcome, window: Window) -> Floats:
    """Return the last day of the first month by whose end the level has moved, (runs,)."""
    never = window.last.toordinal() + 1.0
    first = np.full(ensemble.runs, never)
    for month in range(window.after, window.before, -1):
        end = window.opening(month).toordinal() + window.days(month) - 1.0
        first = np.where(_moved(ensemble, outcome, window, month), min(end, never - 1.0), first)
    return first
