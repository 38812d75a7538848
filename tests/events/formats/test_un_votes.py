import datetime as dt
import gzip
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pytest

from sayso.events.event_format import LayoutError
from sayso.events.formats import FORMATS
from sayso.events.formats.un_votes import ADDED
from sayso.events.loaded import Loaded

Load: TypeAlias = Callable[..., tuple[Loaded, list[dict[str, Any]]]]

CALLS = [
    (1, 59, "2004-11-01", 0, "A"),
    (2, 59, "2004-11-02", 1, "B"),
    (3, 60, "2005-11-01", 0, "C"),
    (4, 61, "2006-11-01", 0, "D"),
    (5, 61, "2006-11-02", 0, "E"),
]
VOTES = [
    (1, "Russia", "RU", "yes"),
    (2, "Russia", "RU", "no"),
    (3, "Russia", "RU", "abstain"),
    (4, "Russia", "RU", "yes"),
    (5, "Russia", "RU", "yes"),
    # Uzbekistan has no vote in session 60
    (1, "Uzbekistan", "UZ", "yes"),
    (4, "Uzbekistan", "UZ", "yes"),
    # Montenegro first votes in the middle of the last session
    (5, "Montenegro", "ME", "yes"),
    # Yugoslavia votes for the last time on the first day
    (1, "Yugoslavia", "YU", "yes"),
]


def csv_of(path: Path, header: str, rows: Sequence[tuple[object, ...]]) -> Path:
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")
    return path


def parquet_of(path: Path, header: str, rows: Sequence[tuple[object, ...]]) -> Path:
    source = csv_of(path.with_suffix(".text"), header, rows)
    duckdb.read_csv(str(source), delimiter=",").write_parquet(str(path))
    return path


@pytest.fixture(params=["csv", "parquet"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    write = {"csv": csv_of, "parquet": parquet_of}[request.param]
    write(tmp_path / f"un_roll_calls.{request.param}", "rcid,session,date,importantvote,short", CALLS)
    return write(tmp_path / f"un_votes.{request.param}", "rcid,country,country_code,vote", VOTES)


def test_votes_get_their_dates_from_the_file_beside(load: Load, files: Path) -> None:
    loaded, rows = load(files)
    assert (loaded.rows, loaded.kept, loaded.refused) == (9, 9, 0)
    one = next(row for row in rows if row["roll_call"] == "2" and row["state"] == "RUS")
    assert one["date"] == dt.date(2004, 11, 2)
    assert (one["vote"], one["important"], one["title"]) == ("no", True, "B")
    assert (one["product"], one["state_code"]) == ("un-votes", "RU")


def test_absence_is_kept_as_a_choice(load: Load, files: Path) -> None:
    """A member that has no row is absent: not before its first vote, not after its last, not in lost sessions."""
    loaded, rows = load(files)
    absent = {(row["state"], row["roll_call"]) for row in rows if row["vote"] == "absent"}
    assert absent == {("UZB", "2"), ("UZB", "5")}
    assert loaded.made == 2
    assert all(row["id"].endswith(ADDED) for row in rows if row["vote"] == "absent")
    assert len({row["id"] for row in rows}) == len(rows)


def test_a_packed_file_finds_what_lies_beside_it(load: Load, tmp_path: Path) -> None:
    csv_of(tmp_path / "un_roll_calls.csv", "rcid,session,date", [(1, 1, "2000-01-01")])
    path = csv_of(tmp_path / "plain.csv", "rcid,country,country_code,vote", [(1, "Russia", "RU", "yes")])
    packed = tmp_path / "un_votes.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    _, (row,) = load(packed)
    assert (row["state"], row["date"]) == ("RUS", dt.date(2000, 1, 1))


def test_the_columns_may_stand_in_another_order(load: Load, tmp_path: Path) -> None:
    csv_of(tmp_path / "roll_calls.csv", "rcid,session,date", [(1, 1, "2000-01-01"), (2, 1, "2000-01-02")])
    path = csv_of(
        tmp_path / "votes.csv",
        "vote,rcid,country,country_code,note",
        [("yes", 1, "Russia", "RU", "x"), ("no", 2, "France", "FR", "x"), ("no", 1, "France", "FR", "x")],
    )
    loaded, rows = load(path)
    assert (loaded.rows, loaded.kept, loaded.made, len(rows)) == (3, 3, 1, 4)


def test_what_is_wrong_with_a_vote_is_named_and_counted(load: Load, tmp_path: Path) -> None:
    csv_of(tmp_path / "un_roll_calls.csv", "rcid,session,date", [(1, 1, "2000-01-01")])
    rows = [
        (1, "Russia", "RU", "yes"),
        (9, "Russia", "RU", "yes"),
        (1, "", "", "yes"),
        (1, "France", "FR", "maybe"),
    ]
    loaded, _ = load(csv_of(tmp_path / "un_votes.csv", "rcid,country,country_code,vote", rows))
    assert (loaded.rows, loaded.kept, loaded.made) == (4, 1, 0)
    assert {(one.what, one.rows) for one in loaded.troubles} == {
        ("the roll call is not in the list of roll calls", 1),
        ("no state", 1),
        ("the vote is none of yes, no, abstain, absent", 1),
    }


def test_votes_without_their_roll_calls_are_refused_with_the_reason(load: Load, tmp_path: Path) -> None:
    path = csv_of(tmp_path / "un_votes.csv", "rcid,country,country_code,vote", VOTES)
    with pytest.raises(LayoutError, match=r"un_roll_calls\.parquet .* must lie beside"):
        load(path)


def test_the_list_of_roll_calls_is_not_taken_for_votes(load: Load, tmp_path: Path) -> None:
    path = csv_of(tmp_path / "calls.csv", "rcid,session,date,unres,importantvote,descr", [])
    with pytest.raises(LayoutError, match="list of roll calls"):
        load(path)


UNDL = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,"
    "subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n"
)


def test_the_librarys_layout_has_rows_for_who_did_not_vote(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "ga_voting.csv"
    end = ',2022-03-02,ES-11,A/RES/ES-11/1,,,,"Aggression, and more",,,,141,5,35,12,193,\n'
    votes = {"UZB": "X", "RUS": "N", "KAZ": "A", "USA": "Y", "TJK": ""}
    path.write_text(UNDL + "".join(f"3959039,{one},NAME,{vote}{end}" for one, vote in votes.items()))
    loaded, rows = load(path)
    assert (loaded.rows, loaded.kept) == (5, 4)
    assert [(one.what, one.rows) for one in loaded.troubles] == [("the vote is none of Y, N, A, X", 1)]
    found = {row["state"]: row["vote"] for row in rows if row["problem"] is None}
    assert found == {"UZB": "absent", "RUS": "no", "KAZ": "abstain", "USA": "yes"}
    assert {row["title"] for row in rows} == {"Aggression, and more"}
    assert {row["roll_call"] for row in rows} == {"A/RES/ES-11/1"}
    assert {row["date"] for row in rows} == {dt.date(2022, 3, 2)}


def test_voetens_layout_counts_those_who_were_no_members(load: Load, tmp_path: Path) -> None:
    """704 is Uzbekistan, 365 Russia by the Correlates of War."""
    rows = [(9, 704, 1), (9, 365, 3), (9, 2, 2), (9, 710, 8), (9, 817, 9), (9, 740, 4)]
    path = csv_of(
        tmp_path / "UNVotes.csv",
        "rcid,ccode,vote,Country,date,importantvote,short",
        [(*row, "", "2005-12-01", 1, "X") for row in rows],
    )
    loaded, found = load(path)
    assert (loaded.rows, loaded.kept) == (6, 4)
    assert {(one.what, one.rows) for one in loaded.troubles} == {
        ("the state was not a member", 1),
        ("the vote is none of 1, 2, 3, 8, 9", 1),
    }
    good = {row["state"]: row["vote"] for row in found if row["problem"] is None}
    assert good == {"UZB": "yes", "RUS": "no", "USA": "abstain", "CHN": "absent"}


def test_votes_in_numbers_without_dates_are_refused_with_the_reason(load: Load, tmp_path: Path) -> None:
    path = csv_of(tmp_path / "raw.csv", "rcid,vote,ccode,session", [(1, 1, 2, 1)])
    with pytest.raises(LayoutError, match="no column date"):
        load(path)


def test_the_real_votes_all_find_their_roll_call(load: Load, shared: Path) -> None:
    loaded, rows = load(shared / "votes/un_votes.parquet")
    assert (loaded.rows, loaded.kept) == (870_109, 870_109)
    votes = Counter(row["vote"] for row in rows)
    assert (votes["yes"], votes["no"], votes["abstain"]) == (693_664, 65_548, 110_897)
    assert votes["absent"] == loaded.made > 50_000
    uzbek = [row["date"] for row in rows if row["state"] == "UZB" and row["vote"] == "absent"]
    # session 56 has no vote of Uzbekistan: no data, and no absence
    assert not [day for day in uzbek if dt.date(2001, 9, 10) <= day < dt.date(2002, 9, 1)]
    assert [day for day in uzbek if day.year == 1996]
    south_africa = [row["date"].year for row in rows if row["state"] == "ZAF"]
    assert not [year for year in south_africa if 1975 <= year <= 1992]


def test_the_formats_of_votes_name_their_terms() -> None:
    for name in ("un-votes", "undl-votes", "voeten-votes"):
        assert FORMATS[name].table == "votes"
        assert FORMATS[name].licence.citation
