"""The numbers that say how closeness moves and how well each channel shows it, and the models they make."""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from sayso.measures.channels import CONFLICT, COOPERATION, VOTES, Observations
from sayso.measures.kalman import Seeing, Sight, System
from sayso.measures.log_counts import log_moments
from sayso.measures.panel import Floats

_FIRST: Final = 1
"""Closeness of the first period stands after closeness in the state; then come the own parts by channel."""
_LARGEST: Final = 6.0
"""Closeness and log odds beyond which a prediction no further moves the noise."""
_LEAST: Final = 1e-3
"""Expected count below which smaller ones are not told apart."""
_LEAST_RISE: Final = 0.1


@dataclass(frozen=True, kw_only=True)
class Hyperparameters:
    """Estimated on the pooled panel; closeness is in natural logs of relative cooperation.

    Deviations are scales of Student's t: standard deviations where its degrees of freedom are many.
    """

    step: float
    """Of the step of closeness from one period to the next."""
    spread: float
    """Of closeness among dyads in the first period."""
    conflict_loading: float
    """Log odds of conflict per unit of closeness, below 0."""
    votes_loading: float
    """Share of votes per unit of closeness, above 0."""
    conflict_offset: float
    """Of what is peculiar to a dyad's conflict in the first period."""
    votes_offset: float
    conflict_drift: float
    """Of the step of what moves a dyad's conflict alone."""
    votes_drift: float
    overdispersion: float
    """Variance of cooperative counts over their mean, 1 for Poisson."""
    cooperation_noise: float
    """Of the log of cooperation, whatever the count."""
    conflict_correlation: float
    """Of events of a period in being conflictual: ρ of the beta-binomial, 0 to 1."""
    votes_dispersion: float
    """Squared noise of agreement over that of roll calls drawn at random, q (1 − q)/n."""
    cooperation_nu: float
    """Degrees of freedom of Student's t of cooperation's surprises, and so of the steps of closeness."""
    conflict_nu: float
    votes_nu: float

    @property
    def nu(self) -> tuple[float, float, float]:
        """Degrees of freedom of each channel."""
        return self.cooperation_nu, self.conflict_nu, self.votes_nu

    def columns(self, models: int) -> dict[str, Floats]:
        """Return each number as often as there are models, (N,), as `build_system` takes them."""
        return {field.name: np.full(models, getattr(self, field.name)) for field in fields(self)}


def build_system(
    columns: dict[str, Floats], periods: int, powers: int, shared: Floats | None = None
) -> System:
    """Return the model of `powers` dyads of a state: closeness, its first value, what is each channel's own.

    Closeness is what lasts in relative cooperation. Conflict and votes tell of its *departure from the
    first period*, as far as they have moved with it over the panel; their levels do not, for
    neighbours both cooperate and quarrel much (within and between effects: Mundlak 1978, On the
    Pooling of Time Series and Cross Section Data, Econometrica 46(1)).

    `columns` has a row (N,) per field of Hyperparameters. With `shared` (powers,), the noise of
    votes has a part common to the powers, drawn anew each period.
    """
    models = len(columns["step"])
    parts = powers * 4 + (shared is not None)
    loadings = np.zeros((3 * powers, parts, models))
    start = np.zeros((parts, parts, models))
    step = np.zeros((periods, parts, models))
    for power in range(powers):
        first = powers * _FIRST + power
        for one in (power, first):
            start[one, [power, first]] = columns["spread"] ** 2
        step[:, power] = columns["step"] ** 2
        loadings[COOPERATION * powers + power, power] = 1.0
        for channel, name in ((CONFLICT, "conflict"), (VOTES, "votes")):
            row, own = channel * powers + power, powers * (_FIRST + channel) + power
            loadings[row, power] = columns[f"{name}_loading"]
            loadings[row, first] = -columns[f"{name}_loading"]
            loadings[row, own] = 1.0
            start[own, own] = columns[f"{name}_offset"] ** 2
            step[:, own] = columns[f"{name}_drift"] ** 2
    keep = np.ones(parts)
    of_noise = None
    if shared is not None:
        keep[-1] = 0.0
        start[-1, -1] = 1.0
        of_noise = np.zeros(3 * powers)
        of_noise[VOTES * powers :] = shared
    return System(
        keep=keep,
        loadings=loadings,
        start=start,
        shift=np.zeros((periods, parts, models)),
        step=step,
        shared=of_noise,
    )


def seeing_of(columns: dict[str, Floats], basis: Floats, usual: Floats) -> Seeing:
    """Return how observations are seen whose bases and usual values are (T, 3, powers, N).

    Cooperation: the log of a negative binomial count with the predicted mean (log_counts.py), and
    noise²; where it is so small that its log hardly follows the mean, the variance is divided by the
    square of how much it does. Conflict: variance ((1 − ρ)/n + ρ) / (p (1 − p)) at the predicted share
    p, that of the log odds of a beta-binomial share (Williams 1982, Extra-binomial Variation in
    Logistic Linear Models, Applied Statistics 31(2)). Votes: dispersion · q (1 − q)/n with q the
    agreement of all members. What is predicted enters, not what is seen: a low count must not count
    less because it is low.
    """
    powers = basis.shape[2]
    moments = log_moments(columns["overdispersion"])
    log_of_expected = np.log(basis[:, COOPERATION] + 0.5)
    agreement = usual[:, VOTES]
    of_votes = columns["votes_dispersion"] * agreement * (1 - agreement) / np.maximum(basis[:, VOTES], 1)
    rho = columns["conflict_correlation"]

    def see(t: int, predicted: Floats) -> Sight:
        of_channel = predicted.reshape(3, powers, -1)
        variance, offset = np.empty_like(of_channel), np.zeros_like(of_channel)
        departure = np.clip(of_channel[COOPERATION], -_LARGEST, _LARGEST)
        center, spread, rise = moments(np.maximum(basis[t, COOPERATION], _LEAST) * np.exp(departure))
        offset[COOPERATION] = center - log_of_expected[t] - of_channel[COOPERATION]
        variance[COOPERATION] = (
            spread / np.clip(rise, _LEAST_RISE, 1.0) ** 2 + columns["cooperation_noise"] ** 2
        )
        odds = np.clip(of_channel[CONFLICT] + usual[t, CONFLICT], -_LARGEST, _LARGEST)
        share = 1 / (1 + np.exp(-odds))
        of_one = share * (1 - share)
        variance[CONFLICT] = (1 - rho) / np.maximum(basis[t, CONFLICT] * of_one, 0.5) + rho / of_one
        variance[VOTES] = of_votes[t]
        shape = predicted.shape
        return Sight(variance.reshape(shape), offset.reshape(shape))

    return see


def by_dyad(seen: Observations) -> tuple[Floats, Floats, Floats]:
    """Return values (T, 3, S·P), bases and usual values (T, 3, 1, S·P): a model per dyad."""
    periods, channels, states, powers = seen.value.shape
    flat = (periods, channels, states * powers)
    usual = np.broadcast_to(seen.usual[:, :, None], seen.value.shape).reshape(flat)
    return seen.value.reshape(flat), seen.basis.reshape(flat)[:, :, None], usual[:, :, None]


def by_state(seen: Observations) -> tuple[Floats, Floats, Floats]:
    """Return values (T, 3·P, S), bases and usual values (T, 3, P, S): a model per state."""
    periods, channels, states, powers = seen.value.shape
    value = seen.value.transpose(0, 1, 3, 2).reshape(periods, channels * powers, states)
    basis = seen.basis.transpose(0, 1, 3, 2)
    usual = np.broadcast_to(seen.usual[..., None], (periods, channels, powers, states))
    return value, basis, usual
