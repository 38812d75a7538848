"""Pooling: several probabilities of one question as one."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np

from sayso.forecasts.distribution import Point
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.limits import limits
from sayso.forecasts.scoring import probability

Way: TypeAlias = Literal["geometric odds", "linear", "median", "extremised"]


def pool(
    probabilities: Sequence[float],
    *,
    way: Way = "geometric odds",
    weights: Sequence[float] | None = None,
    exponent: float | None = None,
) -> float:
    """Return one probability for several, in [0, 1].

    Args:
        probabilities: of yes, in [0, 1]; for odds held within `log_clip` of 0 and 1, so that one source that
            says never does not silence the others.
        way: `geometric odds`: the weighted mean of the log odds, which does not depend on whether sources are
            pooled before or after all learn the same (Genest 1984). `linear`: the weighted mean, which is
            underconfident where all are calibrated (Ranjan & Gneiting 2010). `median`: of the log
            odds. `extremised`: the geometric mean of odds raised to `exponent`.
        weights: one per probability, 0 or more, not all 0; equal where none are given.
        exponent: for `extremised`; `extremising` of `limits.toml` where none is given.

    Raises:
        ValueError: if there are no probabilities, one is not in [0, 1], weights do not fit, or weights or an
            exponent are given where the way has none.

    >>> round(pool([0.5, 0.9]), 3), round(pool([0.5, 0.9], way="linear"), 3)
    (0.75, 0.7)
    """
    given = np.asarray(probabilities, float)
    if not given.size or not np.all((given >= 0) & (given <= 1)):
        raise ValueError(f"the probabilities are {list(probabilities)}; want one or more from 0 to 1")
    if exponent is not None and (way != "extremised" or not 0 < exponent < math.inf):
        raise ValueError(f"the exponent is {exponent} for {way}; only extremised has one, above 0")
    if weights is not None and way == "median":
        raise ValueError("the median takes no weights")
    shares = _shares(weights, given.size)
    if way == "linear":
        return float(shares @ given)
    clip = limits().log_clip.value
    held = np.clip(given, clip, 1 - clip)
    odds = np.log(held) - np.log1p(-held)
    if way == "median":
        return _chance(float(np.median(odds)))
    power = 1.0
    if way == "extremised":
        power = limits().extremising.value if exponent is None else exponent
    return _chance(power * float(shares @ odds))


def pool_forecasts(
    forecasts: Sequence[Forecast],
    *,
    made_at: dt.date,
    way: Way = "geometric odds",
    weights: Sequence[float] | None = None,
    exponent: float | None = None,
) -> Forecast:
    """Return the pool of several forecasts of one binary question, as a forecast of its own.

    The origin's name says the way and, for `extremised`, the exponent; the basis how many were pooled.

    Raises:
        ValueError: if they are on several questions, one has no probability of yes, one was made after
            `made_at`, or as `pool`.
    """
    questions = {one.question for one in forecasts}
    given = [probability(one.distribution) for one in forecasts]
    stated = [one for one in given if one is not None]
    if len(questions) != 1 or len(stated) != len(given):
        raise ValueError(
            f"{len(given)} forecasts on {len(questions)} questions; want yes-no forecasts of one"
        )
    if any(one.made_at is not None and one.made_at > made_at for one in forecasts):
        raise ValueError(f"a forecast was made after the pool's day, {made_at}")
    power = exponent
    if way == "extremised" and exponent is None:
        power = limits().extremising.value
    name = way if power is None else f"{way}, exponent {power:g}"
    return Forecast(
        question=questions.pop(),
        made_by=Origin(kind="pool", name=name),
        made_at=made_at,
        distribution=Point(probability=pool(stated, way=way, weights=weights, exponent=power)),
        basis=f"{len(stated)} forecasts, {'equal weights' if weights is None else 'weighted'}",
    )


def weights_by_score(losses: Mapping[str, Mapping[str, float]]) -> Mapping[str, float] | None:
    """Return each source's weight, together 1, by its mean Brier score on the questions that all answered.

    Args:
        losses: source → question → Brier score, of questions answered before the pool is made.

    None where they share fewer than `weights_from` questions: weights would then be noise, and equal ones do
    better. Else a weight is inverse to the mean score (Bates & Granger 1969, Operational Research
    Quarterly 20, 451-468, for errors taken as independent).
    """
    shared = set.intersection(*(set(one) for one in losses.values())) if losses else set()
    if len(shared) < limits().weights_from.value:
        return None
    least = limits().log_clip.value ** 2  # the score of a clipped forecast that comes true
    means = {name: max(least, sum(one[at] for at in shared) / len(shared)) for name, one in losses.items()}
    total = sum(1 / mean for mean in means.values())
    return {name: 1 / mean / total for name, mean in means.items()}


def _shares(weights: Sequence[float] | None, n: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
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
