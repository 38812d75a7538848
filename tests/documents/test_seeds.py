"""The two reports that the project was made for."""

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path

import pytest

from sayso.documents.document import Document, Relay
from sayso.documents.places import turn_at, zone_at


def kinds(document: Document) -> list[str]:
    return [zone.kind for zone in document.zones]


def test_the_interview_has_eight_questions_each_with_its_answer(seeds: dict[str, Document]) -> None:
    found = kinds(seeds["000"])
    assert found[:4] == ["title", "lede", "body", "body"]
    assert found[4:20] == ["question", "answer"] * 8
    assert found[20:] == ["dateline", "photo credit", "pagination"]


def test_the_interview_is_of_4_february_2022_and_says_in_which_order_it_read_the_figures(
    seeds: dict[str, Document],
) -> None:
    date = seeds["000"].date
    assert date is not None
    assert (date.interval.start, date.interval.end) == (dt.date(2022, 2, 4), dt.date(2022, 2, 4))
    assert "day first" in date.reasons[0]
    assert "04 02 2022" in date.reasons[0]


def test_the_answers_belong_to_the_person_in_full_whom_title_and_preface_name(
    seeds: dict[str, Document],
) -> None:
    document = seeds["000"]
    assert document.interviewee == "Bakhrom Khamroev"
    assert document.outlet == "CentralAsia.news"
    assert document.author is None
    assert {turn.speaker for turn in document.turns if turn.kind == "answer"} == {"Bakhrom Khamroev"}
    assert {turn.speaker for turn in document.turns if turn.kind == "question"} == {None}


def test_the_report_names_author_and_relay(seeds: dict[str, Document]) -> None:
    document = seeds["004"]
    assert document.author == "Ahmed Islamov"
    assert document.relay == Relay(author="Vitaliy Volkov", outlet="Deutsche Welle")
    assert document.outlet == "Deutsche Welle"
    assert document.interviewee is None
    assert document.turns == ()


def test_the_blogs_furniture_is_no_text(seeds: dict[str, Document]) -> None:
    found = kinds(seeds["004"])
    assert found[:7] == ["title", "lede", "body", "body", "body", "body", "body"]
    assert found[7:11] == ["relay note", "author's note", "author's note", "navigation"]
    assert set(found[11:]) == {"comment form"}


def test_the_report_without_a_year_is_of_2014_by_the_offices_that_it_names(
    seeds: dict[str, Document],
) -> None:
    date = seeds["004"].date
    assert date is not None
    start, end = date.interval.start, date.interval.end
    assert start is not None
    assert end is not None
    assert dt.date(2013, 10, 1) <= start
    assert end <= dt.date(2016, 12, 31)
    assert dt.date(2014, 12, 1) in date.interval
    assert dt.date(2014, 12, 1) in [candidate.start for candidate in date.candidates]
    assert all("“" in reason for reason in date.reasons)
    assert any("Nisha Biswal" in reason for reason in date.reasons)


def test_every_marked_claim_lies_in_a_zone_of_running_text(seeds: dict[str, Document], shared: Path) -> None:
    gold = [json.loads(line) for line in (shared / "gold/seeds.jsonl").read_text().splitlines()]
    running = {"title", "lede", "body", "question", "answer"}
    for mark in gold:
        document = seeds[mark["report"][:3]]
        assert document.text[mark["start"] : mark["end"]] == mark["quote"]
        zone = zone_at(document, mark["start"])
        assert zone is not None
        assert zone.kind in running
        assert mark["end"] <= zone.end


def test_what_the_interviewer_puts_is_in_a_question(seeds: dict[str, Document], shared: Path) -> None:
    gold = [json.loads(line) for line in (shared / "gold/seeds.jsonl").read_text().splitlines()]
    asked = [mark for mark in gold if mark["speaker"] == "interviewer"]
    assert asked
    for mark in asked:
        turn = turn_at(seeds["000"], mark["start"])
        assert turn is not None
        assert turn.kind == "question"


@pytest.mark.parametrize("seed", ["000", "004"])
def test_zones_cover_the_seed_and_do_not_overlap(seeds: dict[str, Document], seed: str) -> None:
    document = seeds[seed]
    assert all(first.end <= second.start for first, second in pairwise(document.zones))
    covered = "".join(document.text[zone.start : zone.end] for zone in document.zones)
    assert "".join(covered.split()) == "".join(document.text.split())
