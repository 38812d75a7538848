"""A user's own actor files: what they add, and what is said of their faults."""

import datetime as dt
from pathlib import Path

import pytest

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.problems import Problem


def load(tmp_path: Path, text: str) -> tuple[ActorTable, tuple[Problem, ...]]:
    path = tmp_path / "my-actors.toml"
    path.write_text(text, encoding="utf-8")
    return ActorTable.load(extra=[path])


def test_a_user_adds_a_group_a_person_and_a_post(tmp_path: Path) -> None:
    table, problems = load(
        tmp_path,
        """
        source = "my notes"
        [[group]]
        id = "Alga"
        name = "Alga Kazakhstan"
        [[person]]
        name = "Aigerim Testova"
        aliases = ["Aigerim Testowa"]
        [[post]]
        of = "Alga"
        role = "leader_of_group"
        title = "leader of Alga Kazakhstan"
        holders = [["Aigerim Testova", 2020-01-01]]
        """,
    )
    assert problems == ()
    mentions = table.find("Alga Kazakhstan and Aigerim Testova; Testova said")
    assert [(m.actor, m.state) for m in mentions] == [
        ("Alga", "Alga"),
        ("aigerim-testova", "Alga"),
        ("aigerim-testova", "Alga"),
    ]


def test_a_user_adds_to_a_state_and_overrides_its_capital(tmp_path: Path) -> None:
    table, problems = load(
        tmp_path,
        """
        [[state]]
        id = "KAZ"
        aliases = ["Steppeland"]
        capital = "Almaty"
        source = "my notes"
        """,
    )
    assert problems == ()
    assert [m.actor for m in table.find("Steppeland, Almaty, Kazakhstan")] == ["KAZ"] * 3
    assert table.actor("KAZ").neighbours == ActorTable.load()[0].actor("KAZ").neighbours


def test_a_user_ends_an_incumbency_and_names_a_successor(tmp_path: Path) -> None:
    table, problems = load(
        tmp_path,
        """
        [[post]]
        of = "TKM"
        role = "head_of_state"
        title = "President of Turkmenistan"
        source = "my notes"
        holders = [["Serdar Berdimuhamedow", 2022-03-19, 2030-01-01], ["Invented Successor", 2030-01-02]]
        """,
    )
    assert problems == ()
    offices = table.offices(of="TKM", role="head_of_state", on=DateInterval.day(dt.date(2031, 1, 1)))
    assert [office.holder for office in offices] == ["invented-successor"]


def test_a_user_says_when_a_vote_was_called(tmp_path: Path) -> None:
    table, problems = load(
        tmp_path,
        """
        source = "my notes"
        [[election]]
        state = "KAZ"
        kind = "presidential"
        days = [2040-06-03, 2041-06-03]
        called = { 2040-06-03 = 2040-04-01 }
        """,
    )
    assert problems == ()
    ahead = DateInterval(dt.date(2040, 1, 1), dt.date(2041, 12, 31))
    before, after = (table.elections("KAZ", ahead, known_on=dt.date(2040, month, 1)) for month in (1, 4))
    assert [vote.day.year for vote in before] == [2041]
    assert [vote.called for vote in after] == [dt.date(2040, 4, 1), None]


def test_a_user_adds_the_call_of_a_vote_that_is_known(tmp_path: Path) -> None:
    table, problems = load(
        tmp_path,
        """
        [[election]]
        state = "TJK"
        kind = "referendum"
        days = [2003-06-22]
        called = { 2003-06-22 = 2003-03-19 }
        source = "my notes"
        """,
    )
    assert problems == ()
    (vote,) = table.elections("TJK", DateInterval(dt.date(2003, 1, 1), dt.date(2003, 12, 31)))
    assert (vote.called, vote.source) == (dt.date(2003, 3, 19), "my notes")
    (base,) = ActorTable.load()[0].elections("TJK", DateInterval(dt.date(2003, 1, 1), dt.date(2003, 12, 31)))
    assert base.called is None


def vote(called: str) -> str:
    """Return an election entry of 3 June 2040 with `called`."""
    return (
        '[[election]]\nstate = "KAZ"\nkind = "presidential"\nsource = "s"\n'
        f"days = [2040-06-03]\ncalled = {called}"
    )


FAULTS = [
    (vote("{ 2040-06-04 = 2040-04-01 }"), "'2040-06-04' is none of its days; those are 2040-06-03"),
    (vote("{ 2040-06-03 = 2040-07-01 }"), "the vote of 2040-06-03 cannot be called after it, on 2040-07-01"),
    (vote('{ 2040-06-03 = "spring" }'), "'spring' is not a date; want 2022-09-21"),
    (vote("{ 2040-06-03 = 2040-04-01T10:00:00 }"), "is not a date"),
    (vote("2040-04-01"), "called: Expected `object`"),
    ('[[state]]\nid = "ZZZ"\nnmae = "Zed"\nsource = "s"', "unknown key 'nmae'; nearest allowed is 'name'"),
    ('[[stat]]\nid = "ZZZ"', "unknown table 'stat'; nearest allowed is 'state'"),
    ('[[state]]\nid = "ZZZ"\nname = 3\nsource = "s"', "name: Expected `str"),
    ('[[state]]\nid = "ZZZ"\nname = "Zed"', "no source"),
    ('[[state]]\nid = "ZZZ"\nsource = "s"', "a new actor needs a name"),
    ('[[group]]\nid = "UZB"\nname = "X"\nsource = "s"', "'UZB' is a state already"),
    (
        '[[membership]]\norganisation = "CSTO"\nmembers = ["UZBK"]\nfrom = 2001-01-01\nsource = "s"',
        "unknown actor 'UZBK'; nearest allowed is 'UZB'",
    ),
    (
        '[[membership]]\norganisation = "CSTO"\nmembers = ["CHN"]\nfrom = 2005-01-01\nto = 2004-01-01\nsource = "s"',
        "cannot end",
    ),
    (
        '[[post]]\nof = "UZB"\nrole = "president"\ntitle = "t"\nsource = "s"\nholders = []',
        "role: Invalid enum value 'president'",
    ),
    (
        '[[post]]\nof = "UZB"\nrole = "other"\ntitle = "t"\nsource = "s"\nholders = [["A B"]]',
        "want [name, from] or [name, from, to]",
    ),
    (
        '[[post]]\nof = "UZB"\nrole = "other"\ntitle = "t"\nsource = "s"\nholders = [["A B", "soon"]]',
        "'soon' is not a date",
    ),
    ("state = 3", "'state' is no list"),
    ("state = [3]", "state number 1 is no table"),
    (
        '[[person]]\nname = "A B"\nsource = "s"\nstate = "UZB"\n[[person]]\nname = "A B"\nsource = "s"',
        "'a-b' stands twice",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_a_faulty_entry_is_a_problem_and_the_rest_is_read(tmp_path: Path, text: str, message: str) -> None:
    good = '\n[[group]]\nid = "Good"\nname = "Goodfellows"\nsource = "s"\n'
    table, problems = load(tmp_path, text + good)
    (problem,) = problems
    assert problem.source.endswith("my-actors.toml")
    assert message in problem.message
    assert not problem.fatal
    assert [m.actor for m in table.find("the Goodfellows of Uzbekistan")] == ["Good", "UZB"]


def test_a_problem_stands_at_the_line_of_its_entry(tmp_path: Path) -> None:
    _, (problem,) = load(tmp_path, 'source = "s"\n\n[[state]]\nid = "KAZ"\n\n[[state]]\nidd = "UZB"\n')
    assert problem.line == 6


@pytest.mark.parametrize("text", ["[[state]", "= 3", 'a = "\x00"'])
def test_a_file_that_is_not_toml_is_one_fatal_problem(tmp_path: Path, text: str) -> None:
    table, (problem,) = load(tmp_path, text)
    assert problem.fatal
    assert problem.line == 1
    assert "not TOML" in problem.message
    assert table.actor("UZB")


def test_a_file_in_another_encoding_or_missing_is_one_fatal_problem(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes('name = "Türkiye"'.encode("latin-1"))
    _, problems = ActorTable.load(extra=[latin, tmp_path / "none.toml"])
    assert [problem.fatal for problem in problems] == [True, True]
    assert "not UTF-8" in problems[0].message
    assert "cannot be read" in problems[1].message


def test_what_refers_to_a_faulty_entry_is_a_problem_too(tmp_path: Path) -> None:
    table, problems = load(
        tmp_path,
        """
        source = "s"
        [[state]]
        id = "ZZZ"
        name = "Zed"
        neighbours = ["QQQ"]
        [[region]]
        id = "Zedlands"
        name = "Zedlands"
        members = ["ZZZ"]
        """,
    )
    assert len(problems) == 2
    assert "ZZZ" not in table.actors
    assert "Zedlands" not in table.actors


def test_a_user_file_leaves_the_package_table_unchanged(tmp_path: Path) -> None:
    load(tmp_path, '[[group]]\nid = "Good"\nname = "Goodfellows"\nsource = "s"\n')
    table, _ = ActorTable.load()
    assert "Good" not in table.actors
