"""A dated public fact: what happened when, between whom, and who says so."""

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, TypeAlias

import msgspec

from sayso.dates import DateInterval

Precision: TypeAlias = Literal["day", "month", "year"]
FactKind: TypeAlias = Literal[
    "agreement",
    "base",
    "membership",
    "visit",
    "break",
    "election",
    "unrest",
    "conflict",
    "leadership",
    "economic",
    "military",
]

KINDS: Mapping[FactKind, str] = {
    "agreement": "a treaty, declaration, assurance or peace is made",
    "base": "a foreign base is opened, kept, enlarged or closed",
    "membership": "an organisation is founded, joined, left or left in all but name",
    "visit": "a leader or minister of one state meets those of another",
    "break": "a tie is cut or notice of it given; for a new state, from the state before it",
    "election": "a people votes, in an election or a referendum",
    "unrest": "protests, riots, violence between communities, and their suppression",
    "conflict": "armed fighting, an armed incursion, an invasion, an attack by bombers",
    "leadership": "a head of state or government falls, resigns or dies",
    "economic": "a currency, pipeline, debt, sanction, aid or customs union",
    "military": "a deployment, its request or its end, arms, transit, joint forces",
}
"""What each kind of fact is."""

PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")
"""From the least known to the most."""


class DatedFact(msgspec.Struct, frozen=True, kw_only=True):
    """One dated fact, with the source that vouches for it and the place that it was read from.

    >>> import datetime as dt
    >>> treaty = DatedFact(
    ...     day=dt.date(1992, 5, 15), precision="day", actors=("RUS", "UZB"), kind="agreement",
    ...     what="Six states signed the Collective Security Treaty.", source="UN Treaty Series",
    ...     file="chronology.csv", line=2,
    ... )
    >>> str(treaty)
    '1992-05-15 RUS UZB: Six states signed the Collective Security Treaty.'
    """

    day: dt.date
    """The day; the first day of the month or year where no more is known."""
    precision: Precision
    """How much of `day` is known."""
    actors: tuple[str, ...]
    """Identifiers in the actor table, as ordered in the file; at least one."""
    kind: FactKind
    what: str
    """What happened, in one sentence."""
    source: str
    """Name of who vouches for the fact: `OSCE/ODIHR final report`."""
    url: str | None = None
    unknown_actors: tuple[str, ...] = ()
    """What stood among the actors and is not in the actor table, as written."""
    file: str
    """File that the fact was read from."""
    line: int
    """Line on which its row begins, counted from 1."""

    @property
    def interval(self) -> DateInterval:
        """The days on which it may have happened.

        >>> import datetime as dt
        >>> fact = DatedFact(
        ...     day=dt.date(2012, 2, 1), precision="month", actors=("UZB",), kind="military",
        ...     what="…", source="…", file="facts.csv", line=2,
        ... )
        >>> str(fact.interval)
        '2012-02-01 – 2012-02-29'
        """
        if self.precision == "day":
            return DateInterval.day(self.day)
        month = self.day.month if self.precision == "month" else 12
        last = calendar.monthrange(self.day.year, month)[1]
        return DateInterval(self.day, dt.date(self.day.year, month, last))

    @property
    def date(self) -> str:
        """The date with as much of it as is known: `2014-12-10`, `2012-01` or `2009`."""
        parts = self.day.isoformat().split("-")
        return "-".join(parts[: 1 + PRECISIONS.index(self.precision)])

    def __str__(self) -> str:
        """Return the fact on one line."""
        return f"{self.date} {' '.join(self.actors)}: {self.what}"


def facts_between(
    facts: Iterable[DatedFact], interval: DateInterval, *, actors: Collection[str] | None = None
) -> tuple[DatedFact, ...]:
    """Return the facts that may have happened in `interval`, in date order.

    A fact of which only the month or the year is known counts when the month or year shares a
    day with `interval`. With `actors`, a fact counts when it names at least one of them. Facts of
    the same date keep their order; a year comes before its months and a month before its days.
    """
    wanted = None if actors is None else frozenset(actors)
    found = (
        fact
        for fact in facts
        if fact.interval.overlaps(interval) and (wanted is None or not wanted.isdisjoint(fact.actors))
    )
    return tuple(sorted(found, key=date_order))


def date_order(fact: DatedFact) -> tuple[dt.date, int]:
    """Return the key by which facts are sorted: first day, then wider dates before narrower ones."""
    return fact.day, PRECISIONS.index(fact.precision)
