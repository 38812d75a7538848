"""Files are known by their extension and their beginning, and what is wrong with them is told with its place."""

import io
from pathlib import Path
from typing import Any

import pytest

from sayso import __version__
from sayso.interchange import FORMATS, WHAT, ItemHoldings, Tally, is_exported, read_any
from sayso.interchange.lines import LONGEST_LINE, read_lines
from sayso.interchange.table import FORMATS as TABLE
from sayso.problems import Problem
from sayso.store import Selection
from sayso.store.kinds import RECORD_KINDS
from tests.interchange.hostile import written
from tests.interchange.test_lost import CONDITIONAL, DOCUMENT, INFLUENCE
from tests.interchange.test_round_trips import QUESTIONS
from tests.statements.test_jsonl import one

ITEMS: list[Any] = [DOCUMENT, INFLUENCE, CONDITIONAL, *QUESTIONS.values()]


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_is_known_by_its_file(name: str, tmp_path: Path) -> None:
    form = FORMATS[name]
    path = tmp_path / f"file{form.extension}"
    path.write_bytes(written(form.write, ITEMS, form.what[0]))
    found = list(read_any(path))
    assert is_exported(path)
    if form.read is None:
        (problem,) = found
        assert isinstance(problem, Problem)
        assert name in problem.message
    else:
        assert all(item in ITEMS for item in found)
        assert found or name == "hubverse"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jsonl", b"{}\n", "kind"),
        ("a.jsonl", b"\n", "blank"),
        ("a.jsonl", b'{"record": "rumour"}', "want one of document"),
        ("a.jsonl", b'{"record": ["rumour"]}', "want one of document"),
        ("a.jsonl", b'{"record": "question", "id": "00", "text": "a"}', "kind"),
        ("a.jsonl", b"[" * 100_000, "not a JSON object"),
        ("a.jsonl", b"\xff\xfe", "not a JSON object"),
        ("a.json", b"[" * 100_000, "not a JSON array"),
        ("a.jsonld", b"[" * 100_000, "not JSON"),
        ("a.jsonld", b'{"body":{"value":"{\\"a\\":' + b"[" * 100_000 + b'"}}', "no statement"),
        (
            "a.json",
            b'[{"id":"a","language":"en","custom":{},"issued":{"date-parts":[[99999999999999999999]]}}]',
            "no document",
        ),
        ("a.csv", b"a,b\n1,2\n", "want `kind`"),
        ("a.csv", b'record,document\n"document"x,1\n', "not CSV"),
        ("a.csv", b"record,document\ndocument\n", "1 cells under 2 headings"),
        ("a.csv", b"record,document\nrumour,1\n", "want one of"),
        ("a.csv", b"record,document,size\ndocument,../../etc/passwd,many\n", "`$.size`"),
        ("a.csv", b"record\n\xff\n", "not UTF-8"),
        ("a.csv", b"target,output_type_id\n1,2\n", "lacks the columns"),
        ("a.bib", b"@article{a, title = {x", "does not close"),
        ("a.bib", b"@article{a, title = {x}}", "no document of Sayso's"),
        ("a.bib", b"@article{, title = {x}}", "no key"),
        ("a.jsonld", b"{", "not JSON"),
        ("a.jsonld", b'{"first": {"items": [{"body": {"value": "{}"}}]}}', "no statement"),
        ("a.jsonld", b"[3]", "no statement"),
        ("a.json", b'[{"type": "book", "id": 1, "language": "en"}]', "no document of Sayso's"),
        ("a.json", b'[{"type": "Complex", "evidence": [{"source_api": "reach"}]}]', "another program"),
        ("a.json", b'[{"type": "Complex", "evidence": 3}]', "another program"),
        ("a.json", b"3", "no format"),
        ("a.xlsx", b"PK", "no format"),
    ],
)
def test_what_cannot_be_used_is_told(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (problem,) = read_any(path)
    assert isinstance(problem, Problem)
    assert message in problem.message
    assert str(problem).startswith(str(path))


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_any(tmp_path / "none.jsonl")
    assert isinstance(problem, Problem)
    assert "No such file" in problem.message


def test_a_line_that_is_too_long_is_passed_over_without_being_held() -> None:
    stream = io.BytesIO(
        b"x" * (LONGEST_LINE + 10) + b"\n" + written(FORMATS["jsonl"].write, [one()], "statements")
    )
    problem, statement = read_lines(stream, "a.jsonl")
    assert isinstance(problem, Problem)
    assert "longer" in problem.message
    assert statement == one()


def test_an_annotation_that_was_moved_is_told(tmp_path: Path) -> None:
    data = written(FORMATS["annotation"].write, [one()], "statements")
    path = tmp_path / "a.jsonld"
    path.write_bytes(data.replace(b'"start":5,"end":9}', b'"start":6,"end":10}'))
    (problem,) = read_any(path)
    assert isinstance(problem, Problem)
    assert "not where its statement" in problem.message


def test_a_users_own_table_is_no_export(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"speaker,quote\n")
    assert not is_exported(path)
    assert not is_exported(tmp_path / "report.txt")


def test_problems_are_told_once_and_repeats_left_out() -> None:
    told: list[Problem] = []
    problem = Problem(source="a", message="b")
    holdings = ItemHoldings(lambda: [one(), problem, one()], tell=told.append)
    assert list(holdings.items("statements")) == list(holdings.items("statements")) == [one()]
    assert told == [problem]


def test_files_are_filtered_as_a_workspace_is() -> None:
    def found(**given: Any) -> list[Any]:
        return list(ItemHoldings(lambda: ITEMS, Selection(**given)).items("statements"))

    assert found(kind="influence") == [INFLUENCE]
    assert found(speaker="A. Namunaev") == [INFLUENCE, CONDITIONAL]
    assert found(factor="investment") == found(factor="investment(CHN>UZB)") == [INFLUENCE, CONDITIONAL]
    assert found(factor="investment(CHN>KAZ)") == found(speaker="nobody") == []
    with pytest.raises(ValueError, match="workspace"):
        found(search="unrest")


def test_every_format_says_what_it_is() -> None:
    assert FORMATS is TABLE
    for name, form in FORMATS.items():
        assert form.extension.startswith("."), name
        assert form.title
        assert form.source
        assert form.what
        assert form.streams


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_file_says_which_version_wrote_it(name: str) -> None:
    form = FORMATS[name]
    data = written(form.write, ITEMS, form.what[0], Tally())
    assert __version__.encode() in data or name == "hubverse"


def test_every_sort_that_a_workspace_keeps_is_exported_but_what_was_read_and_how() -> None:
    kept = {kind.record for kind in RECORD_KINDS}
    assert {one.__name__ for one in kept - set(WHAT.values())} == {"ReadingDone", "ReadingProblem"}
