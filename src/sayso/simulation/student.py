"""Student-t shocks of unit variance from 16 random bits each."""

from functools import cache

import numpy as np
import numpy.typing as npt

STEPS = 1 << 16
"""Quantiles in the table: one for each value of 16 bits."""


@cache
def shock_table(nu: float) -> npt.NDArray[np.float32]:
    """Return 65,536 equally likely shocks with the quantiles of Student's t, (65536,), mean 0, sd 1.

    The largest is the quantile at 1 − 1/131072: about 8 standard deviations for ν = 5.

    Raises:
        ValueError: if `nu` is not above 2, where the variance has no bound.

    >>> round(float(shock_table(5.0).std()), 4)
    1.0
    """
    if not nu > 2:  # noqa: PLR2004 - the variance of Student's t exists above two degrees of freedom
        raise ValueError(f"nu is {nu}; Student-t shocks of finite variance need more than 2")
    # x = sinh(u) spreads the grid over the tails; the integral over u is a sum of equal steps
    u = np.linspace(0.0, 30.0, 600_001)
    x = np.sinh(u)
    density = np.cosh(u) * np.exp(-(nu + 1.0) / 2.0 * np.log1p(x * x / nu))
    mass = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2.0)])
    upper_half = (np.arange(STEPS // 2) + 0.5) / STEPS
    upper = np.sinh(np.interp(upper_half, mass / mass[-1] / 2.0, u))
    both = np.concatenate([-upper[::-1], upper])
    return np.asarray(both / both.std(), dtype=np.float32)
