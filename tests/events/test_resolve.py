"""Codes of states and organisations, and whom they mean when."""

import csv
import datetime as dt
import functools
import itertools
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.events.resolve import (
    SYSTEMS,
    CodeRow,
    add_codes,
    code_rows,
    in_turn,
    listed_codes,
    table_of,
    unmapped_codes,
)

DATA = Path(__file__).parents[3] / "shared/data"
SAMPLES = DATA / "events/samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no real event files beside the repository")


@functools.cache
def actors() -> ActorTable:
    return ActorTable.load()[0]


@functools.cache
def by_code() -> dict[tuple[str, str], list[CodeRow]]:
    found: dict[tuple[str, str], list[CodeRow]] = defaultdict(list)
    for system in SYSTEMS:
        for row in in_turn([row for row in code_rows(actors()) if row.system == system]):
            found[row.system, row.code].append(row)
    return dict(found)


def on(system: str, code: str, day: str) -> str | None:
    """Return whom the code means on the day."""
    date = dt.date.fromisoformat(day)
    found = [
        row.actor
        for row in by_code().get((system, code), [])
        if (row.since is None or row.since <= date) and (row.until is None or date <= row.until)
    ]
    assert len(found) <= 1
    return found[0] if found else None


def overlap(one: CodeRow, other: CodeRow) -> bool:
    starts, ends = dt.date.min, dt.date.max
    return max(one.since or starts, other.since or starts) <= min(one.until or ends, other.until or ends)


def test_listed_rows_name_known_systems_and_actors_and_each_stands_once() -> None:
    rows = listed_codes()
    assert {row.system for row in rows} <= set(SYSTEMS)
    assert {row.actor for row in rows} <= actors().actors.keys()
    assert len(set(rows)) == len(rows)
    assert all(row.since is None or row.until is None or row.since <= row.until for row in rows)


def test_no_two_listed_rows_of_a_code_overlap_in_time() -> None:
    groups = defaultdict(list)
    for row in listed_codes():
        groups[row.system, row.code].append(row)
    clashes = [pair for some in groups.values() for pair in itertools.combinations(some, 2) if overlap(*pair)]
    assert clashes == []


def test_only_the_word_korea_is_left_to_two_actors() -> None:
    codes = {(row.system, row.code) for row in code_rows(actors())}
    assert codes - by_code().keys() == {("name", "korea")}


@pytest.mark.parametrize("system", ["cameo", "iso3", "fips", "un", "name"])
def test_every_state_has_a_code(system: str) -> None:
    states = {actor.id for actor in actors().actors.values() if actor.kind == "state"}
    assert states <= {row.actor for (name, _), rows in by_code().items() if name == system for row in rows}


@pytest.mark.parametrize(
    ("system", "code", "day", "actor"),
    [
        ("gw", "365", "1991-12-25", "SUN"),
        ("gw", "365", "1991-12-26", "RUS"),
        ("cow", "365", "1979-12-27", "SUN"),
        ("un", "RU", "1962-10-25", "SUN"),
        ("un", "RU", "2014-03-27", "RUS"),
        ("gw", "345", "1999-03-24", "YUG"),
        ("gw", "345", "2004-03-17", "SCG"),
        ("gw", "345", "2010-01-01", "SRB"),
        ("gw", "340", "2010-01-01", "SRB"),
        ("fips", "YI", "2019-10-24", "SRB"),
        ("cow", "255", "1939-09-01", "DEU"),
        ("cow", "255", "1960-01-01", None),
        ("cow", "260", "1960-01-01", "DEU"),
        ("gw", "260", "2020-01-01", "DEU"),
        ("cow", "265", "1989-11-09", "DDR"),
        ("cow", "678", "1985-01-01", "YEM"),
        ("cow", "679", "1985-01-01", None),
        ("gw", "678", "2015-03-26", "YEM"),
        ("cow", "315", "1968-08-21", "CSK"),
        ("cow", "316", "1968-08-21", None),
        ("gw", "625", "2012-04-10", "SDN"),
        ("gw", "626", "2012-04-10", "SSD"),
        ("un", "YU", "1995-10-24", "YUG"),
        ("cameo", "ROM", "2016-07-28", "ROU"),
        ("cameo", "ROU", "2016-07-28", "ROU"),
        ("cameo", "KSV", "2016-07-28", "XKX"),
        ("cameo", "UNK", "2016-07-28", "XKX"),
        ("cameo", "WSB", "2016-07-28", "PSE"),
        ("cameo-group", "EEC", "2016-07-28", "EU"),
        ("cameo-group", "NAT", "2016-07-28", "NATO"),
        ("fips", "RS", "2016-07-28", "RUS"),
        ("fips", "SF", "2016-07-28", "ZAF"),
        ("fips", "NI", "2016-07-28", "NGA"),
        ("ison", "4", "2016-07-28", "AFG"),
        ("ison", "004", "2016-07-28", "AFG"),
        ("name", "congo", "2016-07-28", "COG"),
        ("name", "dr congo (zaire)", "2016-07-28", "COD"),
        ("name", "yemen (north yemen)", "2016-07-28", "YEM"),
        ("name", "côte d’ivoire", "2016-07-28", "CIV"),
    ],
)
def test_a_code_means_whoever_had_it_on_the_day(system: str, code: str, day: str, actor: str | None) -> None:
    assert on(system, code, day) == actor


def test_unmapped_codes_are_really_unmapped() -> None:
    assert unmapped_codes().keys() & by_code().keys() == set()
    assert {system for system, _ in unmapped_codes()} <= set(SYSTEMS)


days = st.dates(dt.date(1945, 1, 1), dt.date(2030, 1, 1))
spans = st.tuples(st.none() | days, st.none() | days).filter(
    lambda span: span[0] is None or span[1] is None or span[0] <= span[1]
)


@given(st.lists(st.tuples(st.sampled_from("XY"), st.sampled_from("PQR"), spans), max_size=6))
def test_in_turn_leaves_a_code_to_at_most_one_actor_on_any_day(
    drawn: list[tuple[str, str, tuple[dt.date | None, dt.date | None]]],
) -> None:
    kept = in_turn([CodeRow("gw", code, actor, *span) for code, actor, span in drawn])
    pairs = itertools.combinations(kept, 2)
    assert not any(one.code == other.code and overlap(one, other) for one, other in pairs)


def test_the_undated_table_has_each_code_once_as_whoever_had_it_last() -> None:
    with duckdb.connect() as connection:
        add_codes(connection, actors())
        for system in SYSTEMS:
            counted = (
                connection.table(table_of(system)).aggregate("count(*), count(DISTINCT code)").fetchall()
            )
            assert counted[0][0] == counted[0][1] == len({code for name, code in by_code() if name == system})
        last = connection.table(table_of("gw")).filter("code = '345'").project("actor").fetchall()
        assert last == [("SRB",)]


def known(system: str, code: str) -> bool:
    return (system, code) in by_code() or (system, code) in unmapped_codes()


def gdelt_rows() -> list[list[str]]:
    paths = (SAMPLES / "gdelt-v2/20191024143000.export.CSV", SAMPLES / "gdelt-v1/events_20160728_sample.csv")
    return [
        line.split("\t") for path in paths for line in path.read_text("utf-8", errors="replace").splitlines()
    ]


@needs_samples
def test_every_country_code_in_real_gdelt_files_is_known() -> None:
    places = {
        row[column] for row in gdelt_rows() for column in ((37, 45, 53) if len(row) == 61 else (37, 44, 51))
    }
    countries = {row[column] for row in gdelt_rows() for column in (7, 17)}
    assert len(places) > 100
    assert len(countries) > 100
    assert {code for code in places if code and not known("fips", code)} == set()
    assert {code for code in countries if code and not known("cameo", code)} == set()


@needs_samples
def test_every_known_group_in_real_gdelt_files_is_mapped_but_oxfam() -> None:
    groups = {row[column] for row in gdelt_rows() for column in (8, 18)} - {""}
    assert {code for code in groups if ("cameo-group", code) not in by_code()} == {"XFM"}


def column(path: Path, name: str, delimiter: str = ",") -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[name].casefold() for row in csv.DictReader(file, delimiter=delimiter)}


@needs_samples
@pytest.mark.parametrize(
    ("path", "name", "delimiter", "others"),
    [
        ("events/icews-country-month/material_conflict_countries.csv", "Country", ",", {"null"}),
        ("events/icews-country-month/protests_countries.csv", "Country", ",", {"null"}),
        ("events/samples/icews/events.2018.sample.tab", "Source Country", "\t", {"na"}),
        ("events/samples/icews/events.2018.sample.tab", "Country", "\t", {"na"}),
        ("events/samples/ucdp/ucdpged.csv", "country", ",", set()),
        ("forecastbench-acled/acled_resolved.csv", "country", ",", set()),
    ],
)
def test_every_country_name_in_real_files_is_known(
    path: str, name: str, delimiter: str, others: set[str]
) -> None:
    names = column(DATA / path, name, delimiter)
    assert len(names) > 50
    assert {one for one in names if not known("name", one)} == others


@needs_samples
@pytest.mark.parametrize(("name", "system"), [("country", "name"), ("country_code", "un")])
def test_every_voting_state_is_known(name: str, system: str) -> None:
    rows = duckdb.read_parquet(str(DATA / "votes/un_votes.parquet")).project(name).distinct().fetchall()
    written = [one if system == "un" else one.casefold() for (one,) in rows if one is not None]
    assert len(written) > 190
    assert [one for one in written if not known(system, one)] == []


@needs_samples
def test_every_state_code_in_real_ucdp_rows_is_known() -> None:
    codes = {code.split(".")[0] for code in column(SAMPLES / "ucdp/ucdpged.csv", "country_id")}
    assert len(codes) > 50
    assert {code for code in codes if not known("gw", code)} == set()
