"""A small world: one factor of a few states, counts of it in a record, and a model without links."""

import datetime as dt
from collections.abc import Callable

import duckdb
import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.backtests.foresight import Build
from sayso.backtests.series import Series, later
from sayso.backtests.source import Source
from sayso.measures.panel import Floats, periods_between
from sayso.measures.telling import Tally
from sayso.models.model import Model
from sayso.models.settings import node_for
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor

FIRST = dt.date(2000, 1, 1)


@pytest.fixture(scope="session")
def actors() -> ActorTable:
    return ActorTable.load()[0]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()[0]


@pytest.fixture(scope="session")
def series() -> Callable[..., Series]:
    """Return a function that makes a series of unrest by month from counts."""

    def make(telling: Floats, among: Floats | None = None, actor: str = "KAZ", direction: int = 1) -> Series:
        last = later(FIRST, "month", len(telling) - 1)
        tally = Tally(
            periods=periods_between(FIRST, last, "month"),
            telling=np.asarray(telling, float),
            among=np.full(len(telling), np.nan) if among is None else np.asarray(among, float),
            covered=np.ones(len(telling)),
            direction=direction,
            product="made",
            unplaced=0,
        )
        return Series(factor=Factor("unrest", actor), step="month", tally=tally)

    return make


@pytest.fixture(scope="session")
def build() -> Build:
    """Return what makes a model of unrest alone: an AR(1) for each state."""

    def make(start: dt.date, states: tuple[str, ...]) -> Model:
        nodes = tuple(node_for(Factor("unrest", state)) for state in states)
        return Model(name="alone", start=start, states=states, nodes=nodes)

    return make


@pytest.fixture(scope="session")
def record() -> Callable[..., duckdb.DuckDBPyConnection]:
    """Return a function that makes a record's connection from counts of protests by state, months from FIRST."""

    def make(counts: dict[str, Floats]) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        connection.execute(
            "CREATE TABLE counts (product VARCHAR, date DATE, until DATE, actor1 VARCHAR, actor2 VARCHAR, "
            'what VARCHAR, "count" DOUBLE)'
        )
        connection.execute(
            "CREATE TABLE events_once (product VARCHAR, date DATE, until DATE, actor1 VARCHAR, "
            "actor2 VARCHAR, country VARCHAR, scheme VARCHAR, code VARCHAR, plover VARCHAR)"
        )
        for state, values in counts.items():
            for at, value in enumerate(values):
                if np.isfinite(value):
                    first = later(FIRST, "month", at)
                    last = later(first, "month", 1) - dt.timedelta(days=1)
                    connection.execute(
                        "INSERT INTO counts VALUES ('made', $1, $2, $3, NULL, 'PROTEST', $4)",
                        [first, last, state, float(value)],
                    )
        return connection

    return make


@pytest.fixture(scope="session")
def source(catalogue: Catalogue) -> Callable[..., Source]:
    """Return a function that makes a source by month from a connection."""

    def make(connection: duckdb.DuckDBPyConnection, first: dt.date) -> Source:
        return Source(
            connection=connection,
            catalogue=catalogue,
            step="month",
            first=first,
            until=dt.date(2100, 1, 1),
        )

    return make
