"""What a mapping says: which columns of a plain table hold what, as TOML.

product = "border-incidents"        # stands in the column `product`
title = "Border incidents"          # optional
table = "events"                    # or votes, counts; events where not given
licence = "internal"                # optional
citation = "Ministry, yearly lists" # optional
date_format = "%d.%m.%Y"            # optional; %Y-%m-%d where not given
delimiter = ";"                     # optional; else the one of , tab ; | that finds most columns

[columns]                           # tidy column = the file's column, as its header writes it
date = "Day"
actor1_code = "Who"
actor2_code = "Whom"
code = "CAMEO"

[constants]                         # tidy column = the same in every row
scheme = "CAMEO"

[actors]                            # actor1, actor2, country, state: the system that their codes are of
actor1 = "iso3"                     # the code is in actor1_code; in `country`, in the column mapped to it
actor2 = { system = "name", column = "Target" }
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any, cast

import duckdb
import msgspec

from sayso.events.event_format import LayoutError
from sayso.events.resolve import SYSTEMS
from sayso.events.tidy import TABLES, TableName
from sayso.nearest import near

RESOLVED: Mapping[str, tuple[str, ...]] = {
    "events": ("actor1", "actor2", "country"),
    "votes": ("state",),
    "counts": ("actor1", "actor2"),
}
"""Columns of each table that come from codes."""
_KEYS = (
    "product",
    "title",
    "table",
    "licence",
    "citation",
    "date_format",
    "delimiter",
    "columns",
    "constants",
    "actors",
)
_PRODUCT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DELIMITERS = (",", "\t", ";", "|")


class Code(msgspec.Struct, frozen=True):
    """Where the code of an actor stands, and what system it is of."""

    system: str
    column: str


class ColumnMapping(msgspec.Struct, frozen=True, kw_only=True):
    """What a mapping says, checked but for the file's own columns."""

    product: str
    title: str
    table: TableName
    licence: str
    citation: str
    date_format: str
    delimiter: str | None
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    actors: Mapping[str, Code]


def read_mapping(data: bytes, name: str) -> ColumnMapping:
    """Return what a mapping says.

    Raises:
        LayoutError: if it is no TOML, or has a key, table, column or system that there is not;
            the message names the nearest.
    """
    try:
        said: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LayoutError(f"the mapping {name} is no TOML: {error}") from error
    for key in said:
        listed(key, _KEYS, f"the mapping {name} has the key")
    table = str(said.get("table", "events"))
    listed(table, tuple(RESOLVED), f"the mapping {name} has the table")
    tidy = TABLES[cast("TableName", table)]
    columns = _texts(said, "columns", name)
    constants = _texts(said, "constants", name)
    own = [one for one in tidy if one not in {"product", *RESOLVED[table]}]
    for one in (*columns, *constants):
        if one not in RESOLVED[table]:
            listed(one, (*RESOLVED[table], *own), f"the mapping {name} fills the column")
    twice = sorted(columns.keys() & constants.keys())
    if twice:
        raise LayoutError(f"the mapping {name} has {twice[0]!r} among its columns and its constants")
    if "date" not in columns:
        raise LayoutError(f"the mapping {name} must say under [columns] which column is the date")
    product = str(said.get("product", ""))
    if not _PRODUCT.fullmatch(product):
        raise LayoutError(
            f"the mapping {name} has the product {product!r}; "
            "want small letters, digits and dashes, as border-incidents"
        )
    date_format = str(said.get("date_format", "%Y-%m-%d"))
    try:
        with duckdb.connect() as connection:
            connection.execute("SELECT try_strptime('', $1)", [date_format]).fetchall()
    except duckdb.Error as error:
        raise LayoutError(
            f"the mapping {name} has the date_format {date_format!r}, which is none; "
            "want something as %d.%m.%Y"
        ) from error
    delimiter = said.get("delimiter")
    if delimiter is not None:
        listed(str(delimiter), _DELIMITERS, f"the mapping {name} has the delimiter")
    return ColumnMapping(
        product=product,
        title=str(said.get("title", product)),
        table=cast("TableName", table),
        licence=str(said.get("licence", "not stated")),
        citation=str(said.get("citation", "not stated")),
        date_format=date_format,
        delimiter=delimiter,
        columns={one: column for one, column in columns.items() if one not in RESOLVED[table]},
        constants=constants,
        actors=_actors(said, table, columns, name),
    )


def _texts(said: Mapping[str, Any], key: str, name: str) -> dict[str, str]:
    found = said.get(key, {})
    if not isinstance(found, dict):
        raise LayoutError(f"the mapping {name}: {key} is {found!r}; want a table, [{key}]")
    return {one: str(value) for one, value in found.items()}


def _actors(said: Mapping[str, Any], table: str, columns: Mapping[str, str], name: str) -> dict[str, Code]:
    found = said.get("actors", {})
    if not isinstance(found, dict):
        raise LayoutError(f"the mapping {name}: actors is {found!r}; want a table, [actors]")
    made: dict[str, Code] = {}
    for one, value in found.items():
        listed(one, RESOLVED[table], f"the mapping {name} resolves")
        given = value if isinstance(value, dict) else {"system": value}
        for key in given:
            listed(key, ("system", "column"), f"the mapping {name}, actors.{one}, has the key")
        system = str(given.get("system", ""))
        listed(system, SYSTEMS, f"the mapping {name}, actors.{one}, has the system")
        column = given.get("column") or columns.get(f"{one}_code") or columns.get(one)
        if column is None:
            raise LayoutError(
                f"the mapping {name} does not say where the code of {one} stands: "
                f"give {one}_code under [columns], "
                f'or {one} = {{ system = "{system}", column = "…" }}'
            )
        made[one] = Code(system, str(column))
    for one in RESOLVED[table]:
        if one in columns and one not in made:
            raise LayoutError(
                f"the mapping {name} gives the column {columns[one]!r} as {one} but not what system "
                "its codes are of: "
                f'under [actors], {one} = "iso3" or another of {", ".join(SYSTEMS)}'
            )
    return made


def listed(found: str, allowed: Collection[str], what: str) -> None:
    """Do nothing where `found` is allowed.

    Raises:
        LayoutError: if it is not; the message names the nearest that is.
    """
    if found in allowed:
        return
    nearest = near(found, allowed)
    hint = f"; the nearest is {nearest[0]!r}" if nearest else ""
    choice = ", ".join(repr(one) if one.isspace() or not one else one for one in allowed)
    raise LayoutError(f"{what} {found!r}, which there is not{hint}; there are {choice}")
