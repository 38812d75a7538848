"""What PETRARCH2 writes: one event a line between tabs, no header.

Columns: day, source, target, CAMEO code, issues, sentences, then provider and the words that were coded, of
which some or all may be missing. Source: github.com/openeventdata/petrarch2, PETRwriter.py, and its example
files. An actor is three letters of a state or group, then three for each part of society: UKRLEG,
IGOEUREEC.
"""

import re
from typing import Final

from sayso.events.crosswalks import quad_sql
from sayso.events.event_format import EventFormat, Layout, Licence, Place
from sayso.events.formats import phoenix
from sayso.events.head import Head
from sayso.events.query import ROW
from sayso.events.sectors import sector_sql

COLUMNS: Final = (
    "day",
    "source",
    "target",
    "eventcode",
    "issues",
    "sentences",
    "provider",
    "source_words",
    "target_words",
    "event_words",
)
_FEWEST = 6
_BEGINNING = re.compile(r"\d{8}\t(?:[A-Z]{3}|---)[A-Z-]*\t(?:[A-Z]{3}|---)[A-Z-]*\t\d{2,4}\t")
_DAY = "try_strptime(raw.day, '%Y%m%d')::DATE"


def _actor(column: str) -> Place:
    """Return how an actor is told: a state by its first letters, a group by its last (IGOEUREEC)."""
    group = Place(code=f"right({column}, 3)", system="cameo-group")
    return Place(code=f"left({column}, 3)", system="cameo", fallback=group)


def _layout(head: Head) -> Layout | None:
    lines = [line for line in head.lines if _BEGINNING.match(line)]
    if not lines or len(lines) * 2 <= len(head.lines):
        return None
    return Layout(columns=COLUMNS, fewest=_FEWEST)


FORMAT = EventFormat(
    name="petrarch",
    title="PETRARCH2 output",
    licence=Licence("that of the texts that were coded", "Norris, Schrodt and Beieler (2017), PETRARCH2"),
    layout=_layout,
    fields={
        "id": ROW,
        "date": _DAY,
        "actor1_code": "raw.source",
        "actor1_name": "raw.source_words",
        "actor1_sector": sector_sql("CAMEO", "substr(raw.source, 4, 3)"),
        "actor2_code": "raw.target",
        "actor2_name": "raw.target_words",
        "actor2_sector": sector_sql("CAMEO", "substr(raw.target, 4, 3)"),
        "scheme": "'CAMEO'",
        "code": "raw.eventcode",
        "quad": quad_sql("left(raw.eventcode, 2)", "CAMEO"),
        "quad_table": "'CAMEO'",
        "weight": "1.0",
        "weight_unit": "'events'",
    },
    places={
        "actor1": _actor("raw.source"),
        "actor2": _actor("raw.target"),
    },
    checks={"the date is none": f"{_DAY} IS NULL", **phoenix.CHECKS},
    cameo_code="raw.eventcode",
    numbered=True,
)
