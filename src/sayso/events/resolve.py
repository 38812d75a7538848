"""Codes of states and organisations → identifiers in the actor table, by system and date."""

import datetime as dt
import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import duckdb

from sayso.actors import ActorTable
from sayso.events.crosswalks import csv_rows
from sayso.events.sql import literals

SYSTEMS = ("cameo", "cameo-group", "cow", "fips", "gw", "iso3", "ison", "name", "un")
"""The systems of codes: CAMEO's three letters, its groups, Correlates of War, FIPS 10-4, Gleditsch and Ward,
ISO 3166-1 alpha-3 and numeric, English names, and UN voting codes."""


class CodeRow(NamedTuple):
    """One code and whom it means, while it does."""

    system: str
    code: str
    actor: str
    since: dt.date | None = None
    until: dt.date | None = None


@functools.cache
def listed_codes() -> tuple[CodeRow, ...]:
    """Return the rows of data/country_codes.csv: what the actor table does not say, or says otherwise."""
    return tuple(
        CodeRow(row["system"], row["code"], row["actor"], _day(row["since"]), _day(row["until"]))
        for row in csv_rows("country_codes.csv")
    )


@functools.cache
def unmapped_codes() -> Mapping[tuple[str, str], str]:
    """Return (system, code) → name of what products write and no actor stands for: territories, seas."""
    return MappingProxyType(
        {(row["system"], row["code"]): row["name"] for row in csv_rows("unmapped_codes.csv")}
    )


def code_rows(actors: ActorTable) -> list[CodeRow]:
    """Return every code of every state; where two sources have one, the CSV file stands."""
    listed = listed_codes()
    taken = {(row.system, row.code) for row in listed}
    rows = list(listed)
    for actor in actors.actors.values():
        if actor.kind != "state":
            continue
        own = [CodeRow(system, actor.id, actor.id) for system in ("iso3", "cameo")]
        own += [
            CodeRow(code.system, code.code, actor.id, code.during.start, code.during.end)
            for code in actor.codes
            if code.system != "iso3"
        ]
        names = dict.fromkeys((actor.name, *actor.aliases))
        own += [CodeRow("name", name.casefold(), actor.id) for name in names]
        rows += [row for row in own if (row.system, row.code) not in taken]
    return rows


def add_codes(connection: duckdb.DuckDBPyConnection, actors: ActorTable) -> None:
    """Make the table `codes_SYSTEM` of each system, dashes as underscores, with the columns of CodeRow.

    In `codes_SYSTEM` each code stands once, as whoever had it last; in `codes_SYSTEM_dated` as whoever had
    it when. Actors are an ENUM, which is quicker to write than text.
    """
    rows = code_rows(actors)
    # in the order of the alphabet, so that they sort as text does
    ids = f"ENUM({literals(sorted({row.actor for row in rows}))})"
    for system in SYSTEMS:
        own = in_turn([row for row in rows if row.system == system])
        name = table_of(system)
        connection.execute(
            f"CREATE TEMP TABLE {name}_dated (code VARCHAR, actor {ids}, since DATE, until DATE)"
        )
        connection.execute(
            f"INSERT INTO {name}_dated SELECT unnest($1), unnest($2), unnest($3), unnest($4)",
            [
                [row.code for row in own],
                [row.actor for row in own],
                [row.since for row in own],
                [row.until for row in own],
            ],
        )
        connection.execute(
            f"CREATE TEMP TABLE {name} AS SELECT * FROM {name}_dated "
            "QUALIFY row_number() OVER (PARTITION BY code ORDER BY until DESC NULLS FIRST) = 1"
        )


def in_turn(rows: list[CodeRow]) -> list[CodeRow]:
    """Return the rows of one system such that a code means at most one actor on any day.

    Where one code went from one actor to the next, the later one has it from the day after. A code that two
    actors have without end, as the word "Korea", is nobody's.
    """
    by_code: dict[str, list[CodeRow]] = {}
    for row in dict.fromkeys(rows):
        by_code.setdefault(row.code, []).append(row)
    kept: list[CodeRow] = []
    for some in by_code.values():
        if len({row.actor for row in some if row.until is None}) > 1:
            continue
        begins = None
        for row in sorted(some, key=lambda one: one.until or dt.date.max):
            since = max((day for day in (row.since, begins) if day is not None), default=None)
            if row.until is not None and since is not None and since > row.until:
                continue
            kept.append(row._replace(since=since))
            begins = None if row.until is None else row.until + dt.timedelta(1)
            if row.until is None:
                break
    return kept


def table_of(system: str, *, dated: bool = False) -> str:
    """Return the name of a system's table of codes: whose each is now or was last, or whose when."""
    return f"codes_{system.replace('-', '_')}{'_dated' if dated else ''}"


def _day(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
