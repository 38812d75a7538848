"""Closeness of a state to powers at a day, from a record that is cut there."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import duckdb
import numpy as np
from scipy import special

from sayso.actors import ActorTable
from sayso.brief.beside_records import Measure
from sayso.brief.dating import day_words
from sayso.brief.measured_at import is_too_old
from sayso.events.cut import cut
from sayso.measures.lean import SHARE, Lean
from sayso.measures.levels import FEWEST
from sayso.measures.of_record import LeanAnswer, LeanQuestion, NoDataError, lean_from
from sayso.measures.panel import next_period

POWERS: Final = ("USA", "RUS", "CHN")
"""Beside those that claims name: closeness to one is told from that to others."""
_HALF_WIDTH: Final = float(special.ndtri((1 + SHARE) / 2))
_COUNTED = """
SELECT product, other, count(*) AS rows, max(ends) AS ends FROM (
    SELECT product, CASE WHEN actor1 = $1 THEN actor2 ELSE actor1 END AS other, coalesce(until, date) AS ends
    FROM events WHERE (actor1 = $1 OR actor2 = $1) AND quad BETWEEN 1 AND 4
    UNION ALL SELECT product, CASE WHEN actor1 = $1 THEN actor2 ELSE actor1 END, coalesce(until, date)
    FROM counts WHERE (actor1 = $1 OR actor2 = $1) AND starts_with(what, 'quad-')
) WHERE list_contains($2, other) GROUP BY product, other
"""
_VOTED = "SELECT DISTINCT state FROM votes WHERE state = $1 OR list_contains($2, state)"


@dataclass(frozen=True, kw_only=True)
class LeanAsked:
    """Whose closeness to whom is wanted."""

    state: str
    powers: tuple[str, ...]
    last: dt.date
    """The last day that may be used, the end of a year."""
    at: dt.date
    """The day that is asked about."""


def lean_measures(
    connection: duckdb.DuckDBPyConnection, asked: LeanAsked, *, actors: ActorTable
) -> Mapping[str, Measure | str]:
    """Return by power the state's latest closeness to it, placed in its own history; or why there is none.

    All powers are measured in one fit by the year, from the product with most rows on the state and them.
    """
    cut(connection, asked.last)
    wanted = tuple(power for power in dict.fromkeys((*asked.powers, *POWERS)) if power != asked.state)
    rows = connection.execute(_COUNTED, [asked.state, list(wanted)]).fetchall()
    voters = {row[0] for row in connection.execute(_VOTED, [asked.state, list(wanted)]).fetchall()}
    seen = {row[1] for row in rows} | (voters if asked.state in voters else set())
    powers = tuple(power for power in wanted if power in seen)
    lacking: dict[str, Measure | str] = {
        power: f"the record has neither counts of the two nor votes of both up to {day_words(asked.last)}"
        for power in asked.powers
    }
    told = [power for power in asked.powers if power in powers]
    if not told:
        return lacking
    question = LeanQuestion(
        state=asked.state, powers=powers, between=(None, asked.last), product=_product(rows, asked.at)
    )
    try:
        answer = lean_from(connection, question, actors=actors)
    except (NoDataError, ValueError) as error:
        return lacking | dict.fromkeys(told, str(error))
    return lacking | {power: _measure(answer, asked.state, power) for power in told}


def _product(rows: list[tuple[str, str, int, dt.date]], at: dt.date) -> str | None:
    """Return the product with most rows, one that reaches the day if there is any."""
    numbers: Counter[tuple[bool, str]] = Counter()
    ends: dict[str, dt.date] = {}
    for product, _, _, last in rows:
        ends[product] = max(last, ends.get(product, last))
    for product, _, number, _ in rows:
        numbers[is_too_old(ends[product], at), product] += number
    chosen = min(numbers, key=lambda one: (one[0], -numbers[one], one[1]), default=None)
    return None if chosen is None else chosen[1]


def _measure(answer: LeanAnswer, state: str, power: str) -> Measure | str:
    """Return the latest closeness as a level: its place in the state's own history with that power."""
    lean, panel = Lean(answer.fit), answer.fit.panel
    series = lean.closeness(state, power)
    places = [place for place, one in enumerate(series) if one.seen]
    if len(places) < FEWEST:
        return f"closeness has data for {len(places)} years; its own normal needs {FEWEST}"
    known = [series[place] for place in places]
    means = np.array([one.mean for one in known])
    deviations = np.array([one.high - one.low for one in known]) / (2 * _HALF_WIDTH)
    normal = means.mean()
    scale = float(np.sqrt(means.var() + (deviations**2).mean()))
    level, low, high = (
        float(special.ndtr((value - normal) / scale))
        for value in (known[-1].mean, known[-1].low, known[-1].high)
    )
    s, p = panel.state(state), panel.power(power)
    events = panel.quads[:, s, p].sum(axis=0)
    counted = np.isfinite(events)
    calls = int(panel.roll_calls[s, p, places[-1]])
    first, latest, before = known[0].period, known[-1].period, known[-2].period
    return Measure(
        products=tuple(one for one in (answer.product, *answer.votes) if one is not None),
        step="year",
        first=first,
        period=latest,
        ends=next_period(latest, "year") - dt.timedelta(1),
        level=level,
        low=low,
        high=high,
        above=float(special.ndtr((known[-1].mean - normal) / deviations[-1])),
        earlier=before,
        rise=lean.difference(state, power, before, latest).higher,
        events=round(float(events[places[-1]])) if counted[places[-1]] else None,
        events_in_all=round(float(events[counted].sum())) if counted.any() else None,
        speak_against=False,
        roll_calls=calls or None,
    )
