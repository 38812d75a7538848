"""What a workspace holds comes out, from a folder and from a server, and goes into another."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.forecasts.distribution import Beta
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.question import Question
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Resolution
from sayso.interchange import FORMATS, Tally, WorkspaceHoldings, read_bytes
from sayso.interchange.lines import read_lines
from sayso.problems import Problem
from sayso.statements.statement import Review, Statement
from sayso.store import Original, Selection, Workspace
from tests.store import made
from tests.store.conftest import server, where, workspace

__all__ = ["server", "where", "workspace"]
QUESTION = Question(text="A riot?", kind="binary", rule="one death")
FORECAST = Forecast(
    question=QUESTION.id,
    made_by=Origin(kind="speaker", name="O'Brien", version="capphrase-2026.1"),
    distribution=Beta(alpha=6.5, beta=2.75),
    statement=made.statement(3).id,
)
RESOLUTION = Resolution(question=QUESTION.id, outcome="yes", by="reader")
REVIEW = Review(verdict="rejected", error="not a claim")


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    data = b"A report."
    workspace.add_documents([(made.document(data), data)])
    workspace.add_statements(made.statement(number) for number in range(400))
    workspace.add_review(made.statement(1).id, REVIEW)
    workspace.add_records([QUESTION, FORECAST, RESOLUTION])
    return workspace


def test_everything_comes_out_and_goes_into_another(filled: Workspace, tmp_path: Path) -> None:
    tally = Tally()
    data = b"".join(FORMATS["jsonl"].write(WorkspaceHoldings(filled), "everything", tally))
    assert tally.written == {
        "documents": 1, "statements": 400, "questions": 1, "forecasts": 1, "resolutions": 1, "scores": 2,
    }  # fmt: skip
    found = list(read_lines(io.BytesIO(data), "everything.jsonl"))
    assert not [one for one in found if isinstance(one, Problem)]
    assert [one for one in found if isinstance(one, Original)] == list(filled.documents())
    with Workspace.create(tmp_path / "other", by="tester") as other:
        other.add_statements(one for one in found if isinstance(one, Statement))
        other.add_records(one for one in found if isinstance(one, Record))
        assert list(other.statements()) == list(filled.statements())
        assert [one.review[0].verdict for one in other.statements() if one.review] == ["rejected"]
        again = b"".join(FORMATS["jsonl"].write(WorkspaceHoldings(other), "questions", Tally()))
    assert again in data


def test_a_selection_comes_out_alone(filled: Workspace) -> None:
    speaker = made.SPEAKERS[4]
    holdings = WorkspaceHoldings(filled, Selection(speaker=speaker, kind="trend"))
    data = b"".join(FORMATS["csv"].write(holdings, "statements", Tally()))
    reader = FORMATS["csv"].read
    assert reader is not None
    found = read_bytes(reader, data)
    expected = [made.statement(number) for number in range(400)]
    assert list(found) == [one for one in expected if one.speaker.name == speaker and one.kind == "trend"]
    assert found


def test_a_table_of_forecasts_quotes_the_statement(filled: Workspace) -> None:
    data = b"".join(FORMATS["csv"].write(WorkspaceHoldings(filled), "forecasts", Tally())).decode()
    assert made.statement(3).quote in data
    assert "A riot?" in data


def test_a_rejected_statement_is_on_no_map(filled: Workspace) -> None:
    tally = Tally()
    data = b"".join(FORMATS["graphml"].write(WorkspaceHoldings(filled), "statements", tally))
    assert made.statement(1).id.encode() not in data
    assert tally.left_out["rejected in review"] == 1
    assert tally.written["statements"] > 40


def test_a_distribution_that_fits_no_question_stops_nothing(workspace: Workspace) -> None:
    count = Question(text="How many?", kind="count", rule="reports")
    wrong = Forecast(question=count.id, made_by=FORECAST.made_by, distribution=Beta(alpha=1, beta=1))
    workspace.add_records([count, wrong, Resolution(question=count.id, outcome="value", value=3.0, by="x")])
    told: list[Problem] = []
    holdings = WorkspaceHoldings(workspace, tell=told.append)
    lines = b"".join(FORMATS["jsonl"].write(holdings, "everything", Tally())).splitlines()
    assert len(lines) == 3
    assert len(told) == 1


def test_a_long_export_holds_a_page_at_a_time(workspace: Workspace) -> None:
    workspace.add_statements(made.statement(number) for number in range(1500))
    read = 0

    def counted() -> Iterator[Statement]:
        nonlocal read
        for one in workspace.statements():
            read += 1
            yield one

    class Counting:
        """Holdings that count what was asked for."""

        def items(self, _what: str) -> Iterator[Statement]:
            return counted()

        def quotes(self, _statements: object) -> dict[str, str]:
            return {}

    for name in ("jsonl", "csv", "annotation", "indra", "graphml"):
        read = 0
        parts = FORMATS[name].write(Counting(), "statements", Tally())
        for _ in range(60):
            next(parts)
        assert read <= 200, name
