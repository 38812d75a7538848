"""`sayso forecast`: a person's numbers and words, a speaker's words, and references."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from sayso.cli import record_of
from sayso.forecasts.distribution import Beta, Point
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.question import Question
from sayso.store import Workspace
from tests.cli.calling import call, refused, shown
from tests.store import made

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ledger" / "claims.csv"
STRIKE = Question(
    text="A strike?",
    kind="binary",
    rule="two days",
    opens=dt.date(2022, 1, 1),
    closes=dt.date(2022, 12, 31),
    query="country=UZB plover=PROTEST",
)


@pytest.fixture
def asked(desk: Path) -> Path:
    """A workspace with one question."""
    with Workspace.open(desk) as workspace:
        workspace.add_records([STRIKE])
    return desk


def _kept(folder: Path) -> list[Forecast]:
    with Workspace.open(folder) as workspace:
        return list(workspace.records(Forecast))


def test_a_number_with_bounds_is_a_beta_and_the_same_again_adds_nothing(asked: Path) -> None:
    given = (
        "forecast",
        STRIKE.id[:4],
        "70%",
        "--low",
        "0.5",
        "--high",
        "0.85",
        "--by",
        "Ed",
        "--note",
        "a guess",
    )
    assert "person Ed" in shown(*given, "--on", "2022-02-04")
    assert "(known already)" in shown(*given, "--on", "2022-02-04")
    (kept,) = _kept(asked)
    assert isinstance(kept.distribution, Beta)
    assert (round(kept.distribution.mean, 6), kept.basis, kept.made_at) == (
        0.7,
        "a guess",
        dt.date(2022, 2, 4),
    )


def test_a_later_number_is_kept_beside_the_earlier(asked: Path) -> None:
    for value in ("0.7", "0.4"):
        shown("forecast", STRIKE.id, value, "--by", "Ed", "--on", "2022-02-04")
    assert [one.distribution for one in _kept(asked)] == [Point(probability=0.7), Point(probability=0.4)]


def test_a_speakers_words_are_read_by_their_lexicon(asked: Path) -> None:
    said = next(one for one in map(made.statement, range(300)) if one.kind == "forecast")
    silent = next(one for one in map(made.statement, range(300)) if one.kind == "event")
    with Workspace.open(asked) as workspace:
        workspace.add_statements([said, silent])
    shown("forecast", STRIKE.id, "--from-statement", said.id[:8])
    (kept,) = _kept(asked)
    assert (kept.made_by.kind, kept.made_by.name, kept.made_by.version) == (
        "speaker",
        said.speaker.name,
        "capphrase-2026.1",
    )
    assert "has no word of likelihood" in refused("forecast", STRIKE.id, "--from-statement", silent.id[:8])


def test_the_base_rate_is_that_of_the_class_before_the_day(desk: Path) -> None:
    shown("add", str(EXAMPLE))
    text = shown("forecast", "5f1b", "--base-rate", "--on", "2019-02-04")
    assert "38%" in text
    assert "1 of 3 answers of this class known before 2019-02-04" in text
    assert "has no --query, and no --series" in refused("forecast", "084b", "--persistence")
    assert desk.exists()


class _Record:
    """A record with 48 months of two events each, the second month of each year without."""

    folder = Path("record")

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def entries(self) -> tuple[int, ...]:
        return (1,)

    def connection(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        connection.execute(
            "CREATE TABLE events_once AS SELECT 'acled' AS product, '1' AS id, date, 'UZB' AS country, "
            "'PROTEST' AS plover, 2.0 AS weight, NULL AS url FROM (SELECT unnest(["
            "DATE '2018-01-01', DATE '2018-06-01', DATE '2019-06-01', DATE '2021-06-01']) AS date)"
        )
        return connection


def test_the_record_gives_a_base_rate_of_windows_as_long(
    asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_of, "Record", _Record)
    text = shown("forecast", STRIKE.id, "--base-rate", "--record", "record", "--on", "2022-01-01")
    assert "events, country=UZB plover=PROTEST" in text
    assert "windows of 365 days from 2018-01-01 on" in text
    text = shown("forecast", STRIKE.id, "--persistence", "--record", "record", "--on", "2022-01-01")
    assert "persistence events" in text
    assert asked.exists()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((STRIKE.id, "7"), "write 7% or 0.07"),
        ((STRIKE.id, "highly lkely"), "nearest is 'highly likely'"),
        ((STRIKE.id,), "and one of them"),
        ((STRIKE.id, "0.7", "--base-rate"), "and one of them"),
        (("ffff", "0.7"), "no question begins with 'ffff'"),
        ((STRIKE.id, "likely", "--lexicon", "capfrase"), "capphrase"),
        ((STRIKE.id, "--base-rate"), "no event files"),
    ],
)
def test_what_is_no_forecast_is_refused(asked: Path, arguments: tuple[str, ...], why: str) -> None:
    assert why in refused("forecast", *arguments)
    assert _kept(asked) == []


def test_words_are_kept_with_the_lexicon(asked: Path) -> None:
    assert call("forecast", STRIKE.id, "highly likely", "--by", "Ed").exit_code == 0
    (kept,) = _kept(asked)
    assert (kept.words, kept.made_by.version) == ("highly likely", "capphrase-2026.1")
