"""Quantiles of Beta distributions, many at once.

The base installation computes a few dozen of these per outlook; importing a statistics library for them
would take longer than the whole of it. The tests hold the values against SciPy's.
"""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_POINTS = 1201
_TAIL = 32.0  # the logit range holds all but e^-32 of a density's height


def beta_quantiles(alpha: Floats, beta: Floats, probabilities: tuple[float, ...]) -> Floats:
    """Return the quantiles of Beta(alpha, beta), shape (len(alpha), len(probabilities)), in [0, 1].

    On the logit scale u the density is proportional to σ(u)^α σ(−u)^β: log-concave and without a pole, so
    that a grid over where it matters and the trapezoid rule give four digits or more, tiny α and β included.

    >>> import numpy as np
    >>> float(np.round(beta_quantiles(np.array([1.0]), np.array([1.0]), (0.3,))[0, 0], 4))
    0.3
    """
    found = np.empty((len(alpha), len(probabilities)))
    for row, (a, b) in enumerate(zip(alpha.tolist(), beta.tolist(), strict=True)):
        found[row] = _quantiles(a, b, probabilities)
    return found


def _quantiles(alpha: float, beta: float, probabilities: tuple[float, ...]) -> tuple[float, ...]:
    """Return the quantiles of one Beta distribution."""
    if alpha <= 0 or beta <= 0:
        raise ValueError(f"a Beta distribution needs positive parameters; got {alpha} and {beta}")
    mode = math.log(alpha / beta)
    # the log density falls off as a normal near its mode and linearly, with slopes α and −β, far from it
    width = math.sqrt(2.0 * _TAIL * (1.0 / alpha + 1.0 / beta))
    low, high = mode - max(width, _TAIL / alpha), mode + max(width, _TAIL / beta)
    # half of the points for the long tails of a small α or β, half for where the mass is
    grid = np.unique(
        np.concatenate(
            [
                np.linspace(low, high, _POINTS),
                np.linspace(max(mode - width, low), min(mode + width, high), _POINTS),
            ]
        )
    )
    height = -alpha * np.logaddexp(0.0, -grid) - beta * np.logaddexp(0.0, grid)
    density = np.exp(height - height.max())
    steps = np.diff(grid)
    mass = np.concatenate([[0.0], np.cumsum(0.5 * (density[1:] + density[:-1]) * steps)])
    at = np.interp(np.array(probabilities) * mass[-1], mass, grid)
    return tuple(float(value) for value in np.exp(-np.logaddexp(0.0, -at)))
