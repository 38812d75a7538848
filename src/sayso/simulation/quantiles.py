"""Quantiles of levels over runs, from the runs themselves or from counts."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def of_levels(levels: npt.NDArray[np.floating], weights: Floats, shares: Sequence[float]) -> Floats:
    """Return the least level that at least a share of the weight lies at or below, (shares, months).

    `levels` is (runs, months), `weights` (runs,) and sums to 1.

    >>> of_levels(np.array([[0.1], [0.3], [0.2]]), np.full(3, 1 / 3), [0.5]).tolist()
    [[0.2]]
    """
    _check(shares)
    found = np.empty((len(shares), levels.shape[1]))
    for month in range(levels.shape[1]):
        order = np.argsort(levels[:, month], kind="stable")
        below = np.cumsum(weights[order])
        # a sum of weights is off by rounding
        places = np.searchsorted(below, np.asarray(shares) * below[-1] * (1.0 - 1e-12))
        found[:, month] = levels[order[np.minimum(places, len(order) - 1)], month]
    return found


def of_counts(counts: npt.NDArray[np.integer], shares: Sequence[float]) -> Floats:
    """Return quantiles from counts over bins of equal width in (0, 1), (shares, months); linear within a bin.

    `counts` is (months, bins).

    >>> of_counts(np.array([[0, 4, 0, 0]]), [0.5]).tolist()
    [[0.375]]
    """
    _check(shares)
    bins = counts.shape[1]
    found = np.empty((len(shares), len(counts)))
    for month, of_month in enumerate(counts):
        below = np.concatenate([[0], np.cumsum(of_month)])
        wanted = np.asarray(shares) * below[-1]
        place = np.clip(np.searchsorted(below, wanted, side="left") - 1, 0, bins - 1)
        # the lowest share of all lies where the counts begin
        place = np.maximum(place, np.argmax(of_month > 0))
        within = (wanted - below[place]) / np.maximum(of_month[place], 1)
        found[:, month] = (place + np.clip(within, 0.0, 1.0)) / bins
    return found


def _check(shares: Sequence[float]) -> None:
    for share in shares:
        if not 0 <= share <= 1:
            raise ValueError(f"a quantile of {share} is asked for; want 0 to 1")
