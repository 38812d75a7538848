"""Whether a change in a series of net scores is more than its noise."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import stats

from sayso.measures.panel import Floats

FEWEST_PLACES: Final = 5
"""Non-overlapping places that two windows must have elsewhere in the series for its noise to be known."""
LEAST_KNOWN: Final = 0.5
"""Share of a window that must have data."""


@dataclass(frozen=True, kw_only=True)
class ScoreChange:
    """A change of means between two windows of a series, and what the series' noise allows to say of it."""

    difference: float
    """Mean of the second window less that of the first; NaN where one has too little data."""
    error: float
    """Standard error: the larger of what the series' autocorrelation and its changes elsewhere give."""
    probability: float
    """Two-sided probability of so large a difference when nothing but noise is at work."""
    as_large_elsewhere: float
    """Share of the other places of the windows at which the difference was at least as large."""
    supported: bool
    """Whether the difference exceeds the noise at the level asked for."""
    reason: str


def score_change(scores: Floats, first: slice, second: slice, *, level: float = 0.05) -> ScoreChange:
    """Return whether the mean of `scores`, (T,) with NaN for no data, changed between two windows.

    Scores such as a net sum of Goldstein values come without counts, so nothing but the series tells
    of their noise. Two errors are computed, and the larger is used: from the long-run variance of the
    series less the means of its windows and of the stretches between, with Bartlett weights (Newey &
    West 1987, Econometrica 55(3)), over three times the lags of Newey & West 1994 (Review of Economic
    Studies 61(4)), and from the differences between windows of these lengths and this distance
    everywhere else in the series (a placebo test: Abadie, Diamond & Hainmueller 2010, Journal of the
    American Statistical Association 105(490)).
    The difference is held against Student's t with as many degrees of freedom as such windows have
    places that do not overlap.

    Raises:
        ValueError: if the windows are empty, overlap or are out of order, or level is not in (0, 1).
    """
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; want a probability between 0 and 1")
    one, other = (range(*window.indices(len(scores))) for window in (first, second))
    if not one or not other or one.step != 1 or other.step != 1 or one.stop > other.start:
        raise ValueError(f"the windows are {first} and {second}; want two, one after the other")
    difference = float(_mean(scores, one.start, len(one)) - _mean(scores, other.start, len(other))) * -1
    if not np.isfinite(difference):
        return _refused(difference, "a window has data for less than half of it")
    elsewhere = _elsewhere(scores, one, other)
    places = int(np.isfinite(elsewhere).sum() // (other.stop - one.start)) if len(elsewhere) else 0
    if places < FEWEST_PLACES:
        return _refused(
            difference, f"the series is too short: its windows fit {places} more times, want {FEWEST_PLACES}"
        )
    known = elsewhere[np.isfinite(elsewhere)]
    placebo = float((known**2).mean() ** 0.5)
    error = max(placebo, _long_run_error(scores, one, other))
    if error == 0:
        return _refused(difference, "the series does not vary, so its noise is not known")
    probability = float(2 * stats.t.sf(abs(difference) / error, places))
    supported = probability < level
    return ScoreChange(
        difference=difference,
        error=error,
        probability=probability,
        as_large_elsewhere=float((np.abs(known) >= abs(difference)).mean()),
        supported=supported,
        reason="the change exceeds the series' noise"
        if supported
        else "the change is within the series' noise",
    )


def _refused(difference: float, reason: str) -> ScoreChange:
    unknown = float("nan")
    return ScoreChange(
        difference=difference,
        error=unknown,
        probability=unknown,
        as_large_elsewhere=unknown,
        supported=False,
        reason=reason,
    )


def _mean(scores: Floats, start: int, length: int) -> float:
    window = scores[start : start + length]
    known = np.isfinite(window)
    return float(window[known].mean()) if known.mean() >= LEAST_KNOWN else float("nan")


def _elsewhere(scores: Floats, one: range, other: range) -> Floats:
    """Return the differences at every place where the windows touch neither of those that are tested."""
    span = other.stop - one.start
    offset = other.start - one.start
    sums = np.concatenate([[0.0], np.cumsum(np.nan_to_num(scores))])
    numbers = np.concatenate([[0], np.cumsum(np.isfinite(scores))])
    starts = np.arange(len(scores) - span + 1)
    starts = starts[(starts + span <= one.start) | (starts >= other.stop)]

    def means(begin: npt.NDArray[np.intp], length: int) -> Floats:
        number = numbers[begin + length] - numbers[begin]
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = (sums[begin + length] - sums[begin]) / number
        found: Floats = np.where(number >= LEAST_KNOWN * length, mean, np.nan)
        return found

    return means(starts + offset, len(other)) - means(starts, len(one))


def _long_run_error(scores: Floats, one: range, other: range) -> float:
    """Return the error of the difference that the series' variance and autocorrelation give."""
    centred = scores.astype(float).copy()
    # each stretch by itself: a change that lasts is no noise of the stretch after it
    edges = (0, one.start, one.stop, other.start, other.stop, len(scores))
    for start, stop in pairwise(edges):
        stretch = centred[start:stop]
        if np.isfinite(stretch).any():
            stretch -= np.nanmean(stretch)
    known = np.isfinite(centred)
    filled = np.where(known, centred, 0.0)
    lags = min(int(4 * (known.sum() / 100) ** (2 / 9)) * 3, len(scores) // 3)
    variance = float((filled**2).sum() / known.sum())
    total = variance
    for lag in range(1, lags + 1):
        pairs = (known[lag:] & known[:-lag]).sum()
        if pairs:
            total += 2 * (1 - lag / (lags + 1)) * float((filled[lag:] * filled[:-lag]).sum() / pairs)
    long_run = max(total, variance)
    numbers = [int(known[window.start : window.stop].sum()) for window in (one, other)]
    return float((long_run * sum(1 / number for number in numbers)) ** 0.5)
