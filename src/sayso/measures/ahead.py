"""How well each period's count is foreseen from the counts before it."""

import numpy as np
from scipy import special, stats

from sayso.measures.levels import settings, walked
from sayso.measures.panel import Floats
from sayso.measures.telling import Tally


def ahead(found: Tally, *, first: int) -> Floats:
    """Return the probability of a lower count, and of one no higher, than came in each period, (T, 2).

    What is foreseen rests on earlier counts alone, sizes of steps and overdispersions included; only the
    range of points on which the sums are done is that of all counts. NaN before place `first` and where there
    are no data. A number drawn evenly between the two is even over 0 to 1 where the model is right (Czado,
    Gneiting & Held 2009, Predictive Model Assessment for Count Data, Biometrics 65(4)).

    Raises:
        ValueError: if `first` is below 1.
    """
    if first < 1:
        raise ValueError(f"first is {first}; want at least 1")
    walk = walked(found)
    _, spreads, prior = settings()
    logs = prior + np.cumsum(walk.evidence, axis=0)
    weights = np.exp(logs - logs.max(axis=(1, 2), keepdims=True))
    weights /= weights.sum(axis=(1, 2), keepdims=True)
    bounds: Floats = np.full((len(found.periods), 2), np.nan)
    for t in range(first, len(found.periods)):
        if not np.isfinite(found.telling[t]):
            continue
        points = np.einsum("qo,qok->ok", weights[t - 1], walk.filtered[t - 1] @ walk.kernels)
        for at, less in enumerate((1, 0)):
            below = np.stack([_below(found, t, walk.points, spread, less) for spread in spreads])
            bounds[t, at] = (points * below).sum()
    held: Floats = np.clip(bounds, 0.0, 1.0)
    return held


def _below(found: Tally, t: int, points: Floats, spread: float, less: int) -> Floats:
    """Return the probability of at most the count that came, less one if so asked, at each point, (K,)."""
    count = found.telling[t] - less
    if np.isfinite(found.among[t]):
        share = special.expit(points)
        yes, no = 1 / (spread * (1 - share)), 1 / (spread * share)
        # summed here, for scipy's own sum takes a hundred times as long
        up, whole = np.arange(count + 1)[:, None], found.among[t]
        ways = -special.betaln(whole - up + 1, up + 1) - np.log(whole + 1)
        chance = np.exp(ways + special.betaln(up + yes, whole - up + no) - special.betaln(yes, no))
        return np.asarray(chance.sum(axis=0))
    mean = found.covered[t] * np.exp(points)
    return np.asarray(stats.nbinom.cdf(count, 1 / spread, 1 / (1 + spread * mean)))
