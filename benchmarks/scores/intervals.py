"""Counts per sentence or document → scores with bootstrap intervals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Sums = Mapping[str, Floats]
"""Each counter summed over the units; one number per bootstrap sample."""

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted on a corpus, and how scores follow from the counts."""

    unit: str
    """What one row of counts is, in the plural: sentences, paragraphs, documents."""
    counts: Sequence[Mapping[str, int]]
    """One row per unit; a counter that a row lacks is 0 there."""
    scores: Callable[[Sums], Mapping[str, Floats]]
    """From summed counters to scores between 0 and 1."""
    items: Mapping[str, int] = field(default_factory=dict)
    """Size of the corpus as measured: sentences, words ..."""
    groups: Sequence[str] | None = None
    """A name per unit (its genre); scores are shown for each as well."""
    totals: Sequence[str] = ()
    """Counters whose sums are shown beside the scores."""
    curve: Sequence[Mapping[str, float | None]] = ()
    """The scores at other settings, as rows of a table."""
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """A score with its 95 % bootstrap interval; None where nothing could be scored."""

    value: float | None
    low: float | None
    high: float | None


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return `part / whole`; not a number where `whole` is 0."""
    empty = np.full(whole.shape, np.nan)
    shares: Floats = np.divide(part, whole, out=empty, where=whole > 0)
    return shares


def f1(hits: Floats, gold: Floats, found: Floats) -> Floats:
    """Return the F1 of one-to-one matches."""
    return ratio(2 * hits, gold + found)


def summed(counts: Sequence[Mapping[str, int]]) -> dict[str, Floats]:
    """Return each counter's sum over all units, as an array of one number."""
    names, rows = _table(counts)
    return dict(zip(names, rows.sum(axis=0, keepdims=True).T, strict=True))


def intervals(measured: Measured, *, samples: int, rng: np.random.Generator) -> dict[str, Interval]:
    """Return each score with its percentile interval over `samples` resamples of the units.

    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    names, rows = _table(measured.counts)
    units = len(rows)
    weights = rng.multinomial(units, np.full(units, 1 / units), size=samples).astype(np.float64)
    resampled = measured.scores(dict(zip(names, (weights @ rows).T, strict=True)))
    values = measured.scores(summed(measured.counts))
    return {name: _interval(float(value[0]), resampled[name]) for name, value in values.items()}


def by_group(measured: Measured) -> dict[str, dict[str, float | None]]:
    """Return the scores of each group, and the number of its units."""
    if measured.groups is None:
        return {}
    found: dict[str, dict[str, float | None]] = {}
    for group in sorted(set(measured.groups)):
        own = [row for row, name in zip(measured.counts, measured.groups, strict=True) if name == group]
        values = measured.scores(summed(own))
        found[group] = {name: known(float(value[0])) for name, value in values.items()}
        found[group][measured.unit] = len(own)
    return found


def known(value: float) -> float | None:
    """Return `value`, or None where it is not a number."""
    return None if np.isnan(value) else value


def _interval(value: float, resampled: Floats) -> Interval:
    defined = resampled[~np.isnan(resampled)]
    if np.isnan(value) or not defined.size:
        return Interval(None, None, None)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return Interval(value, float(low), float(high))


def _table(counts: Sequence[Mapping[str, int]]) -> tuple[list[str], Floats]:
    names = sorted({name for row in counts for name in row})
    rows = np.array([[row.get(name, 0) for name in names] for row in counts], dtype=np.float64)
    return names, rows.reshape(len(counts), len(names))
