"""Landscape theory of aggregation: which two camps actors settle into.

Each actor has a size and, with each other actor, a propensity to work together. In a configuration X
of two camps its frustration is F_i = Σ_j s_j p_ij d_ij, with d_ij = 1 where i and j are in different
camps and 0 where they share one; the energy of X is E = Σ_i s_i F_i. Actors change sides one at a time,
and only where that lowers their frustration, so that a system comes to rest in a local minimum of E.

Source: Axelrod & Bennett 1993, A Landscape Theory of Aggregation, British Journal of Political
Science 23(2), equations 1 and 2; basins by steepest descent, their footnote 33.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Camps = npt.NDArray[np.int8]

_FEWEST_ACTORS = 2
_MOST_ACTORS = 20
"""2^19 configurations of 20 actors: some hundred megabytes."""

_TIE = 1e-9
"""Energies that differ by less than this share of the largest are equal."""


def configurations(actors: int) -> Camps:
    """Return all ways to split `actors` into two camps, (2^(actors − 1), actors), of 0 and 1.

    Which camp is which is arbitrary: the first actor is always in camp 0. Row r holds actor a > 0 in
    camp 1 where bit a − 1 of r is set.

    Raises:
        ValueError: if `actors` is not in 2 … 20.

    >>> configurations(3).tolist()
    [[0, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 1]]
    """
    if not _FEWEST_ACTORS <= actors <= _MOST_ACTORS:
        raise ValueError(
            f"{actors} actors; want {_FEWEST_ACTORS} to {_MOST_ACTORS}, for every split is looked at"
        )
    rows = np.arange(2 ** (actors - 1))[:, None]
    camps = np.zeros((len(rows), actors), dtype=np.int8)
    camps[:, 1:] = (rows >> np.arange(actors - 1)) & 1
    return camps


def frustrations(sizes: Floats, propensities: Floats, camps: Camps) -> Floats:
    """Return F_i in each configuration, (configurations, actors).

    `sizes` is (actors,), `propensities` (actors, actors) and symmetric, with a diagonal that counts
    for nothing; `camps` is (configurations, actors) of 0 and 1.

    Raises:
        ValueError: if shapes do not fit, a number is not finite or propensities are not symmetric.
    """
    pull = _pull(sizes, propensities, camps)
    side = 1.0 - 2.0 * camps
    # d_ij = (1 − x_i x_j) / 2 with x = ±1
    return np.asarray((pull.sum(axis=1) - side * (side @ pull.T)) / 2.0)


def energies(sizes: Floats, propensities: Floats, camps: Camps) -> Floats:
    """Return E of each configuration, (configurations,); shapes as for `frustrations`.

    >>> friends = np.array([[0.0, 1.0], [1.0, 0.0]])
    >>> energies(np.array([2.0, 3.0]), friends, configurations(2)).tolist()
    [0.0, 12.0]
    """
    return np.asarray(frustrations(sizes, propensities, camps) @ sizes)


def local_minima(sizes: Floats, propensities: Floats) -> npt.NDArray[np.intp]:
    """Return the rows of `configurations` that no single move betters, lowest energy first."""
    energy = energies(sizes, propensities, configurations(len(sizes)))
    lowest = energy[neighbours(len(sizes))].min(axis=1)
    rows = np.flatnonzero(energy <= lowest + _slack(energy))
    return np.asarray(rows[np.argsort(energy[rows], kind="stable")])


def basins(sizes: Floats, propensities: Floats) -> npt.NDArray[np.intp]:
    """Return for each configuration the row it comes to rest in by steepest descent, (configurations,).

    Among equally good moves the first actor's is taken.
    """
    actors = len(sizes)
    energy = energies(sizes, propensities, configurations(actors))
    next_to = neighbours(actors)
    rows = np.arange(len(energy))
    best = next_to[rows, np.argmin(energy[next_to], axis=1)]
    step = np.where(energy[best] < energy - _slack(energy), best, rows)
    # a descent that is followed twice as far each time ends after a few rounds
    while not np.array_equal(further := step[step], step):
        step = further
    return np.asarray(step)


def neighbours(actors: int) -> npt.NDArray[np.intp]:
    """Return the rows that one move leads to, (configurations, actors): column a is actor a's move."""
    everyone_else = 2 ** (actors - 1) - 1
    bits = np.array([everyone_else, *(1 << bit for bit in range(actors - 1))])
    return np.asarray(np.arange(2 ** (actors - 1))[:, None] ^ bits)


def _slack(energy: Floats) -> float:
    return _TIE * float(np.abs(energy).max())


def _pull(sizes: Floats, propensities: Floats, camps: Camps) -> Floats:
    """Return s_j p_ij without its diagonal, (actors, actors)."""
    actors = len(sizes)
    if propensities.shape != (actors, actors) or camps.ndim != 2 or camps.shape[1] != actors:  # noqa: PLR2004
        raise ValueError(
            f"{actors} sizes, propensities of shape {propensities.shape} and camps of shape {camps.shape}"
        )
    off = propensities - np.diag(np.diag(propensities))
    if not (np.isfinite(sizes).all() and np.isfinite(off).all()):
        raise ValueError("a size or a propensity is not a finite number")
    if not np.array_equal(off, off.T):
        raise ValueError("propensities are not symmetric; descent could then go round in circles")
    return np.asarray(off * sizes)
