"""Lean between powers, differences between periods and multi-vectorness, with intervals."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from scipy import special

from sayso.measures.channels import CHANNELS
from sayso.measures.closeness import Fit
from sayso.measures.kalman import covariance_over_time
from sayso.measures.panel import Floats

SHARE: Final = 0.8
"""Probability that an interval holds."""
_HALF_WIDTH: Final = float(special.ndtri((1 + SHARE) / 2))


@dataclass(frozen=True, kw_only=True)
class Level:
    """A quantity in one period."""

    period: dt.date
    """First day of the period."""
    mean: float
    low: float
    high: float
    """Ends of the interval that holds with probability SHARE."""
    seen: tuple[str, ...]
    """Channels that have data in the period; () where there is none and the interval rests on the others."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A quantity in a second period less the same in a first."""

    mean: float
    low: float
    high: float
    lower: float
    """Probability that it is below zero."""
    seen: bool
    """Whether both periods have data."""

    @property
    def higher(self) -> float:
        """Probability that it is above zero."""
        return 1 - self.lower


class Lean:
    """Questions to a fit: closeness θ in natural logs of relative cooperation, and what follows from it."""

    def __init__(self, fit: Fit) -> None:
        """Ask `fit`."""
        self.fit = fit
        self.panel = fit.panel
        self._covariances: dict[int, Floats] = {}

    def closeness(self, state: str, power: str) -> tuple[Level, ...]:
        """Return θ of a state toward a power in every period.

        Raises:
            KeyError: if the panel lacks either.
        """
        return self._levels(state, {power: 1.0})

    def between(self, state: str, toward: str, against: str) -> tuple[Level, ...]:
        """Return the lean of a state toward one power against another: θ less θ, in every period.

        Raises:
            KeyError: if the panel lacks one of them.
        """
        return self._levels(state, {toward: 1.0, against: -1.0})

    def difference(self, state: str, power: str, first: dt.date | int, second: dt.date | int) -> Difference:
        """Return closeness in the second period less that in the first.

        Raises:
            KeyError: if the panel lacks the state, the power or a period.
        """
        return self._difference(state, {power: 1.0}, first, second)

    def swing(
        self, state: str, powers: tuple[str, str], first: dt.date | int, second: dt.date | int
    ) -> Difference:
        """Return the change of lean toward the first of `powers` against the second, later less earlier.

        Raises:
            KeyError: if the panel lacks the state, a power or a period.
        """
        toward, against = powers
        return self._difference(state, {toward: 1.0, against: -1.0}, first, second)

    def multi_vectorness(
        self, state: str, rng: np.random.Generator, *, draws: int = 2000
    ) -> tuple[Level, ...]:
        """Return how evenly a state stands to all powers with data, 0 (to one alone) to 1, in every period.

        It is the entropy of softmax θ over the powers, by the log of their number (Shannon 1948, A
        Mathematical Theory of Communication). Powers without any count in the panel are left out.

        Raises:
            KeyError: if the panel lacks the state.
            ValueError: if fewer than two powers have data.
        """
        powers = [power for power in self.panel.powers if self._counted(state, power)]
        if len(powers) < 2:  # noqa: PLR2004 - an entropy of one is none
            raise ValueError(f"{state} has counts with {len(powers)} of the powers; want two or more")
        places = [self.panel.power(power) for power in powers]
        drawn = self.draws(state, rng, number=draws)[:, :, places]
        share = special.softmax(drawn, axis=-1)
        entropy = special.entr(share).sum(axis=-1) / np.log(len(powers))
        low, high = np.quantile(entropy, ((1 - SHARE) / 2, (1 + SHARE) / 2), axis=0)
        return tuple(
            Level(
                period=period,
                mean=float(entropy[:, t].mean()),
                low=float(low[t]),
                high=float(high[t]),
                seen=self._seen(state, powers, t),
            )
            for t, period in enumerate(self.panel.periods)
        )

    def draws(self, state: str, rng: np.random.Generator, *, number: int) -> Floats:
        """Return joint draws of a state's closeness to all powers in all periods, (number, T, P).

        Raises:
            KeyError: if the panel lacks the state.
        """
        place = self.panel.state(state)
        covariance = self._covariance(place)
        periods, powers = covariance.shape[:2]
        size = periods * powers
        values, vectors = np.linalg.eigh(covariance.reshape(size, size))
        root = vectors * np.sqrt(np.maximum(values, 0))
        mean = self.fit.smoothed.mean[:, place, :powers].reshape(size)
        drawn: Floats = mean + rng.standard_normal((number, size)) @ root.T
        return drawn.reshape(number, periods, powers)

    def largest_changes(
        self, state: str, power: str, *, number: int = 5
    ) -> tuple[tuple[dt.date, Difference], ...]:
        """Return the periods in which closeness most surely moved, with the change from the one before.

        Raises:
            KeyError: if the panel lacks either.
        """
        changes = [
            (later, self.difference(state, power, earlier, later))
            for earlier, later in pairwise(self.panel.periods)
        ]
        changes.sort(key=lambda change: min(change[1].lower, change[1].higher))
        return tuple(changes[:number])

    def _levels(self, state: str, weights: dict[str, float]) -> tuple[Level, ...]:
        place, vector = self._vector(state, weights)
        powers = len(vector)
        mean = self.fit.smoothed.mean[:, place, :powers] @ vector
        variance = vector @ self.fit.smoothed.variance[:, place, :powers, :powers] @ vector
        reach = _HALF_WIDTH * np.sqrt(variance)
        return tuple(
            Level(
                period=period,
                mean=float(mean[t]),
                low=float(mean[t] - reach[t]),
                high=float(mean[t] + reach[t]),
                seen=self._seen(state, list(weights), t),
            )
            for t, period in enumerate(self.panel.periods)
        )

    def _difference(
        self, state: str, weights: dict[str, float], first: dt.date | int, second: dt.date | int
    ) -> Difference:
        place, vector = self._vector(state, weights)
        a, b = self.panel.period(first), self.panel.period(second)
        powers = len(vector)
        mean = float(
            (self.fit.smoothed.mean[b, place, :powers] - self.fit.smoothed.mean[a, place, :powers]) @ vector
        )
        over_time = self._covariance(place)
        at = [[float(vector @ over_time[one, :, other] @ vector) for other in (a, b)] for one in (a, b)]
        deviation = max(at[0][0] + at[1][1] - 2 * at[0][1], 0.0) ** 0.5
        lower = float(special.ndtr(-mean / deviation)) if deviation > 0 else float(mean < 0)
        return Difference(
            mean=mean,
            low=mean - _HALF_WIDTH * deviation,
            high=mean + _HALF_WIDTH * deviation,
            lower=lower,
            seen=all(self._seen(state, list(weights), t) for t in (a, b)),
        )

    def _vector(self, state: str, weights: dict[str, float]) -> tuple[int, Floats]:
        vector = np.zeros(len(self.panel.powers))
        for power, weight in weights.items():
            vector[self.panel.power(power)] += weight
        return self.panel.state(state), vector

    def _covariance(self, place: int) -> Floats:
        if place not in self._covariances:
            self._covariances[place] = covariance_over_time(self.fit.smoothed, place, len(self.panel.powers))
        return self._covariances[place]

    def _counted(self, state: str, power: str) -> bool:
        return bool(
            np.isfinite(self.fit.seen.value[:, 0, self.panel.state(state), self.panel.power(power)]).any()
        )

    def _seen(self, state: str, powers: list[str], t: int) -> tuple[str, ...]:
        """Return the channels that have data on all of the powers."""
        places = [self.panel.power(power) for power in powers]
        value = self.fit.seen.value[t, :, self.panel.state(state)][:, places]
        known = np.asarray(np.isfinite(value).all(axis=-1))
        return tuple(name for name, one in zip(CHANNELS, known, strict=True) if one)
