"""The brief for programs: JSON and its schema."""

from typing import Any

import msgspec

from sayso.brief.records import Brief


def to_json(brief: Brief) -> bytes:
    """Return the brief as indented UTF-8 JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(brief), indent=1) + b"\n"


def from_json(data: bytes) -> Brief:
    """Return the brief that `data` holds.

    Raises:
        msgspec.ValidationError: if `data` is JSON of another shape.
        msgspec.DecodeError: if `data` is no JSON.
    """
    return msgspec.json.decode(data, type=Brief)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `to_json`; it is published as `data/brief.schema.json`."""
    described = msgspec.json.schema(Brief)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Sayso brief", **described}
