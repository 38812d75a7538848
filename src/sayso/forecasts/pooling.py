"""Pooling: several probabilities of one question as one."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sayso.forecasts.distribution import Point
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.limits import limits
from sayso.forecasts.scoring import probability
from sayso.opinions import Way, combined

__all__ = ["Way", "pool", "pool_forecasts", "weights_by_score"]


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
    power = limits().extremising.value if way == "extremised" and exponent is None else exponent
    return combined(probabilities, way=way, clip=limits().log_clip.value, weights=weights, exponent=power)


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
            `made_at`, one is an interviewer's question and so nobody's forecast, a source stands twice and
            would count twice, or as `pool`.
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
    if any(one.asked for one in forecasts):
        raise ValueError("an interviewer's question is nobody's forecast; want it left out of the pool")
    sources = [(one.made_by.kind, one.made_by.name) for one in forecasts]
    twice = next((name for kind, name in sources if sources.count((kind, name)) > 1), None)
    if twice is not None:
        raise ValueError(f"{twice!r} has several forecasts here and would count twice; want the last one")
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
