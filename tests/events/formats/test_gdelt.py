import datetime as dt
from pathlib import Path

import pytest

from tests.events.conftest import LoadBytes, LoadFile
from tests.events.formats.rows import gdelt_1_row, gdelt_2_row, in_bytes, mention


def test_rows_with_and_without_url_stand_in_one_file(load_bytes: LoadBytes) -> None:
    without = gdelt_1_row(globaleventid="2").rpartition("\t")[0]
    table = load_bytes(in_bytes(gdelt_1_row(globaleventid="1"), without))
    assert table.product == "gdelt-1"
    assert [row["url"] for row in table.good] == ["http://example.org/1", None]
    assert [row["published"] for row in table.good] == [dt.date(2015, 3, 5)] * 2


def test_a_row_has_its_actors_place_and_classes(load_bytes: LoadBytes) -> None:
    (row,) = load_bytes(in_bytes(gdelt_1_row())).good
    assert (row["actor1"], row["actor1_sector"], row["actor2"], row["country"]) == (
        "UZB",
        "GOV",
        "RUS",
        "UZB",
    )
    assert (row["code"], row["plover"], row["quad"], row["quad_table"]) == ("043", "CONSULT", 1, "GDELT")
    assert (row["weight"], row["weight_unit"], row["date"]) == (3.0, "articles", dt.date(2015, 3, 4))


def test_media_are_no_medicine(load_bytes: LoadBytes) -> None:
    """CAMEO writes MED for media; PLOVER writes it for medicine."""
    (row,) = load_bytes(in_bytes(gdelt_1_row(a1_type1="MED"))).good
    assert row["actor1_sector"] == "JRN"


@pytest.mark.parametrize(("row", "product"), [(gdelt_1_row(), "gdelt-1"), (gdelt_2_row(), "gdelt-2")])
def test_versions_are_told_by_their_width_though_the_first_line_is_cut(
    load_bytes: LoadBytes, row: str, product: str
) -> None:
    table = load_bytes(in_bytes(row.partition("RUS")[0], row, row))
    assert table.product == product
    assert table.troubles == {"the row has too few columns": 1}
    assert table.loaded.kept == 2


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"globaleventid": "x1"}, "no identifier"),
        ({"sqldate": "20150230"}, "the date is none"),
        ({"sqldate": ""}, "the date is none"),
        ({"sqldate": "20150310"}, "the date lies after the day it was added"),
        ({"eventcode": "13y"}, "the event code is none of CAMEO's"),
        ({"quadclass": "5"}, "the quad class is not 1 to 4"),
        ({"numarticles": "many"}, "the number of articles is none"),
    ],
)
def test_a_bad_row_is_named_with_its_line(
    load_bytes: LoadBytes, change: dict[str, str], problem: str
) -> None:
    good = [gdelt_2_row(globaleventid=str(number)) for number in range(5)]
    bad = gdelt_2_row(**{"globaleventid": "12", **change})
    (trouble,) = load_bytes(in_bytes(*good, bad, gdelt_2_row(globaleventid="1212"))).loaded.troubles
    assert (trouble.what, trouble.rows, trouble.lines) == (problem, 1, (6,))


def test_mentions_come_as_published(load_bytes: LoadBytes) -> None:
    table = load_bytes(in_bytes(mention(), mention(mentiondoctranslationinfo=""), mention(confidence="high")))
    assert table.product == "gdelt-mentions"
    assert [(row["id"], row["event"], row["language"]) for row in table.good] == [
        ("100-1", "100", "rus"),
        ("100-2", "100", None),
    ]
    (trouble,) = table.loaded.troubles
    assert (trouble.what, trouble.lines) == ("the confidence is not 0 to 100", (3,))


def test_sample_with_both_widths(load_file: LoadFile, samples: Path) -> None:
    table = load_file(samples / "gdelt-v1" / "events_20160728_sample.csv")
    assert (table.product, table.loaded.rows, table.loaded.kept) == ("gdelt-1", 710, 710)
    assert sum(row["url"] is None for row in table.rows) == 201


def test_sample_of_mentions_with_commas_and_header(load_file: LoadFile, samples: Path) -> None:
    table = load_file(samples / "gdelt-mentions" / "mentionssamp.csv")
    assert (table.product, table.loaded.rows, table.loaded.kept) == ("gdelt-mentions", 1635, 1635)
    assert all(row["published"] >= row["date"] for row in table.rows)
