import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.events.event_format import LayoutError
from sayso.events.formats import mapping
from sayso.events.formats.mapped_csv import with_mapping
from sayso.events.formats.mapping import read_mapping
from sayso.events.loaded import Loaded

Load: TypeAlias = Callable[..., tuple[Loaded, list[dict[str, Any]]]]

MAPPING = """
product = "border-incidents"
title = "Border incidents"
licence = "internal"
citation = "Yearly lists"
date_format = "%d.%m.%Y"

[columns]
date = "Day"
actor1_code = "Who"
actor2_name = "Whom"
code = "Kind of event"
weight = "How many"
place = "Where"

[constants]
scheme = "CAMEO"
weight_unit = "events"

[actors]
actor1 = "iso3"
actor2 = { system = "name", column = "Whom" }
"""
TABLE = """Day;Who;Whom;Kind of event;How many;Where
13.05.2005;UZB;Kyrgyzstan;190;2;"Andijan; the square"
14.05.2005;uzb;kyrgyzstan;042;;
2005-05-15;UZB;Kyrgyzstan;190;1;
16.05.2005;UZB;Kyrgyzstan;999;1;
17.05.2005;UZB;Kyrgyzstan;190;some;
"""


@pytest.fixture(params=["incidents.csv.toml", "incidents.toml"])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / request.param).write_text(MAPPING)
    path = tmp_path / "incidents.csv"
    path.write_text(TABLE)
    return path


def test_a_table_is_read_by_the_mapping_beside_it(load: Load, table: Path) -> None:
    loaded, rows = load(table)
    assert (loaded.rows, loaded.kept) == (5, 2)
    one, two = sorted((row for row in rows if row["problem"] is None), key=lambda row: row["date"])
    assert (one["product"], one["id"], one["date"]) == ("border-incidents", "1", dt.date(2005, 5, 13))
    assert (one["actor1"], one["actor2"], one["actor2_name"]) == ("UZB", "KGZ", "Kyrgyzstan")
    assert (one["code"], one["plover"], one["weight"]) == ("190", "ASSAULT", 2.0)
    assert one["place"] == "Andijan; the square"
    assert (two["actor1"], two["code"], two["weight"], two["place"]) == ("UZB", "042", None, None)
    assert {(one.what, one.rows) for one in loaded.troubles} == {
        ("date is no date", 1),
        ("the code is none of CAMEO's", 1),
        ("weight is no number", 1),
    }


def test_a_mapping_may_be_given(load: Load, tmp_path: Path) -> None:
    mapping = tmp_path / "kept elsewhere.toml"
    mapping.write_text(MAPPING)
    path = tmp_path / "table.txt"
    path.write_text(TABLE.replace(";", "\t"))
    loaded, _ = load(path, with_mapping(mapping))
    assert (loaded.rows, loaded.kept) == (5, 2)


def test_a_mapping_may_be_of_counts(load: Load, tmp_path: Path) -> None:
    (tmp_path / "trade.toml").write_text(
        'product = "talks"\ntable = "counts"\n[columns]\ndate = "month"\ncount = "n"\nactor1_code = "a"\n'
        '[constants]\nwhat = "CONSULT"\n[actors]\nactor1 = "gw"\n'
    )
    path = tmp_path / "trade.csv"
    path.write_text("month,a,n\n2005-05-01,704,3\n2005-06-01,704,\n")
    loaded, rows = load(path)
    assert loaded.kept == 2
    assert {(row["date"].month, row["actor1"], row["what"], row["count"]) for row in rows} == {
        (5, "UZB", "CONSULT", 3.0),
        (6, "UZB", "CONSULT", None),
    }


def test_a_mapping_may_be_of_votes(load: Load, tmp_path: Path) -> None:
    (tmp_path / "votes.toml").write_text(
        'product = "osce-votes"\ntable = "votes"\n[columns]\ndate = "day"\nvote = "how"\nstate = "who"\n'
        '[actors]\nstate = "iso3"\n'
    )
    path = tmp_path / "votes.csv"
    path.write_text("day,who,how\n2005-05-01,UZB,Yes\n2005-05-01,KAZ,perhaps\n")
    loaded, rows = load(path)
    assert [(row["state"], row["vote"]) for row in rows if row["problem"] is None] == [("UZB", "yes")]
    assert [one.what for one in loaded.troubles] == ["the vote is none of yes, no, abstain, absent"]


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ('date = "Day"', 'date = "Days"', "column 'Days', which there is not; the nearest is 'Day'"),
        ('place = "Where"', 'plaice = "Where"', "'plaice', which there is not; the nearest is 'place'"),
        ("title =", "titel =", "'titel', which there is not; the nearest is 'title'"),
        ('actor1 = "iso3"', 'actor1 = "izo3"', "'izo3', which there is not; the nearest is 'iso3'"),
        ('date = "Day"', "", "which column is the date"),
        ('"border-incidents"', '"Border Incidents"', "small letters, digits and dashes"),
        ('actor1 = "iso3"', 'actor3 = "iso3"', "'actor3', which there is not; the nearest is 'actor"),
        ('actor1 = "iso3"', 'country = "iso3"', "does not say where the code of country stands"),
        ('place = "Where"', 'country = "Where"', "not what system its codes are of"),
        ('scheme = "CAMEO"', 'code = "190"', "among its columns and its constants"),
        (
            'title = "Border incidents"',
            'table = "event"',
            "'event', which there is not; the nearest is 'events'",
        ),
        ('title = "Border incidents"', 'delimiter = "/"', "'/', which there is not"),
        ('title = "Border incidents"', "title = ", "no TOML"),
        ('"%d.%m.%Y"', '"%Q"', "date_format '%Q', which is none"),
    ],
)
def test_a_fault_in_a_mapping_names_what_is_nearest(
    load: Load, tmp_path: Path, was: str, becomes: str, message: str
) -> None:
    assert MAPPING.count(was) == 1
    (tmp_path / "incidents.toml").write_text(MAPPING.replace(was, becomes))
    path = tmp_path / "incidents.csv"
    path.write_text(TABLE)
    with pytest.raises(LayoutError) as caught:
        load(path)
    assert message in " ".join(str(caught.value).split())


def test_a_column_that_stands_twice_cannot_be_mapped(load: Load, tmp_path: Path) -> None:
    (tmp_path / "incidents.toml").write_text(MAPPING)
    path = tmp_path / "incidents.csv"
    path.write_text(TABLE.replace("How many;Where", "Day;Where"))
    with pytest.raises(LayoutError, match="the column 'How many', which there is not"):
        load(path)
    path.write_text(TABLE.replace("Where\n", "Day\n").replace("Where", "Day"))
    (tmp_path / "incidents.toml").write_text(MAPPING.replace('place = "Where"', ""))
    with pytest.raises(LayoutError, match="'Day' twice"):
        load(path)


def test_the_mapping_of_the_documentation_reads() -> None:
    text = mapping.__doc__.partition("\n\n")[2]
    read = read_mapping(text.encode(), "mapping.toml")
    assert read.product == "border-incidents"
    assert read.delimiter == ";"
    assert read.actors["actor2"].column == "Target"


CELL = st.text(
    st.characters(blacklist_characters="\x00\x02\x1f", blacklist_categories=("Cs", "Cc")), max_size=12
)


@given(cells=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read(load: Load, tmp_path: Path, cells: list[tuple[str, str]]) -> None:
    """Names come back as they were written, without white space at their ends; every row is an event."""
    (tmp_path / "names.toml").write_text(
        'product = "names"\ndelimiter = ","\n[columns]\ndate = "day"\nactor1_name = "first"\nplace = "second"\n'
    )
    path = tmp_path / "names.csv"
    rows = "".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in ("2005-05-13", *row)) + "\n"
        for row in cells
    )
    path.write_text(f"day,first,second\n{rows}", encoding="utf-8")
    loaded, found = load(path)
    assert loaded.kept == loaded.rows == len(cells)
    by_id = {int(row["id"]): row for row in found}
    for number, (first, second) in enumerate(cells, 1):
        assert by_id[number]["actor1_name"] == (trimmed(first) or None)
        assert by_id[number]["place"] == (trimmed(second) or None)


def trimmed(cell: str) -> str:
    """The cell as DuckDB trims it."""
    return str(duckdb.execute("SELECT trim($1)", [cell]).fetchall()[0][0])
