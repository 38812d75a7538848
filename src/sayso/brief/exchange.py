"""The brief for programs: JSON and its schema."""

import inspect
import re
from typing import Any

import msgspec

from sayso.brief.records import Brief
from sayso.brief.visible import each_text

_HALVES = re.compile("[\ud800-\udfff]")


def to_json(brief: Brief) -> bytes:
    """Return the brief as indented UTF-8 JSON with a final newline.

    Half characters, as file names in another encoding hold them, become U+FFFD; places stay right.
    """
    try:
        data = msgspec.json.encode(brief)
    except UnicodeEncodeError:
        whole = each_text(msgspec.to_builtins(brief), lambda text: _HALVES.sub("\ufffd", text))
        data = msgspec.json.encode(whole)
    return msgspec.json.format(data, indent=1) + b"\n"


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
    for definition in described["$defs"].values():
        # from Python 3.13 on docstrings come without the indentation of the source
        definition["description"] = inspect.cleandoc(definition.get("description", ""))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Sayso brief", **described}
