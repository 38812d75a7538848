import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sayso.statements import KINDS
from sayso.statements.assessment import Assessment
from sayso.statements.factor import Factor
from sayso.statements.jsonl import statements_to_jsonl
from sayso.statements.schema import published_schema, schema, schema_file
from sayso.statements.statement import Speaker

DOCS = Path(__file__).resolve().parents[2] / "docs" / "statement.schema.json"
VALIDATOR = Draft202012Validator(published_schema())


def line(**changes: Any) -> dict[str, Any]:
    statement = Assessment(
        document="9f" * 32,
        start=5,
        end=9,
        quote="calm",
        speaker=Speaker(name="Deutsche Welle", kind="outlet"),
        mode="author",
        factor=Factor("unrest", "KAZ"),
        sign=-1,
        reader="test-1",
        certainty=0.5,
    )
    written: dict[str, Any] = json.loads(statements_to_jsonl([statement]))
    return written | changes


def test_the_published_schema_is_that_of_the_records() -> None:
    """After a change of a record: write `schema_file()` to data/statement.schema.json and docs/."""
    assert published_schema() == schema()
    data = resources.files("sayso.statements").joinpath("data", "statement.schema.json")
    assert data.read_bytes() == schema_file()
    assert DOCS.read_bytes() == schema_file()


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(schema())


def test_the_schema_has_every_kind_and_no_record_that_travels_as_a_string() -> None:
    names = set(schema()["$defs"])
    assert {kind.__name__ for kind in KINDS.values()} <= names
    assert "Factor" not in names


def test_every_field_is_described() -> None:
    bare = [
        f"{name}.{field}"
        for name, definition in schema()["$defs"].items()
        for field, subschema in definition["properties"].items()
        if not subschema.get("description")
    ]
    assert bare == []


def test_a_written_line_fits_the_schema() -> None:
    VALIDATOR.validate(line())


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "rumour"},
        {"factor": "unrest"},
        {"factor": {"name": "unrest", "actor": "KAZ"}},
        {"certainty": 1.5},
        {"certainty": None},
        {"start": -1},
        {"sign": 2},
        {"mode": "shouted"},
        {"speaker": {"name": "x"}},
        {"speaker": {"name": "x", "kind": "person", "rank": 1}},
        {"document": "abc"},
        {"prefix": "x" * 33},
        {"horizn": None},
        {"quote": None},
    ],
)
def test_a_broken_line_does_not_fit_the_schema(changes: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(line(**changes))


@pytest.mark.parametrize("field", ["kind", "document", "start", "end", "quote", "speaker", "factor", "sign"])
def test_a_line_without_a_required_field_does_not_fit_the_schema(field: str) -> None:
    short = line()
    del short[field]
    assert not VALIDATOR.is_valid(short)
