"""What the pictures of scores show, as numbers: the same for the page's drawing and for matplotlib's."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Final

import msgspec

from sayso.brief.scores.words import few
from sayso.forecasts.over_time import Running
from sayso.forecasts.reliability import Reliability

BINS: Final = 20
"""Bars of the histogram of probabilities, each 5 points wide."""
MOST_DOTS: Final = 60
"""Answers up to which each is a dot of its own."""
MOST_POINTS: Final = 30
"""Places of a line up to which each is marked."""
Point = tuple[float, float]


class Dot(msgspec.Struct, frozen=True):
    """One answered forecast."""

    probability: float
    yes: bool
    stack: int
    """How many lie between it and the edge."""


def bars(found: Reliability) -> list[int]:
    """Return how many forecasts fall into each of BINS equal parts of [0, 1]; 1 belongs to the last."""
    counts = [0] * BINS
    for probability, count in zip(found.probabilities, found.counts, strict=True):
        counts[min(int(probability * BINS), BINS - 1)] += count
    return counts


def dots(found: Reliability) -> list[Dot]:
    """Return a dot per answered forecast, none where there are more than MOST_DOTS."""
    if found.n > MOST_DOTS:
        return []
    return [
        Dot(probability, yes, stack)
        for probability, count, hits in zip(found.probabilities, found.counts, found.yes, strict=True)
        for yes, number in ((True, hits), (False, count - hits))
        for stack in range(number)
    ]


def interval_edges(found: Sequence[Running]) -> tuple[list[float], list[float]]:
    """Return the 95 % interval of the mean at each day, cut to [0, 1]; all of it where none is known."""
    ends = [(0.0, 1.0) if one.interval is None else one.interval for one in found]
    return [max(0.0, low) for low, _ in ends], [min(1.0, high) for _, high in ends]


def ceiling(found: Sequence[Running]) -> float:
    """Return the top of the scale of mean scores: 1 for a few answers, else what the lines need."""
    if found[-1].n < few():
        return 1.0
    settled = [one for one in found if one.n >= few()]
    tops = [
        max(
            one.mean,
            one.calibrated[1],
            one.reference or 0.0,
            0.25,
            0.0 if one.interval is None else one.interval[1],
        )
        for one in settled[len(settled) // 20 :]
    ]
    return min(1.0, math.ceil(max(tops) * 10) / 10)


def steps(top: float) -> list[float]:
    """Return where a scale from 0 to `top` has its marks.

    >>> steps(1.0), steps(0.3)
    ([0.0, 0.25, 0.5, 0.75, 1.0], [0.0, 0.1, 0.2, 0.3])
    """
    width = 0.25 if top > 0.7 else 0.1  # noqa: PLR2004 - five marks or fewer
    return [round(width * at, 2) for at in range(round(top / width) + 1) if width * at <= top + 1e-9]


def days_marked(first: dt.date, last: dt.date) -> list[tuple[dt.date, str]]:
    """Return two to five days between `first` and `last` with what is written at them.

    >>> days_marked(dt.date(2014, 12, 31), dt.date(2015, 6, 30))
    [(datetime.date(2014, 12, 31), '12/2014'), (datetime.date(2015, 6, 30), '6/2015')]
    """
    years = [dt.date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    if len(years) > 2:  # noqa: PLR2004 - three years tell a scale by themselves
        step = math.ceil(len(years) / 5)
        return [(day, str(day.year)) for day in years[::step]]
    return [(day, f"{day.month}/{day.year}") for day in dict.fromkeys((first, last))]
