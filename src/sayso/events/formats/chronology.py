"""Chronologies kept by hand: dated public facts, CSV with date, actors, kind, what and source.

docs/chronology.md says what the columns mean. A date may be a year, a month or a day.
"""

from typing import Final

from sayso.events.event_format import EventFormat, Layout, Licence
from sayso.events.fact import KINDS
from sayso.events.formats.header import headed_layout
from sayso.events.head import Head
from sayso.events.sql import literal

_COLUMNS: Final = ("date", "actors", "kind", "what", "source")
_DAY = (
    "try_strptime(CASE length(trim(raw.date)) WHEN 4 THEN trim(raw.date) || '-01-01' "
    "WHEN 7 THEN trim(raw.date) || '-01' ELSE trim(raw.date) END, '%Y-%m-%d')::DATE"
)
_LAST = (
    f"CASE length(trim(raw.date)) WHEN 4 THEN {_DAY} + INTERVAL 1 YEAR - INTERVAL 1 DAY "
    f"WHEN 7 THEN last_day({_DAY}) END::DATE"
)


def _layout(head: Head) -> Layout | None:
    return headed_layout(head, _COLUMNS, {"url": ("link", "address")})


FORMAT = EventFormat(
    name="chronology",
    title="chronology of dated facts",
    licence=Licence("of whoever keeps it", "the source in each row"),
    table="facts",
    layout=_layout,
    numbered=True,
    fields={
        "date": _DAY,
        "until": _LAST,
        "written": "trim(raw.date)",
        "actors": "trim(actors)",
        "kind": "lower(trim(kind))",
        "what": "trim(what)",
        "source": "trim(raw.source)",
        "url": "trim(url)",
    },
    checks={
        "there are no actors": "coalesce(trim(actors), '') = ''",
        "the kind is none of those known": (
            f"coalesce(lower(trim(kind)), '') NOT IN ({', '.join(map(literal, KINDS))})"
        ),
        "it does not say what happened": "coalesce(trim(what), '') = ''",
        "it names no source": "coalesce(trim(raw.source), '') = ''",
    },
)
