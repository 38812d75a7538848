"""Thresholds of collective behaviour: how many join when each joins once enough others have.

A person with threshold t acts when at least t others act. With F the distribution of thresholds among n
people the number who act moves as r(t + 1) = n F(r(t)) and stops at the first r = n F(r) above the start.

Source: Granovetter 1978, Threshold Models of Collective Behavior, American Journal of Sociology 83(6).
"""

import math

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

Floats = npt.NDArray[np.float64]

_MOST_STEPS = 100_000
_STILL = 1e-10
"""Change of r, in persons, below which it has come to rest."""
_GRID = 4_000


def spread(thresholds: Floats, *, start: int = 0) -> npt.NDArray[np.int64]:
    """Return how many act, step by step until nobody joins or leaves, (steps + 1,).

    `thresholds` is (people,), in persons.

    >>> spread(np.array([0.0, 1.0, 2.0, 3.0])).tolist()
    [0, 1, 2, 3, 4]
    >>> spread(np.array([0.0, 2.0, 2.0, 3.0])).tolist()
    [0, 1]
    """
    ordered = np.sort(thresholds)
    path = [start]
    for _ in range(2 * len(ordered) + 2):
        now = int(np.searchsorted(ordered, path[-1], side="right"))
        if now == path[-1]:
            break
        path.append(now)
    return np.array(path)


def equilibrium(*, people: float, mean: float, spread_of: float, start: float = 0.0) -> float:
    """Return the number who act at rest where thresholds are normal (`mean`, `spread_of`), in persons.

    Raises:
        ValueError: if `people` or `spread_of` is not above 0.

    >>> round(equilibrium(people=100, mean=25, spread_of=12.2), 2)
    5.48
    """
    if not (people > 0 and spread_of > 0):
        raise ValueError(f"{people} people with a spread of {spread_of}; want both above 0")
    acting = start
    for _ in range(_MOST_STEPS):
        following = people * _normal((acting - mean) / spread_of)
        if abs(following - acting) < _STILL:
            break
        acting = following
    return following


def critical_spread(*, people: float, mean: float, within: tuple[float, float]) -> float:
    """Return the spread of thresholds at which the small equilibrium vanishes, in persons.

    There the curve n F(r) touches the line r below the mean: a hair more spread and nearly all act.

    Raises:
        ValueError: if the small equilibrium does not vanish `within` the two spreads.
    """
    acting = np.linspace(0.0, mean, _GRID)

    def gap(spread_of: float) -> float:
        return float(np.min([people * _normal((r - mean) / spread_of) - r for r in acting]))

    if gap(within[0]) * gap(within[1]) > 0:
        raise ValueError(f"the small equilibrium does not vanish between spreads of {within}")
    return float(brentq(gap, *within, xtol=1e-6))


def _normal(deviation: float) -> float:
    return 0.5 * math.erfc(-deviation / math.sqrt(2.0))
