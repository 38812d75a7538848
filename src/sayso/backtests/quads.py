"""Counts of a dyad by quad class, which show no single kind of event, read as factors between two."""

import datetime as dt
from typing import Final, Literal

import duckdb
import msgspec
import numpy as np

from sayso.measures.panel import Floats, Step, periods_between
from sayso.measures.telling import Tally
from sayso.statements.factor import Factor

COOPERATIVE: Final = ("quad-1", "quad-2")
CONFLICTUAL: Final = ("quad-3", "quad-4")


class QuadMeasure(msgspec.Struct, frozen=True, kw_only=True):
    """Which events tell of a factor, and what they are a share of."""

    telling: tuple[str, ...]
    directed: bool
    """True: events by the factor's actor at its target; False: in both directions."""
    among: Literal["dyad", "actor"]
    """All events of the two, or the actor's events of the same classes with everybody."""
    says: str


QUAD_MEASURES: Final[dict[str, QuadMeasure]] = {
    "alignment": QuadMeasure(
        telling=COOPERATIVE,
        directed=False,
        among="actor",
        says="cooperative events with the power, of the state's cooperative events with everybody",
    ),
    "conflict": QuadMeasure(
        telling=CONFLICTUAL, directed=False, among="dyad", says="conflictual events, of all of the two"
    ),
    "cooperation": QuadMeasure(
        telling=COOPERATIVE, directed=False, among="dyad", says="cooperative events, of all of the two"
    ),
    "engagement": QuadMeasure(
        telling=COOPERATIVE,
        directed=True,
        among="actor",
        says="cooperative events by the power at the state, of those by the power at everybody",
    ),
}
"""What each factor is told from where a product counts by quad class alone. Alignment is the main part of
lean (docs/lean.md): relative cooperation (Savage & Deutsch 1960, Econometrica 28(3)). Conflict and
cooperation are each other's mirror."""


def quad_tally(
    connection: duckdb.DuckDBPyConnection, factor: Factor, step: Step, *, product: str, until: dt.date
) -> Tally | None:
    """Return the counts of a factor from a product's quad classes up to a day, or None where it has none.

    A period without a row of the two is no data.
    """
    measure = QUAD_MEASURES.get(factor.name)
    if measure is None or factor.target is None:
        return None
    classes = ", ".join(f"'{one}'" for one in measure.telling)
    pair = "(actor1 = $1 AND actor2 = $2)"
    of_actor = "actor1 = $1"
    if not measure.directed:
        pair += " OR (actor1 = $2 AND actor2 = $1)"
        of_actor += " OR actor2 = $1"
    whole = "actor1 <> actor2" if measure.among == "dyad" else f"what IN ({classes}) AND actor1 <> actor2"
    scope = pair if measure.among == "dyad" else of_actor
    rows = connection.execute(
        f"SELECT date_trunc('{step}', date)::DATE AS period, "
        f'sum("count") FILTER (({pair}) AND what IN ({classes})), sum("count") FILTER ({whole}) '
        f'FROM counts WHERE product = $3 AND ({scope}) AND date <= $4 AND "count" IS NOT NULL '
        "AND starts_with(what, 'quad-') AND $2 IS NOT NULL AND actor2 IS NOT NULL GROUP BY ALL ORDER BY 1",
        [factor.actor, factor.target, product, until],
    ).fetchall()
    return _tally([row for row in rows if row[1] is not None and row[2]], step, product)


def _tally(rows: list[tuple[dt.date, float, float]], step: Step, product: str) -> Tally | None:
    if not rows:
        return None
    periods = periods_between(rows[0][0], rows[-1][0], step)
    telling: Floats = np.full(len(periods), np.nan)
    among: Floats = np.full(len(periods), np.nan)
    for period, some, whole in rows:
        at = periods.index(period)
        telling[at], among[at] = some, whole
    return Tally(
        periods=periods,
        telling=telling,
        among=among,
        covered=np.ones(len(periods)),
        direction=1,
        product=product,
        unplaced=0,
    )
