"""Coordinates in which the full model is nearly a standard normal, from the panel's Kalman fit.

What a dyad has of closeness and conflict hangs together over all periods, and so do a state's votes on all
powers. The sampler sees both as mean + root · z, mean and root those of the linear model with the smoother's
numbers; z has then about mean 0 and variance 1, and the sampler's paths are short. Any mean and root give
the same posterior.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sayso.measures.channels import CONFLICT, COOPERATION, VOTES
from sayso.measures.closeness import Fit, shared_noise
from sayso.measures.closeness import fit as refit
from sayso.measures.panel import Floats

_LEAST: Final = {"conflict_offset": 0.1, "conflict_drift": 0.05, "votes_drift": 0.005, "step": 0.02}
"""Smallest scales that are taken for the coordinates: an estimate near 0 leaves no room to move."""

_TENTH: Final = 0.1
"""By how much a number is made larger to see how the coordinates move."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Whitening:
    """Affine maps for S states, P powers, D = S·P dyads and T periods; a walk is its start and T − 1 steps.

    Of closeness and votes the start, then steps in units of their scales; of conflict's own part all in units
    of their scales. The scale of the steps of votes is the geometric mean of their drift and `votes_scale`.
    """

    mean: Floats
    """(D, 2·T): closeness, then conflict."""
    root: Floats
    """(D, 2·T, 2·T)."""
    votes_mean: Floats
    """(S, P·T)."""
    votes_root: Floats
    """(S, P·T, P·T)."""
    votes_scale: float


def whitening_of(fit: Fit, given: Floats, *, votes_scale: float | None = None) -> Whitening:
    """Return the coordinates for a panel from its Kalman fit.

    `given` (T, S, P) is the variance that facts add to steps of closeness.
    """
    numbers = fit.hyperparameters
    least = {name: max(getattr(numbers, name), size) for name, size in _LEAST.items()}
    by_dyad = given.reshape(len(given), -1)
    scales = np.ones((2, *by_dyad.shape))
    scales[COOPERATION, 1:] = np.sqrt(least["step"] ** 2 + by_dyad[1:])
    scales[CONFLICT] = least["conflict_drift"]
    scales[CONFLICT, 0] = least["conflict_offset"]
    prior = np.ones_like(scales)
    prior[COOPERATION, 0] = 1 / numbers.spread**2
    precision = _seen_precision(scales, numbers.conflict_loading, _sighted(fit))
    diagonal = np.arange(precision.shape[-1])
    precision[:, diagonal, diagonal] += prior.reshape(-1, by_dyad.shape[1]).T
    drift = least["votes_drift"]
    fixed = drift if votes_scale is None else votes_scale
    of_votes = np.full((len(given), 1), (drift * fixed) ** 0.5)
    of_votes[0] = 1.0
    votes_prior = np.full(len(given), fixed / drift)
    votes_prior[0] = 1 / numbers.votes_offset**2
    steps = _smoothed_steps(fit)
    mean = np.concatenate([steps[COOPERATION] / scales[COOPERATION], steps[CONFLICT] / scales[CONFLICT]])
    return Whitening(
        mean=np.ascontiguousarray(mean.T),
        root=_root(precision),
        votes_mean=np.ascontiguousarray((steps[VOTES] / of_votes).T.reshape(len(fit.panel.states), -1)),
        votes_root=_root(_votes_precision(fit, of_votes[:, 0], votes_prior)),
        votes_scale=fixed,
    )


def tilts_of(fit: Fit, given: Floats, names: tuple[str, ...], turned: int) -> tuple[Floats, Floats, Floats]:
    """Return how `mean` (D, 2·T, K), `votes_mean` (S, P·T, K) and `root` move with the logs of K numbers.

    Of `root` that is said for the first `turned` of them, (turned, D, 2·T, 2·T).

    Each number is made larger by a tenth and the panel smoothed anew. A sampler whose coordinates move with
    the numbers need not carry every step of every walk along when it moves a number.
    """
    at = whitening_of(fit, given)
    means: list[Floats] = []
    votes: list[Floats] = []
    roots: list[Floats] = []
    for name in names:
        size = getattr(fit.hyperparameters, name)
        numbers = replace(fit.hyperparameters, **{name: size * (1 + _TENTH)})
        moved = refit(fit.panel, hyperparameters=numbers, with_facts=bool(fit.impulses))
        there = whitening_of(moved, given, votes_scale=at.votes_scale)
        means.append((there.mean - at.mean) / np.log1p(_TENTH))
        votes.append((there.votes_mean - at.votes_mean) / np.log1p(_TENTH))
        if len(roots) < turned:
            roots.append((there.root - at.root) / np.log1p(_TENTH))
    return np.stack(means, axis=-1), np.stack(votes, axis=-1), np.stack(roots)


def _root(precision: Floats) -> Floats:
    """Return R with R Rᵀ the inverse of each matrix."""
    root = np.linalg.inv(np.linalg.cholesky(precision)).swapaxes(-1, -2)
    return np.ascontiguousarray(root)


def _seen_precision(scales: Floats, loading: float, weight: Floats) -> Floats:
    """Return the precision of coordinates from observations with precisions (2, T, D), (D, 2·T, 2·T)."""
    periods, dyads = scales.shape[1:]
    walked = np.tril(np.ones((periods, periods)))[:, :, None]
    moved = walked.copy()
    moved[:, 0] = 0.0
    design = np.zeros((2, periods, 2, periods, dyads))
    design[COOPERATION, :, COOPERATION] = walked * scales[COOPERATION]
    design[CONFLICT, :, COOPERATION] = loading * moved * scales[COOPERATION]
    design[CONFLICT, :, CONFLICT] = walked * scales[CONFLICT]
    by_dyad = design.reshape(2 * periods, 2 * periods, dyads).transpose(2, 0, 1)
    weighed = by_dyad * weight.reshape(2 * periods, dyads).T[:, :, None]
    precision: Floats = by_dyad.swapaxes(-1, -2) @ weighed
    return precision


def _votes_precision(fit: Fit, scale: Floats, prior: Floats) -> Floats:
    """Return the precision of a state's steps in votes, (S, P·T, P·T); scales and prior precisions (T,)."""
    value = fit.seen.value[:, VOTES]
    periods, states, powers = value.shape
    loading = shared_noise(fit.seen, fit.hyperparameters)
    known = np.isfinite(value)
    deviation = np.sqrt(_variances(fit)[:, VOTES])
    # the inverse of diag(1 − l²) + l lᵀ among the powers that are known
    own = known / (1 - loading**2)
    toward = own * loading
    among = np.eye(powers) * own[..., None, :] - toward[..., None] * toward[..., None, :] / (
        1 + (toward * loading).sum(axis=-1)[..., None, None]
    )
    among /= deviation[..., None] * deviation[..., None, :]
    walked = np.tril(np.ones((periods, periods))) * scale
    seen = np.einsum("ti,tspq,tj->spiqj", walked, among, walked, optimize=True)
    precision: Floats = seen.reshape(states, powers * periods, -1) + np.diag(np.tile(prior, powers))
    return precision


def _variances(fit: Fit) -> Floats:
    """Return the variance of each observation, (T, 3, S, P)."""
    periods, channels, states, powers = fit.seen.value.shape
    variance = np.stack([sight.variance for sight in fit.filtered.sights])
    by_state: Floats = variance.reshape(periods, channels, powers, states).transpose(0, 1, 3, 2)
    return by_state


def _sighted(fit: Fit) -> Floats:
    """Return the precisions of cooperation and conflict, (2, T, D), 0 where nothing is seen."""
    weight = np.where(np.isfinite(fit.seen.value), 1 / _variances(fit), 0.0)[:, :VOTES]
    by_dyad: Floats = weight.transpose(1, 0, 2, 3).reshape(2, len(weight), -1)
    return by_dyad


def _smoothed_steps(fit: Fit) -> Floats:
    """Return start and steps of closeness, less shifts by facts, and of the other parts, (3, T, D).

    Votes have with their own part what closeness explains of them.
    """
    periods, states, powers = len(fit.panel.periods), len(fit.panel.states), len(fit.panel.powers)
    parts = (COOPERATION, CONFLICT + 1, VOTES + 1)  # closeness of the first period stands between
    mean = fit.smoothed.mean[:, :, : 4 * powers].reshape(periods, states, 4, powers)
    levels = mean[:, :, parts].transpose(2, 0, 1, 3).reshape(3, periods, -1)
    steps: Floats = np.concatenate([levels[:, :1], np.diff(levels, axis=1)], axis=1)
    shift = fit.system.shift[:, :powers].transpose(0, 2, 1).reshape(periods, -1)
    steps[VOTES, 1:] += fit.hyperparameters.votes_loading * steps[COOPERATION, 1:]
    steps[COOPERATION, 1:] -= shift[1:]
    return steps
