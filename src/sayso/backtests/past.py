"""What was known of a factor at a date, from the counts of the periods before it alone."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special, stats

from sayso.backtests.series import Series, log_ratio, shown
from sayso.measures.discrete_walk import HEAVINESS
from sayso.measures.levels import FEWEST, settings, walked
from sayso.measures.panel import Floats, Step
from sayso.measures.telling import Tally

PERIODS: Final[dict[Step, int]] = {"month": 24, "year": FEWEST}
"""Periods with data that a past needs before it is forecast from: two years of months, or as many years as
an actor's normal is told from."""
_FURTHEST: Final = 6.0
"""Standard scores beyond which no run is followed when counts are drawn: at them a level is 1 − 10⁻⁹."""


class NoPastError(ValueError):
    """Too little was known at the date; the message says what lacks."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Past:
    """A factor as it was known; a standard score u is (log odds or rate − `centre`)/`scale`.

    The level of a score is Φ(u), as in docs/levels.md. K points, Q sizes of step, O overdispersions.
    """

    tally: Tally
    """Of the periods before the date."""
    centre: float
    """The actor's own normal in those periods."""
    scale: float
    """How far its log odds or rates spread in them."""
    points: Floats
    """(K,): standard scores."""
    chances: Floats
    """(K,): how likely each was in the last period."""
    steps: Floats
    """(Q,): scales of a period's step, in standard scores."""
    step_chances: Floats
    """(Q,)."""
    spreads: Floats
    """(O,): overdispersions of the counts."""
    spread_chances: Floats
    """(O,)."""
    seen: Floats
    """(T,): the standard scores that the counts of each period show by themselves; NaN without data."""

    @property
    def mean(self) -> float:
        """Mean standard score in the last period."""
        return float(self.chances @ self.points)

    @property
    def variance(self) -> float:
        """Variance of the standard score in the last period: the error of the measure."""
        return max(float(self.chances @ self.points**2) - self.mean**2, 0.0)

    @property
    def known(self) -> Floats:
        """Scores of the periods with data, in order."""
        return self.seen[np.isfinite(self.seen)]

    @property
    def spread(self) -> float:
        """One overdispersion for all: the mean of its logarithm."""
        return float(np.exp(self.spread_chances @ np.log(self.spreads)))

    def threshold(self, share: float) -> float:
        """Return the score that a share of the actor's past periods lie at or below."""
        return float(np.quantile(self.known, share, method="inverted_cdf"))

    def of(self, telling: float, among: float, covered: float) -> float:
        """Return the standard score that a period's counts show by themselves."""
        found = log_ratio(np.array([telling]), np.array([among]), np.array([covered]))
        return (self.tally.direction * float(found[0]) - self.centre) / self.scale

    def log_ratios(self, scores: Floats) -> Floats:
        """Return the log odds or rates of the counted events that standard scores stand for."""
        held = np.clip(scores, -_FURTHEST, _FURTHEST)
        found: Floats = self.tally.direction * (self.centre + self.scale * held)
        return found


class Pasts:
    """Pasts worked out before: factors that are told from the same counts share the sums."""

    def __init__(self) -> None:
        """Know none yet."""
        self._followed: dict[tuple[bytes, ...], _Followed] = {}

    def of(self, series: Series, day: dt.date) -> Past:
        """Return what was known of a factor on the first day of a period, from the periods before it.

        Raises:
            NoPastError: if the counts do not reach up to that day, or too few periods have data.
        """
        cut = series.before(day)
        known = 0 if cut is None else int(np.isfinite(cut.telling).sum())
        if cut is None or known < PERIODS[series.step]:
            least = PERIODS[series.step]
            raise NoPastError(
                "the counts do not reach up to the start"
                if cut is None
                else f"fewer than {least} {series.step}s with data before the start"
            )
        return self._past(cut)

    def _past(self, cut: Tally) -> Past:
        key = tuple(part.tobytes() for part in (cut.telling, cut.among, cut.covered))
        if key not in self._followed:
            self._followed[key] = _followed(cut)
        found = self._followed[key]
        known = np.isfinite(cut.telling)
        means = cut.direction * found.means
        centre = float(means[known].mean())
        scale = float(np.sqrt(means[known].var() + found.variances[known].mean()))
        steps, spreads, _ = settings()
        return Past(
            tally=cut,
            centre=centre,
            scale=scale,
            points=(cut.direction * found.points - centre) / scale,
            chances=found.last,
            steps=steps / scale,
            step_chances=found.weights.sum(axis=1),
            spreads=spreads,
            spread_chances=found.weights.sum(axis=0),
            seen=(shown(cut) - centre) / scale,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class _Followed:
    """What is kept of a walk: a hundredth of its size."""

    points: Floats
    means: Floats
    variances: Floats
    last: Floats
    weights: Floats


def _followed(cut: Tally) -> _Followed:
    walk = walked(cut)
    last = np.einsum("qo,qok->k", walk.weights, walk.smoothed[-1])
    return _Followed(
        points=walk.points,
        means=walk.mean(),
        variances=walk.variance(),
        last=last / last.sum(),
        weights=walk.weights,
    )


def as_counted(past: Past, scores: Floats, period: tuple[float, float], rng: np.random.Generator) -> Floats:
    """Return the scores that counts of one period would show, drawn once for each score of `scores`.

    `period` holds how many events there were to count among, NaN where there are none but the counted, and
    which share of its days was covered: they say how well the period was measured, and are the same for
    every forecast. Counts are beta-binomial or negative binomial about the score with the overdispersion
    that was known, as in docs/levels.md.

    Source: Saetra, Hersbach, Bidlot & Richardson 2004, Effects of Observation Errors on the Statistics for
    Ensemble Spread and Reliability, Monthly Weather Review 132: forecasts are given the error of the measure.
    """
    among, covered = period
    x = past.log_ratios(scores)
    spread = rng.choice(past.spreads, size=x.shape, p=past.spread_chances / past.spread_chances.sum())
    if np.isfinite(past.tally.among).any() and np.isfinite(among):
        share = np.clip(special.expit(x), 1e-9, 1 - 1e-9)
        drawn = rng.beta(1 / (spread * (1 - share)), 1 / (spread * share))
        telling = rng.binomial(int(among), drawn).astype(float)
    else:
        among = np.nan
        mean = covered * np.exp(x)
        telling = rng.poisson(mean * rng.gamma(1 / spread, spread)).astype(float)
    ratios = log_ratio(telling, np.full_like(telling, among), np.full_like(telling, covered))
    found: Floats = (past.tally.direction * ratios - past.centre) / past.scale
    return found


def log_chance(past: Past, scores: Floats, at: tuple[float, float, float]) -> Floats:
    """Return the log probability of a period's counts under each of `scores`, up to a constant.

    `at` is how many events told, among how many (NaN: none but these) and the share of days covered.
    """
    telling, among, covered = at
    x, spread = past.log_ratios(scores), past.spread
    if np.isfinite(past.tally.among).any() and np.isfinite(among):
        share = np.clip(special.expit(x), 1e-9, 1 - 1e-9)
        yes, no = 1 / (spread * (1 - share)), 1 / (spread * share)
        found: Floats = special.betaln(telling + yes, among - telling + no) - special.betaln(yes, no)
        return found
    rate = covered * np.exp(x)
    logs: Floats = stats.nbinom.logpmf(telling, 1 / spread, 1 / (1 + spread * rate))
    return logs


def walked_on(past: Past, periods: int, runs: int, rng: np.random.Generator) -> Floats:
    """Return scores `periods` after the last one if they go on as the measure's own random walk, (runs,)."""
    cell = abs(past.points[1] - past.points[0])
    scores = rng.choice(past.points, size=runs, p=past.chances) + cell * (rng.random(runs) - 0.5)
    step = rng.choice(past.steps, size=runs, p=past.step_chances / past.step_chances.sum())
    moved: Floats = scores + (step * rng.standard_t(HEAVINESS, size=(periods, runs))).sum(axis=0)
    return moved
