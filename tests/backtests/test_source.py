"""What a record tells of a factor between two, by quad classes; states that are modelled together."""

import datetime as dt

import duckdb
import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.backtests.groups import groups_of
from sayso.backtests.quads import quad_tally
from sayso.backtests.source import NothingShownError, Source
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor

ROWS = [
    # KAZ and RUS, 2005: 6 + 4 cooperative, 5 conflictual; KAZ with others: 10 cooperative
    (2005, "KAZ", "RUS", "quad-1", 6),
    (2005, "RUS", "KAZ", "quad-2", 4),
    (2005, "RUS", "KAZ", "quad-4", 5),
    (2005, "KAZ", "CHN", "quad-1", 7),
    (2005, "USA", "KAZ", "quad-2", 3),
    (2005, "RUS", "UZB", "quad-1", 12),
    # no row of the two in 2006
    (2006, "KAZ", "CHN", "quad-1", 9),
    (2007, "KAZ", "RUS", "quad-1", 0),
    (2007, "KAZ", "RUS", "quad-3", 2),
    (2007, "KAZ", "CHN", "quad-1", 8),
    (2008, "KAZ", "RUS", "quad-1", None),
]


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE counts (product VARCHAR, date DATE, until DATE, actor1 VARCHAR, actor2 VARCHAR, "
        'what VARCHAR, "count" DOUBLE)'
    )
    connection.execute(
        "CREATE TABLE events_once (product VARCHAR, date DATE, until DATE, actor1 VARCHAR, actor2 VARCHAR, "
        "country VARCHAR, scheme VARCHAR, code VARCHAR, plover VARCHAR)"
    )
    connection.executemany(
        "INSERT INTO counts VALUES ('dyads', make_date($1, 1, 1), make_date($1, 12, 31), $2, $3, $4, $5)",
        ROWS,
    )
    return connection


@pytest.mark.parametrize(
    ("factor", "telling", "among"),
    [
        (Factor("alignment", "KAZ", "RUS"), [10, None, 0], [20, None, 8]),
        (Factor("conflict", "KAZ", "RUS"), [5, None, 2], [15, None, 2]),
        (Factor("cooperation", "KAZ", "RUS"), [10, None, 0], [15, None, 2]),
        (Factor("engagement", "RUS", "KAZ"), [4], [16]),
    ],
)
def test_quad_classes_tell_of_two(
    connection: duckdb.DuckDBPyConnection,
    factor: Factor,
    telling: list[float | None],
    among: list[float | None],
) -> None:
    """A year without a row of the two is no data; one with rows of them that are zero is zero."""
    found = quad_tally(connection, factor, "year", product="dyads", until=dt.date(2010, 1, 1))
    assert found is not None
    for shown, expected in ((found.telling, telling), (found.among, among)):
        assert [None if np.isnan(one) else one for one in shown] == expected


def test_nothing_after_the_last_day_is_read(connection: duckdb.DuckDBPyConnection) -> None:
    factor = Factor("conflict", "KAZ", "RUS")
    found = quad_tally(connection, factor, "year", product="dyads", until=dt.date(2006, 12, 31))
    assert found is not None
    assert found.periods == (dt.date(2005, 1, 1),)


def test_years_are_not_read_by_the_month(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    made = {
        step: Source(
            connection=connection,
            catalogue=catalogue,
            step=step,
            first=dt.date(2007, 1, 1),
            until=dt.date(2010, 1, 1),
        )
        for step in ("month", "year")
    }
    factor = Factor("alignment", "KAZ", "RUS")
    assert made["year"].series(factor).tally.product == "dyads"
    assert made["year"].products == {"dyads"}
    with pytest.raises(NothingShownError, match="no event of the record could show"):
        made["month"].series(factor)


def test_states_stand_with_their_neighbours(actors: ActorTable) -> None:
    names = ["UZB", "UKR", "KGZ", "MDA", "KAZ", "BLR", "POL", "TJK"]
    groups = groups_of(actors, names, largest=4)
    assert sorted(one for group in groups for one in group) == sorted(names)
    assert set(groups[0]) == {"UZB", "KAZ", "KGZ", "TJK"}
    assert groups_of(actors, names[:3]) == (tuple(names[:3]),)
