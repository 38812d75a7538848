"""Any table of separated values, with a mapping that says what its columns hold.

The mapping is TOML (its keys: see mapping.py and `sayso events formats mapped-csv`) and lies beside the
table under its name with .toml after it (`incidents.csv.toml`) or in place of its ending
(`incidents.toml`), or is given to `with_mapping`.
"""

import csv
from collections.abc import Callable
from pathlib import Path

from sayso.events.event_format import EventFormat, Layout, LayoutError, Licence, Place
from sayso.events.formats.header import text
from sayso.events.formats.mapping import ColumnMapping, listed, read_mapping
from sayso.events.head import Head
from sayso.events.tidy import TABLES

_DELIMITERS = (",", "\t", ";", "|")
_LONGEST = 1 << 20
"""Bytes that a mapping may have."""
_BY_CASE = {"name": "lower", "iso3": "upper", "cameo": "upper", "fips": "upper"}


def with_mapping(path: Path) -> EventFormat:
    """Return the format of tables that the mapping in this file fits."""

    def layout(head: Head) -> Layout | None:
        return _mapped(head, path, path.name)

    return _format(layout)


def _layout(head: Head) -> Layout | None:
    stem = head.name.rpartition(".")[0] or head.name
    for name in (f"{head.name}.toml", f"{stem}.toml"):
        path = head.beside(name) if name != head.name else None
        if path is not None:
            return _mapped(head, path, name)
    return None


def _mapped(head: Head, path: Path, name: str) -> Layout | None:
    if head.is_parquet:
        raise LayoutError(f"{head.name} is Parquet; a mapping is for separated values")
    try:
        with path.open("rb") as file:
            said = file.read(_LONGEST + 1)
    except OSError as error:
        raise LayoutError(f"the mapping {name} cannot be read: {error.strerror}") from error
    if len(said) > _LONGEST:
        raise LayoutError(f"the mapping {name} has more than {_LONGEST >> 10} KiB; it is not read")
    mapping = read_mapping(said, name)
    delimiter, header = _header(head, mapping)
    wanted = (*mapping.columns.values(), *(code.column for code in mapping.actors.values()))
    for column in wanted:
        listed(column, header, f"the mapping {name} names the column")
    for column in wanted:
        if header.count(column) > 1:
            raise LayoutError(f"the file has the column {column!r} twice; rename one of them")
    names = tuple(f"cell_{number}" for number in range(1, len(header) + 1))
    cells = dict(zip(header, names, strict=True))
    return Layout(
        columns=names, delimiter=delimiter, quoted=True, header=True, form=_own_format(mapping, cells)
    )


def _header(head: Head, mapping: ColumnMapping) -> tuple[str, tuple[str, ...]]:
    """Return the separator that finds most of the mapped columns in the first row, and that row."""
    line = head.lines[0] if head.lines else ""
    wanted = {*mapping.columns.values(), *(code.column for code in mapping.actors.values())}
    readings: list[tuple[str, tuple[str, ...]]] = []
    for delimiter in _DELIMITERS if mapping.delimiter is None else (mapping.delimiter,):
        try:
            names = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error as error:
            raise LayoutError(f"the header cannot be read: {error}") from error
        readings.append((delimiter, tuple(name.strip() for name in names)))
    return max(readings, key=lambda one: (len(wanted & set(one[1])), len(one[1])))


def _own_format(mapping: ColumnMapping, cells: dict[str, str]) -> EventFormat:
    """Return the format of a file whose columns stand in `cells`: name in the header → name in SQL."""
    kinds = TABLES[mapping.table]
    fields = {one: text(value) for one, value in mapping.constants.items()}
    checks: dict[str, str] = {}
    for one, column in mapping.columns.items():
        cell = f"trim(raw.{cells[column]})"
        fields[one] = _value(cell, kinds[one][0], mapping)
        if kinds[one][0] != "VARCHAR":
            blank = "" if one == "date" else f"{cell} <> '' AND "
            sort = {"DATE": "date", "BOOLEAN": "yes or no"}.get(kinds[one][0], "number")
            checks[f"{one} is no {sort}"] = f"{blank}({fields[one]}) IS NULL"
    for one, value in mapping.constants.items():
        if kinds[one][0] != "VARCHAR":
            fields[one] = _value(text(value), kinds[one][0], mapping)
    if mapping.table == "events" and not {"weight", "weight_unit"} & fields.keys():
        fields |= {"weight": "1", "weight_unit": "'events'"}
    is_cameo = mapping.constants.get("scheme") == "CAMEO" and "code" in mapping.columns
    if is_cameo:
        checks["the code is none of CAMEO's"] = "cameo_found IS NULL"
    if mapping.table == "votes":
        fields["vote"] = f"lower({fields.get('vote', 'NULL')})"
        checks["the vote is none of yes, no, abstain, absent"] = (
            f"coalesce({fields['vote']}, '') NOT IN ('yes', 'no', 'abstain', 'absent')"
        )
    return EventFormat(
        name=mapping.product,
        title=mapping.title,
        licence=Licence(mapping.licence, mapping.citation),
        table=mapping.table,
        layout=_layout,
        fields=fields,
        places={
            one: Place(
                code=f"{_BY_CASE.get(code.system, '')}(trim(raw.{cells[code.column]}))",
                system=code.system,
                dated=code.system in {"gw", "cow"},
            )
            for one, code in mapping.actors.items()
        },
        checks=checks,
        cameo_code=fields["code"] if is_cameo else None,
        numbered="id" not in fields,
    )


def _value(cell: str, kind: str, mapping: ColumnMapping) -> str:
    """Return SQL of a cell as a value of a type of DuckDB's; null where it is none."""
    if kind == "VARCHAR":
        return cell
    if kind == "DATE":
        return f"try_strptime({cell}, {text(mapping.date_format)})::DATE"
    return f"try_cast({cell} AS {kind})"


def _format(layout: Callable[[Head], Layout | None]) -> EventFormat:
    return EventFormat(
        name="mapped-csv",
        title="a table with a mapping of its columns",
        licence=Licence("as the mapping says", "as the mapping says"),
        layout=layout,
        fields={"date": "NULL"},
    )


FORMAT = _format(_layout)
