"""Which events tell of a factor, and what is no data."""

import datetime as dt
from collections.abc import Sequence

import duckdb
import numpy as np
import pytest

from sayso.events.tidy import TABLES
from sayso.measures.panel import Step
from sayso.measures.telling import Asked, NothingTellsError, Tally, tally
from sayso.statements.catalogue import Catalogue

CATALOGUE = Catalogue.load()[0]
Row = dict[str, object]


def event(day: str, code: str = "145", *, actor1: str | None = "KAZ", **more: object) -> Row:
    plover = {"14": "PROTEST", "01": None, "06": "COOPERATE", "16": "SANCTION", "05": "SUPPORT"}.get(code[:2])
    return {
        "product": "gdelt-2",
        "date": dt.date.fromisoformat(day),
        "actor1": actor1,
        "scheme": "CAMEO",
        "code": code,
        "plover": plover,
    } | more


def count(day: str, number: float | None, *, what: str = "PROTEST", until: str | None = None) -> Row:
    first = dt.date.fromisoformat(day)
    last = (
        dt.date.fromisoformat(until) if until else (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
    )
    return {"product": "counts", "date": first, "until": last, "actor1": "KAZ", "what": what, "count": number}


def record(*, events: Sequence[Row] = (), counts: Sequence[Row] = ()) -> duckdb.DuckDBPyConnection:
    """Return a connection with the views of a record that tally asks."""
    connection = duckdb.connect()
    for view, table, rows in (("events_once", "events", events), ("counts", "counts", counts)):
        columns = ", ".join(f'"{name}" {kind}' for name, (kind, _) in TABLES[table].items())  # type: ignore[index]  # a table's name
        connection.execute(f"CREATE TABLE {view} ({columns})")
        for row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            connection.execute(
                f"INSERT INTO {view} ({names}) VALUES ({', '.join('?' * len(row))})",  # noqa: S608 - our own names
                list(row.values()),
            )
    return connection


def told(
    connection: duckdb.DuckDBPyConnection,
    factor: str = "unrest",
    *,
    target: str | None = None,
    step: Step = "month",
    product: str | None = None,
) -> Tally:
    asked = Asked(
        definition=CATALOGUE.definition(factor), actor="KAZ", target=target, step=step, product=product
    )
    return tally(connection, asked)


def test_a_code_of_cameo_is_matched_from_its_start() -> None:
    found = told(
        record(events=[event("2011-12-16", one) for one in ("14", "145", "1453", "014", "0214", "114")])
    )
    assert (found.telling.tolist(), found.among.tolist()) == ([3.0], [6.0])


def test_events_coded_in_cameo_are_held_against_the_finer_codes() -> None:
    """trade is COOPERATE in PLOVER, and 061 in CAMEO, where 062 is military cooperation"""
    rows = [event("2011-01-01", one, actor2="RUS") for one in ("061", "061", "062", "163")]
    found = told(record(events=rows), "trade", target="RUS")
    assert (found.telling.tolist(), found.among.tolist()) == ([2.0], [3.0])
    plover = [one | {"scheme": "PLOVER", "product": "polecat"} for one in rows]
    found = told(record(events=[*plover, *plover]), "trade", target="RUS")
    assert (found.telling.tolist(), found.among.tolist()) == ([6.0], [8.0])


def test_within_is_neither_abroad_nor_with_others() -> None:
    rows = [
        event("2011-12-01"),
        event("2011-12-02", actor1=None, country="KAZ"),
        event("2011-12-03", country="RUS"),
        event("2011-12-04", actor2="RUS"),
        event("2011-12-05", actor1=None),
        event("2011-12-06", "010", actor2="KAZ"),
    ]
    found = told(record(events=rows))
    assert (found.telling.tolist(), found.among.tolist()) == ([2.0], [3.0])


def test_sides_of_a_pair() -> None:
    """alignment(KAZ>RUS): 05 by KAZ toward RUS, 057 by either, against it 16 by KAZ"""
    rows = [
        event("2011-01-01", "051", actor2="RUS"),
        event("2011-01-02", "051", actor1="RUS", actor2="KAZ"),
        event("2011-01-03", "057", actor1="RUS", actor2="KAZ"),
        event("2011-01-04", "160", actor2="RUS"),
        event("2011-01-05", "160", actor1="RUS", actor2="KAZ"),
        event("2011-01-06", "051", actor2="CHN"),
    ]
    found = told(record(events=rows), "alignment", target="RUS")
    assert (found.telling.tolist(), found.among.tolist()) == ([2.0], [3.0])


def test_toward_is_by_others() -> None:
    rows = [
        event("2011-01-01", "073", actor1="USA", actor2="KAZ", plover="AID"),
        event("2011-01-02", "073", actor2="KAZ", plover="AID"),
        event("2011-01-03", "010", actor1="USA", actor2="KAZ"),
    ]
    found = told(record(events=rows), "welfare")
    assert (found.telling.tolist(), found.among.tolist()) == ([1.0], [2.0])


def test_a_factor_told_only_by_what_speaks_against_it_is_turned() -> None:
    found = told(record(events=[event("2011-12-16"), event("2011-12-17", "010")]), "regime_stability")
    assert (found.direction, found.telling.tolist(), found.among.tolist()) == (-1, [1.0], [2.0])
    assert told(record(events=[event("2011-12-16")])).direction == 1


def test_a_month_without_events_is_no_data_and_one_without_protests_is_zero() -> None:
    rows = [event("2011-01-05"), event("2011-02-05", "010"), event("2011-04-05")]
    found = told(record(events=rows))
    assert found.periods == tuple(dt.date(2011, month, 1) for month in (1, 2, 3, 4))
    np.testing.assert_array_equal(found.telling, [1, 0, np.nan, 1])
    np.testing.assert_array_equal(found.among, [1, 1, np.nan, 1])


def test_where_nothing_speaks_for_or_against_a_balance_there_is_no_data() -> None:
    days = ("2011-01-01", "2011-02-01", "2011-03-01")
    rows = [event(day, code, actor2="RUS") for day, code in zip(days, ("051", "010", "160"), strict=True)]
    found = told(record(events=rows), "alignment", target="RUS")
    np.testing.assert_array_equal(found.telling, [1, np.nan, 0])


def test_products_of_disorder_are_counted_without_the_rest() -> None:
    rows = [
        event("2014-01-01", "Protests", scheme="ACLED", product="acled", plover=kind)
        for kind in ("PROTEST", "ASSAULT")
    ]
    found = told(record(events=rows))
    assert found.telling.tolist() == [1.0]
    assert np.isnan(found.among).all()


def test_an_event_of_an_unknown_month_counts_by_the_year_alone() -> None:
    rows = [event("2011-01-05"), event("2011-03-01", until=dt.date(2011, 6, 30)), event("2011-03-02", "010")]
    monthly, yearly = told(record(events=rows)), told(record(events=rows), step="year")
    assert (float(np.nansum(monthly.telling)), monthly.unplaced) == (1.0, 1)
    assert (yearly.telling.tolist(), yearly.unplaced) == ([2.0], 0)


def test_a_count_that_is_null_is_no_data() -> None:
    found = told(record(counts=[count("2011-01-01", 3), count("2011-02-01", None), count("2011-03-01", 0)]))
    np.testing.assert_array_equal(found.telling, [3, np.nan, 0])
    assert np.isnan(found.among).all()


def test_a_year_that_is_counted_in_part_says_so() -> None:
    months = [count(f"2011-{month:02}-01", 2) for month in range(1, 13)] + [count("2012-01-01", 2)]
    found = told(record(counts=months), step="year")
    assert found.telling.tolist() == [24.0, 2.0]
    assert found.covered.tolist() == [1.0, 31 / 366]


def test_yearly_counts_say_nothing_of_months() -> None:
    yearly = record(counts=[count("2011-01-01", 5, until="2011-12-31")])
    assert told(yearly, step="year").telling.tolist() == [5.0]
    with pytest.raises(ValueError, match="ask for its levels by year"):
        told(yearly)


def test_the_product_with_data_for_most_periods_is_used() -> None:
    one_month = [event("2011-01-05") for _ in range(9)]
    connection = record(events=one_month, counts=[count("2011-01-01", 3), count("2011-02-01", 1)])
    assert told(connection).product == "counts"
    assert told(connection, product="gdelt-2").product == "gdelt-2"


def test_what_tells_nothing_is_said() -> None:
    connection = record(events=[event("2011-01-05")])
    with pytest.raises(NothingTellsError, match="nearest is 'gdelt-2'"):
        told(connection, product="gdelt")
    with pytest.raises(NothingTellsError, match=r"could show welfare\(KAZ\), which is told from .*CAMEO 073"):
        told(connection, "welfare")
    both = record(events=[event("2011-01-05")], counts=[count("2011-01-01", 3, what="AID")])
    with pytest.raises(NothingTellsError, match="these have: gdelt-2"):
        told(both, product="counts")


def test_days_outside_are_not_used() -> None:
    rows = [event("2011-01-05"), event("2011-02-05"), event("2011-03-05")]
    asked = Asked(
        definition=CATALOGUE.definition("unrest"),
        actor="KAZ",
        between=(dt.date(2011, 2, 20), dt.date(2011, 2, 28)),
    )
    assert tally(record(events=rows), asked).periods == (dt.date(2011, 2, 1),)
