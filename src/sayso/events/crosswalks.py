"""Tables between coding schemes: CAMEO code → PLOVER root; quad class and intensity by product."""

import csv
import functools
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import duckdb

from sayso.events.sql import literals

Table = TypeVar("Table")


class CameoRow(NamedTuple):
    """One code of CAMEO; the columns of data/cameo.csv."""

    code: str
    name: str
    plover: str | None
    """PLOVER root; None for 01 and 02x codes that PLOVER has no root for."""
    mode: str | None
    context: str | None


@functools.cache
def cameo() -> tuple[CameoRow, ...]:
    """Return every code of CAMEO."""
    return tuple(
        CameoRow(row["code"], row["name"], row["plover"] or None, row["mode"] or None, row["context"] or None)
        for row in csv_rows("cameo.csv")
    )


def add_crosswalks(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `cameo` with the columns of CameoRow; root and mode are ENUMs, quicker to write."""
    columns = [list(column) for column in zip(*cameo(), strict=True)]
    root, mode = (literals(sorted({one for one in columns[at] if one})) for at in (2, 3))
    connection.execute(
        f"CREATE TEMP TABLE cameo (code VARCHAR, name VARCHAR, plover ENUM({root}), mode ENUM({mode}), "
        "context VARCHAR)"
    )
    connection.execute(
        "INSERT INTO cameo SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5)", columns
    )


@functools.cache
def cameo_codes(root: str) -> tuple[str, ...]:
    """Return the codes of CAMEO that become this root of PLOVER, in order; () where none does.

    >>> cameo_codes("COOPERATE")
    ('06', '060', '061', '062', '063', '064')
    """
    return tuple(row.code for row in cameo() if row.plover == root)


def plover(code: str) -> str | None:
    """Return the root of PLOVER that a code of CAMEO becomes; None for statements and unknown codes.

    >>> plover("043"), plover("010")
    ('CONSULT', None)
    """
    return _roots().get(code)


def quad(root: str, table: str) -> int | None:
    """Return the quad class of a root of CAMEO or PLOVER, 1 to 4, or 0 for neutral; None for other roots.

    The classes and the source of each table stand in data/quads.toml.

    >>> quad("14", "GDELT"), quad("14", "CAMEO"), quad("02", "Phoenix")
    (3, 4, 0)

    Raises:
        KeyError: if there is no such table.
    """
    return named(quads(), table, "table of quad classes").get(root)


def quad_sql(root: str, table: str) -> str:
    """Return SQL of the quad class of the root that the SQL `root` gives, as `quad` does.

    Raises:
        KeyError: if there is no such table.
    """
    classes: dict[int, list[str]] = {}
    for name, number in named(quads(), table, "table of quad classes").items():
        classes.setdefault(number, []).append(f"'{name}'")
    whens = (f"WHEN {root} IN ({', '.join(names)}) THEN {number}" for number, names in classes.items())
    return f"CASE {' '.join(whens)} END"


def intensity(code: str, table: str) -> float | None:
    """Return how cooperative (+10) or conflictual (−10) a code of CAMEO is; None where the table lacks it.

    The tables, CAMEO, ICEWS and GDELT, and their sources stand in data/goldstein.csv.

    >>> [intensity("016", table) for table in ("CAMEO", "ICEWS", "GDELT")]
    [3.4, -5.0, -2.0]

    Raises:
        KeyError: if there is no such table.
    """
    return named(intensities(), table, "table of intensities").get(code)


@functools.cache
def quads() -> Mapping[str, Mapping[str, int]]:
    """Return root → quad class by table."""
    tables = tomllib.loads(_text("quads.toml"))
    return MappingProxyType(
        {
            table: MappingProxyType(
                {
                    root: int(number)
                    for number, roots in classes.items()
                    if number != "source"
                    for root in roots
                }
            )
            for table, classes in tables.items()
        }
    )


@functools.cache
def intensities() -> Mapping[str, Mapping[str, float]]:
    """Return code of CAMEO → intensity by table."""
    rows = list(csv_rows("goldstein.csv"))
    return MappingProxyType(
        {
            table: MappingProxyType({row["code"]: float(row[table]) for row in rows if row[table]})
            for table in rows[0]
            if table != "code"
        }
    )


def named(tables: Mapping[str, Table], name: str, kind: str) -> Table:
    """Return the table of that name.

    Raises:
        KeyError: if there is none; the message names those there are.
    """
    try:
        return tables[name]
    except KeyError:
        raise KeyError(f"no {kind} {name!r}; there are {', '.join(tables)}") from None


def csv_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of data/ by column; lines that begin with # are left out."""
    return iter(csv.DictReader(line for line in _text(name).splitlines() if not line.startswith("#")))


@functools.cache
def _roots() -> Mapping[str, str]:
    return {row.code: row.plover for row in cameo() if row.plover is not None}


def _text(name: str) -> str:
    return resources.files("sayso.events").joinpath("data", name).read_text(encoding="utf-8")
