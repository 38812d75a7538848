"""Lean from a record: which tables and periods, which states beside it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import duckdb

from sayso.actors import ActorTable
from sayso.events.fact import DatedFact
from sayso.measures.closeness import Fit, fit
from sayso.measures.companions import companions
from sayso.measures.lean import Lean
from sayso.measures.panel import Step
from sayso.measures.posterior import DrawnLean, FullFit
from sayso.measures.read import Tables, read_panel

LeanModel: TypeAlias = Literal["kalman", "full"]
"""The smoother, in a second; or the full model, in many minutes and with the extra `bayes`."""


class NoDataError(ValueError):
    """A record that cannot tell of a lean; the message says what it lacks."""


@dataclass(frozen=True, kw_only=True)
class LeanQuestion:
    """Whose lean is wanted."""

    state: str
    powers: tuple[str, ...]
    step: Step = "year"
    between: tuple[dt.date | None, dt.date | None] = (None, None)
    """First and last day; None: as far as the data go."""
    product: str | None = None
    """Whose counts are read; where it is not named, the product with most periods on these dyads."""
    beside: tuple[str, ...] = ()
    """States that the estimate pools with; those nearest by land where none is named."""
    facts: tuple[DatedFact, ...] = ()
    model: LeanModel = "kalman"


@dataclass(frozen=True, kw_only=True)
class LeanAnswer:
    """A fit with what it rests on."""

    fit: Fit
    product: str | None
    """Whose counts; None where only votes were at hand."""
    votes: tuple[str, ...]
    """Products that gave roll calls."""
    full: FullFit | None = None
    """Draws from the full model, where it was asked for; `fit` is what they started from."""

    def lean(self) -> Lean:
        """Return the answers of the model that was asked for."""
        return Lean(self.fit) if self.full is None else DrawnLean(self.full)


def lean_from(
    connection: duckdb.DuckDBPyConnection, question: LeanQuestion, *, actors: ActorTable
) -> LeanAnswer:
    """Return the fit for a question from a record's connection (`Record.connection`).

    Raises:
        NoDataError: if the record has neither counts nor votes on the state and the powers.
        KeyError: if an actor is unknown.
        ImportError: if the full model is asked for and NumPyro is missing.
    """
    for name in (question.state, *question.powers):
        actors.actor(name)
    if len(question.powers) < 2 or question.state in question.powers:  # noqa: PLR2004 - between two at least
        raise NoDataError("a lean is between two powers or more, and the state is none of them")
    table, product = _product(connection, question)
    voted = _values(
        connection, "SELECT DISTINCT product FROM votes WHERE state = $1 ORDER BY 1", question.state
    )
    if table is None and not voted:
        either = " or ".join(question.powers)
        raise NoDataError(
            f"the record has neither counts of {question.state} with {either} nor its votes; "
            "add event files with `sayso events add`"
        )
    tables = Tables(
        counts=connection.table("counts") if table == "counts" else None,
        events=connection.table("events_once") if table == "events" else None,
        votes=connection.table("votes") if voted else None,
        product=product,
    )
    first, last = _span(connection, question, table, product, voted=bool(voted))
    states = question.beside and (question.state, *question.beside)
    panel = read_panel(
        tables,
        states=states or companions(actors, question.state, without=question.powers),
        powers=question.powers,
        between=(first, last),
        step=question.step,
        facts=question.facts,
    )
    if question.model == "kalman":
        return LeanAnswer(fit=fit(panel), product=product, votes=tuple(voted))
    from sayso.measures.bayes import full_fit  # noqa: PLC0415 - wanted by the full model only

    full = full_fit(panel)
    return LeanAnswer(fit=full.kalman, product=product, votes=tuple(voted), full=full)


def _product(connection: duckdb.DuckDBPyConnection, question: LeanQuestion) -> tuple[str | None, str | None]:
    """Return the table and product that count the dyads over most periods; events before counts on a tie."""
    longest = "" if question.step == "year" else "AND until - date < 32 "
    rows = connection.execute(
        f"SELECT 'events', product, count(DISTINCT date_trunc('{question.step}', date)) FROM events_once "
        "WHERE (actor1 = $1 AND list_contains($2, actor2)) OR (actor2 = $1 AND list_contains($2, actor1)) "
        f"GROUP BY product UNION ALL SELECT 'counts', product, count(DISTINCT date) FROM counts "
        "WHERE ((actor1 = $1 AND list_contains($2, actor2)) OR (actor2 = $1 AND list_contains($2, actor1))) "
        f"AND starts_with(what, 'quad-') {longest}GROUP BY product",
        [question.state, list(question.powers)],
    ).fetchall()
    if question.product is not None:
        rows = [row for row in rows if row[1] == question.product]
        if not rows:
            raise NoDataError(f"{question.product} has no counts of {question.state} with these powers")
    if not rows:
        return None, None
    rows.sort(key=lambda row: (-row[2], row[0] != "events", row[1]))
    return str(rows[0][0]), str(rows[0][1])


def _span(
    connection: duckdb.DuckDBPyConnection,
    question: LeanQuestion,
    table: str | None,
    product: str | None,
    *,
    voted: bool,
) -> tuple[dt.date, dt.date]:
    """Return the days from which to which there are data, within what was asked for."""
    spans: list[tuple[dt.date | None, dt.date | None]] = []
    if table is not None:
        query = (
            f"SELECT min(date), max(date) FROM {table} WHERE product = $1 AND (actor1 = $2 OR actor2 = $2)"
        )
        spans += connection.execute(query, [product, question.state]).fetchall()
    if voted:
        query = "SELECT min(date), max(date) FROM votes WHERE state = $1"
        spans += connection.execute(query, [question.state]).fetchall()
    starts = [first for first, _ in spans if first is not None]
    ends = [last for _, last in spans if last is not None]
    first, last = question.between
    begin, end = max(min(starts), first or min(starts)), min(max(ends), last or max(ends))
    if begin > end:
        raise NoDataError(
            f"the record's data run from {min(starts)} to {max(ends)}; nothing lies in what was asked"
        )
    return begin, end


def _values(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> Sequence[str]:
    return [str(row[0]) for row in connection.execute(query, list(values)).fetchall()]
