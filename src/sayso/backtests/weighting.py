"""Weights of runs by how well they fit the record so far, tempered so that enough of them count."""

from dataclasses import dataclass
from typing import Final

from scipy import special

from sayso.measures.panel import Floats

FLOOR: Final = 0.1
"""Least effective number of runs, as a share of all: below it a few runs would speak for everything."""
_HALVINGS: Final = 40


@dataclass(frozen=True, eq=False, kw_only=True)
class Weighting:
    """Weights of runs. They are carried, not resampled: no run is copied."""

    weights: Floats
    """(runs,), summing to 1."""
    power: float
    """What the likelihood was raised to, 0 to 1: 1 where it was taken in full."""
    untempered: float
    """Effective number of runs had it been taken in full."""
    effective: float
    """Effective number of runs, 1/Σw²."""


def weighting(log_likelihood: Floats, *, floor: float = FLOOR) -> Weighting:
    """Return weights L^p, (runs,), with the largest p in [0, 1] that leaves `floor` of the runs effective.

    Sources: Kong, Liu & Wong 1994, Journal of the American Statistical Association 89, for 1/Σw²; Del Moral,
    Doucet & Jasra 2006, Sequential Monte Carlo samplers, JRSS B 68, for likelihoods raised to a power chosen
    by it.

    >>> import numpy as np
    >>> weighting(np.zeros(4)).weights.tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    least = floor * len(log_likelihood)
    full = _weights(log_likelihood, 1.0)
    power = 1.0
    if _effective(full) < least:
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            power = (low + high) / 2
            enough = _effective(_weights(log_likelihood, power)) >= least
            low, high = (power, high) if enough else (low, power)
        power = low
    weights = _weights(log_likelihood, power)
    return Weighting(weights=weights, power=power, untempered=_effective(full), effective=_effective(weights))


def _weights(log_likelihood: Floats, power: float) -> Floats:
    found: Floats = special.softmax(power * log_likelihood)
    return found


def _effective(weights: Floats) -> float:
    return float(1.0 / (weights**2).sum())
