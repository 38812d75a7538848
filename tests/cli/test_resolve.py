"""`sayso resolve`: answers, what supersedes what, conditions that fail, and what the record says."""

import datetime as dt
from pathlib import Path

import duckdb
import msgspec
import pytest

from sayso.cli import record_of
from sayso.forecasts.resolution import Evidence, Resolution
from sayso.store import Workspace
from tests.cli.calling import call, refused, shown
from tests.forecasts import make

PARENT = msgspec.structs.replace(
    make.question("It spreads?"), opens=dt.date(2022, 1, 1), closes=dt.date(2022, 12, 31)
)
CHILD = make.question("They are unable?", given=PARENT)


@pytest.fixture
def asked(desk: Path) -> Path:
    """A workspace with a question and one that it is the condition of."""
    with Workspace.open(desk) as workspace:
        workspace.add_records([PARENT, CHILD])
    return desk


def _kept(folder: Path) -> list[Resolution]:
    with Workspace.open(folder) as workspace:
        return list(workspace.records(Resolution))


def test_an_answer_says_since_when_with_which_evidence_how_sure_and_who(asked: Path) -> None:
    shown(
        *(
            "resolve",
            PARENT.id[:6],
            "yes",
            "--known-at",
            "2022-07-03",
            "--evidence",
            "18 dead",
            "--url",
            "https://e.org/1",
        ),
        *("--url", "https://e.org/2", "--certainty", "medium", "--by", "Ed", "--note", "three regions"),
    )
    (kept,) = _kept(asked)
    assert (kept.outcome, kept.known_at, kept.certainty, kept.by, kept.note) == (
        "yes",
        dt.date(2022, 7, 3),
        "medium",
        "Ed",
        "three regions",
    )
    assert kept.evidence == (
        Evidence(quote="18 dead", url="https://e.org/1"),
        Evidence(url="https://e.org/2"),
    )
    assert kept.at is not None


def test_a_later_answer_supersedes_and_the_same_again_adds_nothing(asked: Path) -> None:
    shown("resolve", PARENT.id, "yes", "--by", "Ed")
    assert "(stands already)" in shown("resolve", PARENT.id, "yes", "--by", "Ed")
    assert "It supersedes" in call("resolve", PARENT.id, "pending", "--by", "Ed").stderr
    first, second = _kept(asked)
    assert second.supersedes == first.id
    assert "due" in shown("questions", PARENT.id[:6], "--on", "2023-01-01")


def test_a_condition_that_fails_makes_void_and_writes_it_down_on_request(asked: Path) -> None:
    done = call("resolve", PARENT.id, "no", "--by", "Ed")
    assert f"void: {CHILD.id[:8]}" in done.stdout
    assert "--void-children writes it down" in done.stderr
    assert len(_kept(asked)) == 1
    assert "void" in shown("questions", CHILD.id[:6])
    shown("resolve", PARENT.id, "yes", "--by", "Ed")
    shown("resolve", PARENT.id, "no", "--by", "Ed", "--void-children", "--note", "again")
    written = _kept(asked)[-1]
    assert (written.question, written.outcome) == (CHILD.id, "void")
    assert PARENT.id in str(written.note)


def test_what_is_due_is_listed(asked: Path) -> None:
    assert "It spreads?" in shown("resolve", "--due", "--on", "2023-01-01")
    assert "Nothing is due." in call("resolve", "--due", "--on", "2022-12-31").stderr
    assert asked.exists()


class _Record:
    """A record to the end of August 2022 with two protests, in February and July."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def entries(self) -> tuple[int, ...]:
        return (1,)

    def connection(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        connection.execute(
            "CREATE TABLE events_once AS SELECT 'acled' AS product, id, CAST(date AS DATE) AS date, country, "
            "'PROTEST' AS plover, 2.0 AS weight, NULL AS url FROM (VALUES ('0', '2021-12-01', 'KAZ'), "
            "('1', '2022-02-01', 'UZB'), ('2', '2022-07-02', 'UZB'), ('3', '2022-08-31', 'KAZ')) "
            "AS given(id, date, country)"
        )
        return connection


def test_the_record_answers_where_it_can(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_of, "Record", _Record)
    assert "has no query" in refused("resolve", PARENT.id, "--from-record", "--record", "record")
    shown(
        "questions",
        "--edit",
        PARENT.id,
        "--query",
        "country=UZB plover=PROTEST events>=2",
        "--on",
        "2022-03-01",
    )
    with Workspace.open(asked) as workspace:
        found = next(one for one in workspace.records(type(PARENT)) if one.query is not None)
    text = shown("resolve", found.id, "--from-record", "--record", "record", "--by", "Ed")
    assert "yes; known 2022-07-02" in text
    (kept,) = _kept(asked)
    assert [one.event for one in kept.evidence] == ["1", "2"]
    shown("questions", "--edit", found.id, "--query", "country=UZB events>=3", "--on", "2022-03-01")
    with Workspace.open(asked) as workspace:
        further = next(one for one in workspace.records(type(PARENT)) if one.supersedes == found.id)
    assert "Not decided: the record goes to 2022-08-31" in refused(
        "resolve", further.id, "--from-record", "--record", "record"
    )


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((PARENT.id, "maybe"), "want yes, no, void"),
        ((PARENT.id, "ye"), "nearest is 'yes'"),
        ((PARENT.id,), "want an ANSWER, or --from-record"),
        ((), "want a QUESTION and an ANSWER, or --due"),
        (("ffff", "yes"), "no question begins with"),
        ((PARENT.id, "yes", "--from-record"), "leave the ANSWER out"),
        ((PARENT.id, "--due"), "leave QUESTION out"),
        ((PARENT.id, "yes", "--known-at", "tomorrow"), "is no date"),
    ],
)
def test_what_is_no_answer_is_refused(asked: Path, arguments: tuple[str, ...], why: str) -> None:
    assert why in refused("resolve", *arguments)
    assert _kept(asked) == []
