"""The example region: its reports read as documents, its chronology reads without a problem."""

import csv
import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.documents import read_document
from sayso.documents.document import Document
from sayso.events import KINDS, DatedFact, date_order, facts_between, read_chronology
from sayso.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
REGION = ROOT / "examples" / "central-asia"
REPORTS = ("interview.txt", "wire.txt", "commentary.html")
STATES = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


@cache
def actors() -> ActorTable:
    table, problems = ActorTable.load()
    assert problems == ()
    return table


@cache
def chronology() -> tuple[tuple[DatedFact, ...], tuple[Problem, ...]]:
    path = REGION / "chronology.csv"
    return read_chronology(path.read_bytes(), path.name, actors=actors())


@cache
def report(name: str) -> Document:
    document, problems = read_document((REGION / name).read_bytes(), name, actors=actors())
    assert problems == ()
    assert document is not None
    return document


def words_in(document: Document, *kinds: str) -> str:
    return "\n".join(document.text[zone.start : zone.end] for zone in document.zones if zone.kind in kinds)


def test_every_row_of_the_chronology_is_a_fact_with_known_actors() -> None:
    facts, problems = chronology()
    assert problems == ()
    with (REGION / "chronology.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(facts)
    assert all(not fact.unknown_actors for fact in facts)


def test_there_are_about_a_hundred_facts_since_1991_in_date_order() -> None:
    facts, _ = chronology()
    assert 100 <= len(facts) <= 130
    assert list(facts) == sorted(facts, key=date_order)
    assert facts[0].day.year == 1991
    assert facts[-1].day < dt.date(2026, 1, 1)


def test_every_kind_and_every_state_of_the_region_occurs() -> None:
    facts, _ = chronology()
    assert {fact.kind for fact in facts} == set(KINDS)
    assert set(STATES) <= {actor for fact in facts for actor in fact.actors}


def test_every_fact_is_one_sentence() -> None:
    facts, _ = chronology()
    assert [fact.what for fact in facts if not re.fullmatch(r"[A-Z].{15,180}[A-Za-z0-9]\.", fact.what)] == []


def test_uzbekistans_ways_in_and_out_of_the_alliance_are_there() -> None:
    facts, _ = chronology()
    found = facts_between(facts, DateInterval(None, None), actors={"UZB"})
    memberships = [fact.date for fact in found if fact.kind == "membership"]
    assert {"1999-04-02", "2006-08-16", "2012-06-28"} <= set(memberships)


def test_the_january_events_are_found_by_their_actors_and_month() -> None:
    facts, _ = chronology()
    january = DateInterval(dt.date(2022, 1, 1), dt.date(2022, 1, 31))
    found = facts_between(facts, january, actors={"CSTO"})
    assert [fact.date for fact in found] == ["2022-01-05", "2022-01-06", "2022-01-19"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("interview.txt", dt.date(2022, 3, 3)),
        ("wire.txt", dt.date(2022, 4, 19)),
        ("commentary.html", dt.date(2022, 6, 21)),
    ],
)
def test_a_report_is_dated_to_the_day(name: str, day: dt.date) -> None:
    date = report(name).date
    assert date is not None
    assert date.interval == DateInterval.day(day)


@pytest.mark.parametrize("name", REPORTS)
def test_every_character_of_a_report_lies_in_one_zone(name: str) -> None:
    document = report(name)
    covered = [index for zone in document.zones for index in range(zone.start, zone.end)]
    assert len(covered) == len(set(covered))
    left = set(range(len(document.text))) - set(covered)
    assert "".join(document.text[index] for index in sorted(left)).strip() == ""


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_short_and_says_that_its_speakers_are_fictional(name: str) -> None:
    document = report(name)
    prose = words_in(document, "title", "lede", "body", "question", "answer")
    assert 350 <= len(prose.split()) <= 650
    assert "fictional" in document.text


@pytest.mark.parametrize(
    ("name", "title"),
    [
        (
            "interview.txt",
            "Anvar Namunaev: “Uzbekistan can live through one shock, but hardly through two at once”",
        ),
        ("wire.txt", "Shrinking remittances raise fears of unrest in Central Asia"),
        ("commentary.html", "Central Asia is not leaving Russia"),
    ],
)
def test_a_report_has_its_title(name: str, title: str) -> None:
    assert report(name).title == title


def test_the_answers_of_the_interview_are_namunaevs() -> None:
    interview = report("interview.txt")
    assert interview.interviewee == "Anvar Namunaev"
    questions, answers = words_in(interview, "question"), words_in(interview, "answer")
    assert "Can the same thing happen here?" in questions
    assert "What should the government do?" in questions
    assert "I think mass unrest in Uzbekistan this year is unlikely." in answers
    assert "Repression buys a year of calm and costs ten years of anger." in answers
    assert "nowhere else to trade" not in answers


def test_the_wire_report_has_its_date_apart_from_its_body() -> None:
    wire = report("wire.txt")
    assert "19.04.2022 14:05" in words_in(wire, "dateline")
    assert "a remote possibility" in words_in(wire, "body", "lede")


def test_the_commentary_is_its_authors() -> None:
    commentary = report("commentary.html")
    assert commentary.author == "Aigul Mysalova"
    assert commentary.outlet == "The Ulgu Review"
    prose = words_in(commentary, "body", "lede")
    assert "I do not believe the newspapers." in prose
    assert "whatever its presidents say in St Petersburg." in prose


@pytest.mark.parametrize(
    "boilerplate",
    [
        "We use cookies to count our readers.",
        "Log in",
        "Share on Telegram",
        "Why bread costs more in Osh than in Almaty",
        "Your e-mail address will not be published.",
        "Notify me of new comments",
        "All rights reserved.",
    ],
)
def test_what_stands_round_the_commentary_is_no_part_of_it(boilerplate: str) -> None:
    commentary = report("commentary.html")
    assert boilerplate in commentary.text
    assert boilerplate not in words_in(commentary, "title", "lede", "body", "question", "answer")


def test_the_readme_says_how_many_facts_there_are_and_who_is_fictional() -> None:
    readme = (REGION / "README.md").read_text(encoding="utf-8")
    facts, _ = chronology()
    assert f"{len(facts)} dated public facts" in readme
    assert all(name in readme for name in ("Anvar Namunaev", "Mirbek Ulgubaev", "Aigul Mysalova"))
