"""A record as columns: nested fields by dotted names, lists as JSON, and every value as a cell and back.

Spreadsheets take a cell that begins with =, +, -, @, a tab or a line break for a formula and run it. Such
text gets an apostrophe before it, as OWASP advises, and loses it on the way back; text that begins with
apostrophes before such a character, or is nothing but apostrophes, gets one more, so that every text comes
back as it was. Source: OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection.
"""

import datetime as dt
import functools
import re
import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

import msgspec

Leaf: TypeAlias = Literal["text", "day", "whole", "number", "flag", "text or number", "json"]
PRESENT: Final = "'"
"""In a cell: an empty text, where an empty cell would say unknown; a record whose fields are all unknown."""
_RISKY: Final = re.compile("'*(?:[=+\\-@\t\r\n＝＋－＠]|$)")


class Column(msgspec.Struct, frozen=True):
    """Where a value stands in a row, and what it is."""

    path: tuple[str, ...]
    leaf: Leaf
    optional: bool
    """Whether unknown is allowed."""
    required: bool
    """Whether the record has no default for it."""

    @property
    def name(self) -> str:
        """The heading: `speaker.name`."""
        return ".".join(self.path)


def columns_of(kinds: Sequence[type[msgspec.Struct]]) -> tuple[Column, ...]:
    """Return the columns of records of any of these kinds, in the order of their fields, each once."""
    return tuple(_merged(kinds, ()).values())


def guard(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; an empty one is marked as being there.

    >>> guard("=1+1"), guard("'tis"), guard("'=1")
    ("'=1+1", "'tis", "''=1")
    """
    return f"'{text}" if _RISKY.match(text) else text


def unguard(cell: str) -> str:
    """Return the text that `guard` was given.

    >>> unguard("'=1+1"), unguard("'tis"), unguard("''=1")
    ('=1+1', "'tis", "'=1")
    """
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell


def cells_of(row: Mapping[str, Any], columns: tuple[Column, ...]) -> list[str]:
    """Return the cells of a row of plain values, one for each column."""
    cells = [_cell(_at(row, column.path), column) for column in columns]
    for path, places in _nested(columns):
        if not any(cells[at] for at in places) and isinstance(_at(row, path), dict):
            cells[places[0]] = PRESENT
    return cells


def row_from(cells: Mapping[str, str], columns: Sequence[Column]) -> dict[str, Any]:
    """Return the row of plain values that cells by heading hold; a cell that cannot be read stays text."""
    row: dict[str, Any] = {}
    for column in columns:
        cell = cells.get(column.name, "")
        if cell:
            inner = row
            for step in column.path[:-1]:
                inner = inner.setdefault(step, {})
            if not (cell == PRESENT and column.leaf == "day"):
                inner[column.path[-1]] = _value(cell, column.leaf)
    for column in columns:
        holder = _at(row, column.path[:-1])
        if column.required and isinstance(holder, dict) and column.path[-1] not in holder:
            if column.optional:
                holder[column.path[-1]] = None
            elif column.leaf == "text" and column.name in cells:
                holder[column.path[-1]] = ""
    return row


def _merged(kinds: Sequence[type[msgspec.Struct]], path: tuple[str, ...]) -> dict[tuple[str, ...], Column]:
    found: dict[tuple[str, ...], Column] = {}
    for kind in kinds:
        config = kind.__struct_config__
        if config.tag is not None and config.tag_field is not None:
            tag = (*path, config.tag_field)
            found.setdefault(tag, Column(tag, "text", optional=False, required=True))
        everywhere = len(kinds) == 1
        for field in msgspec.structs.fields(kind):
            at = (*path, field.name)
            parts, optional = _parts(field.type)
            required = field.required and (everywhere or all(_has(other, field.name) for other in kinds))
            structs = [part for part in parts if isinstance(part, type) and issubclass(part, msgspec.Struct)]
            if structs and len(structs) == len(parts):
                found |= {key: one for key, one in _merged(structs, at).items() if key not in found}
            else:
                found.setdefault(at, Column(at, _leaf(parts), optional=optional, required=required))
    return found


def _has(kind: type[msgspec.Struct], name: str) -> bool:
    return name in kind.__struct_fields__


def _parts(hint: Any) -> tuple[tuple[Any, ...], bool]:
    """Return the alternatives of a type but None, and whether None is one."""
    if get_origin(hint) is Annotated:
        return _parts(get_args(hint)[0])
    if get_origin(hint) in {Union, types.UnionType}:
        inner = [_parts(part) for part in get_args(hint)]
        return tuple(one for parts, _ in inner for one in parts), any(optional for _, optional in inner)
    return ((), True) if hint is type(None) else ((hint,), False)


def _leaf(parts: tuple[Any, ...]) -> Leaf:
    plain = {type(get_args(part)[0]) if get_origin(part) is Literal else part for part in parts}
    leaves: Mapping[frozenset[Any], Leaf] = {
        frozenset({str}): "text",
        frozenset({dt.date}): "day",
        frozenset({dt.datetime}): "day",
        frozenset({int}): "whole",
        frozenset({float}): "number",
        frozenset({bool}): "flag",
        frozenset({float, str}): "text or number",
    }
    return leaves.get(
        frozenset(plain) if all(isinstance(one, type) for one in plain) else frozenset(), "json"
    )


def _at(row: Any, path: Sequence[str]) -> Any:
    for step in path:
        row = row.get(step) if isinstance(row, dict) else None
    return row


@functools.cache
def _nested(columns: tuple[Column, ...]) -> tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]:
    """Return each record within the row, innermost first, with the places of its columns."""
    paths = {column.path[:length] for column in columns for length in range(1, len(column.path))}
    under = {
        path: tuple(at for at, column in enumerate(columns) if column.path[: len(path)] == path)
        for path in paths
    }
    return tuple(sorted(under.items(), key=lambda pair: -len(pair[0])))


def _cell(value: Any, column: Column) -> str:
    if value is None or (column.leaf == "json" and not value):
        return ""
    if column.leaf == "text or number":
        return _number_or_text(value)
    if column.leaf == "json":
        return msgspec.json.encode(value).decode()
    if isinstance(value, str):
        # where unknown is not allowed, an empty cell is an empty text
        return value if not value and not column.optional else guard(value)
    return ("false", "true")[value] if isinstance(value, bool) else repr(value)


def _number_or_text(value: float | str) -> str:
    if not isinstance(value, str):
        return repr(value)
    try:
        msgspec.json.decode(value)
    except msgspec.DecodeError:
        return guard(value)
    return msgspec.json.encode(value).decode()


def _value(cell: str, leaf: Leaf) -> Any:
    if leaf in {"text", "day"}:
        return unguard(cell)
    if leaf == "flag":
        return {"true": True, "false": False}.get(cell.lower(), cell)
    try:
        if leaf in {"json", "text or number"}:
            return msgspec.json.decode(cell)
        return int(cell) if leaf == "whole" else float(cell)
    except ValueError:
        return unguard(cell) if leaf == "text or number" else cell
