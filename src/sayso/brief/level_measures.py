"""Levels of a factor at a day, from a record that is cut there."""

import datetime as dt

import duckdb
import numpy as np

from sayso.brief.beside_records import Measure
from sayso.brief.dating import day_words
from sayso.brief.measured_at import Question, is_too_old
from sayso.events.cut import cut
from sayso.measures.levels import Levels, TooShortError, levels
from sayso.measures.panel import Step, next_period
from sayso.measures.telling import Asked, NothingTellsError
from sayso.statements.catalogue import FactorDefinition

_ROWS = """
SELECT product, max(ends) AS ends, count(*) AS rows FROM (
    SELECT product, actor1, actor2, country, coalesce(until, date) AS ends FROM events_once
    UNION ALL SELECT product, actor1, actor2, NULL, coalesce(until, date) FROM counts
) WHERE CASE WHEN $2 IS NULL THEN actor1 = $1 OR actor2 = $1 OR country = $1
    ELSE (actor1 = $1 AND actor2 = $2) OR (actor1 = $2 AND actor2 = $1) END
GROUP BY product
"""


def level_measure(
    connection: duckdb.DuckDBPyConnection, question: Question, definition: FactorDefinition
) -> Measure | str:
    """Return the factor's latest level by month, by year where only years can be told, or why there is none.

    Of the products that can tell, the one with most rows on the actors is taken; one whose data are too old
    only where no other can.
    """
    old: Measure | None = None
    why: dict[str, None] = {}
    steps: tuple[Step, ...] = ("month", "year")
    for step in steps:
        cut(connection, question.last(step))
        for product in _products(connection, question):
            try:
                found = levels(connection, _asked(question, definition, step, product))
            except NothingTellsError:
                continue
            except TooShortError as error:
                why[str(error)] = None
                continue
            except ValueError:  # its periods are longer than a month: the years are asked next
                continue
            measure = _measure(found)
            if not is_too_old(measure.ends, question.at):
                return measure
            old = old or measure
    if old is not None:
        return old
    nothing = f"no event of the record up to {day_words(question.last('month'))} could show it"
    return next(iter(why), nothing)


def _asked(question: Question, definition: FactorDefinition, step: Step, product: str) -> Asked:
    factor = question.factor
    return Asked(definition=definition, actor=factor.actor, target=factor.target, step=step, product=product)


def _products(connection: duckdb.DuckDBPyConnection, question: Question) -> list[str]:
    """Return the products with rows on the actors: those that reach the day first, then by how many rows."""
    factor = question.factor
    rows: list[tuple[str, dt.date, int]] = connection.execute(_ROWS, [factor.actor, factor.target]).fetchall()
    rows.sort(key=lambda row: (is_too_old(row[1], question.at), -row[2], row[0]))
    return [row[0] for row in rows]


def _measure(found: Levels) -> Measure:
    places = [place for place, level in enumerate(found.levels) if level.known]
    latest = places[-1]
    level = found.levels[latest]
    before = _before(found, latest)
    rise = None if before is None else found.change(before, level.period)[1]
    counted = [found.levels[place].telling or 0 for place in places]
    return Measure(
        products=(found.product,),
        step=found.step,
        first=found.levels[places[0]].period,
        period=level.period,
        ends=next_period(level.period, found.step) - dt.timedelta(1),
        level=level.level,
        low=level.low,
        high=level.high,
        above=_above(found, latest),
        earlier=before,
        rise=rise,
        events=round(counted[-1]),
        events_in_all=round(sum(counted)),
        speak_against=found.direction < 0,
        roll_calls=None,
    )


def _before(found: Levels, latest: int) -> dt.date | None:
    """Return the month twelve months before, or the last year before, that has data."""
    earlier = found.levels[:latest]
    if found.step == "month":
        earlier = earlier[-12:-11]
    return next((level.period for level in reversed(earlier) if level.known), None)


def _above(found: Levels, place: int) -> float:
    """Return the probability that a level is above 0.5: the walk above its mean over periods with data."""
    known = np.array([level.known for level in found.levels])
    normal = found.direction * float(found.odds[known].mean())
    points = found.walk.points
    below = found.walk.marginal()[place].cumsum()
    share = float(np.interp(normal, points + (points[1] - points[0]) / 2, below))
    return share if found.direction < 0 else 1 - share
