"""What the records of the ledger promise."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.forecasts.activity import Activity
from sayso.forecasts.claim import Claim
from sayso.forecasts.distribution import Beta, Options, Point, Quantiles, Samples
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.jsonl import RECORDS, from_row, read_records, to_row, write_records
from sayso.forecasts.question import ParentOutcome, Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Evidence, Resolution
from sayso.forecasts.score import Score
from sayso.forecasts.verdict import Verdict
from sayso.problems import Problem

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
IDS = st.text("0123456789abcdef", min_size=16, max_size=16)
DAYS = st.none() | st.dates()
FINITE = st.floats(-1e12, 1e12) | st.integers(-5, 5).map(float)
TIMES = st.none() | st.datetimes(timezones=st.just(dt.UTC))
EVIDENCE = st.lists(st.builds(Evidence, url=WORDS, quote=st.none() | WORDS), max_size=2).map(tuple)

SAMPLES = st.builds(Samples, values=st.lists(FINITE, min_size=1, max_size=5).map(tuple))
DISTRIBUTIONS = st.one_of(
    st.builds(Beta, alpha=st.floats(0.01, 1e6), beta=st.floats(0.01, 1e6)),
    st.builds(Point, probability=st.floats(0, 1)),
    SAMPLES,
    st.lists(FINITE, min_size=1, max_size=3).map(
        lambda values: Quantiles(
            levels=tuple((at + 1) / 9 for at in range(len(values))), values=tuple(sorted(values))
        )
    ),
    st.just(Options(probabilities=(0.25, 0.75))),
)
QUESTIONS = st.builds(
    Question,
    text=WORDS,
    kind=st.sampled_from(["binary", "count", "date"]),
    opens=DAYS,
    actors=st.lists(WORDS, max_size=2).map(tuple),
    factor=st.none() | st.sampled_from(["unrest(UZB)", "alignment(UZB>RUS)"]),
    condition=st.none() | st.builds(ParentOutcome, question=IDS, outcome=WORDS),
    rule=WORDS,
    post_hoc=st.booleans(),
    source=st.none() | WORDS,
)
RESOLUTIONS = st.one_of(
    st.builds(
        Resolution,
        question=IDS,
        outcome=st.sampled_from(["yes", "no", "void", "ambiguous", "unresolvable", "pending"]),
        known_at=DAYS,
        evidence=EVIDENCE,
        by=WORDS,
        at=TIMES,
        supersedes=st.none() | IDS,
    ),
    st.builds(Resolution, question=IDS, outcome=st.just("value"), value=FINITE | WORDS, by=WORDS),
)
ANY_RECORD: st.SearchStrategy[Record] = st.one_of(
    QUESTIONS,
    RESOLUTIONS,
    st.builds(Claim, statement=WORDS, speaker=WORDS, kind=st.just("forecast"), quote=WORDS, said=DAYS),
    st.builds(Reading, statement=WORDS, question=IDS, label=WORDS, primary=st.booleans()),
    st.builds(
        Forecast,
        question=IDS,
        made_by=st.builds(Origin, kind=st.sampled_from(["speaker", "model"]), name=WORDS),
        made_at=DAYS,
        distribution=DISTRIBUTIONS,
        statement=st.none() | WORDS,
    ),
    st.builds(Verdict, statement=WORDS, label=st.just("supported"), evidence=EVIDENCE, by=WORDS, at=TIMES),
    st.builds(Activity, speaker=WORDS, until=st.dates(), reason=WORDS, source=WORDS),
    st.builds(
        Score, forecast=IDS, question=IDS, resolution=IDS, rule=st.just("brier"), value=st.floats(0, 1)
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(ANY_RECORD, max_size=4))
def test_every_record_comes_back_from_json_lines_as_it_was(records: list[Record]) -> None:
    once = list({(type(record), record.id): record for record in records}.values())
    assert list(read_records(b"".join(write_records(once)), "ledger.jsonl")) == once


def test_every_record_has_its_line_in_the_table() -> None:
    own = {kind for kind in Record.__subclasses__() if kind.__module__.startswith("sayso.forecasts.")}
    assert set(RECORDS.values()) == own
    assert all(kind.__struct_config__.tag == name for name, kind in RECORDS.items())
    assert all(
        set(kind.IDENTITY) <= set(kind.__struct_fields__) and kind.IDENTITY for kind in RECORDS.values()
    )


def test_importing_twice_adds_nothing() -> None:
    lines = b"".join(write_records([_question(), _question()]))
    assert list(read_records(lines, "ledger.jsonl")) == [_question()]


def test_the_time_of_entry_does_not_change_the_identifier() -> None:
    early, late = (
        Resolution(question="0" * 16, outcome="yes", by="me", at=dt.datetime(2022, month, 1, tzinfo=dt.UTC))
        for month in (1, 2)
    )
    assert early.id == late.id
    assert early.id != msgspec.structs.replace(early, supersedes=late.id).id


def test_one_and_one_point_nought_are_the_same_number() -> None:
    whole = Resolution(question="0" * 16, outcome="value", value=1, by="me")
    assert whole.id == Resolution(question="0" * 16, outcome="value", value=1.0, by="me").id
    assert from_row(to_row(whole)) == whole


def test_a_line_whose_identifier_is_not_its_contents_is_refused() -> None:
    row = to_row(_question()) | {"text": "Another question?"}
    with pytest.raises(ValueError, match="its content gives"):
        from_row(row)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"", "is blank"),
        (b"\xff", "is not a JSON object"),
        (b"[1]", "is not a JSON object"),
        (b'{"record": "rumour"}', "rumour"),
        (b'{"record": "question", "text": "Rain?", "kind": "binary"}', "rule"),
        (b'{"record": "question", "text": "Rain?", "kind": "binary", "rule": "wet", "rul": 1}', "rul"),
        (b'{"record": "question", "text": "Rain?", "kind": "ordinal", "rule": "wet"}', "0 options"),
    ],
)
def test_a_bad_line_is_a_problem_with_its_place_and_stops_nothing(line: bytes, why: str) -> None:
    good = next(write_records([_question()]))
    problem, question = read_records(line + b"\n" + good, "ledger.jsonl")
    assert isinstance(problem, Problem)
    assert (problem.line, question) == (1, _question())
    assert why in problem.message


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (Question, {"kind": "binary", "opens": dt.date(2022, 2, 2), "closes": dt.date(2022, 2, 1)}),
        (Question, {"kind": "binary", "options": ("few", "many")}),
        (Question, {"kind": "ordinal", "options": ("few", "few")}),
        (Question, {"kind": "binary", "factor": "unrest in Uzbekistan"}),
        (Resolution, {"outcome": "value"}),
        (Resolution, {"outcome": "yes", "value": 1.0}),
        (Resolution, {"outcome": "value", "value": float("nan")}),
        (Resolution, {"outcome": "yes", "at": dt.datetime(2022, 1, 1)}),  # noqa: DTZ001 - what is refused
        (Evidence, {}),
        (Beta, {"alpha": 0.0, "beta": 1.0}),
        (Beta, {"alpha": 1.0, "beta": float("inf")}),
        (Point, {"probability": 1.01}),
        (Point, {"probability": float("nan")}),
        (Samples, {"values": ()}),
        (Samples, {"values": (float("nan"),)}),
        (Quantiles, {"levels": (0.5, 0.1), "values": (1.0, 2.0)}),
        (Quantiles, {"levels": (0.1, 0.5), "values": (2.0, 1.0)}),
        (Quantiles, {"levels": (0.5,), "values": (2.0, 1.0)}),
        (Options, {"probabilities": (0.5, 0.6)}),
        (Options, {"probabilities": (-0.5, 1.5)}),
    ],
)
def test_what_cannot_be_is_refused(make: Any, fields: dict[str, Any]) -> None:
    others: dict[type[Record], dict[str, Any]] = {
        Question: {"text": "Rain?", "rule": "wet"},
        Resolution: {"question": "0" * 16, "by": "me"},
    }
    with pytest.raises(ValueError, match=r"\w"):
        make(**others.get(make, {}), **fields)


def _question() -> Question:
    return Question(text="Will it rain?", kind="binary", rule="one millimetre at the station")
