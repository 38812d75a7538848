"""Counts by quad class between states and powers, from the tidy tables `counts` and `events`."""

import datetime as dt
from dataclasses import dataclass

import duckdb
import numpy as np

from sayso.measures.panel import Floats, Step

_DAYS = {"year": 366, "month": 31}


@dataclass(frozen=True, eq=False, kw_only=True)
class Counts:
    """The parts of a panel that are counted events; shapes as in `Panel`."""

    quads: Floats
    state_totals: Floats
    power_totals: Floats
    world_totals: Floats


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The names and periods that are counted."""

    states: tuple[str, ...]
    powers: tuple[str, ...]
    periods: tuple[dt.date, ...]
    step: Step


def asked(relation: duckdb.DuckDBPyRelation, name: str, query: str) -> duckdb.DuckDBPyRelation:
    """Return what `query` selects from the relation, which it calls `name`.

    Raises:
        ValueError: if the query selects nothing but changes something.
    """
    found = relation.query(name, query)
    if found is None:
        raise ValueError(f"no query that selects: {query}")
    return found


def no_counts(frame: Frame) -> Counts:
    """Return counts of which nothing is known."""
    s, p, t = len(frame.states), len(frame.powers), len(frame.periods)
    return Counts(
        quads=np.full((4, s, p, t), np.nan),
        state_totals=np.full((2, s, t), np.nan),
        power_totals=np.full((2, p, t), np.nan),
        world_totals=np.full((2, t), np.nan),
    )


def counts_of(relation: duckdb.DuckDBPyRelation, frame: Frame, *, product: str | None = None) -> Counts:
    """Return counts from a relation with the columns of the tidy table `counts`.

    Rows whose `what` is quad-1 … quad-4 are read, in both directions. A quad class of a dyad has no
    data in a period in which it has no row or one row is null; a zero must be written as one.

    Raises:
        ValueError: if the rows are of several products and none is named, or span more than a period.
    """
    chosen = _one_product(relation, product)
    _not_longer(chosen, frame.step)
    directed = asked(
        chosen,
        "counts",
        f"SELECT date_trunc('{frame.step}', date)::DATE AS period, actor1 AS a, actor2 AS b, "
        "right(what, 1)::INT - 1 AS quad, "
        'CASE WHEN bool_or("count" IS NULL) THEN NULL ELSE sum("count") END AS n '
        "FROM counts WHERE regexp_full_match(what, 'quad-[1-4]') AND actor1 <> actor2 "
        "GROUP BY ALL",
    )
    return _filled(directed, frame, zero_where_covered=False)


def counted_events(relation: duckdb.DuckDBPyRelation, frame: Frame, *, product: str | None = None) -> Counts:
    """Return counts from a relation with the columns of the tidy table `events`.

    An event counts once, whatever its weight; neutral ones (quad 0 or null) do not count. A dyad
    without events has zero in a period in which the product has events of anybody, and no data in
    the others. A product that leaves an actor out altogether has no data on it.

    Raises:
        ValueError: if the rows are of several products and none is named.
    """
    chosen = _one_product(relation, product)
    directed = asked(
        chosen,
        "events",
        f"SELECT date_trunc('{frame.step}', date)::DATE AS period, actor1 AS a, actor2 AS b, "
        "quad - 1 AS quad, count(*)::DOUBLE AS n "
        "FROM events WHERE quad BETWEEN 1 AND 4 AND actor1 <> actor2 GROUP BY ALL",
    )
    return _filled(directed, frame, zero_where_covered=True)


def _one_product(relation: duckdb.DuckDBPyRelation, product: str | None) -> duckdb.DuckDBPyRelation:
    """Return the rows of one product: sums over products would count the same events twice."""
    found = [row[0] for row in asked(relation, "r", "SELECT DISTINCT product FROM r ORDER BY 1").fetchall()]
    if product is None and len(found) > 1:
        raise ValueError(f"the rows are of several products; name one of {', '.join(map(str, found))}")
    if product is not None and product not in found:
        raise ValueError(f"no rows of {product!r}; there are {', '.join(map(str, found)) or 'none'}")
    return (
        relation
        if product is None
        else relation.filter(duckdb.ColumnExpression("product") == duckdb.ConstantExpression(product))
    )


def _not_longer(relation: duckdb.DuckDBPyRelation, step: Step) -> None:
    row = asked(relation, "r", "SELECT max(until - date) + 1 FROM r WHERE until IS NOT NULL").fetchall()
    longest = row[0][0]
    if longest is not None and longest > _DAYS[step]:
        raise ValueError(f"the counts span up to {longest} days each; they cannot be read by the {step}")


def _filled(directed: duckdb.DuckDBPyRelation, frame: Frame, *, zero_where_covered: bool) -> Counts:
    """Return arrays from rows (period, a, b, quad from 0, n)."""
    counts = no_counts(frame)
    at = {period: place for place, period in enumerate(frame.periods)}
    covered = asked(
        directed,
        "d",
        "SELECT period, quad >= 2 AS conflict, 2 * sum(n) FROM d GROUP BY ALL ORDER BY ALL",
    ).fetchall()
    for period, conflict, n in covered:
        if period in at and n is not None:
            counts.world_totals[int(conflict), at[period]] = n
    both = "(SELECT period, a, b, quad, n FROM d UNION ALL SELECT period, b AS a, a AS b, quad, n FROM d)"
    totals = asked(
        directed,
        "d",
        f"SELECT period, a, quad >= 2, sum(n) FROM {both} GROUP BY ALL HAVING sum(n) IS NOT NULL",
    ).fetchall()
    states = {name: place for place, name in enumerate(frame.states)}
    powers = {name: place for place, name in enumerate(frame.powers)}
    for period, name, conflict, n in totals:
        if period not in at:
            continue
        if name in states:
            counts.state_totals[int(conflict), states[name], at[period]] = n
        if name in powers:
            counts.power_totals[int(conflict), powers[name], at[period]] = n
    if zero_where_covered:
        _zeros(counts, frame)
    # with values from a list, not from the text of the query: names are outside data
    dyads = asked(
        directed,
        "d",
        "SELECT period, a, b, quad, CASE WHEN bool_or(n IS NULL) THEN NULL ELSE sum(n) END "
        f"FROM {both} GROUP BY ALL",
    ).filter(duckdb.ColumnExpression("b").isin(*map(duckdb.ConstantExpression, frame.powers)))
    for period, a, b, quad, n in dyads.fetchall():
        if period in at and a in states and b in powers:
            counts.quads[quad, states[a], powers[b], at[period]] = np.nan if n is None else n
    return counts


def _zeros(counts: Counts, frame: Frame) -> None:
    """Put zero for actors that the product knows, in periods that it covers."""
    covered = np.asarray(np.isfinite(counts.world_totals).any(axis=0))
    counts.world_totals[:, covered] = np.nan_to_num(counts.world_totals[:, covered])
    known_states = np.asarray(np.isfinite(counts.state_totals).any(axis=(0, 2)))
    known_powers = np.asarray(np.isfinite(counts.power_totals).any(axis=(0, 2)))
    for totals, known in ((counts.state_totals, known_states), (counts.power_totals, known_powers)):
        mask = np.broadcast_to(known[None, :, None] & covered, totals.shape)
        totals[mask] = np.nan_to_num(totals[mask])
    different = np.array([[state != power for power in frame.powers] for state in frame.states])
    pairs = known_states[:, None, None] & known_powers[:, None] & covered & different[:, :, None]
    counts.quads[:, pairs] = 0.0
