"""How well the next period is foreseen, from nothing later, beside persistence."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from scipy import optimize, special, stats

from sayso.measures.channels import CHANNELS, VOTES, Observations, observe, with_next_unseen
from sayso.measures.estimate import estimate, filter_dyads, log_density
from sayso.measures.hyperparameters import Hyperparameters
from sayso.measures.lean import SHARE
from sayso.measures.panel import Floats, Panel

_CLUSTERS_FOR_AN_ERROR: Final = 2


@dataclass(frozen=True, kw_only=True)
class Foresight:
    """How predictions of one channel, or of all, fared."""

    predictions: int
    coverage: float
    """Share of what came that lay in the interval meant to hold with probability SHARE."""
    persistence_coverage: float
    log_score: float
    """Mean log density of what came under the prediction; higher is better."""
    persistence_log_score: float
    difference: float
    """Mean log score less persistence's."""
    difference_error: float
    """Its standard error: the larger of those by clusters of states and of periods; NaN with one cluster."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Rolling:
    """What a rolling test gave: for each channel of CHANNELS that was seen, and for `all`."""

    channels: dict[str, Foresight]
    first: int
    """Place of the first period that was predicted."""


@dataclass(frozen=True, eq=False, kw_only=True)
class _Scored:
    """Scores of one predicted period, (C, S, P); NaN where there is nothing to compare."""

    inside: Floats
    score: Floats
    persistence_inside: Floats
    persistence_score: Floats


def rolling(panel: Panel, *, first: int, again_each: int = 1) -> Rolling:
    """Return how the channels of each period from place `first` on are foreseen from those before.

    For each period the hyperparameters are estimated anew (with `again_each` above 1, only every so
    many periods) on the periods before, and the channel's value is predicted as Student-t. Bases
    are those of the last period; facts are not used, for those to come are not known. Persistence
    foresees the last value known, with a Student-t fitted to the past changes of that channel from one
    known value to the next over all dyads. Only values with an earlier one are compared.

    Raises:
        ValueError: if `first` leaves fewer than three periods to learn from, or nothing to predict.
    """
    if not 3 <= first < len(panel.periods):  # noqa: PLR2004 - two changes
        raise ValueError(f"first is {first}; want 3 to {len(panel.periods) - 1}")
    whole = observe(panel)
    numbers: Hyperparameters | None = None
    scored = []
    for t in range(first, len(panel.periods)):
        seen = observe(panel.until(t))
        if not np.isfinite(seen.value).any():
            continue
        if numbers is None or (t - first) % again_each == 0:
            numbers = estimate(seen, first=numbers)
        # the same usual values in what is predicted and what came
        came = whole.value[t] + (whole.usual[t] - seen.usual[-1])[:, None]
        came[VOTES] = whole.value[t, VOTES]
        scored.append(_score(seen, numbers, came))
    inside, score, persistent_inside, persistent = (
        np.stack([getattr(one, name) for one in scored])
        for name in ("inside", "score", "persistence_inside", "persistence_score")
    )
    compared = np.isfinite(score) & np.isfinite(persistent)
    if not compared.any():
        raise ValueError("no period from `first` on has a value with an earlier one")
    found = {}
    for name, chosen in [(name, [k]) for k, name in enumerate(CHANNELS)] + [("all", [0, 1, 2])]:
        mask = np.zeros_like(compared)
        mask[:, chosen] = compared[:, chosen]
        if mask.any():
            found[name] = _foresight(mask, inside, score, persistent_inside, persistent)
    return Rolling(channels=found, first=first)


def _score(seen: Observations, numbers: Hyperparameters, came: Floats) -> _Scored:
    """Return the scores of what came in the period after `seen`."""
    filtered = filter_dyads(with_next_unseen(seen), numbers)
    shape = came.shape
    mean, square = (both.reshape(shape) for both in filtered.forecast(-1))
    nu = np.array(numbers.nu)[:, None, None]
    score = log_density(came - mean, square, nu)
    reach = special.stdtrit(nu, (1 + SHARE) / 2) * np.sqrt(square)
    inside = np.where(np.isfinite(came), np.abs(came - mean) <= reach, np.nan)
    last, changes = _last_known(seen.value)
    persistent, persistent_inside = np.full(shape, np.nan), np.full(shape, np.nan)
    for k, own in enumerate(changes):
        if len(own) < 3:  # noqa: PLR2004 - a t has two numbers
            continue
        own_nu, scale = _fitted_t(own)
        missed = came[k] - last[k]
        persistent[k] = log_density(missed, scale**2, own_nu)
        persistent_inside[k] = np.where(
            np.isfinite(missed), np.abs(missed) <= scale * stats.t.ppf((1 + SHARE) / 2, own_nu), np.nan
        )
    return _Scored(
        inside=inside, score=score, persistence_inside=persistent_inside, persistence_score=persistent
    )


def _last_known(value: Floats) -> tuple[Floats, list[Floats]]:
    """Return each series' last known value, (C, S, P), and each channel's changes from one to the next."""
    channels = value.shape[1]
    last = np.full(value.shape[1:], np.nan)
    changes: list[list[float]] = [[] for _ in range(channels)]
    for place in np.ndindex(value.shape[1:]):
        series = value[(slice(None), *place)]
        known = series[np.isfinite(series)]
        if len(known):
            last[place] = known[-1]
            changes[place[0]] += [after - before for before, after in pairwise(known.tolist())]
    return last, [np.array(own) for own in changes]


def _fitted_t(changes: Floats) -> tuple[float, float]:
    """Return degrees of freedom and scale of the Student-t about zero that fits the changes best."""
    size = max(float(np.median(np.abs(changes))), 1e-6)

    def loss(point: Floats) -> float:
        return -float(log_density(changes, np.exp(2 * point[1]), np.exp(point[0])).mean())

    found = optimize.minimize(
        loss,
        np.array([np.log(5.0), np.log(size)]),
        method="L-BFGS-B",
        bounds=[(np.log(1.5), np.log(60.0)), (np.log(size) - 5, np.log(size) + 5)],
    )
    return float(np.exp(found.x[0])), float(np.exp(found.x[1]))


def _foresight(
    mask: Floats, inside: Floats, score: Floats, persistent_inside: Floats, persistent: Floats
) -> Foresight:
    gain = score - persistent
    difference = float(gain[mask].mean())
    return Foresight(
        predictions=int(mask.sum()),
        coverage=float(inside[mask].mean()),
        persistence_coverage=float(persistent_inside[mask].mean()),
        log_score=float(score[mask].mean()),
        persistence_log_score=float(persistent[mask].mean()),
        difference=difference,
        difference_error=max(
            _clustered(np.where(mask, gain - difference, 0.0), mask, axis) for axis in (0, 2)
        ),
    )


def _clustered(departures: Floats, mask: Floats, axis: int) -> float:
    """Return the standard error of a mean whose departures hang together along all other axes.

    Source: Cameron & Miller 2015, A Practitioner's Guide to Cluster-Robust Inference, Journal of
    Human Resources 50(2).
    """
    others = tuple(one for one in range(departures.ndim) if one != axis)
    sums = departures.sum(axis=others)[mask.any(axis=others)]
    clusters = len(sums)
    if clusters < _CLUSTERS_FOR_AN_ERROR:
        return float("nan")
    return float(np.sqrt((sums**2).sum() * clusters / (clusters - 1)) / mask.sum())
