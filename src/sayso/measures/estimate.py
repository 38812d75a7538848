"""Hyperparameters of greatest likelihood on a pooled panel."""

import dataclasses
from typing import Final

import numpy as np
from scipy import optimize, special

from sayso.measures.channels import CHANNELS, Observations
from sayso.measures.hyperparameters import Hyperparameters, build_system, by_dyad, seeing_of
from sayso.measures.kalman import Filtered, run_filter
from sayso.measures.panel import Floats

_NAMES: Final = tuple(field.name for field in dataclasses.fields(Hyperparameters))
_RANGES: Final = {
    "step": (0.02, 0.2, 2.0),
    "spread": (0.1, 1.0, 5.0),
    "conflict_loading": (0.01, 1.0, 3.0),
    "votes_loading": (0.001, 0.015, 0.5),
    "conflict_offset": (0.01, 0.3, 3.0),
    "votes_offset": (0.005, 0.08, 0.5),
    "conflict_drift": (0.01, 0.25, 2.0),
    "votes_drift": (0.002, 0.015, 0.3),
    "overdispersion": (1.02, 20.0, 500.0),
    "cooperation_noise": (0.01, 0.25, 2.0),
    "conflict_correlation": (0.0005, 0.006, 0.5),
    "votes_dispersion": (0.005, 0.15, 20.0),
    "cooperation_nu": (1.5, 8.0, 60.0),
    "conflict_nu": (1.5, 8.0, 60.0),
    "votes_nu": (1.5, 4.0, 60.0),
}
"""Least, first and largest size tried of each; the first are near what two panels of yearly data gave."""
_LEAST: Final = np.log([_RANGES[name][0] for name in _NAMES])
_FIRST: Final = np.log([_RANGES[name][1] for name in _NAMES])
_MOST: Final = np.log([_RANGES[name][2] for name in _NAMES])
_BELOW_ZERO: Final = frozenset({"conflict_loading"})
_NU: Final = [_NAMES.index(f"{channel}_nu") for channel in CHANNELS]
_DIFFERENCE: Final = 1e-4


def estimate(seen: Observations, *, first: Hyperparameters | None = None) -> Hyperparameters:
    """Return the hyperparameters under which the one-step-ahead predictions fit the panel best.

    The likelihood is that of the filter's innovations, dyad by dyad (a composite likelihood: Varin,
    Reid & Firth 2011, An Overview of Composite Likelihood Methods, Statistica Sinica 21(1)), as
    Student-t with the filter's variance as squared scale: steps are heavy-tailed. Channels with no
    data leave their numbers at the first value tried.

    Raises:
        ValueError: if nothing at all is seen.
    """
    if not np.isfinite(seen.value).any():
        raise ValueError("the panel has no data to estimate from")
    start = _FIRST if first is None else _logs(first)
    found = optimize.minimize(
        lambda point: _loss_and_slope(point, seen),
        np.clip(start, _LEAST, _MOST),
        jac=True,
        method="L-BFGS-B",
        bounds=list(zip(_LEAST, _MOST, strict=True)),
        options={"maxiter": 200, "ftol": 1e-8, "gtol": 1e-4},
    )
    return _from_logs(found.x)


def log_likelihood(seen: Observations, hyperparameters: Hyperparameters) -> float:
    """Return the log likelihood that `estimate` makes greatest."""
    return float(_log_likelihoods(_logs(hyperparameters)[None], seen)[0])


def filter_dyads(seen: Observations, hyperparameters: Hyperparameters) -> Filtered:
    """Return the filter of each dyad by itself, N = S·P."""
    return _filter(_logs(hyperparameters)[None], seen)


def log_density(surprise: Floats, square_of_scale: Floats | float, nu: Floats | float) -> Floats:
    """Return the log density of Student's t with `nu` degrees of freedom at `surprise`."""
    nu = np.asarray(nu)
    constant = special.gammaln((nu + 1) / 2) - special.gammaln(nu / 2) - np.log(np.pi * nu) / 2
    found: Floats = (
        constant - np.log(square_of_scale) / 2 - (nu + 1) / 2 * np.log1p(surprise**2 / (square_of_scale * nu))
    )
    return found


def _loss_and_slope(point: Floats, seen: Observations) -> tuple[float, Floats]:
    """Return the mean loss and its slope; all neighbours are filtered side by side."""
    points = np.vstack([point, point + _DIFFERENCE * np.eye(len(point))])
    number = np.isfinite(seen.value).sum()
    loss = -_log_likelihoods(points, seen) / number
    return float(loss[0]), (loss[1:] - loss[0]) / _DIFFERENCE


def _log_likelihoods(points: Floats, seen: Observations) -> Floats:
    filtered = _filter(points, seen)
    dyads = seen.value.shape[2] * seen.value.shape[3]
    nu = np.repeat(np.exp(points[:, _NU]).T, dyads, axis=1)
    densities = log_density(filtered.innovation, filtered.innovation_variance, nu)
    per_model = np.nansum(densities, axis=(0, 1))
    total: Floats = per_model.reshape(len(points), -1).sum(axis=1)
    return total


def _filter(points: Floats, seen: Observations) -> Filtered:
    """Return the filter of each dyad under each point, N = points · S · P."""
    value, basis, usual = by_dyad(seen)
    dyads = value.shape[-1]
    columns = {
        name: np.repeat(np.exp(points[:, place]) * (-1 if name in _BELOW_ZERO else 1), dyads)
        for place, name in enumerate(_NAMES)
    }
    times = len(points)
    system = build_system(columns, len(value), 1)
    seeing = seeing_of(columns, np.tile(basis, times), np.tile(usual, times))
    return run_filter(system, np.tile(value, times), seeing)


def _logs(hyperparameters: Hyperparameters) -> Floats:
    return np.log([abs(getattr(hyperparameters, name)) for name in _NAMES])


def _from_logs(point: Floats) -> Hyperparameters:
    sizes = dict(zip(_NAMES, np.exp(point).tolist(), strict=True))
    return Hyperparameters(**{name: -size if name in _BELOW_ZERO else size for name, size in sizes.items()})
