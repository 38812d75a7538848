"""A panel from relations in the tidy tables."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from sayso.events.fact import DatedFact
from sayso.measures.counts import Frame, counted_events, counts_of, no_counts
from sayso.measures.panel import Panel, Step, periods_between
from sayso.measures.roll_calls import no_votes, votes_of


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Relations that a panel is read from, with the columns of events/tidy.py; None where there is none."""

    counts: duckdb.DuckDBPyRelation | None = None
    events: duckdb.DuckDBPyRelation | None = None
    votes: duckdb.DuckDBPyRelation | None = None
    product: str | None = None
    """The data product whose events or counts are read, where there are several."""


def read_panel(
    tables: Tables,
    *,
    states: Iterable[str],
    powers: Iterable[str],
    between: tuple[dt.date, dt.date],
    step: Step = "year",
    facts: Iterable[DatedFact] = (),
) -> Panel:
    """Return the panel of these states and powers, over the periods that hold the days of `between`.

    Raises:
        ValueError: if both counts and events are given, which would count the same things twice; if
            the days are in the wrong order; if no state or power is named; or for what `counts_of` refuses.
    """
    if tables.counts is not None and tables.events is not None:
        raise ValueError("counts and events are both given; want one of them")
    if between[1] < between[0]:
        raise ValueError(f"{between[0]} is after {between[1]}")
    frame = Frame(
        states=tuple(dict.fromkeys(states)),
        powers=tuple(dict.fromkeys(powers)),
        periods=periods_between(*between, step),
        step=step,
    )
    if not frame.states or not frame.powers:
        raise ValueError("want at least one state and one power")
    if tables.counts is not None:
        counts = counts_of(tables.counts, frame, product=tables.product)
    elif tables.events is not None:
        counts = counted_events(tables.events, frame, product=tables.product)
    else:
        counts = no_counts(frame)
    votes = no_votes(frame) if tables.votes is None else votes_of(tables.votes, frame)
    return Panel(
        states=frame.states,
        powers=frame.powers,
        step=step,
        periods=frame.periods,
        quads=counts.quads,
        state_totals=counts.state_totals,
        power_totals=counts.power_totals,
        world_totals=counts.world_totals,
        agreement=votes.agreement,
        agreement_of_all=votes.agreement_of_all,
        roll_calls=votes.roll_calls,
        facts=tuple(facts),
    )
