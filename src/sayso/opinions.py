"""Opinion pools: several probabilities of the same thing as one."""

import math
from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Way: TypeAlias = Literal["geometric odds", "linear", "median", "extremised"]


def combined(
    probabilities: Sequence[float],
    *,
    way: Way,
    clip: float,
    weights: Sequence[float] | None = None,
    exponent: float | None = None,
) -> float:
    """Return one probability for several, in [0, 1].

    Args:
        probabilities: of yes, in [0, 1].
        way: `geometric odds`: the weighted mean of the log odds, which does not depend on whether sources are
            pooled before or after all learn the same (Genest 1984). `linear`: the weighted mean, which is
            underconfident where all are calibrated (Ranjan & Gneiting 2010). `median`: of the log
            odds. `extremised`: the geometric mean of odds raised to `exponent`.
        clip: how near to 0 and 1 odds may come, above 0, so that one source that says never does not silence
            the others.
        weights: one per probability, 0 or more, not all 0; equal where none are given.
        exponent: for `extremised`, above 0.

    Raises:
        ValueError: if there are no probabilities, one is not in [0, 1], weights do not fit, or weights or an
            exponent are given where the way has none, or none where it has one.

    Source: Genest, C. (1984), A characterization theorem for externally Bayesian groups, Annals of Statistics
    12(3), 1100-1105; Ranjan, R. & Gneiting, T. (2010), Combining probability forecasts, Journal of the Royal
    Statistical Society B 72(1), 71-91.

    >>> round(combined([0.5, 0.9], way="geometric odds", clip=0.001), 3)
    0.75
    """
    given = np.asarray(probabilities, float)
    if not given.size or not np.all((given >= 0) & (given <= 1)):
        raise ValueError(f"the probabilities are {list(probabilities)}; want one or more from 0 to 1")
    power = 1.0 if exponent is None else exponent
    if (exponent is None) == (way == "extremised") or not 0 < power < math.inf:
        raise ValueError(f"the exponent is {exponent} for {way}; only extremised has one, above 0")
    if weights is not None and way == "median":
        raise ValueError("the median takes no weights")
    shares = _shares(weights, given.size)
    if way == "linear":
        return float(shares @ given)
    held = np.clip(given, clip, 1 - clip)
    odds = np.log(held) - np.log1p(-held)
    if way == "median":
        return _chance(float(np.median(odds)))
    return _chance(power * float(shares @ odds))


def _shares(weights: Sequence[float] | None, n: int) -> NDArray[np.float64]:
    if weights is None:
        return np.full(n, 1 / n)
    given = np.asarray(weights, float)
    if given.shape != (n,) or not np.all(np.isfinite(given) & (given >= 0)) or not given.sum() > 0:
        raise ValueError(f"the weights {list(weights)} do not fit {n} probabilities; want as many, 0 or more")
    return np.asarray(given / given.sum())


def _chance(log_odds: float) -> float:
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds))
