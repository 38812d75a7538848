"""What is said of a source: the numbers of the ledger, and how little a few answers tell."""

import csv
import datetime as dt
import functools
import io
import json
import re
from pathlib import Path

import msgspec
import numpy as np
import pytest

from sayso.brief.scores.book import Book, Choice
from sayso.brief.scores.exchange import to_csv, to_json
from sayso.brief.scores.facts import facts
from sayso.brief.scores.marks import bars, days_marked, dots
from sayso.brief.scores.plots import pictures
from sayso.brief.scores.records import Sheets, SourceSheet
from sayso.brief.scores.sheet import sheets
from sayso.brief.scores.sources import Source, find_source
from sayso.brief.scores.text import to_text
from sayso.brief.scores.words import calibration, standfirst
from sayso.cli.score import command
from sayso.forecasts.distribution import Point
from sayso.forecasts.entries import entries
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question
from sayso.forecasts.record import Record
from sayso.forecasts.reliability import reliability
from sayso.forecasts.resolution import Outcome, Resolution
from sayso.forecasts.summary import summarise
from tests.brief.made_ledger import ledger, records, said

ADVISER = Source(kind="speaker", name="Adviser")


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def shown(book: Book, source: Source | None = None, against: Source | None = None) -> Sheets:
    return sheets(book, name="made.jsonl", rng=rng(), source=source, against=against)


@functools.cache
def made() -> Sheets:
    return shown(Book.of(ledger()))


def sheet(name: str = "Adviser") -> SourceSheet:
    return next(one for one in made().sources if one.source.name == name)


def long_ledger(n: int, *, sources: int = 2) -> Ledger:
    """Return a ledger of `n` questions of one class that each source answered, a year apart by hundreds."""
    draw = rng()
    found: list[Record] = []
    for at in range(n):
        day = dt.date(2015, 1, 1) + dt.timedelta(days=at * 3)
        on = Question(text=f"Question {at}?", kind="binary", opens=day, rule="r", reference_class="class")
        chance = float(draw.uniform(0.1, 0.9))
        outcome: Outcome = "yes" if draw.random() < chance else "no"
        found += [on, Resolution(question=on.id, outcome=outcome, known_at=day + dt.timedelta(2), by="t")]
        found += [
            Forecast(
                question=on.id,
                made_by=Origin(kind="person", name=f"Person {one}"),
                made_at=day,
                distribution=Point(probability=chance if not one else 0.5),
            )
            for one in range(sources)
        ]
    return Ledger.of(found)


def test_the_sheet_holds_the_numbers_of_the_ledger() -> None:
    mine = [one for one in entries(ledger()) if one.forecast.made_by.name == "Adviser"]
    whole = summarise(mine, rng=rng())
    found = sheet()
    assert found.summary.parts == whole.parts == {"counts": 2, "other reading": 2, "unhedged": 1}
    assert found.summary.scores["brier"].mean.mean == whole.scores["brier"].mean.mean
    assert found.running[-1].mean == pytest.approx(whole.scores["brier"].mean.mean)
    (topic,) = [one for one in found.topics if one.topic == "unrest"]
    assert topic.brier == whole.scores["brier"].mean.mean
    assert topic.high == whole.scores["brier"].high


def test_readings_come_to_void_and_two_scores_and_the_literal_one_stands() -> None:
    """If it spreads, the state is highly likely to fail"""
    (found,) = [one for one in sheet().statements if one.statement == "S2"]
    assert [(one.label, one.outcome) for one in found.readings] == [
        ("literal", "void"), ("state", "no"), ("local", "yes"),
    ]  # fmt: skip
    assert found.loss is None
    assert (found.low, found.high) == pytest.approx((0.0189, 0.7441), abs=1e-3)
    assert found.readings[0].condition == "The riot spreads?"
    assert found.readings[0].condition_came == "no"


def test_a_question_is_not_the_claim_of_the_one_who_answered() -> None:
    assert "Q1" not in {one.statement for one in sheet().statements}
    interviewer = sheet("Interviewer")
    assert interviewer.asked == 1
    assert interviewer.scored == 0
    assert standfirst(interviewer) == "No forecast here counts: there is nothing to score."


def test_an_answer_that_was_replaced_stays_beside_the_one_that_stands() -> None:
    (found,) = [one for one in sheet().statements if one.statement == "S1"]
    assert [(one.words, one.superseded) for one in found.readings[0].answers] == [
        ("yes", False),
        ("no", True),
    ]
    (label,) = [one for one in sheet().statements if one.statement == "A1"]
    assert [(one.words, one.superseded) for one in label.verdict] == [
        ("supported", False), ("contradicted", True),
    ]  # fmt: skip


def test_assessments_and_prescriptions_have_labels_and_no_score() -> None:
    found = sheet()
    assert dict(found.verdicts) == {"supported": 1, "not followed": 1}
    assert all(one.loss is None for one in found.statements if one.kind in {"assessment", "prescription"})
    told = {one.term: one.words for one in facts(found)}
    assert told["Other claims"] == "1 supported. Labels, never scores."
    assert told["Prescriptions"] == "1 not followed. Labels, never scores."
    assert "scored apart: Brier score 0.02 over 1 answer" in told["Bare “will”"]


def test_of_a_few_answers_it_is_said_that_nothing_can_be_told() -> None:
    assert standfirst(sheet()).startswith("Nothing can be told from 1 answered forecast:")
    assert calibration(sheet()).startswith("Nothing can be told from 1 answer:")
    assert "Skill" not in " ".join(one.words for one in facts(sheet()))


def test_of_a_few_sources_no_means_are_set_beside_each_other() -> None:
    text = to_text(made(), by_topic=False, width=100)
    assert "without a ranking" in text
    assert not any("0." in line for line in text.splitlines() if line.startswith(("Adviser", "seed")))
    assert [line.split()[0] for line in text.splitlines() if line.startswith(("Adv", "Int", "seed"))] == [
        "Adviser", "Interviewer", "seed",
    ]  # fmt: skip


def test_a_skill_is_shown_from_the_stated_number_on() -> None:
    for n, wanted in ((14, False), (15, True)):
        book = Book.of(long_ledger(n))
        found = shown(book, source=book.sources[0], against=book.sources[1]).sources[0]
        told = {one.term: one.words for one in facts(found)}
        assert ("Skill" in told["Against Person 1"]) is wanted
        assert "No order is stated below 50 shared questions." in told["Against Person 1"]


def test_an_order_is_stated_from_fifty_shared_questions_on() -> None:
    book = Book.of(long_ledger(80))
    found = shown(book, source=book.sources[0], against=book.sources[1]).sources[0]
    told = {one.term: one.words for one in facts(found)}
    assert "lower loss is more than chance explains" in told["Against Person 1"]
    assert "Against base rate" in told
    assert "the base rate has" in standfirst(found)
    assert found.running[-1].reference is not None


def test_base_rates_know_no_answer_that_was_not_known_on_the_day() -> None:
    book = Book.of(long_ledger(12))
    rates = {one.question.text: one for one in book.references(book.of_source(book.sources[0]))["base rate"]}
    assert rates["Question 0?"].probability == 0.5
    assert rates[
        "Question 11?"
    ].forecast.basis == "{} of 11 answers of this class known before 2015-02-03".format(
        sum(one.settled.yes or False for one in rates.values() if one.question.text != "Question 11?")
    )


@pytest.mark.parametrize(
    ("topic", "wanted"), [("unrest", {"S1"}), ("strike", {"S3", "Q1"}), ("words A1", {"A1"})]
)
def test_a_topic_is_a_factor_or_words(topic: str, wanted: set[str]) -> None:
    book = Book.of(ledger(), Choice(topic=topic))
    found = {one.statement for each in shown(book).sources for one in each.statements if one.kind}
    assert found == wanted


def test_a_topic_that_nothing_is_about_is_said_with_the_factors_that_there_are() -> None:
    with pytest.raises(ValueError, match="about 'famine'; its factors are unrest"):
        Book.of(ledger(), Choice(topic="famine"))


def test_a_time_leaves_out_what_is_not_dated_and_says_so() -> None:
    undated = msgspec.structs.replace(said("U1"), said=None)
    book = Book.of(
        Ledger.of([*records(), undated]), Choice(since=dt.date(2019, 2, 1), until=dt.date(2019, 3, 1))
    )
    assert "U1" not in {one.statement for one in book.claims}
    assert len(book.claims) == 7
    assert shown(book).left_out == ("1 forecasts and claims without a date, for a time was asked for",)
    assert Book.of(ledger(), Choice(since=dt.date(2019, 3, 1))).made == ()


def test_names_are_found_by_a_part_and_misspelt_ones_get_the_nearest() -> None:
    sources = Book.of(ledger()).sources
    assert find_source(sources, "adv").name == "Adviser"
    with pytest.raises(ValueError, match="nearest is 'Adviser'"):
        find_source(sources, "Advisor")
    with pytest.raises(ValueError, match="may be 'Adviser', 'Interviewer'"):
        find_source(sources, "vi")


def test_one_name_with_two_lexicons_on_one_question_is_two_sources() -> None:
    on = Question(text="A riot?", kind="binary", rule="r")
    both = [
        Forecast(
            question=on.id,
            made_by=Origin(kind="speaker", name="Adviser", version=version),
            distribution=Point(probability=0.5),
        )
        for version in ("us-nic-1", "capphrase-1")
    ]
    book = Book.of(Ledger.of([on, Resolution(question=on.id, outcome="yes", by="t"), *both]))
    assert [one.title for one in book.sources] == ["Adviser (capphrase-1)", "Adviser (us-nic-1)"]
    assert [one.scored for one in shown(book).sources] == [1, 1]


def test_json_and_csv_say_what_the_sheet_says() -> None:
    found = made()
    whole = json.loads(to_json(found))
    assert whole["sources"][0]["summary"]["scores"]["brier"]["n"] == 1
    table = list(csv.DictReader(io.StringIO(to_csv(found).decode())))
    (first,) = [row for row in table if row["statement"] == "S1"]
    losses = [one.loss for one in sheet().statements if one.statement == "S1"]
    assert losses[0] is not None
    assert float(first["score"]) == losses[0].value
    assert (first["outcome"], first["place"], first["evidence"]) == (
        "yes",
        "line 7",
        "https://example.org/yes",
    )
    (count,) = [row for row in table if row["rule"] == "crps"]
    assert count["outcome"] == "3 deaths"
    assert len(table) == sum(max(1, len(one.readings)) for each in found.sources for one in each.statements)


def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe() -> None:
    evil = msgspec.structs.replace(said("E1"), quote='=HYPERLINK("http://evil.example")')
    table = to_csv(shown(Book.of(Ledger.of([evil])))).decode()
    assert "'=HYPERLINK" in table


def test_no_control_sequence_reaches_the_terminal() -> None:
    evil = msgspec.structs.replace(
        said("E1"), quote="\x1b[2J words", speaker="\x1b]0;owned\x07[bold]x[/bold]"
    )
    for source in (None, Source(kind="speaker", name=evil.speaker)):
        book = Book.of(Ledger.of([evil, *records()]))
        text = to_text(shown(book, source=source), by_topic=True, width=100)
        assert "\x1b" not in text
        assert "[bold]x[/bold]" in text


def test_bars_and_dots_count_every_answer_once() -> None:
    found = reliability([0.0, 0.5, 0.5, 1.0], [0, 1, 0, 1], rng=rng(), runs=20)
    assert sum(bars(found)) == len(dots(found)) == 4
    assert bars(found)[-1] == 1
    assert sum(one.yes for one in dots(found)) == 2


def test_a_long_time_is_marked_by_years() -> None:
    found = days_marked(dt.date(2010, 5, 1), dt.date(2021, 2, 1))
    assert 2 <= len(found) <= 5
    assert all(str(day.year) == words for day, words in found)


@pytest.mark.parametrize(("kind", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_the_picture_is_the_same_for_the_same_scores(kind: str, start: bytes) -> None:
    one = msgspec.structs.replace(made(), sources=made().sources[:1])
    drawn = pictures(one, kind)
    assert drawn.startswith(start)
    assert drawn == pictures(one, kind)
    if kind == "svg":
        assert b"nothing can be told" in drawn


def test_a_picture_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no yes-no forecast"):
        pictures(shown(Book.of(Ledger.of([said("S9")]))), "png")


def test_what_the_documentation_types_works(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(__file__).resolve().parents[2]
    text = (root / "docs" / "scores.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(root)
    exec(compile(code, "docs/scores.md", "exec"), {})  # noqa: S102 - our own documentation
    assert "Adviser 3 {'supported': 1, 'not followed': 1}" in capsys.readouterr().out


def test_the_documentation_tells_of_every_option() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "scores.md").read_text(encoding="utf-8")
    options = [one for each in command.params for one in each.opts if one.startswith("--")]
    assert [one for one in options if f"`{one}" not in text and one != "--help"] == []


def test_scores_in_units_of_their_own_have_no_mean() -> None:
    found = sheet("seed")
    assert found.scored == 2
    told = {one.term: one.words for one in facts(found)}
    assert told["CRPS"] == "1 count or day, each in its own unit: no mean is taken."
    (deaths,) = [one for one in found.statements if one.readings[0].question == "How many deaths?"]
    assert deaths.readings[0].given.stated == "3 (80%: 0.6 to 7.5)"
    assert "CRPS" in to_text(msgspec.structs.replace(made(), sources=(found,)), by_topic=False, width=100)
