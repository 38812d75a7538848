"""One forecast against what its question came to: the scores that apply, or none."""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from sayso import __version__
from sayso.forecasts.distribution import Beta, Distribution, Options, Point, Quantiles, Samples
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.ledger import Settled
from sayso.forecasts.limits import limits
from sayso.forecasts.losses import brier, crps_quantiles, crps_samples, interval_score, log_loss, ranked
from sayso.forecasts.question import Question, QuestionKind
from sayso.forecasts.score import Rule, Score

Loss = tuple[Rule, float]
_ROUNDING: Final = 1e-9
"""How far a quantile's level may miss the end of the interval: (1 - 0.8) / 2 is not quite 0.1."""


def probability(distribution: Distribution) -> float | None:
    """Return the probability of yes, in [0, 1]: a Beta's mean, a sample's share of values above 0; else None.

    >>> round(probability(Beta(alpha=17.9, beta=2.85)), 3)
    0.863
    """
    if isinstance(distribution, Beta):
        return distribution.mean
    if isinstance(distribution, Point):
        return distribution.probability
    if isinstance(distribution, Samples):
        return sum(value > 0 for value in distribution.values) / len(distribution.values)
    return None


def band(distribution: Distribution) -> tuple[float, float] | None:
    """Return the central 80 % of a Beta's probabilities of yes, in (0, 1); None for all others."""
    if not isinstance(distribution, Beta):
        return None
    from scipy.special import betaincinv  # noqa: PLC0415 - scipy takes long to load and many runs need no band

    tail = (1 - limits().interval_mass.value) / 2
    low, high = betaincinv(distribution.alpha, distribution.beta, [tail, 1 - tail])
    return float(low), float(high)


def score(forecast: Forecast, question: Question, settled: Settled) -> tuple[Score, ...]:
    """Return the forecast's scores under every rule for its question's kind; none where nothing is decided.

    Raises:
        ValueError: if the forecast belongs to another question, or its distribution or the resolved value
            does not fit the question's kind; the message says which.
    """
    if not forecast.question == question.id == settled.question:
        raise ValueError(f"forecast {forecast.id} is on question {forecast.question}, not {question.id}")
    resolution = settled.resolution
    if resolution is None or settled.outcome not in {"yes", "no", "value"}:
        return ()
    low, high = _brier_band(forecast, settled)
    return tuple(
        Score(
            forecast=forecast.id,
            question=question.id,
            resolution=resolution.id,
            rule=rule,
            value=value,
            low=low if rule == "brier" else None,
            high=high if rule == "brier" else None,
            version=__version__,
        )
        for rule, value in _LOSSES[question.kind](forecast.distribution, question, settled)
    )


def day_number(day: dt.date | str) -> float:
    """Return a day as the number that date questions are scored in.

    Raises:
        ValueError: if a string is no day as YYYY-MM-DD.
    """
    return float((dt.date.fromisoformat(day) if isinstance(day, str) else day).toordinal())


def _brier_band(forecast: Forecast, settled: Settled) -> tuple[float | None, float | None]:
    ends = band(forecast.distribution)
    if ends is None or settled.yes is None:
        return None, None
    losses = sorted(float(brier(end, settled.yes)) for end in ends)
    return losses[0], losses[1]


def _binary(distribution: Distribution, question: Question, settled: Settled) -> list[Loss]:
    given = probability(distribution)
    if given is None or settled.yes is None:
        raise _unfit(distribution, question, settled)
    return [
        ("brier", float(brier(given, settled.yes))),
        ("log", float(log_loss(given, settled.yes))),
    ]


def _ordinal(distribution: Distribution, question: Question, settled: Settled) -> list[Loss]:
    if (
        not isinstance(distribution, Options)
        or len(distribution.probabilities) != len(question.options)
        or settled.value not in question.options
    ):
        raise _unfit(distribution, question, settled)
    return [("ranked", ranked(distribution.probabilities, question.options.index(str(settled.value))))]


def _count(distribution: Distribution, question: Question, settled: Settled) -> list[Loss]:
    if not isinstance(settled.value, (int, float)):
        raise _unfit(distribution, question, settled)
    return _numeric(distribution, question, settled, float(settled.value))


def _date(distribution: Distribution, question: Question, settled: Settled) -> list[Loss]:
    """Return the losses in days, all days after the close counted as one: none of them was asked for.

    Source: Gneiting & Ranjan (2011), Journal of Business & Economic Statistics 29, 411-422: the CRPS with
    weight 1 up to a threshold and 0 above it is that of values cut off there.
    """
    never = None if question.closes is None else day_number(question.closes) + 1
    if settled.outcome == "no" and never is not None:
        value = never
    elif isinstance(settled.value, str):
        value = day_number(settled.value)
    else:
        raise _unfit(distribution, question, settled)
    if never is None:
        return _numeric(distribution, question, settled, value)
    cut: Distribution = distribution
    if isinstance(distribution, (Samples, Quantiles)):
        values = tuple(min(one, never) for one in distribution.values)
        cut = (
            Samples(values=values)
            if isinstance(distribution, Samples)
            else Quantiles(levels=distribution.levels, values=values)
        )
    return _numeric(cut, question, settled, min(value, never))


def _numeric(distribution: Distribution, question: Question, settled: Settled, value: float) -> list[Loss]:
    mass = limits().interval_mass.value
    tails = ((1 - mass) / 2, (1 + mass) / 2)
    if isinstance(distribution, Samples):
        low, high = (float(one) for one in np.quantile(distribution.values, tails))
        return [
            ("crps", crps_samples(distribution.values, value)),
            ("interval", interval_score(low, high, value, mass=mass)),
        ]
    if not isinstance(distribution, Quantiles):
        raise _unfit(distribution, question, settled)
    losses: list[Loss] = [("crps", crps_quantiles(distribution.levels, distribution.values, value))]
    if distribution.levels[0] <= tails[0] + _ROUNDING and tails[1] - _ROUNDING <= distribution.levels[-1]:
        low, high = (float(one) for one in np.interp(tails, distribution.levels, distribution.values))
        losses.append(("interval", interval_score(low, high, value, mass=mass)))
    return losses


def _unfit(distribution: Distribution, question: Question, settled: Settled) -> ValueError:
    given = type(distribution).__name__.lower()
    came = settled.outcome if settled.value is None else repr(settled.value)
    return ValueError(f"{given} and the answer {came} do not fit a {question.kind} question ({question.id})")


_LOSSES: Final[Mapping[QuestionKind, Callable[[Distribution, Question, Settled], list[Loss]]]] = (
    MappingProxyType({"binary": _binary, "ordinal": _ordinal, "count": _count, "date": _date})
)
