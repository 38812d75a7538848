"""What schemes of event data call parts of society."""

import csv
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.events.sectors import definitions, no_sector, schemes, sector, sector_sql

SAMPLES = Path(__file__).parents[3] / "shared/data/events/samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no real event files beside the repository")
WORDS = sorted(
    {word for entries in schemes().values() for entry in entries for word in entry.words}
    | {f"Peace{end}" for entries in schemes().values() for entry in entries for end in entry.endings}
    | {"Hindu", "KID", "Ministry"}
)


def test_every_sector_that_a_scheme_names_is_defined_and_every_definition_is_used() -> None:
    assert {entry.sector for entries in schemes().values() for entry in entries} == definitions().keys()


@pytest.mark.parametrize("scheme", sorted(schemes()))
def test_a_word_means_one_sector_or_none(scheme: str) -> None:
    words = [word for entry in schemes()[scheme] for word in entry.words]
    assert len(words) == len(set(words))
    assert all(sector(scheme, word) is None for word in no_sector(scheme))
    assert not set(words) & set(no_sector(scheme))


@pytest.mark.parametrize(
    ("scheme", "words", "found"),
    [
        ("CAMEO", ("MED",), "JRN"),
        ("CAMEO", ("HLH",), "MED"),
        ("PLOVER", ("MED",), "MED"),
        ("CAMEO", ("SEP",), "REB"),
        ("CAMEO", ("MNC",), "BUS"),
        ("CAMEO", ("GOV", "MIL"), "GOV"),
        ("CAMEO", ("KID",), None),
        ("ICEWS", ("Government", "Foreign Ministry", "Executive"), "GOV"),
        ("ICEWS", ("Government", "Executive", "Intelligence Ministry"), "SPY"),
        ("ICEWS", ("Government", "Military"), "MIL"),
        ("ICEWS", ("Government", "Legislative / Parliamentary", "Parties"), "LEG"),
        ("ICEWS", ("Culture Ministry",), "GOV"),
        ("ICEWS", ("Dissident", "Rebel"), "REB"),
        ("ICEWS", ("Social", "Education"), "EDU"),
        ("ICEWS", (), None),
    ],
)
def test_the_word_that_says_most_decides(scheme: str, words: tuple[str, ...], found: str | None) -> None:
    assert sector(scheme, *words) == found


@given(st.sampled_from(sorted(schemes())), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_sql_says_the_same_sector(scheme: str, words: list[str]) -> None:
    row = duckdb.sql(
        "SELECT $several AS several, $one AS one", params={"several": ",".join(words), "one": words[0]}
    )
    assert row is not None
    several = row.project(sector_sql(scheme, "several", separator=","))
    assert several.fetchall() == [(sector(scheme, *words),)]
    assert row.project(sector_sql(scheme, "one")).fetchall() == [(sector(scheme, words[0]),)]


def test_the_order_of_words_does_not_matter() -> None:
    assert sector("ICEWS", "Parties", "Executive") == sector("ICEWS", "Executive", "Parties") == "GOV"


def test_an_unknown_scheme_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="no scheme of sectors 'IDEA'; there are CAMEO, PLOVER, ICEWS"):
        sector("IDEA", "GOV")


@needs_samples
def test_every_sector_in_the_real_icews_file_is_listed() -> None:
    with (SAMPLES / "icews/events.2018.sample.tab").open(encoding="utf-8", newline="") as file:
        lists = [
            row[side]
            for row in csv.DictReader(file, delimiter="\t")
            for side in ("Source Sectors", "Target Sectors")
        ]
    words = {word for some in lists for word in some.split(",")}
    assert len(words) > 100
    assert {word for word in words if sector("ICEWS", word) is None} == set(no_sector("ICEWS")) & words


@needs_samples
def test_every_role_in_real_gdelt_files_is_listed() -> None:
    paths = (SAMPLES / "gdelt-v2/20191024143000.export.CSV", SAMPLES / "gdelt-v1/events_20160728_sample.csv")
    rows = [
        line.split("\t") for path in paths for line in path.read_text("utf-8", errors="replace").splitlines()
    ]
    roles = {row[column] for row in rows for column in (12, 13, 14, 22, 23, 24)} - {""}
    assert len(roles) > 25
    assert {role for role in roles if sector("CAMEO", role) is None} <= set(no_sector("CAMEO"))
