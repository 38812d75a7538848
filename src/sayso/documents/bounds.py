"""Evidence about a date, and the days that fit the largest set of it that holds together."""

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from sayso.dates import DateInterval

MOST_ONE_SIDED = 2
"""How many of the tightest bounds on one side are told as reasons; looser ones add nothing."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a text that bounds when it was written."""

    about: str
    """What it is about, by which repetitions are known: `office of nisha-biswal`."""
    allowed: tuple[DateInterval, ...]
    """The days that it leaves, in order."""
    reason: str
    """A sentence with the words of the text that it rests on."""
    strong: bool = True
    """Weak evidence narrows what strong evidence leaves; alone it says nothing."""


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What the evidence comes to."""

    pieces: tuple[DateInterval, ...]
    """The days that fit, in order: more than one stretch when a post was held twice."""
    reasons: tuple[Evidence, ...]
    """The evidence that bounds them, two-sided first."""
    outliers: tuple[Evidence, ...]
    """The smallest set that had to be set aside for the rest to hold together."""


def settle(evidence: Sequence[Evidence]) -> Settled | None:
    """Return the days that fit the most evidence; None when no strong evidence bounds them.

    Strong evidence is settled first: of all days, those that the most pieces allow, later days before
    earlier ones, since a text can speak of the past at length but not of what has not happened. Weak
    evidence then narrows what is left, where it fits at all.
    """
    strong = _distinct(one for one in evidence if one.strong)
    if not strong:
        return None
    best = max(_starts(strong), key=lambda day: (sum(_allows(one, day) for one in strong), day))
    kept = [one for one in strong if _allows(one, best)]
    outliers = [one for one in strong if not _allows(one, best)]
    pieces: tuple[DateInterval, ...] = (DateInterval(),)
    for one in kept:
        pieces = _both(pieces, one.allowed)
    for one in _distinct(one for one in evidence if not one.strong):
        narrower = _both(pieces, one.allowed)
        if narrower:
            pieces = narrower
            kept.append(one)
    return Settled(pieces=pieces, reasons=_telling(kept), outliers=tuple(outliers))


def _distinct(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence without what says the same about the same thing again."""
    return list({(one.about, one.allowed): one for one in reversed(list(evidence))}.values())[::-1]


def _starts(evidence: Sequence[Evidence]) -> list[dt.date]:
    """Return the days on which something begins to be allowed: the most is allowed on one of them."""
    days = {allowed.start or dt.date.min for one in evidence for allowed in one.allowed}
    return sorted(days)


def _allows(evidence: Evidence, day: dt.date) -> bool:
    """Tell whether the evidence allows that the document was written on that day."""
    return any(day in allowed for allowed in evidence.allowed)


def _both(left: Sequence[DateInterval], right: Sequence[DateInterval]) -> tuple[DateInterval, ...]:
    """Return the days in both, in order."""
    shared = [one.intersect(other) for one in left for other in right]
    found = [one for one in shared if one is not None]
    return tuple(sorted(found, key=lambda one: one.start or dt.date.min))


def _telling(kept: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence worth telling: all with two sides, and the tightest with one."""
    two_sided, lower, upper = [], [], []
    for one in kept:
        first, last = one.allowed[0].start, one.allowed[-1].end
        if first is not None and last is not None:
            two_sided.append(one)
        elif first is not None:
            lower.append(one)
        else:
            upper.append(one)
    lower.sort(key=lambda one: one.allowed[0].start or dt.date.min, reverse=True)
    upper.sort(key=lambda one: one.allowed[-1].end or dt.date.max)
    return (*two_sided, *lower[:MOST_ONE_SIDED], *upper[:MOST_ONE_SIDED])
