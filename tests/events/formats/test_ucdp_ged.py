import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from sayso.events.formats.ucdp_ged import COLUMNS
from sayso.events.loaded import Loaded

Load: TypeAlias = Callable[..., tuple[Loaded, list[dict[str, Any]]]]

ROW = dict.fromkeys(COLUMNS, "") | {
    "id": "300380",
    "year": "2013",
    "type_of_violence": "1",
    "side_a_new_id": "118",
    "side_a": "Government of Syria",
    "side_b_new_id": "4456",
    "side_b": "Syrian insurgents",
    "source_article": '"Office, 2013-01-03, A headline\n\nin three lines";"Another, ""so-called"""',
    "source_date": "2013-01-04;2013-01-05",
    "where_coordinates": "Rami village",
    "latitude": "35.763369",
    "longitude": "36.558974",
    "country": "Syria",
    "country_id": "652",
    "date_prec": "1",
    "date_start": "2013-01-03 00:00:00.000",
    "date_end": "2013-01-03 00:00:00.000",
    "best": "2",
    "high": "3",
    "low": "1",
    "gwnoa": "652",
}


def written(
    path: Path, *rows: Mapping[str, str], columns: Sequence[str] = COLUMNS, header: bool = True
) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, columns, extrasaction="ignore", restval="")
        if header:
            table.writeheader()
        table.writerows(rows)
    return path


@pytest.mark.parametrize("first", ["a header", "a row"])
def test_a_row_with_line_ends_in_quotations_is_one_event(load: Load, tmp_path: Path, first: str) -> None:
    loaded, (row,) = load(written(tmp_path / "ged.csv", ROW, header=first == "a header"))
    assert (loaded.rows, loaded.kept, loaded.blank) == (1, 1, 0)
    assert (row["id"], row["date"], row["until"]) == ("300380", dt.date(2013, 1, 3), None)
    assert (row["actor1"], row["actor1_code"], row["actor1_sector"]) == ("SYR", "652", "GOV")
    assert (row["actor2"], row["actor2_code"], row["actor2_sector"]) == (None, "4456", "REB")
    assert (row["scheme"], row["code"], row["plover"], row["quad"]) == ("UCDP", "1", "ASSAULT", 4)
    assert (row["weight"], row["weight_unit"], row["country"]) == (2.0, "deaths", "SYR")
    assert row["published"] == dt.date(2013, 1, 4)


def test_an_older_layout_has_best_est_and_no_codes_of_states(load: Load, tmp_path: Path) -> None:
    columns = [name for name in COLUMNS if name not in {"gwnoa", "gwnob", "best", "relid"}] + ["best_est"]
    path = written(tmp_path / "ged.csv", ROW | {"best_est": "9", "id": "300380.0"}, columns=columns)
    _, (row,) = load(path)
    assert (row["id"], row["actor1"], row["actor1_code"], row["weight"]) == ("300380", "SYR", "118", 9.0)


@pytest.mark.parametrize(
    ("precision", "until"), [("1", None), ("2", dt.date(2013, 1, 9)), ("4", dt.date(2013, 1, 9))]
)
def test_a_date_of_low_precision_is_a_span(
    load: Load, tmp_path: Path, precision: str, until: dt.date | None
) -> None:
    row = ROW | {"date_prec": precision, "date_end": "2013-01-09"}
    _, (found,) = load(written(tmp_path / "ged.csv", row))
    assert (found["date"], found["until"]) == (dt.date(2013, 1, 3), until)


def test_the_code_of_a_state_is_that_of_its_day(load: Load, tmp_path: Path) -> None:
    """345 is Yugoslavia, then Serbia and Montenegro."""
    rows = [
        ROW | {"id": str(year), "gwnoa": "345", "date_start": f"{year}-06-01", "date_end": f"{year}-06-01"}
        for year in (1999, 2004)
    ]
    _, found = load(written(tmp_path / "ged.csv", *rows))
    states = {row["id"]: row["actor1"] for row in found}
    assert states["1999"] is not None
    assert states["2004"] is not None
    assert len(found) == 2


def test_what_is_wrong_with_a_row_is_named_and_counted(load: Load, tmp_path: Path) -> None:
    wrong = [
        {"id": ""},
        {"type_of_violence": "4"},
        {"date_start": "2013-02-30"},
        {"date_end": "never"},
        {"date_end": "2012-12-31"},
        {"date_prec": "0"},
        {"best": "-1"},
    ]
    loaded, _ = load(written(tmp_path / "ged.csv", ROW, *(ROW | one for one in wrong)))
    assert (loaded.rows, loaded.kept) == (8, 1)
    assert {(one.what, one.rows) for one in loaded.troubles} == {
        ("no identifier", 1),
        ("the type of violence is not 1 to 3", 1),
        ("the date is none", 1),
        ("the last day is none", 1),
        ("it ends before it begins", 1),
        ("the precision of the date is not 1 to 5", 1),
        ("the number of deaths is none", 1),
    }


@pytest.mark.parametrize(("name", "rows"), [("ucdpged.csv", 1_000), ("ucdp_syria_df.csv", 16_566)])
def test_the_real_files_have_no_bad_row(load: Load, shared: Path, name: str, rows: int) -> None:
    loaded, found = load(shared / "events/samples/ucdp" / name)
    assert (loaded.rows, loaded.kept) == (rows, rows)
    assert len({row["id"] for row in found}) == rows
    assert all(row["country"] for row in found)


def test_real_spans_are_those_of_low_precision(load: Load, shared: Path) -> None:
    _, found = load(shared / "events/samples/ucdp/ucdpged.csv")
    assert Counter(row["until"] is None for row in found) == {True: 849, False: 151}
    assert all(row["actor1"] for row in found if row["actor1_name"].startswith("Government of"))
