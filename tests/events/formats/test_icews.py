import datetime as dt
from pathlib import Path

import pytest

from tests.events.conftest import LoadBytes, LoadFile
from tests.events.formats.rows import icews_header, icews_row, in_bytes


@pytest.mark.parametrize("quoted", [False, True])
def test_rows_are_the_same_with_and_without_quotation_marks(load_bytes: LoadBytes, *, quoted: bool) -> None:
    table = load_bytes(in_bytes(icews_header(quoted=quoted), icews_row(quoted=quoted)))
    (row,) = table.good
    assert table.product == "icews"
    assert (row["date"], row["actor1"], row["actor2"]) == (dt.date(2015, 3, 4), "UZB", "RUS")
    assert (row["actor1_sector"], row["actor2_sector"], row["country"]) == ("GOV", None, "UZB")
    assert (row["code"], row["plover"], row["quad"], row["quad_table"]) == ("043", "CONSULT", 1, "CAMEO")
    assert (row["place"], row["intensity"], row["intensity_table"]) == (
        "Tashkent",
        pytest.approx(2.8),
        "ICEWS",
    )


def test_rows_may_be_quoted_where_the_header_is_not(load_bytes: LoadBytes) -> None:
    (row,) = load_bytes(in_bytes(icews_header(), icews_row(quoted=True))).good
    assert row["actor1_name"] == "Ministry (Uzbekistan)"


def test_a_stray_quotation_mark_in_a_plain_file_stays(load_bytes: LoadBytes) -> None:
    table = load_bytes(
        in_bytes(icews_header(), icews_row(source_name='"Free" Party'), icews_row(event_id="2"))
    )
    assert table.loaded.kept == 2
    assert table.rows[0]["actor1_name"] == '"Free" Party'


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"cameo_code": "13y"}, "the event code is none of CAMEO's"),
        ({"cameo_code": "10"}, "the event code has lost its leading zero"),
        ({"event_date": "2015-13-01"}, "the date is none"),
        ({"event_id": "NA"}, "no identifier"),
    ],
)
def test_a_bad_row_is_named(load_bytes: LoadBytes, change: dict[str, str], problem: str) -> None:
    table = load_bytes(
        in_bytes(
            icews_header(), icews_row(event_id="7"), icews_row(quoted=False, **{"event_id": "8", **change})
        )
    )
    (trouble,) = table.loaded.troubles
    assert (trouble.what, trouble.rows, trouble.lines) == (problem, 1, (3,))
    assert table.loaded.kept == 1


def test_missing_is_null(load_bytes: LoadBytes) -> None:
    (row,) = load_bytes(
        in_bytes(icews_header(), icews_row(target_country="NA", latitude="NA", city="NA"))
    ).good
    assert (row["actor2"], row["actor2_code"], row["latitude"], row["place"]) == (
        None,
        None,
        None,
        "Uzbekistan",
    )


def test_sample(load_file: LoadFile, samples: Path) -> None:
    """Each state that is named is found."""
    table = load_file(samples / "icews" / "events.2018.sample.tab")
    assert (table.loaded.rows, table.loaded.kept) == (3705, 3705)
    for side in ("actor1", "actor2"):
        assert all((row[side] is None) == (row[f"{side}_code"] is None) for row in table.rows)
