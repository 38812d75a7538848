"""What a workspace promises about questions, forecasts, resolutions and the rest."""

import datetime as dt
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.forecasts.activity import Activity
from sayso.forecasts.claim import Claim
from sayso.forecasts.distribution import Beta, Point, Samples
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.jsonl import RECORDS, read_records, write_records
from sayso.forecasts.question import ParentOutcome, Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Evidence, Resolution
from sayso.forecasts.score import Score
from sayso.forecasts.verdict import Verdict
from sayso.store import ModelKept, ReadingDone, ReadingProblem, RunKept, Workspace
from sayso.store.kinds import RECORD_KINDS

PARENT = Question(text="Will there be a riot?", kind="binary", rule="one death")
CHILD = Question(
    text="Will it be put down?", kind="binary", rule="calm", condition=ParentOutcome(question=PARENT.id)
)
FORECAST = Forecast(
    question=CHILD.id,
    made_by=Origin(kind="speaker", name="Nisha Biswal", version="capphrase-2026.1"),
    made_at=dt.date(2015, 1, 5),
    distribution=Beta(alpha=6.5, beta=2.75),
    statement="k04",
)
FIRST = Resolution(question=PARENT.id, outcome="no", by="ed", evidence=(Evidence(quote="nothing happened"),))
SECOND = Resolution(question=PARENT.id, outcome="yes", by="al", supersedes=FIRST.id)
MODEL = ModelKept(name="Nisha Biswal", content={"nodes": [1.5, None, "x"]}, statements=("k04",))
RUN = RunKept(model=MODEL.id, seed=7, months=24, runs=1000, settings={}, version="0.1.0")
EVERY: tuple[Record, ...] = (
    PARENT,
    CHILD,
    Claim(statement="k04", speaker="Nisha Biswal", kind="forecast", quote="There will be riots."),
    Reading(statement="k04", question=CHILD.id),
    FORECAST,
    FIRST,
    SECOND,
    Verdict(statement="k04", label="mixed", by="ed"),
    Activity(speaker="Nisha Biswal", until=dt.date(2017, 1, 20), reason="left office", source="state.gov"),
    Score(forecast=FORECAST.id, question=CHILD.id, resolution=FIRST.id, rule="brier", value=0.25),
    MODEL,
    RUN,
)


def test_every_kind_of_record_of_the_ledger_has_a_table() -> None:
    assert {kind.record for kind in RECORD_KINDS} == {
        *RECORDS.values(),
        ModelKept,
        RunKept,
        ReadingDone,
        ReadingProblem,
    }


@pytest.mark.parametrize("seed", range(3))
def test_records_may_come_in_any_order(workspace: Workspace, seed: int) -> None:
    mixed = list(EVERY)
    random.Random(seed).shuffle(mixed)  # noqa: S311 - no secret
    assert workspace.add_records(mixed).added == len(EVERY)
    assert workspace.add_records(mixed).known == len(EVERY)
    for record in EVERY:
        assert record in list(workspace.records(type(record)))
    assert list(workspace.check()) == []


def test_both_resolutions_are_kept_in_order(workspace: Workspace) -> None:
    workspace.add_records([PARENT, SECOND, FIRST])
    assert list(workspace.records(Resolution, {"question": PARENT.id})) == [FIRST, SECOND]
    assert list(workspace.records(Resolution, {"supersedes": FIRST.id})) == [SECOND]
    assert workspace.change_of("resolutions", SECOND.id).by == "tester"


def test_records_are_found_by_what_they_name(workspace: Workspace) -> None:
    other = Forecast(
        question=PARENT.id, made_by=Origin(kind="person", name="ed"), distribution=Point(probability=0.5)
    )
    workspace.add_records([PARENT, CHILD, FORECAST, other])
    assert list(workspace.records(Forecast, {"question": CHILD.id})) == [FORECAST]
    assert list(workspace.records(Forecast, {"origin": "person", "name": "ed"})) == [other]
    assert list(workspace.records(Question, {"parent": PARENT.id})) == [CHILD]
    assert list(workspace.records(Forecast, {"name": "' OR 1=1 --"})) == []
    with pytest.raises(KeyError, match="by question, statement, origin, name"):
        list(workspace.records(Forecast, {"body": "x"}))


def test_a_record_that_names_what_is_not_there_is_refused_and_the_others_stay(workspace: Workspace) -> None:
    added = workspace.add_records([FORECAST, PARENT])
    assert (added.added, added.refused) == (1, 1)
    assert str(added.problems[0]) == (
        f"forecast {FORECAST.id}: names what is not in the workspace: one of {CHILD.id} in questions"
    )
    assert list(workspace.records(Forecast)) == []


def test_a_record_under_a_known_identifier_that_says_more_is_named(workspace: Workspace) -> None:
    workspace.add_records([PARENT])
    marked = Question(text=PARENT.text, kind="binary", rule=PARENT.rule, post_hoc=True)
    assert marked.id == PARENT.id
    assert workspace.add_records([marked]).different == (PARENT.id,)
    assert list(workspace.records(Question)) == [PARENT]


def test_a_record_that_could_not_be_read_back_is_refused_and_the_others_stay(workspace: Workspace) -> None:
    """Python does not hold fields against their lengths; such a row would stop all reading for good."""
    good = Question(text="A strike?", kind="binary", rule="two days")
    added = workspace.add_records([Question(text="", kind="binary", rule="r"), good])
    assert (added.added, added.refused) == (1, 1)
    assert "`$.text`" in added.problems[0].message
    assert list(workspace.records(Question)) == [good]


def test_a_bad_line_is_named_and_the_others_are_imported(workspace: Workspace) -> None:
    lines = [
        *write_records([PARENT, CHILD]),
        b'{"record": "rumour"}\n',
        b"[" * 100_000,
        *write_records([FORECAST]),
    ]
    added = workspace.add_records(read_records(lines, "ledger.jsonl"))
    assert (added.added, added.refused) == (3, 2)
    assert [one.line for one in added.problems] == [3, 4]


def test_more_than_a_page_comes_back(workspace: Workspace) -> None:
    questions = [Question(text=f"Question {number}?", kind="binary", rule="x") for number in range(1203)]
    workspace.add_records(questions)
    assert list(workspace.records(Question)) == questions


def test_another_kind_of_record_is_misuse(workspace: Workspace) -> None:
    with pytest.raises(TypeError, match="Record is not kept in a workspace"):
        workspace.add_records([Record()])


@settings(max_examples=25, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    values=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5),
)
def test_any_text_and_number_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, text: str, values: list[float]
) -> None:
    question = Question(text=text, kind="count", rule=text, source=text)
    origin = Origin(kind="model", name=text)
    forecast = Forecast(question=question.id, made_by=origin, distribution=Samples(values=tuple(values)))
    folder: Path = tmp_path_factory.mktemp("any") / "w"
    with Workspace.create(folder) as workspace:
        workspace.add_records([forecast, question])
        assert list(workspace.records(Question)) == [question]
        assert list(workspace.records(Forecast, {"name": text})) == [forecast]
        assert list(workspace.check()) == []
