"""Which of the things that are drawn move an outcome, told from the runs that are there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sayso.scenarios.given_data import Labels, between, classes, classes_for, floor_of, interval_of
from sayso.scenarios.inputs import Drawn, Input, by_draw, by_run
from sayso.scenarios.paired import Estimate
from sayso.simulation.ensemble import Ensemble
from sayso.views.outcome import Outcome, holds
from sayso.views.settings import settings

Floats = NDArray[np.float64]
SHUFFLES = 100
SAMPLES = 200
"""Of the bootstrap."""
FLOOR = 0.95
"""Chance alone stays under the floor in so many of a hundred analyses, over all inputs together."""
_THIRDS = 3


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """What one input accounts for."""

    input: Input
    share: float
    """First-order index Var(E[Y|X]) / Var(Y) over runs; bias is taken off, so that it can be just below 0."""
    low: float
    high: float
    """80 % bootstrap interval; equal to `share` under the floor, where none is computed."""
    floor: float
    """What the largest of all inputs of this sort passes by chance in one analysis of twenty."""
    swing: Estimate
    """Probability where X is in its upper third, or there, less that in its lower third, or absent."""

    @property
    def told(self) -> bool:
        """Whether the share is above what chance alone shows."""
        return self.share > self.floor


class Sensitivity(msgspec.Struct, frozen=True, kw_only=True):
    """What an outcome depends on, among the things that are drawn."""

    outcome: Outcome
    probability: float
    runs: int
    draws: int
    """Parameter draws: the sample behind the indices of weights, presences, base rates and impulses."""
    parameters: float
    """Share of the outcome's variance over runs that all parameters together account for, by moments."""
    indices: tuple[Index, ...]
    """All inputs, largest share first."""


@dataclass(frozen=True, eq=False)
class _Sort:
    """Inputs of one sort with the outcome that they are held against."""

    drawn: Drawn
    outcome: Floats
    """(units,)."""
    scale: float
    """Variance of the units' outcomes over that of the runs: 1 where the units are the runs."""


def sensitivity(ensemble: Ensemble, outcome: Outcome, *, rng: np.random.Generator) -> Sensitivity:
    """Return how much of `outcome`'s variance each drawn input accounts for.

    Weights, presences, base rates and impulses are shared by the runs of a parameter draw, so that they are
    held against the draws' shares; starting levels differ from run to run. `rng` shuffles and draws samples.

    Raises:
        KeyError: if the ensemble lacks the outcome's events or factors.
        ValueError: if the ensemble has too few months, or not every month of it was kept.
    """
    happened = holds(ensemble, outcome).astype(np.float64)
    variance = float(happened.var())
    draws = ensemble.parameter_draw
    means = np.bincount(draws, weights=happened) / np.bincount(draws)
    spread = float(means.var()) / variance if variance > 0 else 0.0
    sorts = (_Sort(by_draw(ensemble), means, spread), _Sort(by_run(ensemble), happened, 1.0))
    indices = [index for sort in sorts for index in _indices(sort, rng)]
    return Sensitivity(
        outcome=outcome,
        probability=float(happened.mean()),
        runs=ensemble.runs,
        draws=len(means),
        parameters=_parameters(happened, draws, means, variance),
        indices=tuple(sorted(indices, key=lambda index: -index.share)),
    )


def _parameters(happened: Floats, draws: NDArray[np.integer], means: Floats, variance: float) -> float:
    """Return the intraclass correlation of the runs of a draw, by analysis of variance, at least 0."""
    sizes = np.bincount(draws)
    if len(sizes) < 2 or variance <= 0 or len(happened) <= len(sizes):  # noqa: PLR2004 - one draw
        return 0.0
    within = float(np.sum((happened - means[draws]) ** 2)) / (len(happened) - len(sizes))
    among = float(np.sum(sizes * (means - happened.mean()) ** 2)) / (len(sizes) - 1)
    size = (len(happened) - float(np.sum(sizes**2)) / len(happened)) / (len(sizes) - 1)
    return max((among - within) / (among + (size - 1) * within), 0.0)


def _indices(sort: _Sort, rng: np.random.Generator) -> list[Index]:
    """Return the index of each input of a sort."""
    outcome, drawn = sort.outcome, sort.drawn
    if not drawn.inputs or float(np.ptp(outcome)) <= 0:
        return []
    count = classes_for(len(outcome))
    labels: list[Labels] = [classes(row, count) for row in drawn.values]
    shares = np.array([between(one, outcome) for one in labels]) * sort.scale
    floor = floor_of(labels, outcome, rng=rng, shuffles=SHUFFLES, share=FLOOR) * sort.scale
    found = []
    for row, one in enumerate(drawn.inputs):
        low = high = float(shares[row])
        if shares[row] > floor:
            coverage = settings().interval.coverage
            ends = interval_of(labels[row], outcome, rng=rng, samples=SAMPLES, coverage=coverage)
            low, high = (end * sort.scale for end in ends)
        found.append(
            Index(
                input=one,
                share=float(shares[row]),
                low=low,
                high=high,
                floor=floor,
                swing=_swing(drawn.values[row], outcome),
            )
        )
    return found


def _swing(values: NDArray[np.floating], outcome: Floats) -> Estimate:
    """Return the mean outcome of the upper third of units less that of the lower, or of there less absent.

    The interval is that of the estimate: 80 %, normal.
    """
    lower, upper = _ends(values)
    if not lower.any() or not upper.any():
        return Estimate(mean=0.0, low=0.0, high=0.0, error=0.0)
    low, high = outcome[lower], outcome[upper]
    mean = float(high.mean() - low.mean())
    error = float(np.hypot(_error(low), _error(high)))
    reach = float(-ndtri((1.0 - settings().interval.coverage) / 2.0)) * error
    return Estimate(mean=mean, low=mean - reach, high=mean + reach, error=error)


def _error(values: Floats) -> float:
    """Return the standard error of a mean; 1, which tells nothing, of a single unit."""
    return float(values.std(ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else 1.0


def _ends(values: NDArray[np.floating]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which units are in the lower and the upper third; of two values, which have the one or other."""
    distinct = np.unique(values)
    if len(distinct) == 2:  # noqa: PLR2004 - there or not
        return values == distinct[0], values == distinct[1]
    lower, upper = np.quantile(values, [1 / _THIRDS, 1 - 1 / _THIRDS])
    return values <= lower, values >= upper


def largest(found: Sensitivity, count: int) -> Sequence[Index]:
    """Return the `count` indices with the largest share that are told apart from chance."""
    return [index for index in found.indices if index.told][:count]
