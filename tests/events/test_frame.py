"""A table handed out as the caller likes."""

import datetime as dt
import sys
from pathlib import Path

import duckdb
import pytest

from sayso.events.frame import Frame

QUERY = "SELECT 1 AS number, 'Côte d''Ivoire' AS state, DATE '2014-12-01' AS date, NULL::VARCHAR AS nothing"
ROW = (1, "Côte d'Ivoire", dt.date(2014, 12, 1), None)


@pytest.fixture
def frame() -> Frame:
    return Frame(duckdb.connect(), QUERY)


def test_rows_and_columns(frame: Frame) -> None:
    assert frame.columns == ("number", "state", "date", "nothing")
    assert frame.rows() == [ROW]


def test_pandas_polars_and_arrow_hold_the_same_rows(frame: Frame) -> None:
    assert list(frame.pandas()["state"]) == ["Côte d'Ivoire"]
    assert frame.polars().rows() == [ROW]
    assert frame.arrow().to_pylist() == [dict(zip(frame.columns, ROW, strict=True))]


@pytest.mark.parametrize(
    ("module", "way"), [("pandas", "pandas"), ("polars", "polars"), ("pyarrow", "arrow")]
)
def test_what_is_not_installed_is_told_with_how_to_get_it(
    frame: Frame, module: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=r"sayso\[tables\]"):
        getattr(frame, way)()


@pytest.mark.parametrize("name", ["out.csv", "o'ut [1] *.csv", "new\nline.csv"])
def test_csv_has_a_header_and_empty_fields_for_null(frame: Frame, tmp_path: Path, name: str) -> None:
    frame.write(tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8") == (
        "number,state,date,nothing\n1,Côte d'Ivoire,2014-12-01,\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_parquet_holds_types(frame: Frame, tmp_path: Path) -> None:
    frame.write(tmp_path / "out.parquet")
    found = duckdb.read_parquet(str(tmp_path / "out.parquet"))
    assert found.fetchall() == [ROW]
    assert [str(kind) for kind in found.types] == ["INTEGER", "VARCHAR", "DATE", "VARCHAR"]


def test_a_write_that_fails_leaves_the_older_file_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("older\n", encoding="utf-8")
    failing = Frame(duckdb.connect(), "SELECT error('broken') FROM range(3)")
    with pytest.raises(duckdb.Error, match="broken"):
        failing.write(out)
    assert out.read_text(encoding="utf-8") == "older\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="there is no such device")
def test_a_device_is_written_to_as_it_is(frame: Frame) -> None:
    frame.write(Path("/dev/null"))
    assert not Path("/dev/null").is_file()
