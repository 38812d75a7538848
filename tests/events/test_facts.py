"""Chronologies in a record: what is kept of them, and how they come back."""

from pathlib import Path

import pytest

from sayso.actors import ActorTable
from sayso.events import read_chronology
from sayso.events.facts import facts_of
from sayso.events.record import Record

ACTORS, _ = ActorTable.load()
EXAMPLE = Path(__file__).resolve().parents[2] / "examples/central-asia/chronology.csv"


def write(folder: Path, text: str, name: str = "chronology.csv") -> Path:
    path = folder / name
    path.write_text("date,actors,kind,what,source\n" + text, encoding="utf-8")
    return path


def test_the_example_comes_back_as_it_is_read(tmp_path: Path) -> None:
    record = Record(tmp_path / "record")
    (outcome,) = record.add(EXAMPLE, actors=ACTORS)
    assert outcome.entry is not None
    assert outcome.entry.format == "chronology"
    assert outcome.entry.loaded.balances
    straight, _ = read_chronology(EXAMPLE.read_bytes(), "chronology.csv", actors=ACTORS)
    kept, problems = facts_of(record.connection(), actors=ACTORS)
    assert problems == ()

    def said(facts: object) -> set[tuple[str, tuple[str, ...], str, str]]:
        return {(fact.date, fact.actors, fact.kind, fact.what) for fact in facts}  # type: ignore[attr-defined]

    assert said(kept) == said(straight)
    assert len(kept) == len(straight)


def test_what_is_known_of_a_date_is_kept(tmp_path: Path) -> None:
    record = Record(tmp_path / "record")
    path = write(tmp_path, "2005,UZB,unrest,A,S\n2005-02,UZB,unrest,B,S\n2005-02-03,UZB,unrest,C,S\n")
    record.add(path, actors=ACTORS)
    rows = record.relation("facts").project("date, until, what").order("what").fetchall()
    assert [(str(first), None if last is None else str(last), what) for first, last, what in rows] == [
        ("2005-01-01", "2005-12-31", "A"),
        ("2005-02-01", "2005-02-28", "B"),
        ("2005-02-03", None, "C"),
    ]
    kept, _ = facts_of(record.connection(), actors=ACTORS)
    assert [fact.date for fact in kept] == ["2005", "2005-02", "2005-02-03"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2005-13-01,UZB,unrest,A,S\n", "the date is none"),
        ("soon,UZB,unrest,A,S\n", "the date is none"),
        ("2005,,unrest,A,S\n", "there are no actors"),
        ("2005,UZB,party,A,S\n", "the kind is none of those known"),
        ("2005,UZB,unrest,,S\n", "it does not say what happened"),
        ("2005,UZB,unrest,A,\n", "it names no source"),
        ("2005,UZB,unrest\n", "the row has too few columns"),
    ],
)
def test_a_bad_row_is_a_named_problem_and_the_others_stay(tmp_path: Path, row: str, message: str) -> None:
    record = Record(tmp_path / "record")
    (outcome,) = record.add(write(tmp_path, row + "2006,KAZ,visit,Good,S\n"), actors=ACTORS)
    assert outcome.entry is not None
    assert [one.what for one in outcome.entry.loaded.troubles] == [message]
    assert outcome.entry.loaded.balances
    assert [fact.what for fact in facts_of(record.connection(), actors=ACTORS)[0]] == ["Good"]


def test_a_fact_in_two_chronologies_comes_once(tmp_path: Path) -> None:
    record = Record(tmp_path / "record")
    for name, more in (("a.csv", ""), ("b.csv", "2007,KGZ,visit,More,S\n")):
        record.add(write(tmp_path, "2006,KAZ,visit,Once,S\n" + more, name), actors=ACTORS)
    assert [fact.what for fact in facts_of(record.connection(), actors=ACTORS)[0]] == ["Once", "More"]


def test_a_record_without_chronologies_has_no_facts(tmp_path: Path) -> None:
    assert facts_of(Record(tmp_path).connection(), actors=ACTORS) == ((), ())
