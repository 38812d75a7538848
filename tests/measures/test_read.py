"""Panels from the tidy tables: what is counted, and what is no data."""

import datetime as dt

import duckdb
import numpy as np
import pytest

from sayso.measures.panel import Panel, Step
from sayso.measures.read import Tables, read_panel

YEARS = (dt.date(2004, 1, 1), dt.date(2006, 12, 31))


def counts_of(*rows: tuple[str, str, str, int, float | None]) -> duckdb.DuckDBPyRelation:
    """Return rows (year, actor1, actor2, quad class, count) as a tidy relation."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE c (product VARCHAR, date DATE, until DATE, actor1 VARCHAR, actor2 VARCHAR, what VARCHAR, count DOUBLE)"
    )
    for year, one, other, quad, count in rows:
        connection.execute(
            "INSERT INTO c VALUES (?, ?, ?, ?, ?, ?, ?)",
            ["made", f"{year}-01-01", f"{year}-12-31", one, other, f"quad-{quad}", count],
        )
    return connection.table("c")


def votes_of(*rows: tuple[str, ...]) -> duckdb.DuckDBPyRelation:
    """Return roll calls (day, then votes as `USA no`) as a tidy relation."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE v (roll_call VARCHAR, date DATE, state VARCHAR, vote VARCHAR)")
    for number, row in enumerate(rows):
        for pair in row[1:]:
            state, vote = pair.split()
            connection.execute("INSERT INTO v VALUES (?, ?, ?, ?)", [str(number), row[0], state, vote])
    return connection.table("v")


def read(tables: Tables, *, step: Step = "year") -> Panel:
    return read_panel(tables, states=["UZB", "KAZ"], powers=["USA", "RUS"], between=YEARS, step=step)


def test_events_in_both_directions_are_counted_together() -> None:
    """A dyad-year with all four quad classes, once from each side."""
    rows = [
        ("2005", a, b, quad, 10.0 * quad)
        for a, b in (("UZB", "USA"), ("USA", "UZB"))
        for quad in (1, 2, 3, 4)
    ]
    panel = read(Tables(counts=counts_of(*rows)))
    assert panel.cooperation[0, 0].tolist() == pytest.approx([np.nan, 60.0, np.nan], nan_ok=True)
    assert panel.conflict[0, 0, 1] == 140.0
    assert panel.state_totals[:, 0, 1].tolist() == [60.0, 140.0]
    assert panel.power_totals[:, 0, 1].tolist() == [60.0, 140.0]
    assert panel.world_totals[:, 1].tolist() == [120.0, 280.0]


def test_what_is_missing_is_no_data_and_a_written_zero_is_zero() -> None:
    """2004 with zeros, 2005 with a null, 2006 without rows."""
    rows: list[tuple[str, str, str, int, float | None]]
    rows = [("2004", "UZB", "USA", quad, 0.0) for quad in (1, 2, 3, 4)]
    rows += [("2005", "UZB", "USA", quad, None if quad == 2 else 4.0) for quad in (1, 2, 3, 4)]
    panel = read(Tables(counts=counts_of(*rows)))
    assert panel.cooperation[0, 0, 0] == 0
    assert np.isnan(panel.cooperation[0, 0, 1:]).all()
    assert panel.conflict[0, 0, 1] == 8
    assert np.isnan(panel.quads[:, 1]).all()


def test_counts_of_several_products_are_not_added_up() -> None:
    connection = duckdb.connect()
    made = connection.sql(
        "SELECT * FROM (VALUES ('one', DATE '2005-01-01', DATE '2005-12-31', 'UZB', 'USA', 'quad-1', 4.0), "
        "('two', DATE '2005-01-01', DATE '2005-12-31', 'UZB', 'USA', 'quad-1', 7.0)) "
        "AS t(product, date, until, actor1, actor2, what, count)"
    )
    with pytest.raises(ValueError, match="name one of one, two"):
        read(Tables(counts=made))
    assert read(Tables(counts=made, product="two")).quads[0, 0, 0, 1] == 7
    with pytest.raises(ValueError, match="there are one, two"):
        read(Tables(counts=made, product="three"))


def test_yearly_counts_are_not_read_by_the_month() -> None:
    with pytest.raises(ValueError, match="span up to 365 days"):
        read(Tables(counts=counts_of(("2005", "UZB", "USA", 1, 4.0))), step="month")


def test_a_dyad_without_events_has_none_only_where_the_product_has_some() -> None:
    """Events of 2004 and 2006; nothing of anybody in 2005; nothing ever of Kazakhstan."""
    connection = duckdb.connect()
    made = connection.sql(
        "SELECT * FROM (VALUES ('p', DATE '2004-05-01', 'UZB', 'USA', 1), ('p', DATE '2004-06-01', 'USA', 'UZB', 4), "
        "('p', DATE '2006-05-01', 'UZB', 'RUS', 2), ('p', DATE '2006-05-02', 'UZB', 'RUS', 0)) "
        "AS t(product, date, actor1, actor2, quad)"
    )
    panel = read(Tables(events=made))
    assert panel.quads[:, 0, 0, 0].tolist() == [1, 0, 0, 1]
    assert panel.quads[:, 0, 0, 2].tolist() == [0, 0, 0, 0]
    assert panel.cooperation[0, 1, 2] == 1
    assert np.isnan(panel.quads[..., 1]).all()
    assert np.isnan(panel.quads[:, 1]).all()


def test_counts_and_events_are_not_read_together() -> None:
    rows = counts_of(("2005", "UZB", "USA", 1, 4.0))
    with pytest.raises(ValueError, match="want one of them"):
        read(Tables(counts=rows, events=rows))


def test_agreement_is_taken_where_powers_stand_apart() -> None:
    """Two roll calls of 2005 on which the powers differ, and one on which they vote alike."""
    votes = votes_of(
        ("2005-03-01", "USA no", "RUS yes", "UZB yes", "KAZ abstain", "FRA no"),
        ("2005-04-01", "USA no", "RUS abstain", "UZB no", "KAZ yes", "FRA no"),
        ("2005-05-01", "USA yes", "RUS yes", "UZB no", "KAZ no", "FRA yes"),
    )
    panel = read(Tables(votes=votes))
    assert panel.roll_calls[0, 0].tolist() == [0, 2, 0]
    assert panel.agreement[0, :, 1].tolist() == [0.5, 0.75]
    assert panel.agreement[1, :, 1].tolist() == [0.25, 0.5]
    assert panel.agreement_of_all[0, 1] == pytest.approx((0.5 + 0.25 + 1.0) / 3)


def test_absence_is_a_choice_and_silence_for_a_whole_year_no_data() -> None:
    """Uzbekistan votes in March 2004, is away in April, is silent in 2005 and is back in 2006."""
    opposed = ("USA no", "RUS yes", "KAZ yes")
    votes = votes_of(
        ("2004-03-01", *opposed, "UZB no"),
        ("2004-04-01", *opposed),
        ("2005-03-01", *opposed),
        ("2006-03-01", *opposed, "UZB yes"),
        ("2006-04-01", *opposed),
    )
    panel = read(Tables(votes=votes))
    assert panel.agreement[0, 0].tolist() == pytest.approx([0.75, np.nan, 0.0], nan_ok=True)
    assert panel.roll_calls[0, 0].tolist() == [2, 0, 1]


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="is after"):
        read_panel(Tables(), states=["UZB"], powers=["USA"], between=(YEARS[1], YEARS[0]))


def test_a_panel_without_tables_has_no_data() -> None:
    panel = read(Tables())
    assert np.isnan(panel.quads).all()
    assert np.isnan(panel.agreement).all()
