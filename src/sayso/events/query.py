"""The SQL that reads one event file into tidy rows."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from sayso.events.event_format import EventFormat, Layout, Place
from sayso.events.lines import LONGEST
from sayso.events.resolve import table_of
from sayso.events.sql import file, literal, literals
from sayso.events.tidy import TABLES

ROW: Final = "raw.row_of_file"
"""SQL of the number of a row, from 1, in the rows below the header; in formats that are `numbered`."""
TOO_FEW: Final = "the row has too few columns"
TOO_MANY: Final = "the row has too many columns"
NO_DATE: Final = "the date is none"
_FIRST, _LAST = 1000, 2999
FAR: Final = f"the date lies outside the years {_FIRST} to {_LAST}"
"""Slips and signs for `unknown`, such as 9999-12-31, that would stretch each series over millennia."""
CAMEO: Final = "cameo_found"
"""SQL, in checks, of the CAMEO code as the crosswalk has it; null where it has none."""
_TIDY = "tidy_"
"""Stands, in checks, before the name of a tidy column that the format makes."""
_ONE_WORD: Final = re.compile(r"'[^']+'")
_NO_VALUE = "\x02"
_BEYOND = "beyond_the_last"


def select(form: EventFormat, layout: Layout, path: Path) -> str:
    """Return the SQL that reads a file into tidy rows with the column `problem`.

    Raises:
        ValueError: if the format makes a column that its table lacks.
    """
    columns = TABLES[form.table]
    day = form.fields["date"]
    resolved = {name: _resolved(name, place, day) for name, place in form.places.items()}
    made: dict[str, str] = {"product": literal(form.name), **form.fields}
    if form.numbered:
        row = ROW if layout.source is None else "row_number() OVER ()"
        made["id"] = f"({form.fields.get('id', row)})::VARCHAR"
    if form.cameo_code is not None:
        made = {"plover": "cameo.plover", "mode": "cameo.mode"} | made
    made |= {name: sql for name, (sql, _) in resolved.items()}
    unknown = made.keys() - columns.keys()
    if unknown:
        raise ValueError(f"the format {form.name} makes columns that {form.table} lacks: {sorted(unknown)}")
    known = {*resolved, *(("plover", "mode") if form.cameo_code is not None else ())}
    worked_out = [
        f"{sql if name in known else _cast(sql, columns[name][0])} AS {_TIDY}{name}"
        for name, sql in made.items()
    ]
    joins = [join for _, (_, some) in resolved.items() for join in some]
    if form.cameo_code is not None:
        joins.append(f"LEFT JOIN cameo ON cameo.code = {form.cameo_code}")
        worked_out.append(f"cameo.code AS {CAMEO}")
    # each column is worked out once; what is wrong with a row is said from the results
    rows = (
        f"SELECT raw.*, {', '.join(worked_out)} FROM {_source(form, layout, path)} AS raw {' '.join(joins)}"
    )
    chosen = [f"{_chosen(name, kind, made)} AS {name}" for name, (kind, _) in columns.items()]
    return f"SELECT {_problem(form, layout)} AS problem, {', '.join(chosen)} FROM ({rows}) AS raw"


def _chosen(name: str, kind: str, made: Collection[str]) -> str:
    if name not in made:
        return f"NULL::{kind}"
    column = f"{_TIDY}{name}"
    # a date that few programs can hold must not lie in the file, even in a row that was left out
    return f"CASE WHEN {_near(column)} THEN {column} END" if kind == "DATE" else column


def _near(column: str) -> str:
    return f"{column} BETWEEN DATE '{_FIRST}-01-01' AND DATE '{_LAST}-12-31'"


def scan(layout: Layout, path: Path) -> str:
    """Return the SQL of the file's rows, each column as text; a column that a row lacks is null."""
    if layout.binary:
        return f"read_parquet({file(path)})"
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in (*layout.columns, _BEYOND))
    options: Mapping[str, object] = {
        "delim": layout.delimiter,
        "header": layout.header,
        "auto_detect": False,
        "quote": '"' if layout.quoted else "",
        "escape": '"' if layout.quoted else "",
        "nullstr": _NO_VALUE,
        "null_padding": True,
        "ignore_errors": True,
        "store_rejects": True,
        "strict_mode": False,
        "parallel": not layout.quoted,
        "max_line_size": LONGEST,
    }
    given = ", ".join(f"{name} = {literal(value)}" for name, value in options.items())
    return f"read_csv({file(path)}, columns = {{{columns}}}, {given})"


def _source(form: EventFormat, layout: Layout, path: Path) -> str:
    rows = scan(layout, path)
    if layout.source is not None:
        return f"({layout.source.replace('{rows}', rows)})"
    if form.numbered:
        # numbered before any join, for a join need not keep the order of rows
        return f"(SELECT row_number() OVER () AS row_of_file, * FROM {rows})"
    return rows


def _cast(sql: str, kind: str) -> str:
    if kind != "VARCHAR":
        return f"({sql})::{kind}"
    # one word for every row: as an ENUM it is written without looking at each row, and read as text
    return f"{sql}::ENUM({sql})" if _ONE_WORD.fullmatch(sql) else f"nullif({sql}, '')"


def _resolved(name: str, place: Place, day: str) -> tuple[str, list[str]]:
    """Return SQL of the actor that a place's codes mean on the day, SQL too, and the joins that it needs."""
    found: list[str] = []
    joins: list[str] = []
    one: Place | None = place
    while one is not None:
        alias = f"{name}_{len(found)}"
        table = table_of(one.system, dated=one.dated)
        held = f" AND {_held(alias, day)}" if one.dated else ""
        joins.append(f"LEFT JOIN {table} AS {alias} ON {alias}.code = {one.code}{held}")
        found.append(f"{alias}.actor")
        one = one.fallback
    return f"coalesce({', '.join(found)})" if len(found) > 1 else found[0], joins


def _held(alias: str, day: str) -> str:
    """Return SQL that is true where a row of a dated table of codes held on the day."""
    return (
        f"coalesce({day} >= {alias}.since, {alias}.since IS NULL) "
        f"AND coalesce({day} <= {alias}.until, {alias}.until IS NULL)"
    )


def _problem(form: EventFormat, layout: Layout) -> str:
    """Return SQL of the first thing that is wrong with a row; null where nothing is."""
    checks = dict(form.checks)
    if not layout.binary:
        fewest = layout.fewest or len(layout.columns)
        last = layout.columns[fewest - 1].replace('"', '""')
        checks = {TOO_FEW: f'raw."{last}" IS NULL', TOO_MANY: f"raw.{_BEYOND} IS NOT NULL"} | checks
    if NO_DATE not in checks:
        checks[NO_DATE] = f"{_TIDY}date IS NULL"
    checks[FAR] = f"NOT {_near(f'{_TIDY}date')}"
    whens = (f"WHEN {sql} THEN {literal(what)}::ENUM({literals(checks)})" for what, sql in checks.items())
    return f"CASE {' '.join(whens)} END"
