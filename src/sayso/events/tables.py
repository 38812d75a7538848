"""Tables that analysts ask of a record: its events, and dyads by month or year."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal, TypeAlias

from sayso.events.frame import Frame
from sayso.events.record import Record
from sayso.events.sql import literal, literals, name

Period: TypeAlias = Literal["day", "month", "year"]


def events(
    record: Record,
    *,
    actors: Sequence[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    product: str | None = None,
) -> Frame:
    """Return the events of a record by date; those of `actors` on either side, if given.

    Columns: all of `tidy`, and `repeat`: `same` where an earlier file of the product has the row too,
    `elsewhere` where another product has an event of its day, actors and PLOVER root, else null.
    """
    where = _where(since, until, product)
    if actors:
        named = literals(actors)
        where.append(f"(actor1 IN ({named}) OR actor2 IN ({named}))")
    return Frame(
        record.connection(), f"SELECT * FROM events_marked{_clause(where)} ORDER BY date, product, id"
    )


def dyads(
    record: Record,
    *,
    period: Period = "month",
    since: dt.date | None = None,
    until: dt.date | None = None,
    product: str | None = None,
    once: bool = True,
) -> Frame:
    """Return how many events of each quad class one actor directed at another in each period.

    Columns: `period` (its first day), `product`, `actor1`, `actor2`, `quad`, `events`, `weight` (sum).
    With `once`, rows that stand in an earlier file of their product are left out.
    """
    where = [*_where(since, until, product), "actor1 IS NOT NULL", "actor2 IS NOT NULL"]
    return Frame(
        record.connection(),
        f"SELECT date_trunc({literal(period)}, date)::DATE AS period, product, actor1, actor2, quad, "
        f"count(*) AS events, sum(weight) AS weight "
        f"FROM {'events_once' if once else 'events'}{_clause(where)} GROUP BY ALL ORDER BY ALL",
    )


def marks(record: Record) -> dict[str, dict[str, int]]:
    """Return how many rows of each file, by its key, have each mark: `same` and `elsewhere`."""
    found: dict[str, dict[str, int]] = {}
    counted = record.connection().execute(
        f"SELECT file, {name('like')}, count(DISTINCT id) FROM repeats GROUP BY ALL"
    )
    for file, like, rows in counted.fetchall():
        found.setdefault(file, {})[like] = rows
    return found


def _where(since: dt.date | None, until: dt.date | None, product: str | None) -> list[str]:
    where = []
    if since is not None:
        where.append(f"date >= DATE {literal(since)}")
    if until is not None:
        where.append(f"date <= DATE {literal(until)}")
    if product is not None:
        where.append(f"product = {literal(product)}")
    return where


def _clause(where: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(where)}" if where else ""
