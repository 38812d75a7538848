"""Queries on the record of events: what a question counts, in words that are checked and never run as code.

A query is a row of conditions, all of which must hold: `product=gdelt country=UZB plover=PROTEST,ASSAULT`.
The names are columns of the record's events, and `actor`, on either side. Several values stand
with commas between, `*` at the end of a value means what begins so, values with spaces stand in quotation
marks. `weight>=25` asks each event for so much. `events>=3` or `total>=25` (the sum of weights) say from how
much on the answer is yes, or what is counted; by default one event.
"""

import datetime as dt
import math
import shlex
from collections.abc import Sequence
from typing import Any, Final, Protocol

import msgspec

from sayso.events.sql import literal
from sayso.nearest import hint

TEXTS: Final = (
    "product", "actor", "actor1", "actor2", "actor1_sector", "actor2_sector", "scheme", "code", "plover",
    "mode", "quad", "weight_unit", "country", "place",
)  # fmt: skip
"""What is asked for values."""
NUMBERS: Final = ("weight", "intensity")
"""What is asked for bounds."""
MEASURES: Final = ("events", "total")
"""What can be counted."""
_SIGNS: Final = (">=", "<=", "=")


class Connection(Protocol):
    """What a record's connection can do."""

    def execute(self, query: str) -> Any:
        """Run a query."""


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """One event that a query found."""

    date: dt.date
    id: str
    weight: float
    url: str | None = None


class EventQuery(msgspec.Struct, frozen=True, kw_only=True):
    """A query that was read."""

    where: str
    """The conditions as SQL, made of known names and quoted values."""
    products: tuple[str, ...]
    """The products that are asked, none where all are."""
    measure: str
    """`events` or `total`."""
    least: float
    """How much of it makes a yes."""


def read_query(words: str) -> EventQuery:
    """Return the query that words stand for.

    Raises:
        ValueError: if they stand for none; the message says what is allowed and names the nearest.

    >>> read_query("country=UZB plover=PROTEST events>=3").least
    3.0
    """
    try:
        parts = shlex.split(words)
    except ValueError as error:
        raise ValueError(f"the query {words!r} is none: {error}") from error
    where: list[str] = []
    measures: list[tuple[str, float]] = []
    products: tuple[str, ...] = ()
    for part in parts:
        name, sign, value = _cut(part)
        if name in MEASURES:
            measures.append((name, _bound(name, sign, value, signs=(">=",))))
        elif name in NUMBERS:
            where.append(f"{name} {sign} {_bound(name, sign, value, signs=('>=', '<='))!r}")
        else:
            values = _values(name, sign, value)
            where.append(_condition(name, values))
            products = tuple(values) if name == "product" else products
    if not where:
        raise ValueError(
            f"the query {words!r} asks for nothing; want conditions as country=UZB plover=PROTEST"
        )
    if len(measures) > 1:
        raise ValueError("the query counts twice; want one of events>= and total>=")
    measure, least = measures[0] if measures else ("events", 1.0)
    return EventQuery(where=" AND ".join(where), products=products, measure=measure, least=least)


def run_query(connection: Connection, query: EventQuery, *, since: dt.date | None = None) -> list[Happened]:
    """Return the events that a query finds by date, each row once, from `since` on."""
    later = "" if since is None else f" AND date >= DATE {literal(since)}"
    # names are our own, values went through `literal`
    wanted = (
        f"SELECT date, id, coalesce(weight, 1), url FROM events_once WHERE {query.where}{later} "  # noqa: S608
        "ORDER BY date, id"
    )
    found = connection.execute(wanted)
    return [
        Happened(date=date, id=str(identifier), weight=float(weight), url=url)
        for date, identifier, weight, url in found.fetchall()
    ]


def span_of(connection: Connection, query: EventQuery) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of the record's events of the products asked, None without any."""
    where = f" WHERE {_condition('product', query.products)}" if query.products else ""
    asked = f"SELECT min(date), max(date) FROM events_once{where}"  # noqa: S608 - as above
    first, last = connection.execute(asked).fetchone()
    return None if first is None else (first, last)


def _cut(part: str) -> tuple[str, str, str]:
    for sign in _SIGNS:
        name, found, value = part.partition(sign)
        if found and name and value and not name.endswith((">", "<")):
            return _known(name.strip().lower()), sign, value.strip()
    raise ValueError(f"{part!r} is no condition; want NAME=VALUE, NAME>=NUMBER or NAME<=NUMBER")


def _known(name: str) -> str:
    allowed = (*TEXTS, *NUMBERS, *MEASURES)
    if name in allowed:
        return name
    raise ValueError(f"events have no {name!r}{hint(name, allowed)}; the names are {', '.join(allowed)}")


def _bound(name: str, sign: str, value: str, *, signs: Sequence[str]) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if sign not in signs or not math.isfinite(number):
        raise ValueError(f"{name}{sign}{value} is no bound; want {name}{signs[0]}NUMBER")
    return number


def _values(name: str, sign: str, value: str) -> list[str]:
    values = [one.strip() for one in value.split(",") if one.strip()]
    if sign != "=" or not values:
        raise ValueError(f"{name} is asked for values; want {name}=VALUE or {name}=VALUE,VALUE")
    return values


def _condition(name: str, values: Sequence[str]) -> str:
    columns = ("actor1", "actor2") if name == "actor" else (name,)
    return f"({' OR '.join(_one(column, value) for column in columns for value in values)})"


def _one(column: str, value: str) -> str:
    text = f"CAST({column} AS VARCHAR)"
    if value.endswith("*"):
        return f"starts_with({text}, {literal(value.rstrip('*'))})"
    return f"{text} = {literal(value)}"
