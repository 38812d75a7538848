"""A source's mean Brier score as answers came in, with what is known of it at each day."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from sayso.forecasts.entries import Entry
from sayso.forecasts.limits import limits
from sayso.forecasts.losses import Floats, brier

_RUNS = 1000
"""Simulated sources behind the calibrated spread: a 10 % quantile is within 1 point of its level."""


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """The mean over every answer up to and with one day."""

    day: dt.date
    """The day on which the last of them could be known; the question's close where nobody noted it."""
    n: int
    """Answers so far."""
    mean: float
    """Mean Brier score, in [0, 1]."""
    low: float
    """Mean of the better ends of the words' bands, a forecast without a band at its own loss."""
    high: float
    """Mean of the worse ends."""
    interval: tuple[float, float] | None
    """95 % for the mean, Student's t over series of questions, as `grouped_mean` gives; None for one series.
    It may leave [0, 1], which says that there are too few."""
    calibrated: tuple[float, float]
    """10 % and 90 % quantiles of the mean that a perfectly calibrated source with these probabilities has."""
    reference: float | None
    """The reference's mean on the questions among these that it answered; None where there is none."""
    shared: int
    """How many those are."""


def answered_on(entry: Entry) -> dt.date | None:
    """Return the day on which an answer could be known, or the question's close, or None."""
    return entry.settled.known_at or entry.question.closes


def running_brier(
    made: Sequence[Entry], *, rng: np.random.Generator, reference: Sequence[Entry] = (), runs: int = _RUNS
) -> tuple[Running, ...]:
    """Return the mean Brier score at each day on which answers came, oldest first.

    Of the entries that count and have a Brier score; those without any day are left out.

    Args:
        made: one source's entries.
        rng: draws the calibrated sources.
        reference: another source's entries, compared on the same questions.
        runs: how many calibrated sources are drawn.

    """
    dated = [
        (day, entry)
        for entry in made
        if entry.part == "counts" and entry.loss("brier") is not None and (day := answered_on(entry))
    ]
    if not dated:
        return ()
    dated.sort(key=lambda pair: pair[0])
    found = [entry for _, entry in dated]
    days = [day for day, _ in dated]
    last = np.flatnonzero([at + 1 == len(days) or days[at + 1] != day for at, day in enumerate(days)])
    other = {
        entry.question.id: loss
        for entry in reference
        if entry.part == "counts" and (loss := entry.loss("brier")) is not None
    }
    columns = np.cumsum([_losses(entry, other) for entry in found], axis=0)[last]
    intervals = _intervals(found)
    spread = _calibrated([entry.probability or 0.0 for entry in found], last, rng, runs)
    made_rows: list[Running] = []
    for at, (mean, low, high, theirs, shared) in zip(last.tolist(), columns.tolist(), strict=True):
        n, row = at + 1, len(made_rows)
        made_rows.append(
            Running(
                day=days[at],
                n=n,
                mean=mean / n,
                low=low / n,
                high=high / n,
                interval=intervals[at],
                calibrated=(float(spread[0, row]), float(spread[1, row])),
                reference=theirs / shared if shared else None,
                shared=int(shared),
            )
        )
    return tuple(made_rows)


def _losses(entry: Entry, other: Mapping[str, float]) -> tuple[float, float, float, float, float]:
    """Return an entry's loss, its band's ends, the reference's loss, and 1 where that has one."""
    score = next(one for one in entry.scores if one.rule == "brier")
    theirs = other.get(entry.question.id)
    return (
        score.value,
        score.value if score.low is None else score.low,
        score.value if score.high is None else score.high,
        0.0 if theirs is None else theirs,
        float(theirs is not None),
    )


def _intervals(found: Sequence[Entry]) -> list[tuple[float, float] | None]:
    """Return after each entry the 95 % interval of the mean so far, series as one draw.

    The sum of the squared residuals of G groups' sums s and counts c around the mean m is
    Σs² - 2mΣsc + m²Σc², whose three sums are kept as entries come. Losses are taken from their last mean,
    so that little is lost where they are nearly alike.
    """
    losses = [entry.loss("brier") or 0.0 for entry in found]
    centre = sum(losses) / len(losses)
    sums: dict[str, tuple[float, int]] = {}
    total = squares = products = counts = 0.0
    made: list[tuple[float, float] | None] = []
    for n, (entry, whole) in enumerate(zip(found, losses, strict=True), start=1):
        loss, name = whole - centre, entry.question.series or entry.question.id
        s, c = sums.get(name, (0.0, 0))
        sums[name] = (s + loss, c + 1)
        total += loss
        squares += (s + loss) ** 2 - s**2
        products += (s + loss) * (c + 1) - s * c
        counts += 2 * c + 1
        g, mean = len(sums), total / n
        if g < 2:  # noqa: PLR2004 - one group tells nothing of its spread
            made.append(None)
            continue
        residual = max(0.0, squares - 2 * mean * products + mean**2 * counts)
        half = float(stdtrit(g - 1, 0.975)) * math.sqrt(g / (g - 1) * residual) / n
        made.append((centre + mean - half, centre + mean + half))
    return made


def _calibrated(
    given: Sequence[float], last: NDArray[np.int64], rng: np.random.Generator, runs: int
) -> Floats:
    """Return the two quantiles, by place in `last`, of the mean that calibrated sources have."""
    p = np.asarray(given, float)
    starts = np.concatenate([[0], last[:-1] + 1])
    drawn = rng.random((runs, p.size)) < p
    losses = np.where(drawn, brier(p, 1), brier(p, 0))
    means = np.cumsum(np.add.reduceat(losses, starts, axis=1), axis=1) / (last + 1)
    tail = (1 - limits().interval_mass.value) / 2
    quantiles: Floats = np.quantile(means, [tail, 1 - tail], axis=0)
    return quantiles
