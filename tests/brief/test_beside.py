"""Claims beside the record: what is asked, and what comes of it."""

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from sayso.brief.beside import AGAINST, IN_LINE, asked, entries, verdict
from sayso.brief.beside_records import Beside
from sayso.brief.build import build_brief
from sayso.brief.exchange import from_json
from sayso.brief.gather import Settings, Tables
from sayso.brief.html import to_html
from sayso.brief.markdown import to_markdown
from sayso.brief.measured_at import Measured, Question
from sayso.brief.measuring import measure
from sayso.brief.records import Brief
from sayso.brief.terminal import to_terminal
from sayso.cli import group
from sayso.dates import DateInterval
from sayso.documents.document import Document, DocumentDate, Zone
from sayso.events.record import Record
from sayso.statements.assessment import Assessment
from sayso.statements.event import Event
from sayso.statements.factor import Factor
from sayso.statements.forecast import Forecast
from sayso.statements.statement import Horizon, Speaker, Statement
from sayso.statements.trend import Trend
from tests.brief.made_record import DAY, Add, lean_rows, months, protests, question, rising


def document(day: dt.date | None = DAY, name: str = "a") -> Document:
    date = None if day is None else DocumentDate(interval=DateInterval.day(day), reasons=())
    return Document(
        id=name * 64,
        name=f"{name}.txt",
        text="x" * 100,
        media_type="text/plain",
        encoding="utf-8",
        language="en",
        zones=(Zone(kind="body", start=0, end=100),),
        date=date,
    )


def say(kind: type[Statement], sign: int = 1, factor: str = "unrest(UZB)", **fields: object) -> Statement:
    usual: dict[str, Any] = {
        "document": "a" * 64,
        "start": 0,
        "end": 5,
        "quote": "xxxxx",
        "speaker": Speaker(name="A minister", kind="office"),
        "mode": "direct",
        "factor": Factor.parse(factor),
        "sign": sign,
        "reader": "test",
        "certainty": 0.9,
    }
    return kind(**(usual | fields))


def put(tables: Tables, *said: Statement, day: dt.date | None = DAY) -> list[Question]:
    return list(asked(said, [document(day)], catalogue=tables.catalogue, today=None))


def beside(record: Path, tables: Tables, *said: Statement) -> tuple[Beside, ...]:
    held = asked(said, [document()], catalogue=tables.catalogue, today=None)
    numbers = {statement.id: number for number, statement in enumerate(said, 1)}
    found = measure(record, tuple(held), tables=tables)
    return entries(held, found, numbers=numbers, name_of=lambda actor: actor)


def test_assessments_trends_and_events_on_measured_factors_are_asked(tables: Tables) -> None:
    for kind in (Assessment, Trend, Event):
        assert put(tables, say(kind)) == [question()]


@pytest.mark.parametrize(
    "said",
    [
        say(Forecast),
        say(Assessment, sign=0),
        say(Assessment, factor="influence(RUS>UZB)"),
        say(Assessment, factor="no_such_factor(UZB)"),
        say(Assessment, mode="question"),
        say(Trend, horizon=Horizon(words="next year", dates=DateInterval(dt.date(2016, 1, 1), None))),
    ],
)
def test_what_the_record_cannot_be_asked_is_left_aside(tables: Tables, said: Statement) -> None:
    assert put(tables, said) == []


def test_a_claim_on_an_earlier_time_is_held_against_that_time(tables: Tables) -> None:
    """In the summer of 2012 ..."""
    summer = DateInterval(dt.date(2012, 6, 1), dt.date(2012, 8, 31))
    (found,) = put(tables, say(Assessment, horizon=Horizon(words="in the summer of 2012", dates=summer)))
    assert found == question(at=dt.date(2012, 8, 31))
    assert found.last("month") == dt.date(2012, 8, 31)
    (found,) = put(tables, say(Event, when=summer))
    assert found.at == dt.date(2012, 8, 31)


def test_a_document_without_a_date_is_held_as_of_today_or_not_at_all(tables: Tables) -> None:
    said = [say(Assessment)]
    assert put(tables, *said, day=None) == []
    undated = asked(said, [document(None)], catalogue=tables.catalogue, today=DAY)
    assert list(undated) == [question()]


def test_claims_on_one_factor_at_one_day_are_one_question(tables: Tables) -> None:
    held = asked(
        [say(Assessment), say(Trend, -1, start=10, end=15), say(Trend, document="b" * 64)],
        [document(), document(dt.date(2014, 3, 1), "b")],
        catalogue=tables.catalogue,
        today=None,
    )
    assert [len(claims) for claims in held.values()] == [2, 1]


@given(st.floats(0, 1))
def test_the_opposite_claim_has_the_opposite_verdict(probability: float) -> None:
    opposite = {"in line": "against", "against": "in line"}
    if abs(probability - IN_LINE) > 1e-9 and abs(probability - AGAINST) > 1e-9:
        assert verdict(1 - probability) == opposite.get(verdict(probability), "the record cannot tell")


def test_claims_are_in_line_or_against_by_what_they_say(record: Path, tables: Tables, add: Add) -> None:
    add(rising())
    said = [
        say(Assessment),
        say(Assessment, -1, start=10, end=15),
        say(Trend, start=20, end=25),
        say(Event, -1, start=30, end=35),
    ]
    (found,) = beside(record, tables, *said)
    assert [(held.claim, held.says, held.verdict) for held in found.claims] == [
        (1, "high", "in line"),
        (2, "low", "against"),
        (3, "rising", "in line"),
        (4, "falling", "against"),
    ]
    assert found.lacking is None
    high, low = (held.probability for held in found.claims[:2])
    assert high is not None
    assert low == pytest.approx(1 - high)


def test_data_that_ended_long_before_are_shown_and_said_to_be_too_old(
    record: Path, tables: Tables, add: Add
) -> None:
    add([row for row in rising() if row < "2013-12"])
    (found,) = beside(record, tables, say(Assessment), say(Trend, start=10, end=15))
    assert found.measure is not None
    assert found.lacking is not None
    assert "30 November 2013, more than 13 months before 20 January 2015" in found.lacking
    assert {held.verdict for held in found.claims} == {"the record cannot tell"}
    assert all(held.probability is not None for held in found.claims)


def test_without_a_year_to_look_back_on_a_trend_cannot_be_told(
    record: Path, tables: Tables, add: Add
) -> None:
    add([row for day in months(2014, 2014) for row in protests(day, 5)])
    (found,) = beside(record, tables, say(Trend))
    assert found.measure is not None
    assert (found.measure.earlier, found.measure.rise) == (None, None)
    assert [(held.probability, held.verdict) for held in found.claims] == [(None, "the record cannot tell")]


def test_alignment_is_measured_as_closeness(record: Path, tables: Tables, add: Add) -> None:
    add(lean_rows(), table="counts")
    said = [say(Assessment, factor="alignment(UZB>RUS)"), say(Trend, factor="alignment(UZB>CSTO)", start=10)]
    near, none = beside(record, tables, *said)
    found = near.measure
    assert found is not None
    assert (found.step, found.period, found.earlier) == ("year", dt.date(2014, 1, 1), dt.date(2013, 1, 1))
    assert found.level > 0.8
    assert near.claims[0].verdict == "in line"
    assert found.events == 900 + 225 + 20 + 10 + 4 * (2014 % 3)
    assert found.roll_calls is None
    assert none.measure is None
    assert none.lacking == "the record has neither counts of the two nor votes of both up to 31 December 2014"


REPORT = """Ministers weigh the next winter

Tashkent, 20 January 2015

Unrest in Uzbekistan is growing, the minister said.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def built(report: Path, record: Path | None) -> Brief:
    return build_brief(
        [report], settings=Settings(runs=160, certainty=0, record=record, today=dt.date(2026, 1, 15))
    )


def test_a_brief_with_a_record_has_the_section_and_the_same_claims(
    report: Path, record: Path, add: Add
) -> None:
    add(rising())
    bare, full = built(report, None), built(report, record)
    assert bare.beside == ()
    assert bare.making.record == ()
    (found,) = full.beside
    assert found.factor == "unrest(UZB)"
    assert found.claims[0].says == "rising"
    assert found.claims[0].verdict == "in line"
    assert (full.claims, full.outlooks) == (bare.claims, bare.outlooks)
    assert [data.product for data in full.making.record] == ["incidents"]
    assert any("no claim, likelihood or outlook was changed" in caution for caution in full.cautions)
    assert not any("no claim, likelihood or outlook was changed" in caution for caution in bare.cautions)


def test_a_brief_goes_on_where_the_record_is_damaged(report: Path, record: Path, add: Add) -> None:
    add(rising())
    path = Record(record).rows_of(Record(record).entries()[0])
    path.write_bytes(b"x" * path.stat().st_size)
    found = built(report, record)
    assert found.claims
    assert any("is not as it was written" in problem.message for problem in found.problems)
    assert found.beside == ()


def test_each_rendering_shows_the_numbers_and_the_verdict(report: Path, record: Path, add: Add) -> None:
    add(rising())
    found = built(report, record)
    out = io.StringIO()
    to_terminal(found, Console(file=out, width=200))
    for shown in (out.getvalue(), to_markdown(found), to_html(found)):
        text = " ".join(shown.split())
        assert "Beside the record" in text
        assert "in December 2014 (80% interval 0." in text
        assert "that it has risen since December 2013" in text
        assert "in line (" in text
        assert "30 events in December 2014, 456 in all" in text
        assert "Incidents (incidents), 8," in text


@pytest.mark.parametrize("words", ["<script>x</script>", "| a | *b* `c`", "safe\u202egnp", "[bold]x[/bold]"])
def test_a_hostile_title_or_licence_stays_text(brief: Brief, words: str) -> None:
    data = msgspec.structs.replace(
        brief.making.record[0], title=words, licence=words, citation=words, product=words
    )
    each = msgspec.structs.replace(brief.beside[0], about=words, factor=words, lacking=words)
    none = msgspec.structs.replace(brief.beside[1], about=words, factor=words, lacking=words)
    attacked = msgspec.structs.replace(
        brief, beside=(each, none), making=msgspec.structs.replace(brief.making, record=(data,))
    )
    page, markdown = to_html(attacked), to_markdown(attacked)
    assert "<script>x" not in page + markdown
    assert "\u202e" not in page + markdown
    assert "| a | *b*" not in markdown
    out = io.StringIO()
    to_terminal(attacked, Console(file=out, width=120))
    assert words.replace("\u202e", "[U+202E]") in out.getvalue()


def test_every_held_claim_leads_to_its_claim(brief: Brief) -> None:
    section = to_html(brief).partition('<section id="beside"')[2].partition("</section>")[0]
    for each in brief.beside:
        for held in each.claims:
            assert f'href="#claim-{held.claim}"' in section


def test_what_no_record_was_asked_is_not_shown(tables: Tables) -> None:
    said = say(Assessment)
    held = asked([said], [document()], catalogue=tables.catalogue, today=None)
    assert entries(held, Measured(), numbers={said.id: 1}, name_of=str) == ()


def products(report: Path, *options: str, **variables: str) -> list[str]:
    """Return what `sayso brief` says that its measures are from."""
    arguments = ["brief", str(report), "--no-html", "--json", "--runs", "100", "--certainty", "0", *options]
    result = CliRunner().invoke(group, arguments, env={"SAYSO_RECORD": None, **variables})
    assert result.exit_code == 0, result.output
    return [one.product for one in from_json(result.stdout_bytes).making.record]


def test_the_record_is_that_of_the_option_or_the_variable_or_of_the_folder_here(
    report: Path, record: Path, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(rising())
    monkeypatch.chdir(report.parent)
    assert products(report) == []
    assert products(report, "--record", str(record)) == ["incidents"]
    assert products(report, SAYSO_RECORD=str(record)) == ["incidents"]
    record.rename(report.parent / "sayso-events")
    assert products(report) == ["incidents"]


def test_a_brief_without_a_record_does_not_load_the_database(report: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "import sayso.cli.brief\n"
        "from sayso.brief.build import build_brief\n"
        "from sayso.brief.gather import Settings\n"
        "assert build_brief([Path(sys.argv[1])], settings=Settings(runs=100)).documents\n"
        "print(*({'duckdb', 'scipy.stats'} & set(sys.modules)))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, str(report)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
