"""Newton's step where some multipliers must not change their sign: a small quadratic programme."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_LEAST = 1e-13  # relative; eigenvalues under which two rows say the same
_TRIES = 30  # passes per bounded row that the least-squares solver may take


def bounded_step(
    hessian: Floats, gradient: Floats, multipliers: Floats, *, lower: Floats, upper: Floats
) -> Floats:
    """Return the d that minimises gradient·d + ½ d'·hessian·d with multipliers + d within the bounds.

    All have one number for each row; a bound is 0 or endless, and a row has one at most. The rows without
    bounds are eliminated, and what is left is a least-squares problem with x ≥ 0, by Lawson and Hanson's
    active sets as SciPy has them.

    Source: Lawson, C. L. & Hanson, R. J. (1974), Solving Least Squares Problems, Prentice-Hall, chapter 23.

    >>> endless = np.array([np.inf, np.inf])
    >>> bounded_step(
    ...     np.eye(2), np.array([1.0, -2.0]), np.zeros(2), lower=np.zeros(2), upper=endless
    ... ).tolist()
    [0.0, 2.0]
    """
    from scipy.optimize import nnls  # noqa: PLC0415 - half a second that only bounds need

    side = np.where(np.isfinite(lower), 1.0, np.where(np.isfinite(upper), -1.0, 0.0))
    bound, free = np.flatnonzero(side), np.flatnonzero(side == 0.0)
    side = side[bound]
    across = hessian[np.ix_(free, bound)]
    solved = np.linalg.solve(hessian[np.ix_(free, free)], np.column_stack([across, gradient[free]]))
    left = hessian[np.ix_(bound, bound)] - across.T @ solved[:, :-1]
    left = side[:, None] * left * side
    slope = side * (gradient[bound] - across.T @ solved[:, -1])
    start = side * multipliers[bound]
    values, vectors = np.linalg.eigh(0.5 * (left + left.T))
    root = np.sqrt(np.maximum(values, _LEAST * max(float(values[-1]), _LEAST)))
    target = root * (vectors.T @ start) - (vectors.T @ slope) / root
    found, _ = nnls((vectors * root).T, target, maxiter=_TRIES * len(bound))
    step = np.zeros(len(gradient))
    step[bound] = side * (found - start)
    step[free] = -(solved[:, -1] + solved[:, :-1] @ step[bound])
    return step
