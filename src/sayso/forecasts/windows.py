"""References from a record of events: how often, or how soon, the same happened in earlier windows."""

import bisect
import datetime as dt
from collections.abc import Sequence

from sayso.forecasts.distribution import Beta, Distribution, Point, Samples
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.question import Question
from sayso.forecasts.references import JEFFREYS


def base_rate_of_record(
    question: Question, days: Sequence[dt.date], *, since: dt.date, made_at: dt.date, name: str
) -> Forecast | None:
    """Return what earlier windows as long as the question's say, or None where the record holds none.

    Args:
        question: binary (does it happen at all), count (how often) or date (when first), with both dates.
        days: the day of each event that the question's rule would count, in any order.
        since: the first day that the record covers.
        made_at: the record counts up to the day before.
        name: the record and the query, for `Origin.name`.

    The windows end the day before `made_at`, stand side by side and do not overlap. Binary: Beta with
    Jeffreys' prior over windows with and without an event. Count: each window's number. Date: each window's
    first day, moved into the question's; for a window without one, the day after the close.

    Raises:
        ValueError: if the question has no opening or close, or is ordinal.

    """
    windows = _windows(question, days, since=since, until=made_at)
    if not windows:
        return None
    distribution: Distribution
    if question.kind == "binary":
        hit = sum(bool(window) for window in windows)
        distribution = Beta(alpha=hit + JEFFREYS, beta=len(windows) - hit + JEFFREYS)
    else:
        distribution = Samples(values=tuple(_number(question, window) for window in windows))
    return Forecast(
        question=question.id,
        made_by=Origin(kind="base-rate", name=name),
        made_at=made_at,
        distribution=distribution,
        basis=f"{len(windows)} windows of {_length(question)} days from {since} on",
    )


def persistence_of_record(
    question: Question, days: Sequence[dt.date], *, since: dt.date, made_at: dt.date, name: str
) -> Forecast | None:
    """Return the same again as in the window just before `made_at`, or None where the record is too short.

    Arguments and errors as for `base_rate_of_record`.
    """
    windows = _windows(question, days, since=since, until=made_at)
    if not windows:
        return None
    last = windows[-1]
    binary = question.kind == "binary"
    return Forecast(
        question=question.id,
        made_by=Origin(kind="persistence", name=name),
        made_at=made_at,
        distribution=(
            Point(probability=float(bool(last))) if binary else Samples(values=(_number(question, last),))
        ),
        basis=f"the {_length(question)} days before {made_at}",
    )


def _length(question: Question) -> int:
    if question.opens is None or question.closes is None:
        raise ValueError(f"question {question.id} has no opening or no close; a window wants both")
    if question.kind == "ordinal":
        raise ValueError(f"question {question.id} is ordinal; events give yes or no, a number or a day")
    return (question.closes - question.opens).days + 1


def _windows(
    question: Question, days: Sequence[dt.date], *, since: dt.date, until: dt.date
) -> list[list[int]]:
    """Return for each window, oldest first, how many days after its first day each event came."""
    length = dt.timedelta(days=_length(question))
    ordered = sorted(day for day in days if since <= day < until)
    found = []
    end = until
    while end - length >= since:
        start = end - length
        first, last = bisect.bisect_left(ordered, start), bisect.bisect_left(ordered, end)
        found.append([(day - start).days for day in ordered[first:last]])
        end = start
    return found[::-1]


def _number(question: Question, window: Sequence[int]) -> float:
    """Return a window's count, or its first event as a day within the question's own window."""
    if question.kind == "count":
        return float(len(window))
    opens = dt.date.min if question.opens is None else question.opens
    return float(opens.toordinal() + (window[0] if window else _length(question)))
