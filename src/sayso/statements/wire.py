"""How a statement travels: one record per kind with factors as strings, made from the statement records.

A field that is added to a statement's record travels from then on; nothing has to be repeated here.
"""

import functools
import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Protocol, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from sayso.statements import KINDS
from sayso.statements.factor import WRITTEN_FACTOR, Factor
from sayso.statements.statement import Statement

FactorText: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern=WRITTEN_FACTOR,
        description="A factor: name(ACTOR), or name(FROM>TO) for a pair; actors as in the actor table.",
        examples=["unrest(KAZ)", "alignment(UZB>RUS)"],
    ),
]
DocumentId: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
StatementId: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]


class WireStatement(Protocol):
    """A decoded line."""

    id: str | None
    sayso: str | None
    quote: str
    start: int
    end: int


class _Turn(msgspec.Struct, frozen=True):
    """How to turn one kind of record into its travelling form and back."""

    record: type[msgspec.Struct]
    extra: tuple[str, ...]
    """Fields that the travelling form has and the record has not."""
    factors: tuple[str, ...]
    """Fields that hold a factor or None."""
    nested: tuple[tuple[str, "_Turn"], ...]
    """Fields that hold a record which itself holds factors."""


def to_row(statement: Statement, *, version: str) -> dict[str, Any]:
    """Return the fields of a statement in the order in which they are written.

    Raises:
        ValueError: if a factor's names cannot be written, as those with a parenthesis.
    """
    row: dict[str, Any] = {"kind": statement.kind, "id": statement.id, "sayso": version}
    row.update(_unpacked(statement, _turn(type(statement))))
    return row


def from_wire(line: WireStatement) -> Statement:
    """Return the statement that a decoded line holds.

    Raises:
        ValueError: if a factor does not parse.
    """
    wire = cast("type[msgspec.Struct]", type(line))
    turn = _turn(KINDS[str(wire.__struct_config__.tag)])
    return cast("Statement", _packed(cast("msgspec.Struct", line), turn))


@functools.cache
def wire_types() -> tuple[type[msgspec.Struct], ...]:
    """Return the travelling form of every kind, in the order of `KINDS`."""
    extra = [("id", StatementId | None, None), ("sayso", str | None, None)]
    return tuple(_wire(kind, name=kind.__name__, extra=extra) for kind in KINDS.values())


@functools.lru_cache(maxsize=65536)
def _read_factor(written: str) -> Factor:
    return Factor.parse(written)


@functools.lru_cache(maxsize=65536)
def _write_factor(factor: Factor) -> str:
    written = str(factor)
    if Factor.parse(written) != factor:
        raise ValueError(
            f"{factor!r} cannot be written as a factor; its parts hold >, a parenthesis or space"
        )
    return written


@functools.cache
def _turn(record: type[msgspec.Struct]) -> _Turn:
    hints = get_type_hints(record)
    nested = ((name, _struct_with_factors(hint)) for name, hint in hints.items())
    return _Turn(
        record=record,
        extra=("id", "sayso") if issubclass(record, Statement) else (),
        factors=tuple(name for name in record.__struct_fields__ if Factor in _parts(hints[name])),
        nested=tuple((name, _turn(found)) for name, found in nested if found is not None),
    )


def _unpacked(record: msgspec.Struct, turn: _Turn) -> dict[str, Any]:
    row = msgspec.structs.asdict(record)
    for name in turn.factors:
        if row[name] is not None:
            row[name] = _write_factor(row[name])
    for name, inner in turn.nested:
        if row[name] is not None:
            row[name] = _unpacked(row[name], inner)
    return row


def _packed(line: msgspec.Struct, turn: _Turn) -> msgspec.Struct:
    row = msgspec.structs.asdict(line)
    for name in turn.extra:
        del row[name]
    for name in turn.factors:
        if row[name] is not None:
            row[name] = _read_factor(row[name])
    for name, inner in turn.nested:
        if row[name] is not None:
            row[name] = _packed(row[name], inner)
    return turn.record(**row)


def _parts(hint: Any) -> tuple[Any, ...]:
    """Return the alternatives of a union, or the type alone."""
    return get_args(hint) if get_origin(hint) in {Union, types.UnionType} else (hint,)


def _struct_with_factors(hint: Any) -> type[msgspec.Struct] | None:
    return next((part for part in _parts(hint) if _holds_factors(part)), None)


def _holds_factors(part: Any) -> bool:
    if not (isinstance(part, type) and issubclass(part, msgspec.Struct)) or part is Factor:
        return False
    turn = _turn(part)
    return bool(turn.factors or turn.nested)


def _wire(
    record: type[msgspec.Struct], *, name: str, extra: list[tuple[str, Any, Any]]
) -> type[msgspec.Struct]:
    """Return the record's travelling form: the same fields, factors as strings, no others allowed."""
    config = record.__struct_config__
    hints = get_type_hints(record, include_extras=True)
    own: list[Any] = []
    for field in msgspec.structs.fields(record):
        hint = DocumentId if field.name == "document" else _wire_hint(hints[field.name])
        if field.default is not msgspec.NODEFAULT:
            own.append((field.name, hint, field.default))
        elif field.default_factory is not msgspec.NODEFAULT:
            factory = cast("Callable[[], Any]", field.default_factory)
            own.append((field.name, hint, msgspec.field(default_factory=factory)))
        else:
            own.append((field.name, hint))
    options: Mapping[str, Any] = (
        {} if config.tag is None else {"tag_field": config.tag_field, "tag": config.tag}
    )
    made = msgspec.defstruct(
        name, [*extra, *own], frozen=True, kw_only=True, forbid_unknown_fields=True, **options
    )
    made.__doc__ = record.__doc__
    return made


def _wire_hint(hint: Any) -> Any:
    if hint is Factor:
        return FactorText
    found = _struct_with_factors(hint)
    if found is None and Factor not in _parts(hint):
        return hint
    parts = [
        _wire(part, name=part.__name__, extra=[]) if _holds_factors(part) else _wire_hint(part)
        for part in _parts(hint)
    ]
    return Union[tuple(parts)]  # noqa: UP007 - the alternatives are known only at run time
