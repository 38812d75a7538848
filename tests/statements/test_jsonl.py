import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sayso.dates import DateInterval
from sayso.statements import KINDS
from sayso.statements.assessment import Assessment
from sayso.statements.conditional import Condition, Conditional
from sayso.statements.factor import Factor
from sayso.statements.jsonl import (
    LONGEST_LINE,
    bounded_lines,
    read_statements,
    statements_from_jsonl,
    statements_to_jsonl,
)
from sayso.statements.likelihood import Likelihood
from sayso.statements.schema import published_schema
from sayso.statements.statement import Confidence, Horizon, Review, Speaker, Statement

DOCUMENT = "9f" * 32
VALIDATOR = Draft202012Validator(published_schema())

# A statement has some thirty fields; fewer examples of each test keep the suite quick.
FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
actors = st.from_regex(r"[A-Z]{3}|[A-Z][a-z]+ [A-Z][a-z]+|[A-Z]{4,6}", fullmatch=True)
factors = st.builds(Factor, st.from_regex(r"[a-z][a-z_]{2,12}", fullmatch=True), actors, st.none() | actors)
days = st.dates(dt.date(1800, 1, 1), dt.date(2200, 1, 1))


@st.composite
def intervals(draw: st.DrawFn) -> DateInterval:
    first, last = sorted([draw(days), draw(days)])
    return DateInterval(draw(st.sampled_from([None, first])), draw(st.sampled_from([None, last])))


speakers = st.builds(
    Speaker,
    name=words,
    kind=st.sampled_from(["person", "office", "outlet", "unnamed", "author", "interviewer", "organisation"]),
    role=st.none() | words,
    actor=st.none() | actors,
)
shapes = st.floats(min_value=1e-6, max_value=1e6)
likelihoods = st.builds(
    Likelihood, words=words, phrase=words, alpha=shapes, beta=shapes, lexicon=words, unhedged=st.booleans()
)
reviews = st.builds(
    Review,
    verdict=st.sampled_from(["unseen", "accepted", "corrected", "rejected"]),
    error=st.none() | st.sampled_from(["speaker", "span", "not a claim"]),
    by=st.none() | words,
    at=st.none() | words,
    correction=st.dictionaries(words, words, max_size=3),
)
OWN_FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "event": {"when": st.none() | intervals()},
    "conditional": {
        "condition": st.builds(
            Condition, words=words, factor=st.none() | factors, sign=st.sampled_from([-1, 0, 1])
        )
    },
    "prescription": {"addressee": st.none() | actors},
}


@st.composite
def statements(draw: st.DrawFn, kind: str | None = None) -> Statement:
    """Any statement, with every field that it may have."""
    name = kind or draw(st.sampled_from(sorted(KINDS)))
    quote, start = draw(words), draw(st.integers(0, 10**7))
    fields: dict[str, Any] = {
        "document": draw(st.from_regex("[0-9a-f]{64}", fullmatch=True)),
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "prefix": draw(words)[:32],
        "suffix": draw(words)[:32],
        "speaker": draw(speakers),
        "via": tuple(draw(st.lists(speakers, max_size=3))),
        "mode": draw(st.sampled_from(["direct", "indirect", "headline", "question", "author"])),
        "endorsed": draw(st.none() | st.booleans()),
        "factor": draw(st.none() | factors),
        "topic": draw(st.none() | words),
        "cause": draw(st.none() | factors),
        "sign": draw(st.sampled_from([-1, 0, 1])),
        "likelihood": draw(st.none() | likelihoods),
        "confidence": draw(
            st.none() | st.builds(Confidence, words=words, level=st.sampled_from(["low", "moderate", "high"]))
        ),
        "strength": draw(st.none() | st.sampled_from(["weak", "moderate", "strong"])),
        "horizon": draw(st.none() | st.builds(Horizon, words=words, dates=st.none() | intervals())),
        "as_of": draw(st.none() | intervals()),
        "reader": draw(words),
        "certainty": draw(st.floats(0, 1)),
        "review": tuple(draw(st.lists(reviews, max_size=2))),
    }
    fields |= {field: draw(strategy) for field, strategy in OWN_FIELDS.get(name, {}).items()}
    return KINDS[name](**fields)


def one(**changes: Any) -> Assessment:
    fields: dict[str, Any] = {
        "document": DOCUMENT,
        "start": 5,
        "end": 9,
        "quote": "calm",
        "speaker": Speaker(name="Deutsche Welle", kind="outlet"),
        "mode": "author",
        "factor": Factor("unrest", "KAZ"),
        "sign": -1,
        "reader": "test-1",
        "certainty": 0.5,
    }
    return Assessment(**(fields | changes))


def row(**changes: Any) -> dict[str, Any]:
    """The line of `one()` as a mapping, without its id, changed."""
    written: dict[str, Any] = json.loads(statements_to_jsonl([one()]))
    del written["id"]
    return written | changes


def problem_of(line: bytes) -> str:
    """The message for one bad line between two good ones, which must both be read."""
    good = [statements_to_jsonl([one(start=place, end=place + 4)]) for place in (100, 200)]
    found, problems = statements_from_jsonl([good[0], line, good[1]], "claims.jsonl")
    assert [statement.start for statement in found] == [100, 200]
    assert [problem.line for problem in problems] == [2]
    assert problems[0].source == "claims.jsonl"
    return problems[0].message


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_statement_of_every_kind_is_read_as_it_was_written_and_fits_the_schema(kind: str) -> None:
    @FEW
    @given(statements(kind))
    def holds(statement: Statement) -> None:
        line = statements_to_jsonl([statement])
        assert statements_from_jsonl(line, "claims") == ((statement,), ())
        VALIDATOR.validate(json.loads(line))

    holds()


@FEW
@given(st.lists(statements(), max_size=3, unique_by=lambda statement: statement.id))
def test_a_file_of_statements_is_read_as_it_was_written(written: list[Statement]) -> None:
    assert statements_from_jsonl(statements_to_jsonl(written), "claims") == (tuple(written), ())


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_any_line_gives_a_statement_or_a_problem_and_never_an_error(line: bytes | str) -> None:
    found = list(read_statements([line], "claims"))
    assert len(found) in {1, 2}


@FEW
@given(statements(), st.data())
def test_a_line_with_any_field_replaced_gives_a_statement_or_a_problem(
    statement: Statement, data: st.DataObject
) -> None:
    written = json.loads(statements_to_jsonl([statement]))
    field = data.draw(st.sampled_from(sorted(written)))
    anything = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists)
    written[field] = data.draw(anything)
    assert len(list(read_statements([json.dumps(written)], "claims"))) == 1


def test_a_line_says_where_it_comes_from() -> None:
    """Each line alone: the id, the version that wrote it, the reader and the lexicon."""
    said = Likelihood(words="likely", phrase="likely", alpha=2, beta=1, lexicon="capphrase-2026.1")
    statement = one(likelihood=said)
    written = json.loads(statements_to_jsonl([statement]))
    assert written["id"] == statement.id
    assert written["sayso"]
    assert written["reader"] == "test-1"
    assert written["likelihood"]["lexicon"] == "capphrase-2026.1"


def test_factors_and_days_are_written_as_people_write_them() -> None:
    condition = Condition(words="if", factor=Factor("alignment", "UZB", "RUS"), sign=1)
    statement = Conditional(
        **{name: getattr(one(), name) for name in Assessment.__struct_fields__}, condition=condition
    )
    dated = msgspec.structs.replace(statement, as_of=DateInterval.day(dt.date(2022, 2, 4)))
    written = json.loads(statements_to_jsonl([dated]))
    assert written["factor"] == "unrest(KAZ)"
    assert written["condition"]["factor"] == "alignment(UZB>RUS)"
    assert written["as_of"] == {"start": "2022-02-04", "end": "2022-02-04"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "rumour"}, "$.kind"),
        ({"kind": 3}, "$.kind"),
        ({"factor": "unrest"}, "$.factor"),
        ({"factor": "unrest()"}, "$.factor"),
        ({"factor": {"name": "unrest", "actor": "KAZ"}}, "$.factor"),
        ({"end": 4}, "$.end"),
        ({"end": 10}, "$.quote"),
        ({"start": -1}, "$.start"),
        ({"certainty": 1.01}, "$.certainty"),
        ({"certainty": -0.01}, "$.certainty"),
        ({"certainty": "0.5"}, "$.certainty"),
        ({"sign": 2}, "$.sign"),
        ({"mode": "shouted"}, "$.mode"),
        ({"speaker": {"name": "x"}}, "$.speaker"),
        ({"speaker": {"name": "x", "kind": "person", "rank": 1}}, "$.speaker"),
        ({"horizn": None}, "horizn"),
        ({"document": "abc"}, "$.document"),
        ({"prefix": "x" * 33}, "$.prefix"),
        ({"id": "0" * 16}, "$.id"),
        ({"as_of": {"start": "2022-02-04", "end": "2022-02-03"}}, "$.as_of"),
        ({"as_of": {"start": "4 February", "end": None}}, "$.as_of.start"),
        (
            {"likelihood": {"words": "x", "phrase": "x", "alpha": 0, "beta": 1, "lexicon": "x"}},
            "$.likelihood.alpha",
        ),
    ],
)
def test_a_bad_field_is_named_with_its_line_and_path(changes: dict[str, Any], said: str) -> None:
    assert said in problem_of(json.dumps(row(**changes)).encode())


def test_a_missing_field_is_named() -> None:
    short = row()
    del short["speaker"]
    assert "speaker" in problem_of(json.dumps(short).encode())


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"{",
        b"[]",
        b"3",
        b'{"kind": "event"} {"kind": "event"}',
        b"\xff\xff",
        b'{"kind": "event", "quote": "\xff"}',
        json.dumps(row(certainty=float("nan"))).encode(),
        json.dumps(row(certainty=float("inf"))).encode(),
        "\ufeff".encode() + json.dumps(row()).encode(),
        b"[" * 100_000,
        b'{"kind":' + b"[" * 100_000,
        b'{"review":' + b'{"a":' * 100_000,
    ],
    ids=range(13),
)
def test_a_line_that_is_no_statement_is_a_problem_and_the_rest_is_read(line: bytes) -> None:
    assert problem_of(line)


@pytest.mark.parametrize("line", [b"", b"\n", b"  \r\n"])
def test_a_blank_line_is_a_problem(line: bytes) -> None:
    assert "blank" in problem_of(line)


def test_a_line_over_the_limit_is_a_problem() -> None:
    assert "longer" in problem_of(b" " * LONGEST_LINE + json.dumps(row()).encode())


def test_a_statement_that_stands_twice_is_read_once() -> None:
    line = statements_to_jsonl([one()])
    found, problems = statements_from_jsonl(line + line, "claims")
    assert found == (one(),)
    assert "line 1" in problems[0].message
    assert problems[0].line == 2


def test_a_byte_order_mark_at_the_start_is_reported_and_passed_over() -> None:
    found, problems = statements_from_jsonl(b"\xef\xbb\xbf" + statements_to_jsonl([one()]), "claims")
    assert found == (one(),)
    assert "byte order mark" in problems[0].message


def test_a_file_in_utf_16_is_one_fatal_problem() -> None:
    data = statements_to_jsonl([one(), one(start=6, end=10)]).decode().encode("utf-16")
    found, problems = statements_from_jsonl(data, "claims")
    assert found == ()
    assert [problem.fatal for problem in problems] == [True]


def test_windows_line_ends_are_read() -> None:
    data = statements_to_jsonl([one(), one(start=6, end=10)]).replace(b"\n", b"\r\n")
    found, problems = statements_from_jsonl(data, "claims")
    assert len(found) == 2
    assert problems == ()


def test_a_line_without_id_and_version_is_read() -> None:
    bare = row()
    del bare["sayso"]
    assert statements_from_jsonl([json.dumps(bare)], "claims") == ((one(),), ())


def test_an_endless_line_is_cut_and_the_next_is_read() -> None:
    stream = io.BytesIO(b"x" * (3 * LONGEST_LINE) + b"\n" + statements_to_jsonl([one()]))
    lines = list(bounded_lines(stream))
    assert max(map(len, lines)) <= LONGEST_LINE + 2
    found, problems = statements_from_jsonl(lines, "claims")
    assert found == (one(),)
    assert [problem.line for problem in problems] == [1]


@pytest.mark.parametrize(
    "make",
    [
        lambda: one(certainty=float("nan")),
        lambda: one(certainty=1.5),
        lambda: one(end=4),
        lambda: one(quote="calmer"),
        lambda: one(factor=Factor("unrest", "K(A)Z")),
        lambda: one(factor=Factor("unrest", "UZB>RUS")),
        lambda: one(likelihood=Likelihood(words="x", phrase="x", alpha=float("inf"), beta=1, lexicon="x")),
    ],
)
def test_a_statement_that_could_not_be_read_back_is_not_written(make: Callable[[], Statement]) -> None:
    with pytest.raises(ValueError, match=r"cannot be written|is not a factor"):
        statements_to_jsonl([make()])
