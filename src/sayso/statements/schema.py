"""The JSON Schema of a statement's line, made from the records and their docstrings."""

import ast
import importlib
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import msgspec

from sayso.statements import KINDS
from sayso.statements.wire import wire_types

_MODULES = ("sayso.statements.likelihood", "sayso.statements.conditional")
"""Where records stand that the kinds are made of, beside `statement`."""

_LINE = {
    "kind": "What sort of claim it is.",
    "id": "Sixteen hexadecimal digits that follow from the other fields; checked where given.",
    "sayso": "Version of Sayso that wrote the line.",
}
_INTERVAL = {
    "start": "First day, as YYYY-MM-DD; null leaves the side open.",
    "end": "Last day, as YYYY-MM-DD; null leaves the side open.",
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one line of statements.

    >>> schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    kinds, definitions = msgspec.json.schema_components(wire_types(), ref_template="#/$defs/{name}")
    described = _described_fields()
    for name, definition in definitions.items():
        if "description" in definition:
            # from Python 3.13 on docstrings come without the indentation of the source
            definition["description"] = inspect.cleandoc(definition["description"])
        for field, subschema in definition.get("properties", {}).items():
            words = described.get(name, {}).get(field)
            if words is not None:
                subschema["description"] = words
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:sayso:statement",
        "title": "Statement",
        "description": "One claim by one source at one place in one document; one line of JSON Lines.",
        "oneOf": list(kinds),
        "$defs": definitions,
    }
    return _read(msgspec.json.encode(made))


def published_schema() -> dict[str, Any]:
    """Return the JSON Schema as it is published with the package."""
    path = resources.files("sayso.statements").joinpath("data", "statement.schema.json")
    return _read(path.read_bytes())


def schema_file() -> bytes:
    """Return the bytes of the published file: `schema()`, indented, with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"


def _read(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(data)
    return found


def _described_fields() -> Mapping[str, Mapping[str, str]]:
    """Return the docstring of each field by record and field, a kind's own and those that it inherits."""
    found: dict[str, dict[str, str]] = {}
    for module in (*_MODULES, "sayso.statements.statement", *(kind.__module__ for kind in KINDS.values())):
        source = inspect.getsource(importlib.import_module(module))
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = dict(_field_docstrings(node))
    for kind in KINDS.values():
        found[kind.__name__] = _LINE | found["Statement"] | found[kind.__name__]
    return found | {"DateInterval": _INTERVAL}


def _field_docstrings(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, after in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            yield field.target.id, " ".join(textwrap.dedent(after.value.value).split())
