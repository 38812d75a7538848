"""Kinds of runs: those in which the same outcomes of the views hold share one ratio of weights."""

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]
Floats = NDArray[np.float64]

OFF, BEHIND, EVEN, AHEAD = 0, 1, 2, 3
"""Codes of a run for a view: its condition fails; the outcome that should be less likely comes alone;
neither or both come; the outcome comes, and of an ordering it alone."""

_BITS = 2
_PER_WORD = 32


def codes_of(happens: Bools, given: Bools, less: Bools | None = None) -> Codes:
    """Return what each run is to each view, (views, runs): one of the four codes of this file.

    `happens`, `given` and `less` (views, runs) say where the outcomes, the conditions and of orderings the
    outcomes called less likely hold.

    >>> codes_of(np.array([[True, False, True]]), np.array([[True, True, False]])).tolist()
    [[3, 2, 0]]
    """
    ahead = happens.view(np.int8) + np.int8(EVEN)
    if less is not None:
        ahead = ahead - less.view(np.int8)
    return np.asarray(ahead * given.view(np.int8), dtype=np.int8)


def masses(codes: Codes, weights: Floats) -> Floats:
    """Return the weight of the runs with each of the four codes; `codes` and `weights` have shape (runs,).

    >>> masses(np.array([3, 2, 3], dtype=np.int8), np.array([0.5, 0.3, 0.2])).tolist()
    [0.0, 0.0, 0.3, 0.7]
    """
    return np.bincount(codes, weights=weights, minlength=AHEAD + 1).astype(np.float64)


def group(codes: Codes) -> tuple[Codes, NDArray[np.intp]]:
    """Return the kinds of runs (views, kinds), and which of them each run is, shape (runs,).

    Few views on many runs make few kinds, and so a small problem. Two bits a view are packed into words of
    64, which are sorted one after the other. The kinds come in the order of their words, whatever the order
    of the runs.

    >>> kinds, which = group(np.array([[3, 2, 3, 3]], dtype=np.int8))
    >>> kinds.tolist(), which.tolist()
    ([[2, 3]], [1, 0, 1, 1])
    """
    views, runs = codes.shape
    which = np.zeros(runs, dtype=np.intp)
    first = np.zeros(min(runs, 1), dtype=np.intp)
    for start in range(0, views, _PER_WORD):
        if len(first) == runs:
            break  # every run is a kind of its own already
        word = np.zeros(runs, dtype=np.uint64)
        for row in codes[start : start + _PER_WORD]:
            word <<= np.uint64(_BITS)
            word |= row.view(np.uint8)
        if start:
            _, ranks = np.unique(word, return_inverse=True)
            word = which.astype(np.uint64) * np.uint64(runs) + ranks.astype(np.uint64)
        _, first, which = np.unique(word, return_index=True, return_inverse=True)
    return np.take(codes, first, axis=1), which
