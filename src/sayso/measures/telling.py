"""Which events of a record tell of a factor: counts by period, and how many there are in all."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import duckdb
import numpy as np

from sayso.events.sql import literal
from sayso.measures.panel import Floats, Step, first_day, next_period, periods_between
from sayso.nearest import hint
from sayso.statements.catalogue import FactorDefinition, MeasureCode

ONLY_DISORDER: Final = ("acled", "ucdp-ged")
"""Products that record nothing but violence and protest (ACLED Codebook 2023; UCDP GED Codebook 24.1): the
number of their other events is no measure of how closely a state is watched, so that a share of them would
mean little."""


class NothingTellsError(ValueError):
    """No product has rows that could show the factor; the message names those that have, or the nearest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A factor whose levels are wanted."""

    definition: FactorDefinition
    actor: str
    target: str | None = None
    step: Step = "month"
    product: str | None = None
    """The one that has data for most periods, where none is named."""
    between: tuple[dt.date, dt.date] | None = None
    """Days outside of which nothing is used, neither for the levels nor for what is normal."""

    def __str__(self) -> str:
        """Return the factor as written: `unrest(KAZ)`."""
        whose = self.actor if self.target is None else f"{self.actor}>{self.target}"
        return f"{self.definition.name}({whose})"


@dataclass(frozen=True, eq=False, kw_only=True)
class Tally:
    """Counts by period; NaN is no data."""

    periods: tuple[dt.date, ...]
    """First days, one after another without gaps, from the first period with data to the last."""
    telling: Floats
    """(T,): events that show more of the factor."""
    among: Floats
    """(T,): those and the events that they are a share of; NaN where the product counts no others."""
    covered: Floats
    """(T,): share of the period's days that the counts are of, over 0 to 1."""
    direction: int
    """+1, or −1 where the events that were counted show less of the factor."""
    product: str
    unplaced: int
    """Events left out because it is not known in which period they happened."""


@dataclass(frozen=True, slots=True)
class _Source:
    table: Literal["events", "counts"]
    product: str
    more: tuple[MeasureCode, ...]
    less: tuple[MeasureCode, ...]


def tally(connection: duckdb.DuckDBPyConnection, asked: Asked) -> Tally:
    """Return the counts of a factor's events, from the views `events_once` or `counts` of a record.

    Events coded in CAMEO are held against the factor's CAMEO codes where the catalogue names such, since they
    are finer; all others against its PLOVER roots. A share is of the events that show more or less of the
    factor where the catalogue names both, else of all events of the same sides.

    Raises:
        NothingTellsError: if no product has rows that could show the factor.
        ValueError: if the product counts by longer periods than are asked for.
    """
    source = _source(connection, asked)
    counted, against = (source.more, source.less) if source.more else (source.less, ())
    direction = 1 if source.more else -1
    if source.table == "events":
        rows = _event_rows(connection, asked, counted, against, source.product)
    else:
        rows = _count_rows(connection, asked, counted, against, source.product)
    seen = [row for row in rows if row[1] is not None and row[2] != 0]
    if not seen:
        raise NothingTellsError(f"{source.product} has no events in these years that could show {asked}")
    periods = periods_between(seen[0][0], seen[-1][0], asked.step)
    telling, among, covered = (np.full(len(periods), unknown) for unknown in (np.nan, np.nan, 1.0))
    place = {period: at for at, period in enumerate(periods)}
    for period, some, whole, days, _ in seen:
        at = place[period]
        telling[at] = some
        among[at] = np.nan if whole is None else whole
        if days is not None:
            covered[at] = min(1.0, days / (next_period(period, asked.step) - period).days)
    if source.product in ONLY_DISORDER or not np.any(among > telling):
        among[:] = np.nan
    return Tally(
        periods=periods,
        telling=telling,
        among=among,
        covered=covered,
        direction=direction,
        product=source.product,
        unplaced=sum(int(row[4]) for row in rows),
    )


def _source(connection: duckdb.DuckDBPyConnection, asked: Asked) -> _Source:
    """Return the product, asked for or with data for most periods, and the measures that its scheme has."""
    measures = asked.definition.measures
    clauses = {"events": _any(asked.definition, measures), "counts": _counted(measures)}
    sides = {
        "events": " OR ".join(sorted({_side(one.side) for one in measures})) or "false",
        "counts": " OR ".join(sorted({_counted_side(one.side) for one in measures})) or "false",
    }
    scheme = {"events": "list(DISTINCT scheme)", "counts": "['PLOVER']"}
    query = " UNION ALL ".join(
        f"SELECT '{table}', product, {scheme[table]}, count(DISTINCT date_trunc('{asked.step}', date)) "
        f"FILTER ({_placed(asked.step)}), count(*) FILTER ({clauses[table]}) FROM {view} "
        f"WHERE ({sides[table]}) AND {_days(asked)} AND {_USED} GROUP BY product"
        for table, view in (("events", "events_once"), ("counts", "counts"))
    )
    found = connection.execute(query, [asked.actor, asked.target]).fetchall()
    able = sorted((row for row in found if row[4]), key=lambda row: (-row[3], -row[4], row[1]))
    chosen = [row for row in able if asked.product in {None, row[1]}]
    if not chosen:
        raise NothingTellsError(_nothing(connection, asked, [str(row[1]) for row in able]))
    table, product, schemes, periods, _ = chosen[0]
    if not periods:
        raise ValueError(
            f"{product} counts by longer periods than a {asked.step}; ask for its levels by year"
        )
    usable = [one for each in schemes for one in _of_scheme(measures, each)]
    return _Source(
        table,
        product,
        tuple(one for one in usable if one.direction > 0),
        tuple(one for one in usable if one.direction < 0),
    )


def _nothing(connection: duckdb.DuckDBPyConnection, asked: Asked, able: list[str]) -> str:
    """Return what to say where no product, or not the one asked for, can show the factor."""
    rows = connection.execute("SELECT product FROM events_once UNION SELECT product FROM counts").fetchall()
    known = sorted(str(row[0]) for row in rows)
    if asked.product is not None and asked.product not in known:
        there = f"; there are {', '.join(known)}" if known else ""
        return f"no product {asked.product!r} in the record{hint(asked.product, known, otherwise=there)}"
    if able:
        return f"{asked.product} has no events that could show {asked}; these have: {', '.join(able)}"
    codes = ", ".join(f"{one.scheme} {one.code} {one.side}" for one in asked.definition.measures)
    return f"no event of the record could show {asked}, which is told from {codes}"


def _event_rows(
    connection: duckdb.DuckDBPyConnection,
    asked: Asked,
    counted: Sequence[MeasureCode],
    against: Sequence[MeasureCode],
    product: str,
) -> list[tuple[dt.date, float | None, float | None, int | None, int]]:
    """Return period, events that tell, events these are a share of, null, events of no known period."""
    both = (*counted, *against)
    sides = " OR ".join(sorted({_side(one.side) for one in both}))
    plus = _any(asked.definition, counted)
    whole = _any(asked.definition, both) if against else "true"
    placed = _placed(asked.step)
    return connection.execute(
        f"SELECT date_trunc('{asked.step}', date)::DATE AS period, "
        f"CASE WHEN count(*) FILTER ({placed}) > 0 THEN count(*) FILTER (({plus}) AND {placed}) END, "
        f"count(*) FILTER (({whole}) AND {placed}), NULL, count(*) FILTER (NOT {placed}) "
        f"FROM events_once WHERE product = $3 AND ({sides}) AND {_days(asked)} AND {_USED} "
        "GROUP BY ALL ORDER BY 1",
        [asked.actor, asked.target, product],
    ).fetchall()


def _count_rows(
    connection: duckdb.DuckDBPyConnection,
    asked: Asked,
    counted: Sequence[MeasureCode],
    against: Sequence[MeasureCode],
    product: str,
) -> list[tuple[dt.date, float | None, float | None, int | None, int]]:
    """Return the same of counts, with the days that they are of.

    A count that is null, or whose days are not all within one period, makes its days no data.
    """
    plus, minus = _counted(counted), _counted(against)
    whole = "telling + others" if against else "NULL"
    return connection.execute(
        f'WITH spans AS (SELECT date, max(until) AS until, sum("count") FILTER ({plus}) AS telling, '
        f'sum("count") FILTER ({minus}) AS others, bool_or("count" IS NULL) AS unknown FROM counts '
        f"WHERE product = $3 AND (({plus}) OR ({minus})) AND {_days(asked)} AND {_USED} GROUP BY date) "
        f"SELECT date_trunc('{asked.step}', date)::DATE, sum(telling), sum({whole}), "
        "sum(coalesce(until, date) - date + 1), 0 "
        f"FROM spans WHERE NOT unknown AND telling IS NOT NULL AND {_placed(asked.step)} "
        "GROUP BY ALL ORDER BY 1",
        [asked.actor, asked.target, product],
    ).fetchall()


_USED: Final = "$2 IS NOT DISTINCT FROM $2"
"""True: a parameter must stand in the query even where no side asks for a target."""


def _days(asked: Asked) -> str:
    if asked.between is None:
        return "true"
    first = first_day(asked.between[0], asked.step)
    return f"date BETWEEN DATE '{first}' AND DATE '{asked.between[1]}'"


def _placed(step: Step) -> str:
    """Return SQL that is true where the whole span of a row lies in one period."""
    return f"(date_trunc('{step}', coalesce(until, date)) = date_trunc('{step}', date))"


def _of_scheme(measures: Iterable[MeasureCode], scheme: str | None) -> tuple[MeasureCode, ...]:
    """Return the measures that events of a scheme are held against."""
    kinds: dict[str, list[MeasureCode]] = {"CAMEO": [], "PLOVER": []}
    for one in measures:
        kinds[one.scheme].append(one)
    return tuple(kinds["CAMEO"] if scheme == "CAMEO" and kinds["CAMEO"] else kinds["PLOVER"])


def _any(definition: FactorDefinition, codes: Iterable[MeasureCode]) -> str:
    """Return SQL that is true where an event has one of the codes on its side."""
    finer = any(one.scheme == "CAMEO" for one in definition.measures)
    parts = []
    for one in codes:
        if one.scheme == "CAMEO":
            code = f"scheme = 'CAMEO' AND starts_with(code, {literal(one.code)})"
        else:
            code = f"plover = {literal(one.code)}" + (" AND scheme IS DISTINCT FROM 'CAMEO'" if finer else "")
        parts.append(f"({_side(one.side)} AND {code})")
    return " OR ".join(dict.fromkeys(parts)) or "false"


def _counted(codes: Iterable[MeasureCode]) -> str:
    """Return SQL that is true where a count is of one of the PLOVER roots on its side."""
    parts = [
        f"({_counted_side(one.side)} AND what = {literal(one.code)})"
        for one in codes
        if one.scheme == "PLOVER"
    ]
    return " OR ".join(dict.fromkeys(parts)) or "false"


def _side(side: str) -> str:
    """Return SQL of the events on a side: $1 is the actor, $2 the target.

    Within: in the actor's country where the country is known, and neither side another known actor.
    """
    own = "(actor1 IS NULL OR actor1 = $1) AND (actor2 IS NULL OR actor2 = $1)"
    return {"within": f"({own} AND coalesce(country, actor1, actor2) = $1)"}.get(side) or _pair(side)


def _counted_side(side: str) -> str:
    return {"within": "(actor1 = $1 AND actor2 IS NULL)"}.get(side) or _pair(side)


def _pair(side: str) -> str:
    return {
        "toward": "(actor2 = $1 AND actor1 <> $1)",
        "from": "(actor1 = $1 AND actor2 = $2)",
        "between": "((actor1 = $1 AND actor2 = $2) OR (actor1 = $2 AND actor2 = $1))",
    }[side]
