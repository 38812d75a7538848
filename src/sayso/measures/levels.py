"""Levels of measurable factors: event counts → how far above or below an actor's own normal, with intervals.

The log odds that an event of the same sides tells of the factor, or the log rate of such events where nothing
else is counted, walk from period to period; the counts are beta-binomial or negative binomial about them.
What is known of the walk is put on the scale of the actor's own history, where 0.5 is its normal. A period
without data is no data, not a level of zero. docs/levels.md has the formulae.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import duckdb
import numpy as np
from scipy import special, stats

from sayso.events.frame import Frame
from sayso.measures.discrete_walk import Walk, follow
from sayso.measures.panel import Floats, Step, first_day
from sayso.measures.telling import Asked, Tally, tally
from sayso.statements.catalogue import FactorDefinition

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

FEWEST: Final = 6
"""Periods with data below which an actor has no normal of its own."""
SHARE: Final = 0.8
"""Probability that an interval is meant to hold."""
_SETTINGS: Final = np.linspace(-2, 2, 7)
"""Points, in SDs of the priors, at which the size of the step and the overdispersion are tried."""
_STEP: Final = (np.log(0.03), 1.5)
_SPREAD: Final = (np.log(0.2), 1.5)
"""Mean and SD of the normal priors on the logs of the step's squared scale and of the overdispersion s. Wide:
two SDs either way reach from steps of 4 % to 80 %, and from counts that are as good as Poisson's to some that
vary by a factor of seven about their mean."""
_ROOM: Final = 2.0
"""How far the walk may lie beyond the log odds or rates that were seen."""
_SPACING: Final = 0.04
_POINTS: Final = (80, 200)
_COLUMNS: Final = {
    "factor": "VARCHAR",
    "product": "VARCHAR",
    "period": "DATE",
    "level": "DOUBLE",
    "low": "DOUBLE",
    "high": "DOUBLE",
    "telling": "DOUBLE",
    "among": "DOUBLE",
}


class TooShortError(ValueError):
    """Too few periods with data; the message says how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A factor's level in one period."""

    period: dt.date
    """Its first day."""
    level: float
    """0 to 1: about the share of the actor's own history that lies below; 0.5 is its normal."""
    low: float
    high: float
    """Bounds of the 80 % interval."""
    telling: float | None
    """Events that were counted: those that show the factor or, where the factor is told only from events
    that speak against it, those; None: no data."""
    among: float | None
    """Events that these are a share of; None where the product counts no others."""

    @property
    def known(self) -> bool:
        """Whether the period has data; where not, its level is what the periods around it allow."""
        return self.telling is not None


@dataclass(frozen=True, eq=False, kw_only=True)
class Levels:
    """Levels of one factor, period by period; T periods."""

    factor: str
    """As written: `unrest(KAZ)`."""
    product: str
    step: Step
    levels: tuple[Level, ...]
    direction: int
    """−1 where the events that were counted show less of the factor."""
    overdispersion: float
    """How many times the variance of the counts is a binomial or Poisson one, at the usual count."""
    odds: Floats
    """(T,): mean log odds of the factor's events, or log rates per period where nothing else is counted,
    times `direction`."""
    unplaced: int
    """Events left out because it is not known in which period they happened."""
    walk: Walk

    def change(self, before: dt.date, after: dt.date) -> tuple[float, float]:
        """Return how much the log odds or rates rose between two periods, and the probability that they rose.

        Raises:
            KeyError: if there is no such period.
            ValueError: if `before` is not the earlier one.
        """
        a, b = self._place(before), self._place(after)
        if a >= b:
            raise ValueError(f"{before} is not before {after}")
        variances = self.walk.variance()
        mean = float(self.odds[b] - self.odds[a])
        variance = float(variances[a] + variances[b]) - 2 * self.walk.covariance(a, b)
        return mean, float(stats.norm.cdf(mean / np.sqrt(max(variance, 1e-12))))

    def frame(self) -> Frame:
        """Return the levels as a table; `telling` and `among` are null where there are no data."""
        rows = [
            (self.factor, self.product, one.period, one.level, one.low, one.high, one.telling, one.among)
            for one in self.levels
        ]
        return Frame.of_rows(_COLUMNS, rows)

    def pandas(self) -> "pd.DataFrame":
        """Return the levels as a pandas data frame.

        Raises:
            ImportError: if pandas is not installed; the message says how to get it.
        """
        return self.frame().pandas()

    def polars(self) -> "pl.DataFrame":
        """Return the levels as a polars data frame.

        Raises:
            ImportError: if polars or pyarrow is not installed; the message says how to get them.
        """
        return self.frame().polars()

    def arrow(self) -> "pa.Table":
        """Return the levels as an Arrow table.

        Raises:
            ImportError: if pyarrow is not installed; the message says how to get it.
        """
        return self.frame().arrow()

    def _place(self, day: dt.date) -> int:
        first = first_day(day, self.step)
        for place, level in enumerate(self.levels):
            if level.period == first:
                return place
        raise KeyError(f"{day} is not in {self.levels[0].period} – {self.levels[-1].period}")


def levels(connection: duckdb.DuckDBPyConnection, asked: Asked) -> Levels:
    """Return the levels of a factor from a record's connection (`Record.connection`).

    Raises:
        ValueError: if events do not show the factor, it needs a target and has none or the other way round,
            or no product has rows that could show it.
        TooShortError: if fewer than FEWEST periods have data.
    """
    definition = asked.definition
    if not definition.measures:
        raise ValueError(f"events do not show {definition.name}; `sayso factors {definition.name}` says more")
    if definition.dyadic and asked.target is None:
        raise ValueError(f"{definition.name} is between two; want {definition.name}({asked.actor}>…)")
    if not definition.dyadic and asked.target is not None:
        raise ValueError(f"{definition.name} is of one actor; want {definition.name}({asked.actor})")
    return levelled(tally(connection, asked), str(asked), asked.step)


def levelled(found: Tally, factor: str, step: Step) -> Levels:
    """Return the levels that counts by period show.

    Raises:
        TooShortError: if fewer than FEWEST periods have data.
    """
    known = np.isfinite(found.telling)
    if known.sum() < FEWEST:
        few = f"{known.sum()} {step}{'' if known.sum() == 1 else 's'}"
        raise TooShortError(f"{factor} has data for {few} in {found.product}; its own normal needs {FEWEST}")
    walk = walked(found)
    odds = found.direction * walk.mean()
    centre = float(odds[known].mean())
    scale = float(np.sqrt(odds[known].var() + walk.variance()[known].mean()))
    tail = (1 - SHARE) / 2
    placed = [
        special.ndtr((found.direction * walk.quantile(share) - centre) / scale)
        for share in (0.5, tail, 1 - tail)
    ]
    middle, (low, high) = placed[0], placed[1:][:: found.direction]
    return Levels(
        factor=factor,
        product=found.product,
        step=step,
        levels=tuple(
            Level(
                period=period,
                level=float(middle[at]),
                low=float(low[at]),
                high=float(high[at]),
                telling=float(found.telling[at]) if known[at] else None,
                among=float(found.among[at]) if known[at] and np.isfinite(found.among[at]) else None,
            )
            for at, period in enumerate(found.periods)
        ),
        direction=found.direction,
        overdispersion=_overdispersion(found, walk),
        odds=odds,
        unplaced=found.unplaced,
        walk=walk,
    )


def walked(found: Tally) -> Walk:
    """Return the walk of log odds or log rates that the counts show."""
    steps, spreads, prior = settings()
    points = _points(found)
    likelihood = np.stack([_likelihood(found, points, spread) for spread in spreads], axis=1)
    return follow(points, likelihood, steps, prior)


def settings() -> tuple[Floats, Floats, Floats]:
    """Return the scales of steps (Q,) and overdispersions (O,) that are tried, and the log prior (Q, O)."""
    steps = np.exp((_STEP[0] + _STEP[1] * _SETTINGS) / 2)
    spreads = np.exp(_SPREAD[0] + _SPREAD[1] * _SETTINGS)
    return steps, spreads, -(_SETTINGS[:, None] ** 2 + _SETTINGS**2) / 2


def _points(found: Tally) -> Floats:
    """Return evenly spaced log odds or rates, (K,), that reach a little beyond those seen."""
    others = found.among - found.telling
    with np.errstate(invalid="ignore"):
        against = np.where(np.isfinite(others), others + 0.5, found.covered)
        seen = np.log(found.telling + 0.5) - np.log(against)
    low, high = np.nanmin(seen) - _ROOM, np.nanmax(seen) + _ROOM
    return np.linspace(low, high, int(np.clip((high - low) / _SPACING, *_POINTS)))


def _likelihood(found: Tally, points: Floats, spread: float) -> Floats:
    """Return the log probability of each period's count at each point, (T, K), up to a constant.

    Negative binomial with the mean covered · exp(x) and the variance μ + s μ², or beta-binomial with the mean
    share p = σ(x) and the parameters 1/(s (1 − p)) and 1/(s p), so that the log odds vary by about s, and
    rare events are negative binomial again. 0 where there are no data.
    """
    counts, whole = found.telling[:, None], found.among[:, None]
    with np.errstate(invalid="ignore"):
        if np.isfinite(whole).any():
            share = special.expit(points)
            yes, no = 1 / (spread * (1 - share)), 1 / (spread * share)
            logs = special.betaln(counts + yes, whole - counts + no) - special.betaln(yes, no)
        else:
            mean = found.covered[:, None] * np.exp(points)
            logs = stats.nbinom.logpmf(counts, 1 / spread, 1 / (1 + spread * mean))
    known: Floats = np.where(np.isfinite(counts), logs, 0.0)
    return known


def _overdispersion(found: Tally, walk: Walk) -> float:
    """Return the variance of counts over that of binomial or Poisson ones, at the mean count and share."""
    spread = float(np.exp(walk.weights.sum(axis=0) @ np.log(settings()[1])))
    usual = float(np.nanmean(found.telling))
    if not np.isfinite(found.among).any():
        return 1 + spread * usual
    whole = float(np.nanmean(found.among))
    alike = spread * (usual / whole) * (1 - usual / whole)
    return 1 + (whole - 1) * alike / (1 + alike)


def measurable(definitions: Sequence[FactorDefinition]) -> tuple[str, ...]:
    """Return the names of the factors that events show."""
    return tuple(one.name for one in definitions if one.measures)
