"""The dated facts of a record's chronologies."""

import csv
import io

import duckdb

from sayso.actors import ActorTable
from sayso.events.chronology import COLUMNS, OPTIONAL_COLUMNS, read_chronology
from sayso.events.fact import DatedFact
from sayso.problems import Problem


def facts_of(
    connection: duckdb.DuckDBPyConnection, *, actors: ActorTable
) -> tuple[tuple[DatedFact, ...], tuple[Problem, ...]]:
    """Return the facts of a record's connection by date, and what of them could not be understood.

    A fact that stands in several chronologies is returned once.
    """
    rows = connection.execute(
        "SELECT written, actors, kind, what, source, coalesce(url, '') FROM facts ORDER BY date, id, what"
    ).fetchall()
    if not rows:
        return (), ()
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*COLUMNS, *OPTIONAL_COLUMNS))
    writer.writerows(dict.fromkeys(rows))
    return read_chronology(text.getvalue().encode(), "the record's chronologies", actors=actors)
