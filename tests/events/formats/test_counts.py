import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pytest

from sayso.events.event_format import LayoutError
from sayso.events.loaded import Loaded

Load: TypeAlias = Callable[..., tuple[Loaded, list[dict[str, Any]]]]


def parquet(path: Path, rows: str) -> Path:
    with duckdb.connect() as connection:
        connection.from_query(rows).write_parquet(str(path))
    return path


DYADS = """
SELECT 'Uzbekistan' AS i, 'United States' AS j, 2004.0 AS year, 450.0 AS verbCoop, 20.0 AS matlCoop,
    NULL::DOUBLE AS verbConf, 0.0 AS matlConf
UNION ALL VALUES ('Uzbekistan', '', 2004.0, 1.0, 1.0, 1.0, 1.0), ('Uzbekistan', 'Russia', 20045.0, 1.0, 1.0, 1.0, 1.0),
    ('Uzbekistan', 'Russia', 2004.0, 1.0, -1.0, 1.0, 1.0)
"""


def test_a_dyad_year_becomes_four_counts(load: Load, tmp_path: Path) -> None:
    loaded, rows = load(parquet(tmp_path / "dyads.parquet", DYADS))
    good = {row["what"]: row for row in rows if row["problem"] is None}
    assert {what: row["count"] for what, row in good.items()} == {
        "quad-1": 450.0,
        "quad-2": 20.0,
        "quad-3": None,
        "quad-4": 0.0,
    }
    one = good["quad-3"]
    assert (one["date"], one["until"]) == (dt.date(2004, 1, 1), dt.date(2004, 12, 31))
    assert (one["actor1"], one["actor2"]) == ("UZB", "USA")
    assert (loaded.rows, loaded.kept, loaded.made) == (4, 1, 3)


def test_a_bad_dyad_year_is_one_problem_and_not_four(load: Load, tmp_path: Path) -> None:
    loaded, _ = load(parquet(tmp_path / "dyads.parquet", DYADS))
    assert {(one.what, one.rows) for one in loaded.troubles} == {
        ("an actor is missing", 1),
        ("the year is none", 1),
        ("a count is no number of events", 1),
    }


def test_scores_of_pairs_keep_no_data_apart_from_zero(load: Load, tmp_path: Path) -> None:
    rows = """
    SELECT TIMESTAMP '2018-01-01' AS date, 'UZB' AS a, 'RUS' AS b, 1.5 AS score
    UNION ALL VALUES (TIMESTAMP '2018-01-02', 'UZB', 'RUS', 0.0), (TIMESTAMP '2018-01-03', 'UZB', 'RUS', NULL),
        (NULL, 'UZB', 'RUS', 1.0)
    """
    loaded, found = load(parquet(tmp_path / "daily.parquet", rows))
    good = {row["date"].day: row["count"] for row in found if row["problem"] is None}
    assert good == {1: 1.5, 2: 0.0, 3: None}
    assert [(one.what, one.rows) for one in loaded.troubles] == [("the date is none", 1)]
    assert {row["what"] for row in found} == {"score"}


MONTHS = '"Country","Yearmon","n"\n"Uzbekistan",Feb 2012,7\n"Uzbekistan",Mar 2012,NA\n"NULL",Feb 2012,1\n"Chad",Febr,1\n'


@pytest.mark.parametrize(
    ("name", "what"), [("protests_countries.csv", "PROTEST"), ("material_conflict_countries.csv", "quad-4")]
)
def test_the_name_of_a_country_month_file_says_what_it_counts(
    load: Load, tmp_path: Path, name: str, what: str
) -> None:
    path = tmp_path / name
    path.write_text(MONTHS)
    loaded, rows = load(path)
    good = {
        row["date"]: (row["until"], row["actor1"], row["what"], row["count"])
        for row in rows
        if not row["problem"]
    }
    assert good == {
        dt.date(2012, 2, 1): (dt.date(2012, 2, 29), "UZB", what, 7.0),
        dt.date(2012, 3, 1): (dt.date(2012, 3, 31), "UZB", what, None),
    }
    assert {(one.what, one.rows) for one in loaded.troubles} == {("no country", 1), ("the month is none", 1)}


def test_a_country_month_file_that_does_not_say_what_it_counts_is_refused(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "months.csv"
    path.write_text(MONTHS)
    with pytest.raises(LayoutError, match="does not say what it counts"):
        load(path)


def test_the_real_dyad_years_are_a_square_panel(load: Load, shared: Path) -> None:
    loaded, rows = load(shared / "events/icews-dyad-year/icews_dyad_year.parquet")
    assert (loaded.rows, loaded.kept, loaded.made) == (298_376, 298_376, 895_128)
    assert all(row["actor1"] and row["actor2"] for row in rows)
    fall = {
        row["date"].year: row["count"]
        for row in rows
        if (row["actor1"], row["actor2"], row["what"]) == ("UZB", "USA", "quad-1")
    }
    assert fall[2007] < fall[2004] / 3


@pytest.mark.parametrize(
    ("name", "rows", "refused"),
    [("material_conflict_countries.csv", 25_920, 108), ("protests_countries.csv", 21_632, 104)],
)
def test_the_real_country_months_have_rows_of_no_country(
    load: Load, shared: Path, name: str, rows: int, refused: int
) -> None:
    loaded, _ = load(shared / "events/icews-country-month" / name)
    assert (loaded.rows, loaded.refused) == (rows, refused)
    assert [one.what for one in loaded.troubles] == ["no country"]


def test_the_real_daily_scores_are_all_read(load: Load, shared: Path) -> None:
    loaded, _ = load(shared / "events/gdelt-daily-dyads/central_asia_dyads_daily.parquet")
    assert (loaded.rows, loaded.kept) == (832_463, 832_463)
    assert (loaded.first, loaded.last) == (dt.date(2018, 1, 1), dt.date(2024, 2, 23))
