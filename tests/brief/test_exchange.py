"""The brief for programs."""

import json
from importlib import resources

import jsonschema
import msgspec
import pytest

from sayso.brief.exchange import from_json, schema, to_json
from sayso.brief.records import Brief


def test_json_holds_the_whole_brief(brief: Brief) -> None:
    assert from_json(to_json(brief)) == brief


def test_json_fits_the_published_schema(brief: Brief) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(to_json(brief)), schema())


def test_a_brief_without_a_field_does_not_fit_the_schema(brief: Brief) -> None:
    data = json.loads(to_json(brief))
    del data["speakers"][0]["claims"][0]["quote"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema())


def test_the_schema_in_the_package_is_that_of_the_records() -> None:
    published = resources.files("sayso.brief").joinpath("data/brief.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == schema()


def test_every_field_is_described_in_the_schema() -> None:
    bare = [name for name, part in schema()["$defs"].items() if not part.get("description")]
    assert not bare


def test_a_file_name_in_another_encoding_is_no_obstacle(brief: Brief) -> None:
    named = msgspec.structs.replace(brief.documents[0], name="re\udcff.txt")
    data = to_json(msgspec.structs.replace(brief, documents=(named,)))
    assert from_json(data).documents[0].name == "re\ufffd.txt"
    assert from_json(data).documents[0].text == named.text
