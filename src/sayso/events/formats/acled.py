"""ACLED's export: quoted CSV with a header; 31 columns until March 2023, another 31 and more since.

Sources: ACLED Codebook (2023); ACLED, Guide to 2023 column changes. Traps: the two actors are in no order
of who did what to whom; a date of precision 2 is the middle of a week, of precision 3 lies in a month;
types of actors are numbers in older files and words in newer ones; a state's forces bear the years of its
government ("Military Forces of Benin (2016-)"); fatalities are estimates, and 0 may mean that nobody said.
"""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

from sayso.events.crosswalks import quad_sql
from sayso.events.event_format import EventFormat, Layout, Licence, Place
from sayso.events.formats.header import day, headed_layout, text, whole
from sayso.events.head import Head

_DATE_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%B-%Y", "%d-%b-%Y", "%d/%m/%Y", "%d-%m-%Y")
_NEEDED = ("event_id_cnty", "event_date", "event_type", "actor1", "fatalities")
_OTHERS = (
    "sub_event_type",
    "time_precision",
    "inter1",
    "actor2",
    "inter2",
    "iso",
    "country",
    "location",
    "latitude",
    "longitude",
)
_WANTED: Mapping[str, tuple[str, ...]] = dict.fromkeys(_OTHERS, ()) | {"stamped": ("timestamp",)}
TABLE: Final[Mapping[str, Any]] = tomllib.loads(
    resources.files("sayso.events").joinpath("data/acled.toml").read_text(encoding="utf-8")
)
"""Event and sub-event types → PLOVER root and mode; types of actors → sector."""
_DAY = day("event_date", *_DATE_FORMATS)
_LATEST = 1 << 33
"""Seconds since 1970 that a row may have been changed at; beyond, in 2242, it is no time."""
_HALF_A_WEEK = 3
"""Days before and after the middle of a week."""


def _layout(head: Head) -> Layout | None:
    return headed_layout(head, _NEEDED, _WANTED)


def _case(column: str, table: Mapping[str, str]) -> str:
    """Return SQL of what the table has for a column's text, whatever its case; null where it has nothing."""
    whens = " ".join(f"WHEN {text(key.lower())} THEN {text(value)}" for key, value in table.items() if value)
    return f"CASE lower(trim({column})) {whens} END"


def _part(number: int) -> str:
    """Return SQL of a row's PLOVER root (0) or mode (1), of its sub-event or else of its event."""
    kinds = (("sub_event_type", TABLE["sub_events"]), ("event_type", TABLE["events"]))
    cases = [_case(column, {name: row[number] for name, row in table.items()}) for column, table in kinds]
    known = ", ".join(text(name.lower()) for name in TABLE["sub_events"])
    return f"CASE WHEN lower(trim(sub_event_type)) IN ({known}) THEN {cases[0]} ELSE {cases[1]} END"


def _sector(actor: str, kind: str) -> str:
    return (
        f"CASE WHEN {actor} LIKE 'Military Forces of %' THEN 'MIL' "
        f"WHEN {actor} LIKE 'Police Forces of %' THEN 'COP' ELSE {_case(kind, TABLE['sectors'])} END"
    )


def _state(actor: str) -> Place:
    """Return how an actor's state is told: by the state that its forces are of, or that stands after it."""
    forces = r"'^(?:Military Forces|Police Forces|Government) of (?:the )?([^(]+?) \(\d{4}'"
    return Place(
        code=f"lower(regexp_extract({actor}, {forces}, 1))",
        system="name",
        fallback=Place(code=rf"lower(regexp_extract({actor}, '\(([^()]*)\)\s*$', 1))", system="name"),
    )


_EVENTS = ", ".join(text(name.lower()) for name in TABLE["events"])

FORMAT = EventFormat(
    name="acled",
    title="ACLED events",
    licence=Licence(
        "ACLED's terms of use: attribution; the data may not be redistributed",
        "Armed Conflict Location & Event Data (ACLED), acleddata.com; Raleigh, Kishi and Linke (2023), "
        "Political instability patterns are obscured by conflict dataset scope conditions, sources, and "
        "coding choices",
    ),
    layout=_layout,
    fields={
        "id": "event_id_cnty",
        "date": (
            f"CASE {whole('time_precision')} WHEN 2 THEN {_DAY} - {_HALF_A_WEEK} "
            f"WHEN 3 THEN date_trunc('month', {_DAY})::DATE ELSE {_DAY} END"
        ),
        "until": (
            f"CASE {whole('time_precision')} WHEN 2 THEN {_DAY} + {_HALF_A_WEEK} "
            f"WHEN 3 THEN last_day({_DAY}) END"
        ),
        "actor1_code": "actor1",
        "actor1_name": "actor1",
        "actor1_sector": _sector("raw.actor1", "inter1"),
        "actor2_code": "actor2",
        "actor2_name": "actor2",
        "actor2_sector": _sector("raw.actor2", "inter2"),
        "scheme": "'ACLED'",
        "code": "coalesce(nullif(trim(sub_event_type), ''), event_type)",
        "plover": _part(0),
        "mode": _part(1),
        "quad": quad_sql(_part(0), "PLOVER"),
        "quad_table": f"CASE WHEN ({_part(0)}) IS NOT NULL THEN 'PLOVER' END",
        "weight": f"CASE WHEN {whole('fatalities')} > 0 THEN {whole('fatalities')} ELSE 1 END",
        "weight_unit": f"CASE WHEN {whole('fatalities')} > 0 THEN 'deaths' ELSE 'events' END",
        "place": "location",
        "latitude": "try_cast(latitude AS FLOAT)",
        "longitude": "try_cast(longitude AS FLOAT)",
        "published": (
            f"CASE WHEN {whole('stamped')} BETWEEN 0 AND {_LATEST} "
            f"THEN DATE '1970-01-01' + ({whole('stamped')} // 86400)::INTEGER END"
        ),
    },
    places={
        "actor1": _state("raw.actor1"),
        "actor2": _state("raw.actor2"),
        "country": Place(
            code=f"lpad({whole('iso')}::VARCHAR, 3, '0')",
            system="ison",
            fallback=Place(code="lower(trim(raw.country))", system="name"),
        ),
    },
    checks={
        "no identifier": "coalesce(trim(event_id_cnty), '') = ''",
        "the date is none": f"{_DAY} IS NULL",
        "the event type is none of ACLED's": f"coalesce(lower(trim(event_type)), '') NOT IN ({_EVENTS})",
        "the number of fatalities is none": f"coalesce({whole('fatalities')}, -1) < 0",
    },
)
