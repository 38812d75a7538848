import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from sayso.events.crosswalks import cameo
from sayso.events.event_format import LayoutError
from sayso.events.loaded import Loaded

Load: TypeAlias = Callable[..., tuple[Loaded, list[dict[str, Any]]]]

TEXT = (
    "Japan\tMake a visit\tThailand\t2014-09-22\n"
    "Police (Saudi Arabia)\tfight with small arms and light weapons\tWomen (Afghanistan)\t2014-04-18\n"
    "Militant (Boko Haram)\tCONSULT\tMichael Sata\t2014-02-30\n"
    "Japan\tHug\tThailand\t2014-09-22\n"
)


def test_the_text_form(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "train.txt"
    path.write_text(TEXT)
    loaded, rows = load(path)
    by_id = {row["id"]: row for row in rows}
    assert sorted(by_id) == ["1", "2", "3", "4"]
    one, two = by_id["1"], by_id["2"]
    assert (one["actor1"], one["actor2"], one["code"], one["plover"]) == ("JPN", "THA", "042", "CONSULT")
    assert one["date"] == dt.date(2014, 9, 22)
    assert (two["actor1"], two["actor1_sector"], two["actor2"]) == ("SAU", "COP", "AFG")
    assert (two["code"], two["scheme"], two["weight_unit"]) == ("193", "CAMEO", "events")
    assert {(one.what, one.rows) for one in loaded.troubles} == {
        ("the time is none", 1),
        ("the relation is no name or code of CAMEO's", 1),
    }


def test_an_organisation_in_parentheses_is_no_state(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "train.txt"
    path.write_text("Militant (Boko Haram)\tConsult\tCitizen (Nigeria)\t2014-02-10\n")
    _, (row,) = load(path)
    assert (row["actor1"], row["actor1_name"]) == (None, "Militant (Boko Haram)")
    assert (row["actor2"], row["actor2_sector"]) == ("NGA", "CVL")


def test_a_name_that_a_category_and_its_first_kind_share_means_the_kind(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "train.txt"
    path.write_text("Japan\tDemand\tThailand\t2014-09-22\nJapan\tConsult\tThailand\t2014-09-22\n")
    _, rows = load(path)
    assert sorted(row["code"] for row in rows) == ["040", "100"]


def ids(folder: Path, *, stated: str = 'start = 2018-01-01\nunit = "hours"\n') -> Path:
    (folder / "entity2id.txt").write_text("Uzbekistan\t0\nRussia\t1\n")
    (folder / "relation2id.txt").write_text("Make a visit\t0\n190\t1\n")
    if stated:
        (folder / "temporal_graph.toml").write_text(stated)
    path = folder / "train.txt"
    path.write_text("0   \t0 \t1\t24\t0\n1\t1\t0\t47\t0\n1\t1\t7\t47\t0\n1\t9\t0\t47\t0\n")
    return path


def test_the_id_form_takes_names_and_the_start_from_beside_the_file(load: Load, tmp_path: Path) -> None:
    loaded, rows = load(ids(tmp_path))
    good = {row["id"]: row for row in rows if row["problem"] is None}
    assert {one: row["date"] for one, row in good.items()} == {
        "1": dt.date(2018, 1, 2),
        "2": dt.date(2018, 1, 2),
    }
    assert (good["1"]["actor1"], good["1"]["actor2"], good["1"]["code"]) == ("UZB", "RUS", "042")
    assert good["2"]["code"] == "190"
    assert {(one.what, one.rows) for one in loaded.troubles} == {
        ("whom it was done to has no name", 1),
        ("the relation is no name or code of CAMEO's", 1),
    }


def test_a_time_beyond_all_bounds_is_a_problem_of_its_row(load: Load, tmp_path: Path) -> None:
    path = ids(tmp_path)
    with path.open("a") as file:
        file.write("0\t0\t1\t9000000000000000000\t0\n0\t0\t1\t-24\t0\n0\t0\t1\tnoon\t0\n0\t0\n")
    loaded, _ = load(path)
    assert (loaded.rows, loaded.kept) == (8, 2)
    troubles = {one.what: one.rows for one in loaded.troubles}
    assert troubles["the time is none"] == 3
    assert troubles["the row has too few columns"] == 1


@pytest.mark.parametrize(("unit", "days"), [("days", 24), ("hours", 1), ("minutes", 0)])
def test_the_unit_of_time_is_as_stated(load: Load, tmp_path: Path, unit: str, days: int) -> None:
    _, rows = load(ids(tmp_path, stated=f'start = 2014-01-01\nunit = "{unit}"\n'))
    assert min(row["date"] for row in rows) == dt.date(2014, 1, 1) + dt.timedelta(days)


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("", "nothing says when time begins"),
        ('start = "then"\nunit = "hours"\n', "start is 'then'"),
        ('start = 2018-01-01\nunit = "weeks"\n', "days, hours, minutes"),
        ("start = \n", "no TOML"),
    ],
)
def test_a_start_that_is_not_said_is_asked_for(load: Load, tmp_path: Path, stated: str, message: str) -> None:
    with pytest.raises(LayoutError, match=message):
        load(ids(tmp_path, stated=stated))


def test_numbers_without_names_are_refused_with_the_reason(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "train.txt"
    path.write_text("0\t0\t1\t24\t0\n")
    with pytest.raises(LayoutError, match=r"entity2id\.txt and relation2id\.txt must lie beside"):
        load(path)


@pytest.mark.parametrize(("name", "rows"), [("test", 8_963), ("valid", 8_941)])
def test_every_row_of_icews_14_is_read(load: Load, shared: Path, name: str, rows: int) -> None:
    loaded, _ = load(shared / f"events/samples/tkg/icews14-mmkb/icews_2014_{name}.txt")
    assert (loaded.rows, loaded.kept) == (rows, rows)
    assert (loaded.first, loaded.last) == (dt.date(2014, 1, 1), dt.date(2014, 12, 31))


@pytest.mark.parametrize(("name", "rows"), [("test", 49_545), ("valid", 45_995)])
def test_every_row_of_icews_18_is_read(load: Load, shared: Path, name: str, rows: int) -> None:
    loaded, found = load(shared / f"events/samples/tkg/renet-icews18/{name}.txt")
    assert (loaded.rows, loaded.kept) == (rows, rows)
    assert (name, loaded.last) in {("test", dt.date(2018, 10, 31)), ("valid", dt.date(2018, 9, 27))}
    assert {row["code"] for row in found} <= {row.code for row in cameo()}
