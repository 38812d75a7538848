import csv
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from sayso.events.crosswalks import cameo
from sayso.events.formats import acled
from sayso.events.loaded import Loaded

Load: TypeAlias = Callable[..., tuple[Loaded, list[dict[str, Any]]]]

OLD = [
    "data_id",
    "iso",
    "event_id_cnty",
    "event_id_no_cnty",
    "event_date",
    "year",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "timestamp",
    "iso3",
]
NEW = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
ROW = {
    "event_id_cnty": "UZB1",
    "event_date": "2005-05-13",
    "time_precision": "1",
    "event_type": "Protests",
    "sub_event_type": "Peaceful protest",
    "actor1": "Protesters (Uzbekistan)",
    "inter1": "Protesters",
    "actor2": "Military Forces of Uzbekistan (1991-)",
    "inter2": "State forces",
    "iso": "860",
    "country": "Uzbekistan",
    "location": "Andijan",
    "latitude": "40.78",
    "longitude": "72.34",
    "notes": 'A line\nand "another", with a comma',
    "fatalities": "0",
    "timestamp": "1700000000",
}


def written(path: Path, columns: Sequence[str], *rows: Mapping[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    return path


@pytest.mark.parametrize("columns", [OLD, NEW, [*NEW, "population_best"]])
def test_each_layout_gives_the_same_event(load: Load, tmp_path: Path, columns: Sequence[str]) -> None:
    assert len(OLD) == len(NEW) == 31
    loaded, (row,) = load(written(tmp_path / "export.csv", columns, ROW))
    assert (loaded.rows, loaded.kept) == (1, 1)
    assert row["product"] == "acled"
    assert row["date"] == dt.date(2005, 5, 13)
    assert row["until"] is None
    assert (row["actor1"], row["actor1_sector"]) == ("UZB", "OPP")
    assert (row["actor2"], row["actor2_sector"]) == ("UZB", "MIL")
    assert (row["scheme"], row["code"]) == ("ACLED", "Peaceful protest")
    assert (row["plover"], row["mode"], row["quad"], row["quad_table"]) == ("PROTEST", "demo", 4, "PLOVER")
    assert (row["country"], row["place"]) == ("UZB", "Andijan")
    assert row["published"] == dt.date(2023, 11, 14)


def test_deaths_weigh_where_there_are_any(load: Load, tmp_path: Path) -> None:
    rows = (ROW, ROW | {"event_id_cnty": "UZB2", "fatalities": "7"})
    _, found = load(written(tmp_path / "export.csv", NEW, *rows))
    weights = {row["id"]: (row["weight"], row["weight_unit"]) for row in found}
    assert weights == {"UZB1": (1.0, "events"), "UZB2": (7.0, "deaths")}


def test_a_date_that_is_not_exact_becomes_a_span(load: Load, tmp_path: Path) -> None:
    rows = [ROW | {"event_id_cnty": f"U{one}", "time_precision": one} for one in "123"]
    _, found = load(written(tmp_path / "export.csv", NEW, *rows))
    spans = {row["id"]: (row["date"], row["until"]) for row in found}
    assert spans == {
        "U1": (dt.date(2005, 5, 13), None),
        "U2": (dt.date(2005, 5, 10), dt.date(2005, 5, 16)),
        "U3": (dt.date(2005, 5, 1), dt.date(2005, 5, 31)),
    }


@pytest.mark.parametrize("day", ["2005-05-13", "13 May 2005", "13-May-2005", "13/05/2005"])
def test_dates_as_exports_write_them(load: Load, tmp_path: Path, day: str) -> None:
    _, (row,) = load(written(tmp_path / "export.csv", NEW, ROW | {"event_date": day}))
    assert row["date"] == dt.date(2005, 5, 13)


def test_what_is_wrong_with_a_row_is_named_and_counted(load: Load, tmp_path: Path) -> None:
    wrong = {"event_id_cnty": "", "event_date": "soon", "event_type": "Parades", "fatalities": "many"}
    rows = [ROW, *(ROW | {column: value} for column, value in wrong.items())]
    loaded, _ = load(written(tmp_path / "export.csv", NEW, *rows))
    assert loaded.kept == 1
    assert {(one.what, one.rows) for one in loaded.troubles} == {
        ("no identifier", 1),
        ("the date is none", 1),
        ("the event type is none of ACLED's", 1),
        ("the number of fatalities is none", 1),
    }


def test_cells_beyond_all_bounds_never_cost_the_file(load: Load, tmp_path: Path) -> None:
    cells = {
        "timestamp": "9" * 18,
        "fatalities": "1e300",
        "latitude": "1e300",
        "iso": "-1",
        "time_precision": "inf",
        "event_date": "9999-12-31",
        "inter1": "'",
    }
    rows = [ROW, *(ROW | {"event_id_cnty": column, column: value} for column, value in cells.items())]
    loaded, found = load(written(tmp_path / "export.csv", NEW, *rows))
    assert (loaded.rows, loaded.kept) == (8, 6)
    assert [row["id"] for row in found if row["problem"]] == ["fatalities", "event_date"]


@pytest.mark.parametrize(
    ("actor", "state"),
    [
        ("Police Forces of Kazakhstan (2019-) Prison Guards", "KAZ"),
        ("Government of Kyrgyzstan (2021-)", "KGZ"),
        ("Unidentified Armed Group (Tajikistan)", "TJK"),
        ("JNIM: Group for Support of Islam and Muslims", None),
        ("Military Forces of Russia (2000-)", "RUS"),
    ],
)
def test_an_actors_state(load: Load, tmp_path: Path, actor: str, state: str | None) -> None:
    _, (row,) = load(written(tmp_path / "export.csv", NEW, ROW | {"actor1": actor}))
    assert (row["actor1"], row["actor1_code"]) == (state, actor)


def test_every_type_has_a_root_of_plover_or_none() -> None:
    roots = {row.plover for row in cameo()} | {""}
    modes = {(row.plover, row.mode) for row in cameo()} | {("", "")}
    for kind in ("events", "sub_events"):
        for name, (root, mode) in acled.TABLE[kind].items():
            assert root in roots, name
            assert mode == "" or (root, mode) in modes, name


def test_the_licence_forbids_to_redistribute() -> None:
    assert "may not be redistributed" in acled.FORMAT.licence.name


def test_no_file_of_acled_is_in_the_repository() -> None:
    root = Path(__file__).parents[3]
    assert not [path for path in root.rglob("*acled*.csv") if ".venv" not in path.parts]
