"""The brief for programs: JSON and its schema."""

import re
from typing import Any

import msgspec

from sayso.brief.records import Brief

_HALVES = re.compile("[\ud800-\udfff]")


def to_json(brief: Brief) -> bytes:
    """Return the brief as indented UTF-8 JSON with a final newline.

    Half characters, as file names in another encoding hold them, become U+FFFD; places stay right.
    """
    try:
        data = msgspec.json.encode(brief)
    except UnicodeEncodeError:
        data = msgspec.json.encode(_without_halves(msgspec.to_builtins(brief)))
    return msgspec.json.format(data, indent=1) + b"\n"


def _without_halves(nest: Any) -> Any:
    """Return a nest of dictionaries and sequences with every lone surrogate replaced."""
    if isinstance(nest, str):
        return _HALVES.sub("\ufffd", nest)
    if isinstance(nest, dict):
        return {key: _without_halves(inner) for key, inner in nest.items()}
    return [_without_halves(inner) for inner in nest] if isinstance(nest, list | tuple) else nest


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
