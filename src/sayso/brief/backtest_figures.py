"""The geometry of a back-test's pictures: lines over horizons, intervals, places, reliability."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sayso.backtests.forecast import Score
from sayso.backtests.question import Backtest
from sayso.backtests.summary import SHARES, Coverage, Summary
from sayso.backtests.verdict import horizon_words
from sayso.brief.backtest_tables import SHORT
from sayso.forecasts.reliability import reliability

WIDTH: Final = 340
HEIGHT: Final = 190
LEFT: Final = 38
RIGHT: Final = 10
TOP: Final = 10
BOTTOM: Final = 26
"""A drawing and its margins, in its own units."""
ORDER: Final = ("model", "weighted", "calibrated", "persistence", "walk", "climatology")
"""Colours k0 to k5 in this order."""
_SIMULATED: Final = 200
_FEWEST_EVENTS: Final = 2
_STEPS: Final = (0.01, 0.02, 0.04, 0.06, 0.1, 0.16, 0.2, 0.3, 0.4, 0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One line."""

    name: str
    colour: int
    points: tuple[tuple[float, float], ...]
    """In units of the drawing."""

    @property
    def path(self) -> str:
        """The points as an SVG list."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Lines between two axes."""

    title: str
    curves: tuple[Curve, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    band: str | None = None
    """An area as an SVG list of points."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How often intervals of one size held, as shares of the width."""

    meant: float
    held: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """One factor and horizon: how intervals held, and where in the forecast outcomes lay."""

    label: str
    cases: int
    held: tuple[Held, ...]
    bars: tuple[float, ...]
    """Heights, as shares of the highest that is drawn."""
    even: float
    """Height that all bars would have if the forecast were calibrated."""


def crps_charts(found: Backtest, summary: Summary) -> tuple[Chart, ...]:
    """Return for each factor the mean CRPS over horizons, a line for each forecaster.

    All lines are of the cases that every forecaster but the variants has; a variant's are those it has.
    """
    charts = []
    for factor in dict.fromkeys(cell.factor for cell in summary.cells):
        means = _means([score for score in found.scores if score.factor.partition("(")[0] == factor])
        horizons = sorted({horizon for _, horizon in means})
        top = _ceiling(max(means.values()))
        curves = tuple(
            Curve(
                name=SHORT[name],
                colour=ORDER.index(name),
                points=tuple(
                    (_across(horizons.index(horizon), len(horizons)), _up(means[name, horizon] / top))
                    for horizon in horizons
                    if (name, horizon) in means
                ),
            )
            for name in ORDER
            if any(one == name for one, _ in means)
        )
        charts.append(
            Chart(
                title=factor,
                curves=curves,
                across=tuple(
                    Tick(at=_across(at, len(horizons)), label=str(horizon))
                    for at, horizon in enumerate(horizons)
                ),
                up=tuple(Tick(at=_up(share), label=f"{share * top:.2f}") for share in (0.0, 0.5, 1.0)),
                note=f"{found.question.step}s ahead",
            )
        )
    return tuple(charts)


def _means(scores: Sequence[Score]) -> dict[tuple[str, int], float]:
    sums: dict[tuple[str, int], list[float]] = {}
    for score in scores:
        sums.setdefault((score.forecaster, score.horizon), []).append(score.crps)
    return {key: float(np.mean(values)) for key, values in sums.items()}


def _ceiling(value: float) -> float:
    return next((step for step in _STEPS if step >= value), 1.0)


def _across(at: int, number: int) -> float:
    room = WIDTH - LEFT - RIGHT - 20
    return LEFT + 10 + room * (at / (number - 1) if number > 1 else 0.5)


def _up(share: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - share)


def places(found: Backtest, summary: Summary, forecaster: str = "model") -> tuple[Places, ...]:
    """Return for each factor and horizon how one forecaster's intervals held, and its places."""
    return tuple(
        _places(one, found) for one in summary.coverage if one.forecaster == forecaster and one.cases
    )


def _places(one: Coverage, found: Backtest) -> Places:
    even = one.cases / len(one.places)
    highest = max(*one.places, 2 * even)
    return Places(
        label=f"{one.factor}, {horizon_words(one.horizon, found.question.step)}",
        cases=one.cases,
        held=tuple(
            Held(
                meant=share,
                held=held.mean,
                low=max(0.0, held.mean if held.low is None else held.low),
                high=min(1.0, held.mean if held.high is None else held.high),
            )
            for share, held in zip(SHARES, one.held, strict=True)
        ),
        bars=tuple(count / highest for count in one.places),
        even=even / highest,
    )


def reliability_charts(found: Backtest) -> tuple[Chart, ...]:
    """Return for each factor what happened where the model said p, over all horizons, with its null band.

    The band takes forecasts for independent; those of one start are not, so that it is too narrow. Factors
    with fewer than two events, or two calm periods, have none.
    """
    charts = []
    by_factor: dict[str, list[Score]] = {}
    for score in found.scores:
        if score.forecaster == "model":
            by_factor.setdefault(score.factor.partition("(")[0], []).append(score)
    for factor, scores in by_factor.items():
        happened = [score.above for score in scores]
        if not _FEWEST_EVENTS <= sum(happened) <= len(happened) - _FEWEST_EVENTS:
            continue
        said = [round(score.probability, 2) for score in scores]
        shown = reliability(said, happened, rng=np.random.default_rng(0), runs=_SIMULATED)
        charts.append(
            Chart(
                title=factor,
                curves=(
                    Curve(name="even", colour=9, points=((_share(0), _up(0)), (_share(1), _up(1)))),
                    Curve(name="model", colour=0, points=_pairs(shown.probabilities, shown.curve)),
                ),
                across=tuple(Tick(at=_share(one), label=f"{one:.0%}") for one in (0.0, 0.5, 1.0)),
                up=tuple(Tick(at=_up(one), label=f"{one:.0%}") for one in (0.0, 0.5, 1.0)),
                band=" ".join(
                    f"{x:.1f},{y:.1f}"
                    for x, y in (
                        *_pairs(shown.probabilities, shown.null.low),
                        *reversed(_pairs(shown.probabilities, shown.null.high)),
                    )
                ),
                note=f"{sum(happened):,} events in {len(happened):,} forecasts",
            )
        )
    return tuple(charts)


def _pairs(across: Sequence[float], up: Sequence[float]) -> tuple[tuple[float, float], ...]:
    return tuple((_share(x), _up(y)) for x, y in zip(across, up, strict=True))


def _share(value: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * value
