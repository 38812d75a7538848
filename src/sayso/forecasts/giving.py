"""Forecasts as people write them: a probability, bounds, words, or one probability for each option."""

import datetime as dt
import math
from typing import Final

import msgspec

from sayso.forecasts.distribution import Beta, Distribution, Options, Point, Quantiles
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.number import number_of
from sayso.forecasts.question import Question
from sayso.nearest import hint
from sayso.statements.lexicon import Lexicon

LEVELS: Final = (0.1, 0.5, 0.9)
"""What a low, a middle and a high value mean: the 10, 50 and 90 % points, as the bands everywhere."""
_STEP: Final = 0.25
_STEPS: Final = tuple(_STEP * step for step in range(-4, 57))
"""Logarithms of alpha + beta, from nearly nothing known to a millionth part."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives."""

    by: str
    """Who."""
    on: dt.date
    """The day."""
    value: str
    """`0.7`, `70%`, `highly likely`; a number for a count, a day for a date, `0.2,0.5,0.3` for options."""
    low: str | None = None
    """The 10 % point."""
    high: str | None = None
    """The 90 % point."""
    note: str | None = None
    """What it rests on."""


def give(question: Question, given: Given, *, lexicon: Lexicon) -> Forecast:
    """Return a person's forecast.

    For a yes-no question with bounds: the Beta whose mean is the probability and whose 10 and 90 % points lie
    nearest to the bounds, by least squares (O'Hagan et al. 2006, Uncertain Judgements, section 6.2).

    Raises:
        ValueError: if the value is none for this kind of question; the message says what is.
    """
    words = None
    distribution: Distribution
    if question.kind == "binary":
        distribution, words = _yes_no(given, lexicon)
    elif question.kind == "ordinal":
        distribution = _options(question, given)
    else:
        distribution = _spread(question, given)
    basis = (
        given.note if words is None else "; ".join(filter(None, (given.note, f"“{words}” in {lexicon.id}")))
    )
    return Forecast(
        question=question.id,
        made_by=Origin(kind="person", name=given.by, version=lexicon.id if words is not None else None),
        made_at=given.on,
        distribution=distribution,
        words=words,
        basis=basis or None,
    )


def beta_of(mean: float, low: float, high: float) -> Beta:
    """Return the Beta with this mean whose 10 and 90 % points lie nearest to `low` and `high`.

    Raises:
        ValueError: if not 0 <= low <= mean <= high <= 1, the mean is 0 or 1, or the bounds are one.

    >>> found = beta_of(0.7, 0.5, 0.85)
    >>> round(found.mean, 3), round(found.alpha + found.beta)
    (0.7, 10)
    """
    if not (0 <= low <= mean <= high <= 1 and 0 < mean < 1 and low < high):
        raise ValueError(
            f"{low:g}, {mean:g}, {high:g} are no bounds around a probability; want low < probability < high, "
            "from 0 to 1"
        )
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - scipy takes long to load
    from scipy.special import betaincinv  # noqa: PLC0415 - as above

    def far(size: float) -> float:
        alpha, beta = mean * math.exp(size), (1 - mean) * math.exp(size)
        found = betaincinv(alpha, beta, (LEVELS[0], LEVELS[-1]))
        return float((found[0] - low) ** 2 + (found[1] - high) ** 2)

    # near 0 and 1 there are two hollows; steps find the deeper, whose bottom is then looked for
    near = min(_STEPS, key=far)
    bounds = (near - _STEP, near + _STEP)
    size = math.exp(float(minimize_scalar(far, bounds=bounds, method="bounded").x))
    return Beta(alpha=mean * size, beta=(1 - mean) * size)


def probability_of(written: str) -> float | None:
    """Return the probability that is written, or None where there is no number.

    Raises:
        ValueError: if the number is not from 0 to 1.

    >>> probability_of("70%"), probability_of("0.25"), probability_of("likely")
    (0.7, 0.25, None)
    """
    words = written.strip()
    per_cent = words.endswith("%")
    found = number_of(words.removesuffix("%"))
    if found is None:
        return None
    number = found / 100 if per_cent else found
    if not 0 <= number <= 1:
        hint = f"; write {words}% or {number / 100:g}" if 1 < number <= 100 and not per_cent else ""  # noqa: PLR2004 - per cent
        raise ValueError(f"the probability is {written}; want a number from 0 to 1, or per cent{hint}")
    return number


def _yes_no(given: Given, lexicon: Lexicon) -> tuple[Distribution, str | None]:
    mean = probability_of(given.value)
    if mean is None:
        said = lexicon.likelihood(given.value)
        if said is None:
            nearest = hint(given.value, lexicon.phrases)
            raise ValueError(
                f"{given.value!r} is neither a probability (0.7, 70%) nor words that {lexicon.id} knows"
                f"{nearest}"
            )
        if given.low is not None or given.high is not None:
            raise ValueError("words have their own bounds; give low and high with a number only")
        return Beta(alpha=said.alpha, beta=said.beta), said.words
    if given.low is None and given.high is None:
        return Point(probability=mean), None
    if given.low is None or given.high is None:
        raise ValueError("want both low and high, or neither")
    low, high = probability_of(given.low), probability_of(given.high)
    if low is None or high is None:
        raise ValueError(
            f"the bounds are {given.low} and {given.high}; want numbers from 0 to 1, or per cent"
        )
    return beta_of(mean, low, high), None


def _options(question: Question, given: Given) -> Options:
    parts = [probability_of(one) for one in given.value.split(",")]
    found = tuple(one for one in parts if one is not None)
    if len(found) != len(question.options) or len(parts) != len(found):
        names = ", ".join(question.options)
        raise ValueError(f"want {len(question.options)} probabilities with commas between, for {names}")
    return Options(probabilities=found)


def _spread(question: Question, given: Given) -> Quantiles:
    if given.low is None or given.high is None:
        what = "day" if question.kind == "date" else "number"
        raise ValueError(
            f"a {question.kind} question wants a {what} with --low and --high (its 10 and 90 % points)"
        )
    values = tuple(_number(question, one) for one in (given.low, given.value, given.high))
    return Quantiles(levels=LEVELS, values=values)


def _number(question: Question, written: str) -> float:
    if question.kind == "date":
        try:
            return float(dt.date.fromisoformat(written.strip()).toordinal())
        except ValueError:
            raise ValueError(f"{written!r} is not a day as YYYY-MM-DD") from None
    number = number_of(written)
    if number is None:
        raise ValueError(f"{written!r} is not a number")
    return number
