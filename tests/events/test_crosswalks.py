"""CAMEO ↔ PLOVER, quad classes and intensities by product."""

import csv
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.events.crosswalks import (
    CameoRow,
    cameo,
    cameo_codes,
    intensities,
    intensity,
    plover,
    quad,
    quad_sql,
    quads,
)

SAMPLES = Path(__file__).parents[3] / "shared/data/events/samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no real event files beside the repository")
CAMEO_ROOTS = {f"{number:02}" for number in range(1, 21)}
PLOVER_ROOTS = {row.plover for row in cameo()} - {None}


def gdelt_rows() -> list[tuple[str, int, float]]:
    """Return code, quad class and intensity of each row of the real GDELT files."""
    paths = (SAMPLES / "gdelt-v2/20191024143000.export.CSV", SAMPLES / "gdelt-v1/events_20160728_sample.csv")
    rows = [
        line.split("\t") for path in paths for line in path.read_text("utf-8", errors="replace").splitlines()
    ]
    return [(row[26], int(row[29]), float(row[30])) for row in rows]


def icews_rows() -> list[tuple[str, float]]:
    """Return code and intensity of each row of the real ICEWS file."""
    with (SAMPLES / "icews/events.2018.sample.tab").open(encoding="utf-8", newline="") as file:
        return [(row["CAMEO Code"], float(row["Intensity"])) for row in csv.DictReader(file, delimiter="\t")]


@given(st.sampled_from(cameo()))
def test_a_code_comes_back_among_the_codes_of_its_root(row: CameoRow) -> None:
    code = row.code
    root = plover(code)
    assert (root is None) == (code[:2] in {"01", "02"})
    assert root is None or code in cameo_codes(root)


@given(st.sampled_from(sorted(PLOVER_ROOTS - {None}, key=str)))
def test_every_code_of_a_root_becomes_that_root(root: str) -> None:
    codes = cameo_codes(root)
    assert codes
    assert {plover(code) for code in codes} == {root}


def test_the_sixteen_roots_of_plover_are_all_reached() -> None:
    assert len(PLOVER_ROOTS) == 16
    assert quads()["PLOVER"].keys() == PLOVER_ROOTS


def test_unknown_codes_have_no_root() -> None:
    assert plover("13y") is None
    assert cameo_codes("CRIME") == ()


@needs_samples
def test_every_code_in_real_files_has_a_root_or_is_a_statement_or_appeal() -> None:
    codes = {code for code, *_ in gdelt_rows()} | {code for code, _ in icews_rows()}
    assert len(codes) > 150
    assert codes <= {row.code for row in cameo()}
    assert {code[:2] for code in codes if plover(code) is None} == {"01", "02"}


@pytest.mark.parametrize("table", sorted(set(quads()) - {"PLOVER"}))
def test_a_table_of_quad_classes_has_each_root_of_cameo_once(table: str) -> None:
    assert quads()[table].keys() == CAMEO_ROOTS
    assert set(quads()[table].values()) <= {0, 1, 2, 3, 4}


@needs_samples
def test_gdelts_quad_classes_are_those_of_its_files() -> None:
    found = {(code[:2], number) for code, number, _ in gdelt_rows()}
    assert {root for root, _ in found} == CAMEO_ROOTS
    assert found == set(quads()["GDELT"].items())


def test_where_the_tables_of_quad_classes_differ() -> None:
    classes = defaultdict(set)
    for table in ("GDELT", "CAMEO", "Phoenix"):
        for root, number in quads()[table].items():
            classes[root].add(number)
    assert {root for root, some in classes.items() if len(some) > 1} == {"01", "02", "09", "14", "16"}
    assert [quad("09", table) for table in ("GDELT", "CAMEO", "Phoenix")] == [2, 3, 3]
    assert [quad("14", table) for table in ("GDELT", "CAMEO", "Phoenix")] == [3, 4, 4]
    assert [quad("16", table) for table in ("GDELT", "CAMEO", "Phoenix")] == [4, 4, 3]


def test_a_root_that_a_table_lacks_has_no_class() -> None:
    assert quad("21", "GDELT") is None
    assert quad("AID", "GDELT") is None
    assert quad("AID", "PLOVER") == 2


@pytest.mark.parametrize("table", sorted(quads()))
def test_sql_says_the_same_class(table: str) -> None:
    roots = sorted({*quads()[table], "21", "CRIME"})
    given_roots = duckdb.sql("SELECT unnest($roots) AS root", params={"roots": roots})
    assert given_roots is not None
    found = given_roots.project(quad_sql("root", table))
    assert [number for (number,) in found.fetchall()] == [quad(root, table) for root in roots]


def test_an_unknown_table_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="no table of quad classes 'gdelt'; there are GDELT, CAMEO"):
        quad("14", "gdelt")
    with pytest.raises(KeyError, match="no table of intensities 'Phoenix'; there are CAMEO, ICEWS, GDELT"):
        intensity("14", "Phoenix")


@pytest.mark.parametrize("table", sorted(intensities()))
def test_intensities_lie_between_minus_ten_and_ten(table: str) -> None:
    assert len(intensities()[table]) > 150
    assert all(-10 <= value <= 10 for value in intensities()[table].values())


def test_where_the_tables_of_intensities_differ() -> None:
    tables = intensities().values()
    shared = set.union(*(set(table) for table in tables))
    differing = {code for code in shared if len({table[code] for table in tables if code in table}) > 1}
    assert differing == {"016", "022", "106", "124", "1246", "163", "164", "166"}
    assert intensity("019", "CAMEO") is None


@needs_samples
def test_gdelts_intensities_are_those_of_its_files() -> None:
    found = {(code, value) for code, _, value in gdelt_rows()}
    assert found <= set(intensities()["GDELT"].items())


@needs_samples
def test_icews_intensities_are_those_of_its_files() -> None:
    found = set(icews_rows())
    assert len(found) > 100
    assert found <= set(intensities()["ICEWS"].items())
