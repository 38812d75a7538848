"""Fair references: what the base rate and persistence would have said, from what was known at the time."""

import bisect
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from sayso.forecasts.distribution import Beta, Point
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.ledger import Settled
from sayso.forecasts.limits import limits
from sayso.forecasts.question import Question

JEFFREYS = 0.5
"""Added to the yes and to the no of a class, so that no count gives 0 or 1 (Brown, Cai & DasGupta 2001,
Statistical Science 16, 101-133; Jeffreys' prior)."""


class _Past(msgspec.Struct, frozen=True):
    """The answers of one class by the day on which they were known."""

    days: list[dt.date]
    yes: list[int]
    """How many answers were yes up to and with each day's."""
    answers: list[bool]

    def before(self, day: dt.date) -> int:
        """Return how many answers were known before `day`."""
        return bisect.bisect_left(self.days, day)


def base_rates(
    questions: Iterable[Question], settled: Mapping[str, Settled], *, made_at: Mapping[str, dt.date]
) -> tuple[Forecast, ...]:
    """Return a forecast for each binary question: how often like questions were answered yes before.

    Beta(yes + 0.5, no + 0.5) over the questions of the same `reference_class` whose answer was known before
    the day `made_at` (by question identifier; a question without a day or a class gets no forecast).
    A question's own answer is never known before it is asked, so nothing leaks. A class without any answer
    gives Beta(0.5, 0.5), the mean of which is one half.
    """
    asked = list(questions)
    past = _past(asked, settled, lambda one: one.reference_class)
    made = []
    for question in asked:
        day, name = made_at.get(question.id), question.reference_class
        if question.kind != "binary" or day is None or name is None:
            continue
        history = past.get(name)
        n = 0 if history is None else history.before(day)
        yes = 0 if history is None or not n else history.yes[n - 1]
        made.append(
            Forecast(
                question=question.id,
                made_by=Origin(kind="base-rate", name=name),
                made_at=day,
                distribution=Beta(alpha=yes + JEFFREYS, beta=n - yes + JEFFREYS),
                basis=f"{yes} of {n} answers of this class known before {day}",
            )
        )
    return tuple(made)


def persistence(
    questions: Iterable[Question], settled: Mapping[str, Settled], *, made_at: Mapping[str, dt.date]
) -> tuple[Forecast, ...]:
    """Return a forecast for each binary question that its series has an earlier answer to: the same again.

    Probability 1 or 0, the last answer of the same `series` known before the day `made_at`.
    """
    asked = list(questions)
    past = _past(asked, settled, lambda one: one.series)
    made = []
    for question in asked:
        day, name = made_at.get(question.id), question.series
        history = None if name is None else past.get(name)
        n = 0 if history is None or day is None else history.before(day)
        if question.kind != "binary" or history is None or name is None or not n:
            continue
        made.append(
            Forecast(
                question=question.id,
                made_by=Origin(kind="persistence", name="last answer"),
                made_at=day,
                distribution=Point(probability=float(history.answers[n - 1])),
                basis=f"the answer known on {history.days[n - 1]}",
            )
        )
    return tuple(made)


def near_certain(base_rate: float) -> bool:
    """Tell whether a base rate, in [0, 1], makes a question nearly free: within 0.05 of 0 or 1.

    >>> near_certain(0.97), near_certain(0.5)
    (True, False)
    """
    edge = limits().near_certain.value
    return not 1 - edge < base_rate < edge


def difficulty(base_rate: float) -> float:
    """Return how hard a question is, in [0, 1]: the base rate's own expected Brier score over a coin's.

    p(1 - p) / 0.25, which is 0 where the base rate is 0 or 1 and 1 where it is one half.

    >>> difficulty(0.5)
    1.0
    """
    return 4 * base_rate * (1 - base_rate)


def _past(
    asked: Sequence[Question], settled: Mapping[str, Settled], named: Callable[[Question], str | None]
) -> Mapping[str, _Past]:
    found: dict[str, list[tuple[dt.date, bool]]] = defaultdict(list)
    for question in asked:
        came, name = settled.get(question.id), named(question)
        if came is not None and came.yes is not None and came.known_at is not None and name is not None:
            found[name].append((came.known_at, came.yes))
    past = {}
    for name, answers in found.items():
        answers.sort(key=lambda pair: pair[0])  # stable: of one day, the later in the ledger is the last
        past[name] = _Past(
            days=[day for day, _ in answers],
            yes=list(itertools.accumulate(int(yes) for _, yes in answers)),
            answers=[yes for _, yes in answers],
        )
    return past
