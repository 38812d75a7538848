"""The common model on counts that may not ship: what is read later changes no score."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from sayso.actors import ActorTable
from sayso.backtests.question import Question
from sayso.backtests.run import backtest
from sayso.backtests.source import Source
from sayso.events.record import Record
from sayso.measures.panel import Step
from sayso.statements.catalogue import Catalogue

EVENTS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "events"
FILES = ("icews-country-month/protests_countries.csv", "icews-dyad-year/icews_dyad_year.parquet")

pytestmark = pytest.mark.skipif(
    not all((EVENTS / name).exists() for name in FILES), reason="the shared ICEWS counts are not here"
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory, actors: ActorTable) -> duckdb.DuckDBPyConnection:
    record = Record(tmp_path_factory.mktemp("record"))
    for name in FILES:
        record.add(EVENTS / name, actors=actors)
    return record.connection()


@pytest.mark.parametrize(
    ("step", "factors", "start", "soon", "late", "forecasters"),
    [
        ("month", ("unrest", "regime_stability"), (2014, 1), (2014, 3, 31), (2018, 8, 31), 5),
        # six years are too few for runs that begin three years earlier
        ("year", ("alignment", "conflict", "engagement"), (2009, 1), (2010, 12, 31), (2014, 12, 31), 4),
    ],
)
def test_reading_further_changes_no_score(  # noqa: PLR0913 - a case's parts
    *,
    connection: duckdb.DuckDBPyConnection,
    actors: ActorTable,
    catalogue: Catalogue,
    step: Step,
    factors: tuple[str, ...],
    start: tuple[int, int],
    soon: tuple[int, int, int],
    late: tuple[int, int, int],
    forecasters: int,
) -> None:
    first = dt.date(*start, 1)
    question = Question(
        states=("KAZ",),
        patrons=("RUS", "CHN"),
        factors=factors,
        step=step,
        starts=(first,),
        horizons=(1, 2),
        runs=160,
    )
    made = [
        backtest(
            Source(connection=connection, catalogue=catalogue, step=step, first=first, until=dt.date(*until)),
            question,
            actors=actors,
        )
        for until in (soon, late)
    ]
    assert made[0].scores == made[1].scores
    assert not made[0].left_out
    series = {score.factor for score in made[0].scores}
    assert {name.partition("(")[0] for name in series} == set(factors)
    assert len(made[0].scores) == len(series) * 2 * forecasters
    assert all(0 < score.outcome < 1 and 0 <= score.place <= 1 for score in made[0].scores)
