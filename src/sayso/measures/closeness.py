"""Closeness of states to powers, smoothed over a panel."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sayso.measures.channels import VOTES, Observations, observe
from sayso.measures.estimate import estimate, filter_dyads
from sayso.measures.hyperparameters import Hyperparameters, build_system, by_state, seeing_of
from sayso.measures.impulses import FactImpulse, impulses_of, steps_of
from sayso.measures.kalman import Filtered, Seeing, Sight, Smoothed, System, run_filter, smooth
from sayso.measures.panel import Floats, Panel

ROUNDS: Final = 8
"""Times that the scales of steps and noise are weighed anew; closeness then moves by less than 0.01."""
_LARGEST_SHARE: Final = 0.95


@dataclass(frozen=True, eq=False, kw_only=True)
class Fit:
    """The model of a panel's states, one per state, and what it says of every period."""

    panel: Panel
    seen: Observations
    hyperparameters: Hyperparameters
    impulses: tuple[FactImpulse, ...]
    system: System
    filtered: Filtered
    smoothed: Smoothed


def fit(
    panel: Panel,
    *,
    hyperparameters: Hyperparameters | None = None,
    with_facts: bool = True,
) -> Fit:
    """Return the smoothed closeness of every state to every power.

    Hyperparameters are estimated on the panel where none are given. Steps and noise are Student-t:
    each is normal with a variance that a gamma-distributed weight divides, and weights and states
    are found in turn (variational Bayes: Tipping & Lawrence 2005, Variational Inference for
    Student-t Models, Neurocomputing 69). The variance is divided by (ν − 1)/(ν + d), d the expected
    squared departure: that is the mean of what the weight makes of it. The inverse of the mean
    weight, (ν + 1)/(ν + d), gave 80 % intervals that held 74 % of synthetic leans. Without
    `with_facts` the panel's facts are not used.

    Raises:
        ValueError: if nothing at all is seen.
    """
    seen = observe(panel)
    numbers = estimate(seen) if hyperparameters is None else hyperparameters
    impulses = impulses_of(panel) if with_facts else ()
    powers = len(panel.powers)
    value, basis, usual = by_state(seen)
    columns = numbers.columns(len(panel.states))
    system = build_system(columns, len(value), powers, shared_noise(seen, numbers))
    shift, variance = (both.transpose(0, 2, 1) for both in steps_of(panel, impulses))
    system.shift[:, :powers] = shift
    given = np.zeros_like(system.step)
    given[:, :powers] = variance
    seeing = seeing_of(columns, basis, usual)
    nu = np.repeat(numbers.nu, powers)[:, None]
    step_nu = np.concatenate([nu[:powers], nu])
    step_weights, weights = np.ones_like(system.step), np.ones_like(value)
    for _ in range(ROUNDS):
        weighed = replace(system, step=system.step / step_weights + given)
        filtered = run_filter(weighed, value, _weighed(seeing, weights))
        smoothed = smooth(weighed, filtered)
        moved = _squared_steps(weighed, smoothed) / np.maximum(system.step + given, 1e-12)
        step_weights[:, : 4 * powers] = (step_nu - 1) / (step_nu + moved[:, : 4 * powers])
        missed = _squared_misses(weighed, filtered, smoothed, value)
        missed /= weights * np.stack([sight.variance for sight in filtered.sights])
        weights = np.where(np.isfinite(missed), (nu - 1) / (nu + missed), 1.0)
    return Fit(
        panel=panel,
        seen=seen,
        hyperparameters=numbers,
        impulses=impulses,
        system=weighed,
        filtered=filtered,
        smoothed=smoothed,
    )


def shared_noise(seen: Observations, hyperparameters: Hyperparameters) -> Floats:
    """Return how surprises of votes on the powers hang together: the loadings of one factor, (P,).

    A state that votes with one power votes against its opponent on the same roll calls, so these
    are not independent sightings. The factor is the first principal component of the surprises'
    correlations, pooled over states and periods; powers without common data have none.
    """
    states, powers = seen.value.shape[2:]
    filtered = filter_dyads(seen, hyperparameters)
    surprise = filtered.innovation[:, VOTES] / np.sqrt(filtered.innovation_variance[:, VOTES])
    by_power = surprise.reshape(-1, states, powers).reshape(-1, powers)
    together = by_power[np.isfinite(by_power).all(axis=1)]
    if powers == 1 or len(together) <= powers:
        return np.zeros(powers)
    sizes, directions = np.linalg.eigh(np.corrcoef(together, rowvar=False))
    first = directions[:, -1] * np.sign(directions[np.abs(directions[:, -1]).argmax(), -1])
    found: Floats = np.clip(first * np.sqrt(sizes[-1]), -_LARGEST_SHARE, _LARGEST_SHARE)
    return found


def _weighed(seeing: Seeing, weights: Floats) -> Seeing:
    def see(t: int, predicted: Floats) -> Sight:
        sight = seeing(t, predicted)
        return sight._replace(variance=sight.variance / weights[t])

    return see


def _squared_steps(system: System, smoothed: Smoothed) -> Floats:
    """Return the expected square of each step, (T, D, N); 0 for the first period, which has none."""
    variance = np.einsum("tndd->tnd", smoothed.variance)
    cross = np.einsum("tnde,tned->tnd", smoothed.gain, smoothed.variance[1:])
    mean = np.diff(smoothed.mean, axis=0) - system.shift[1:].transpose(0, 2, 1)
    squared = np.zeros_like(system.step)
    squared[1:] = (mean**2 + variance[1:] + variance[:-1] - 2 * cross).transpose(0, 2, 1)
    return squared


def _squared_misses(system: System, filtered: Filtered, smoothed: Smoothed, value: Floats) -> Floats:
    """Return the expected square of each observation less its smoothed value, (T, M, N)."""
    offset = np.stack([sight.offset for sight in filtered.sights])
    fitted = offset + np.einsum("mdn,tnd->tmn", system.loadings, smoothed.mean)
    toward = np.einsum("mdn,tnde->tmen", system.loadings, smoothed.variance)
    squared: Floats = (value - fitted) ** 2 + np.einsum("tmen,men->tmn", toward, system.loadings)
    return squared
