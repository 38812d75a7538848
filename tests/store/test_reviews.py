"""Reviews and corrections are appended; nothing that was written is ever changed."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, exc

from sayso.forecasts.question import Question
from sayso.forecasts.resolution import Resolution
from sayso.statements.statement import Review
from sayso.store import Workspace
from sayso.store.database import FILE
from sayso.store.tables import METADATA
from tests.store import made

ONE = made.statement(1)
QUESTION = Question(text="A riot?", kind="binary", rule="one death")


def test_a_review_says_who_and_when_and_stays(workspace: Workspace) -> None:
    workspace.add_statements([ONE])
    workspace.add_review(ONE.id, Review(verdict="corrected", error="sign", correction={"sign": "-1"}))
    workspace.add_review(ONE.id, Review(verdict="accepted", by="second reader"))
    (found,) = workspace.statements()
    assert [one.verdict for one in found.review] == ["corrected", "accepted"]
    assert [one.by for one in found.review] == ["tester", "second reader"]
    assert all(one.at is not None for one in found.review)
    assert found.sign == ONE.sign
    assert list(workspace.check()) == []


def test_the_same_review_is_kept_once(workspace: Workspace) -> None:
    workspace.add_statements([ONE])
    review = Review(verdict="accepted", by="ed", at="2026-01-01T10:00:00+00:00")
    assert [workspace.add_review(ONE.id, review).added for _ in range(2)] == [1, 0]


def test_a_review_of_nothing_is_refused(workspace: Workspace) -> None:
    added = workspace.add_review("0" * 16, Review(verdict="accepted"))
    assert added.refused == 1
    assert "no statement '0000000000000000'" in added.problems[0].message


@pytest.fixture
def filled(where: Path | str) -> str:
    """The URL of the database of a workspace with a row in most tables."""
    with Workspace.create(where, by="tester") as workspace:
        workspace.add_statements([ONE])
        workspace.add_review(ONE.id, Review(verdict="accepted"))
        workspace.add_documents([(made.document(b"report"), b"report")])
        workspace.add_records([QUESTION, Resolution(question=QUESTION.id, outcome="yes", by="ed")])
    return f"sqlite:///{where / FILE}" if isinstance(where, Path) else where


@pytest.mark.parametrize("table", sorted(METADATA.tables))
@pytest.mark.parametrize("order", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_no_row_can_be_changed_or_deleted(filled: str, table: str, order: str) -> None:
    if filled.startswith("sqlite") and table in {"words", "contents"}:
        pytest.skip("a file has no such table, or SQLite itself refuses")
    engine = create_engine(filled)
    column = "version" if table == "migrations" else "seq" if table != "contents" else "document"
    with engine.connect() as connection:
        count = f"SELECT count(*) FROM {table}"  # noqa: S608 - a name of ours
        if connection.exec_driver_sql(count).scalar_one():
            with pytest.raises(exc.DBAPIError, match="never changed or deleted"):
                connection.exec_driver_sql(order.format(table=table, column=column))
        else:
            assert table not in {
                "reviews",
                "resolutions",
                "statements",
                "questions",
                "documents",
                "originals",
            }
    engine.dispose()


def test_a_row_cannot_be_replaced_by_another_program(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add_statements([ONE])
        workspace.add_review(ONE.id, Review(verdict="accepted"))
    connection = sqlite3.connect(folder / FILE)
    with pytest.raises(sqlite3.IntegrityError, match="never replaced"):
        connection.execute(
            "INSERT OR REPLACE INTO reviews SELECT seq, id, statement, 'x', change FROM reviews"
        )
    connection.close()
