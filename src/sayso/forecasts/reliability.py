"""Reliability: what happened where a source said p, with the band that chance alone would show.

The curve is isotonic regression of outcomes on probabilities (CORP), which needs no bins.

Sources: Dimitriadis, Gneiting & Jordan (2021), PNAS 118, e2016191118, for the curve and the decomposition;
Bröcker & Smith (2007), Weather and Forecasting 22, 651-661, for bands of a calibrated source; Myllymäki,
Mrkvička, Grabarnik, Seijo & Hahn (2017), JRSS B 79, 381-404, for a band that whole curves stay within.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression

from sayso.forecasts.limits import limits
from sayso.forecasts.losses import Floats, brier


class Decomposition(msgspec.Struct, frozen=True, kw_only=True):
    """The mean Brier score in parts: score = miscalibration - discrimination + uncertainty."""

    score: float
    """Mean Brier score."""
    miscalibration: float
    """What recalibrating would have saved, 0 or more; chance alone puts it above 0: compare its null."""
    discrimination: float
    """What the recalibrated forecasts save against always saying the overall share; 0 or more."""
    uncertainty: float
    """The score of always saying the overall share of yes."""


class NullBand(msgspec.Struct, frozen=True, kw_only=True):
    """What perfectly calibrated sources with the same forecasts would show, by simulation.

    Each outcome is drawn as yes with its forecast's probability, independently of the others. Outcomes that
    hang together (one question at several horizons) would spread further than this.
    """

    low: tuple[float, ...]
    """At each of the curve's probabilities the lower edge that whole curves stay above."""
    high: tuple[float, ...]
    """The upper edge: 90 % of calibrated sources lie between both everywhere."""
    inner_low: tuple[float, ...]
    """At each probability alone, the 10 % quantile of the curve."""
    inner_high: tuple[float, ...]
    """At each probability alone, the 90 % quantile."""
    share: float
    """Share of simulated sources whose whole curve is within `low` and `high`: 0.9, or a little more where
    few forecasts allow few curves."""
    score: tuple[float, float]
    """10 % and 90 % quantiles of a calibrated source's mean Brier score."""
    miscalibration: tuple[float, float]
    """10 % and 90 % quantiles of a calibrated source's miscalibration term."""
    runs: int
    """How many sources were simulated."""


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """A source's reliability diagram."""

    n: int
    """Resolved binary forecasts."""
    probabilities: tuple[float, ...]
    """The distinct forecasts, rising."""
    counts: tuple[int, ...]
    """How often each was given."""
    yes: tuple[int, ...]
    """How often the answer was then yes."""
    curve: tuple[float, ...]
    """At each of them the recalibrated probability, never falling."""
    decomposition: Decomposition
    null: NullBand
    inside: bool
    """True where the whole curve lies within the null band, as it does for a calibrated source."""


def reliability(
    probabilities: ArrayLike, happened: ArrayLike, *, rng: np.random.Generator, runs: int | None = None
) -> Reliability:
    """Return the reliability diagram of forecasts with their outcomes, with its null band.

    Args:
        probabilities: of yes, in [0, 1], one per resolved question.
        happened: as many, true or 1 for yes.
        rng: draws the simulated sources.
        runs: how many make the nested bands, and as many again choose among them; `null_band_runs` of
            `limits.toml` where none is given.

    Raises:
        ValueError: if there are none, they differ in number, or a probability is not in [0, 1].

    """
    given, answers = _checked(probabilities, happened)
    runs = int(limits().null_band_runs.value) if runs is None else runs
    points, counts, yes = _grouped(given, answers)
    curve = _recalibrated(yes, counts)
    # sums by distinct forecast are all that a curve depends on
    drawn = rng.binomial(counts.astype(np.int64), points, size=(2 * runs, points.size)).astype(float)
    curves = np.array([_recalibrated(row, counts) for row in drawn])
    null = _null(drawn, curves, points, counts)
    inside = _within(curve[None, :], np.array(null.low), np.array(null.high))
    return Reliability(
        n=given.size,
        probabilities=tuple(points.tolist()),
        counts=tuple(int(one) for one in counts),
        yes=tuple(int(one) for one in yes),
        curve=tuple(curve.tolist()),
        decomposition=_decomposed(yes, curve, points, counts),
        null=null,
        inside=bool(inside[0]),
    )


def decompose(probabilities: ArrayLike, happened: ArrayLike) -> Decomposition:
    """Return the mean Brier score as miscalibration, discrimination and uncertainty.

    Raises:
        ValueError: as `reliability`.

    >>> parts = decompose([0.2, 0.2, 0.8, 0.8], [0, 0, 1, 1])
    >>> round(parts.miscalibration, 12), parts.discrimination, parts.uncertainty
    (0.04, 0.25, 0.25)
    """
    given, answers = _checked(probabilities, happened)
    points, counts, yes = _grouped(given, answers)
    return _decomposed(yes, _recalibrated(yes, counts), points, counts)


def _checked(probabilities: ArrayLike, happened: ArrayLike) -> tuple[Floats, Floats]:
    given, answers = np.asarray(probabilities, float), np.asarray(happened, float)
    if given.ndim != 1 or given.shape != answers.shape or not given.size:
        raise ValueError(
            f"{given.shape} probabilities and {answers.shape} outcomes; want as many, one or more"
        )
    if not np.all((given >= 0) & (given <= 1)):
        raise ValueError("a probability is not in [0, 1]")
    return given, answers


def _grouped(given: Floats, answers: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the distinct forecasts, rising, how often each was given, and how often the answer was yes."""
    points, place, counts = np.unique(given, return_inverse=True, return_counts=True)
    yes: Floats = np.bincount(place, weights=answers).astype(float)
    return points, counts.astype(float), yes


def _recalibrated(yes: Floats, counts: Floats) -> Floats:
    curve: Floats = isotonic_regression(yes / counts, weights=counts).x
    return curve


def _decomposed(yes: Floats, curve: Floats, points: Floats, counts: Floats) -> Decomposition:
    score, recalibrated = (_mean_brier(at, yes, counts) for at in (points, curve))
    overall = np.full_like(points, yes.sum() / counts.sum())
    uncertainty = _mean_brier(overall, yes, counts)
    return Decomposition(
        score=float(score),
        miscalibration=float(score - recalibrated),
        discrimination=float(uncertainty - recalibrated),
        uncertainty=float(uncertainty),
    )


def _mean_brier(at: Floats, yes: Floats, counts: Floats) -> Floats:
    """Return the mean score of saying `at`, from how often the answer was yes; over the last axis."""
    total: Floats = (yes * brier(at, 1) + (counts - yes) * brier(at, 0)).sum(axis=-1) / counts.sum()
    return total


def _null(drawn: Floats, curves: Floats, points: Floats, counts: Floats) -> NullBand:
    low, high = _envelope(curves[::2], curves[1::2])
    scores = _mean_brier(points, drawn, counts)
    miscalibrations = scores - _mean_brier(curves, drawn, counts)
    tails = ((1 - limits().interval_mass.value) / 2, (1 + limits().interval_mass.value) / 2)
    inner = np.quantile(curves, tails, axis=0)
    return NullBand(
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
        inner_low=tuple(inner[0].tolist()),
        inner_high=tuple(inner[1].tolist()),
        share=float(_within(curves[1::2], low, high).mean()),
        score=_pair(np.quantile(scores, tails)),
        miscalibration=_pair(np.quantile(miscalibrations, tails)),
        runs=len(curves),
    )


def _pair(values: Floats | Sequence[float]) -> tuple[float, float]:
    return float(values[0]), float(values[1])


def _envelope(curves: Floats, others: Floats) -> tuple[Floats, Floats]:
    """Return the edges of the narrowest of the nested bands of `curves` that holds 90 % of the `others`.

    Counting the curves that made the band would flatter it.

    A curve is as far out as its most extreme place is, in ranks; among equals the number of such places
    decides (extreme rank length, as in Myllymäki et al.). The band is what the least far out ones cover.
    """
    wanted = limits().null_band_mass.value
    ordered = np.argsort(_depth(curves), kind="stable")[::-1]
    lows = np.minimum.accumulate(curves[ordered])
    highs = np.maximum.accumulate(curves[ordered])
    first, last = 0, len(ordered) - 1
    while first < last:
        middle = (first + last) // 2
        if _within(others, lows[middle], highs[middle]).mean() >= wanted:
            last = middle
        else:
            first = middle + 1
    return lows[first], highs[first]


def _depth(curves: Floats) -> NDArray[np.int64]:
    """Return how deep each curve lies among all: the place it has when sorted by its most extreme ranks."""
    from_below = _ranks(curves)
    from_above = _ranks(-curves)
    extreme = np.sort(np.minimum(from_below, from_above), axis=1)
    order = np.lexsort(extreme.T[::-1])
    depth = np.empty(len(curves), dtype=np.int64)
    depth[order] = np.arange(len(curves))
    return depth


def _ranks(curves: Floats) -> NDArray[np.int64]:
    """Return at each place how many curves are as low or lower; equals share the greatest."""
    ranks = np.empty(curves.shape, dtype=np.int64)
    for place in range(curves.shape[1]):
        column = curves[:, place]
        ranks[:, place] = np.searchsorted(np.sort(column), column, side="right")
    return ranks


_ROUNDING = 1e-9
"""Curves are means of a few outcomes; two that should be equal may differ by rounding."""


def _within(curves: Floats, low: Floats, high: Floats) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = np.all((curves >= low - _ROUNDING) & (curves <= high + _ROUNDING), axis=1)
    return inside
