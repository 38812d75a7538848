"""First-order sensitivity indices from data that are there already: no further runs.

The index of an input X is the share of the outcome's variance that it alone accounts for,
Var(E[Y|X]) / Var(Y). The values of X are cut into classes of equal size; the variance between the means of
the classes is that of E[Y|X].

Source: Plischke, E., Borgonovo, E. & Smith, C. L. (2013), Global sensitivity measures from given data,
European Journal of Operational Research 226(3), 536-550.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int16]

_MOST_CLASSES = 48
_LEAST = 1e-15


def classes_for(units: int) -> int:
    """Return how many classes the values of so many units are cut into, 2 to 48.

    About the fourth root of small samples and the cube root of large ones:
    min(⌈n^(2 / (7 + tanh((1500 − n) / 500)))⌉, 48).

    Source: Plischke, Borgonovo & Smith (2013), as in SALib 1.6, `analyze/delta.py`.

    >>> [classes_for(units) for units in (8, 128, 1024, 4096)]
    [2, 4, 6, 16]
    """
    power = 2.0 / (7.0 + math.tanh((1500 - units) / 500))
    return max(2, min(math.ceil(math.pow(units, power)), _MOST_CLASSES))


def classes(values: NDArray[np.floating], count: int) -> Labels:
    """Return the class of each unit, counted from 0, shape (units,).

    Equal values share a class: an input with few values, as one that is there or not, has one class for each.
    """
    distinct, which = np.unique(values, return_inverse=True)
    if len(distinct) <= count:
        return np.asarray(which, dtype=np.int16)
    # the place of a value is the middle of its ties, so that ties never part
    sizes = np.bincount(which)
    middles = (np.cumsum(sizes) - 0.5 * sizes) / len(values)
    edges = np.minimum((middles * count).astype(np.int16), count - 1)
    _, dense = np.unique(edges[which], return_inverse=True)
    return np.asarray(dense, dtype=np.int16)


def between(labels: Labels, outcome: Floats) -> float:
    """Return the share of the variance of `outcome` (units,) that lies between classes, bias taken off.

    Chance alone puts (M − 1) / (n − 1) of the variance between the means of M classes of n units;
    ε² = 1 − (1 − η²) (n − 1) / (n − M) takes it off, and can be below 0.

    Source: Kelley, T. L. (1935), An unbiased correlation ratio measure, PNAS 21(9), 554-559.

    >>> between(np.array([0, 0, 1, 1], dtype=np.int16), np.array([1.0, 1.0, 3.0, 3.0]))
    1.0
    """
    centred = outcome - outcome.mean()
    sizes = np.bincount(labels)
    sums: Floats = np.bincount(labels, weights=centred).astype(np.float64)
    return float(_share(sizes, sums[:, None], np.array([centred @ centred]))[0])


def _share(sizes: NDArray[np.integer], sums: Floats, total: Floats) -> Floats:
    """Return ε² of each column from the classes' sizes, sums (classes, columns) and the sums of squares."""
    alive = sizes > 0
    sizes, sums = sizes[alive], sums[alive]
    units, count = int(sizes.sum()), len(sizes)
    if units <= count or count < 2:  # noqa: PLR2004 - one class tells nothing
        return np.zeros(len(total))
    eta = (sums * sums / sizes[:, None]).sum(axis=0) / np.maximum(total, _LEAST)
    return np.where(total > _LEAST, 1.0 - (1.0 - eta) * (units - 1) / (units - count), 0.0)


def floor_of(
    labels: Sequence[Labels], outcome: Floats, *, rng: np.random.Generator, shuffles: int, share: float
) -> float:
    """Return what the largest of all inputs stays under by chance alone in `share` of analyses.

    `outcome` (units,) is shuffled against all inputs at once `shuffles` times; what the inputs have to do
    with each other stays as it is.

    Source: Westfall, P. H. & Young, S. S. (1993), Resampling-Based Multiple Testing, Wiley, section 2.2.
    """
    centred = outcome - outcome.mean()
    total = np.full(shuffles, centred @ centred)
    # single precision: the floor is a quantile of a hundred shuffles
    shuffled = np.stack([rng.permutation(centred) for _ in range(shuffles)], axis=1).astype(np.float32)
    largest = np.zeros(shuffles)
    units = np.arange(len(outcome))
    for one in labels:
        sizes = np.bincount(one)
        member = np.zeros((len(sizes), len(units)), dtype=np.float32)
        member[one, units] = 1.0
        sums = (member @ shuffled).astype(np.float64)
        np.maximum(largest, _share(sizes, sums, total), out=largest)
    return float(np.quantile(largest, share))


def interval_of(
    labels: Labels, outcome: Floats, *, rng: np.random.Generator, samples: int, coverage: float
) -> tuple[float, float]:
    """Return the bootstrap interval of the share of variance between classes.

    Units are drawn with replacement `samples` times. A drawn sample repeats units and so overstates the
    share; its quantiles are moved down by what their mean is above the estimate.

    Source: Efron, B. & Tibshirani, R. J. (1993), An Introduction to the Bootstrap, Chapman & Hall,
    chapter 10, for the estimate of bias.
    """
    units = len(outcome)
    found = np.empty(samples)
    for sample in range(samples):
        drawn = rng.integers(0, units, units)
        found[sample] = between(labels[drawn], outcome[drawn])
    tail = (1.0 - coverage) / 2.0
    low, high = np.quantile(found, [tail, 1.0 - tail]) - (found.mean() - between(labels, outcome))
    return float(low), float(high)
