import datetime as dt
from pathlib import Path

import pytest

from sayso.events.formats import phoenix_daily
from tests.events.conftest import LoadBytes, LoadFile
from tests.events.formats.rows import (
    in_bytes,
    phoenix_daily_row,
    phoenix_historical_header,
    phoenix_historical_row,
)


@pytest.mark.parametrize("header", [(), ("\t".join(phoenix_daily.COLUMNS),)])
def test_daily_files_come_with_and_without_a_header(load_bytes: LoadBytes, header: tuple[str, ...]) -> None:
    table = load_bytes(in_bytes(*header, phoenix_daily_row()))
    (row,) = table.good
    assert table.product == "phoenix-daily"
    assert (row["actor1"], row["actor1_sector"], row["actor2"], row["actor2_sector"]) == (
        "UZB",
        "GOV",
        "RUS",
        "MIL",
    )
    assert (row["quad"], row["quad_table"], row["code"]) == (3, "Phoenix", "160")
    assert (row["country"], row["url"]) == ("UZB", "http://example.org/1")


def test_a_class_that_is_none_is_named(load_bytes: LoadBytes) -> None:
    table = load_bytes(
        in_bytes(phoenix_daily_row(eventid="1"), phoenix_daily_row(eventid="2", pentaclass="7"))
    )
    assert table.troubles == {"the class is not 0 to 4": 1}


def test_historical_row(load_bytes: LoadBytes) -> None:
    table = load_bytes(in_bytes(phoenix_historical_header(), phoenix_historical_row()))
    (row,) = table.good
    assert table.product == "phoenix-historical"
    assert (row["date"], row["actor1"], row["actor2"]) == (dt.date(1955, 3, 4), "USA", "GBR")
    assert (row["quad"], row["place"], row["country"]) == (0, "London, England", "GBR")


def test_a_lost_leading_zero_comes_back_where_the_root_tells_it(load_bytes: LoadBytes) -> None:
    table = load_bytes(
        in_bytes(
            phoenix_historical_header(),
            phoenix_historical_row(eid="1", code="10", root_code="1"),
            phoenix_historical_row(eid="2", code="10", root_code="10"),
            phoenix_historical_row(eid="3", code="190", root_code="4"),
        )
    )
    assert [row["code"] for row in table.good] == ["010", "10"]
    assert table.troubles == {"the event code and its root do not go together": 1}


def test_petrarch_output(load_file: LoadFile, samples: Path) -> None:
    """One of the 68 lines has a tab within its last field."""
    table = load_file(samples / "phoenix" / "petrarch2_output_example.tsv")
    assert (table.product, table.loaded.kept) == ("petrarch", 67)
    (trouble,) = table.loaded.troubles
    assert (trouble.what, trouble.lines) == ("the row has too many columns", (34,))


def test_petrarch_actor_of_a_group_of_states(load_bytes: LoadBytes) -> None:
    (row,) = load_bytes(
        b"20150609\tUKRLEG\tIGOEUREEC\t051\t\tG_3\tAFP\tlawmakers\tthe Union\tendorsed\n"
    ).good
    assert (row["actor1"], row["actor1_sector"], row["actor2"], row["quad"]) == ("UKR", "LEG", "EU", 1)
