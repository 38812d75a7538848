"""The data that come with the package: whole, dated, sourced."""

import datetime as dt
import tomllib
from collections import defaultdict
from itertools import pairwise

import pytest

from sayso.actors import ActorTable, Office
from sayso.actors.book import Book
from sayso.actors.files import base_files, read_files
from sayso.dates import DateInterval

TABLE, PROBLEMS = ActorTable.load()
STATES = [actor for actor in TABLE.actors.values() if actor.kind == "state"]

# Dates known only to the month or year open an interval to its widest; a change of holder may then overlap so long.
HANDOVER = dt.timedelta(days=45)
OVERLAPS = {
    ("KGZ", "foreign_minister"): "several changes are known to the year only",
    ("TJK", "foreign_minister"): "the change of 2006 is known to the year only",
}
# Posts of one role that several people may hold at once.
SHARED = {"opposition", "other"}


def day(year: int, month: int = 1, of_month: int = 1) -> DateInterval:
    return DateInterval.day(dt.date(year, month, of_month))


def test_the_files_of_the_package_have_no_problems() -> None:
    assert PROBLEMS == ()
    assert read_files(Book(), base_files()) == ()


def test_no_row_is_written_twice() -> None:
    rows = [
        (post["of"], post["role"], tuple(map(str, holder)))
        for _, data in base_files()
        for post in tomllib.loads(data.decode()).get("post", [])
        for holder in post["holders"]
    ]
    assert len(rows) == len(set(rows))
    assert len(rows) == len(TABLE.offices())


def test_everything_names_its_source() -> None:
    assert all(actor.source for actor in TABLE.actors.values())
    assert all(office.source for office in TABLE.offices())
    assert all(milestone.source and milestone.words for milestone in TABLE.milestones())
    for state in STATES:
        assert all(row.source for row in TABLE.memberships(state.id))
        assert all(election.source for election in TABLE.elections(state.id, DateInterval()))


def test_every_identifier_referred_to_exists() -> None:
    for actor in TABLE.actors.values():
        for other in (*actor.neighbours, *actor.members, *((actor.state,) if actor.state else ())):
            assert TABLE.actor(other)
    for office in TABLE.offices():
        assert TABLE.actor(office.holder).kind == "person"
        assert TABLE.actor(office.of)
    for milestone in TABLE.milestones():
        assert milestone.actor is None or TABLE.actor(milestone.actor)


def test_every_person_stands_for_somebody() -> None:
    lost = [
        actor.id
        for actor in TABLE.actors.values()
        if actor.kind == "person" and not actor.state and not TABLE.offices(holder=actor.id)
    ]
    assert lost == []


def test_borders_are_written_on_both_sides() -> None:
    for state in STATES:
        for other in state.neighbours:
            assert state.id in TABLE.actor(other).neighbours, (state.id, other)
        assert TABLE.neighbours(state.id) == tuple(sorted(state.neighbours))


def test_one_post_has_one_holder_at_a_time() -> None:
    posts: dict[tuple[str, str, str], list[Office]] = defaultdict(list)
    for office in TABLE.offices():
        if office.role not in SHARED:
            posts[office.of, office.role, office.title].append(office)
    overlapping = set()
    for (of, role, _), offices in posts.items():
        for earlier, later in pairwise(sorted(offices, key=lambda office: str(office.during.start or ""))):
            shared = earlier.during.intersect(later.during)
            if shared is None:
                continue
            if shared.start is None or shared.end is None or shared.end - shared.start > HANDOVER:
                overlapping.add((of, role))
    assert overlapping == set(OVERLAPS)


def test_iso_codes_are_three_capitals_and_codes_are_unique_among_living_states() -> None:
    living = [state for state in STATES if state.lifetime.end is None]
    for state in STATES:
        assert len(state.id) == 3
        assert state.id.isupper()
    for system in ("gw", "cow"):
        codes = [code.code for state in living for code in state.codes if code.system == system]
        assert len(codes) == len(set(codes))
    assert {code.system: code.code for code in TABLE.actor("UZB").codes} == {
        "iso3": "UZB",
        "gw": "704",
        "cow": "704",
    }


def test_all_members_of_the_united_nations_are_there() -> None:
    not_members = {"TWN", "XKX", "PSE", "VAT", "ESH"}
    assert len([state for state in STATES if state.lifetime.end is None]) == 193 + len(not_members)


@pytest.mark.parametrize(
    ("organisation", "state", "year", "is_member"),
    [
        ("CSTO", "UZB", 1995, True),
        ("CSTO", "UZB", 2003, False),
        ("CSTO", "UZB", 2010, True),
        ("CSTO", "UZB", 2014, False),
        ("CSTO", "GEO", 1997, True),
        ("CSTO", "AZE", 2000, False),
        ("CSTO", "ARM", 2022, True),
        ("EAEU", "KGZ", 2014, False),
        ("EAEU", "KGZ", 2016, True),
        ("EAEU", "UZB", 2022, False),
        ("CustomsUnion", "KAZ", 2012, True),
        ("CustomsUnion", "KAZ", 2009, False),
        ("CustomsUnion", "RUS", 2015, False),
        ("SCO", "IND", 2018, True),
        ("SCO", "PAK", 2016, False),
        ("SCO", "IRN", 2024, True),
        ("SCO", "BLR", 2023, False),
        ("NATO", "TUR", 2000, True),
        ("NATO", "FIN", 2022, False),
        ("NATO", "SWE", 2025, True),
        ("EU", "GBR", 2021, False),
        ("EU", "HRV", 2014, True),
        ("ECOWAS", "MLI", 2024, True),
        ("ECOWAS", "NER", 2026, False),
        ("AES", "BFA", 2024, True),
        ("CIS", "GEO", 2010, False),
        ("CIS", "UKR", 2000, True),
        ("OTS", "UZB", 2020, True),
        ("GCC", "QAT", 2018, True),
        ("ASEAN", "MMR", 1996, False),
        ("BRICS", "IRN", 2024, True),
    ],
)
def test_who_belonged_where(organisation: str, state: str, year: int, *, is_member: bool) -> None:
    assert (state in TABLE.members(organisation, day(year, 6, 30))) is is_member


def test_observers_are_no_members() -> None:
    statuses = {(row.organisation, row.status) for row in TABLE.memberships("UZB", day(2022))}
    assert ("EAEU", "observer") in statuses
    assert ("SCO", "member") in statuses


@pytest.mark.parametrize(
    ("of", "role", "when", "holder"),
    [
        ("UZB", "head_of_state", (2014, 12, 1), "islam-karimov"),
        ("UZB", "foreign_minister", (2014, 12, 1), "abdulaziz-kamilov"),
        ("USA", "assistant_secretary", (2014, 12, 1), "nisha-biswal"),
        ("KAZ", "head_of_state", (2022, 1, 6), "kassym-jomart-tokayev"),
        ("KGZ", "head_of_state", (2005, 6, 1), "kurmanbek-bakiyev"),
        ("TJK", "head_of_state", (2000, 1, 1), "emomali-rahmon"),
        ("TKM", "head_of_state", (2023, 1, 1), "serdar-berdimuhamedow"),
        ("RUS", "head_of_state", (2010, 1, 1), "dmitry-medvedev"),
        ("RUS", "foreign_minister", (2014, 1, 1), "sergey-lavrov"),
        ("CHN", "head_of_state", (2014, 1, 1), "xi-jinping"),
        ("TUR", "head_of_government", (2010, 1, 1), "recep-tayyip-erdogan"),
        ("NER", "head_of_state", (2023, 6, 1), "mohamed-bazoum"),
    ],
)
def test_who_held_which_post(of: str, role: str, when: tuple[int, int, int], holder: str) -> None:
    offices = TABLE.offices(of=of, on=day(*when))
    assert [office.holder for office in offices if office.role == role] == [holder]


def test_the_dates_that_a_text_of_december_2014_rests_on() -> None:
    """Nisha Biswal visited Tashkent on December 1 … it precedes parliamentary and then presidential elections"""
    (biswal,) = TABLE.offices(holder="nisha-biswal")
    assert biswal.during.start is not None
    assert biswal.during.start >= dt.date(2013, 10, 1)
    ahead = TABLE.elections("UZB", DateInterval(dt.date(2014, 12, 1), dt.date(2015, 12, 1)))
    assert [(election.kind, election.day) for election in ahead] == [
        ("parliamentary", dt.date(2014, 12, 21)),
        ("presidential", dt.date(2015, 3, 29)),
    ]


@pytest.mark.parametrize(
    ("known_on", "votes"),
    [
        ((2022, 2, 1), []),
        ((2022, 6, 1), ["referendum 2022-06-05"]),
        ((2022, 10, 1), ["presidential 2022-11-20"]),
    ],
)
def test_nobody_knows_of_a_vote_before_it_is_called(known_on: tuple[int, int, int], votes: list[str]) -> None:
    today = dt.date(*known_on)
    ahead = DateInterval(today, dt.date(2022, 12, 31))
    assert [f"{vote.kind} {vote.day}" for vote in TABLE.elections("KAZ", ahead, known_on=today)] == votes


def test_a_vote_that_the_law_prescribes_is_known_long_before() -> None:
    (vote,) = TABLE.elections(
        "USA", DateInterval(dt.date(2028, 1, 1), dt.date(2028, 12, 31)), known_on=dt.date(2025, 1, 1)
    )
    assert vote.known_from is None


def test_a_referendum_without_a_recorded_call_is_known_two_months_before() -> None:
    (vote,) = TABLE.elections("TJK", DateInterval(dt.date(2003, 1, 1), dt.date(2003, 12, 31)))
    assert (vote.kind, vote.called, vote.known_from) == ("referendum", None, dt.date(2003, 4, 23))


def test_no_call_comes_after_its_vote_or_years_before() -> None:
    for state in STATES:
        for vote in TABLE.elections(state.id, DateInterval()):
            if vote.called is not None:
                assert dt.timedelta(days=14) < vote.day - vote.called < dt.timedelta(days=600)


def test_the_base_data_say_up_to_when_they_were_kept() -> None:
    assert isinstance(TABLE.as_of, dt.date)
    held = [vote.day for vote in TABLE.elections("KGZ", DateInterval()) if vote.day <= TABLE.as_of]
    assert held[-1] == dt.date(2025, 11, 30)


def test_milestones_are_found_by_the_words_of_a_text() -> None:
    """the creation of a new international coalition led by the United States against the “Islamic State” (IS)"""
    text = "the creation of a new international coalition led by the United States against the “Islamic State” (IS)"
    found = TABLE.milestones(named_in=text)
    assert "CoalitionAgainstIS" in {milestone.actor for milestone in found}
    earliest = max(milestone.earliest_text for milestone in found if milestone.earliest_text is not None)
    assert earliest == dt.date(2014, 9, 5)


def test_milestones_by_actor_and_date() -> None:
    january = TABLE.milestones(actor="KAZ", during=DateInterval(dt.date(2022, 1, 1), dt.date(2022, 1, 31)))
    assert [milestone.what for milestone in january] == ["January events in Kazakhstan"]


def test_regions_expand_to_their_states() -> None:
    assert set(TABLE.members("Central Asia", day(2022))) == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}
    assert "Central Asia" in TABLE.regions_of("UZB")
    assert "Sahel" in TABLE.regions_of("MLI")


def test_an_unknown_actor_is_refused_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="the nearest is 'UZB'"):
        TABLE.actor("UZBK")


def test_every_town_is_found_as_its_states() -> None:
    """A name that a longer one or another state's takes over is of no use in the table."""
    for actor in TABLE.actors.values():
        for place in actor.places:
            found = [(one.words, one.state) for one in TABLE.find(f"{actor.name} and then {place} .")]
            assert found[-1] == (place, actor.id), (actor.id, place, found)
