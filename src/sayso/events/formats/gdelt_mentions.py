"""GDELT 2.0 mentions: 16 columns between tabs, no header, one row for each report that names an event.

Also as a table with commas and a header, as pandas writes it. Source: GDELT Event Database Data Format
Codebook V2.0 (2015), "Mentions table". The last two columns, the translation and one that is reserved, may
be missing.
"""

from typing import Final

from sayso.events.event_format import EventFormat, Layout
from sayso.events.formats import gdelt
from sayso.events.formats.header import headed
from sayso.events.head import Head
from sayso.events.query import ROW

COLUMNS: Final = (
    "globaleventid",
    "eventtimedate",
    "mentiontimedate",
    "mentiontype",
    "mentionsourcename",
    "mentionidentifier",
    "sentenceid",
    "actor1charoffset",
    "actor2charoffset",
    "actioncharoffset",
    "inrawtext",
    "confidence",
    "mentiondoclen",
    "mentiondoctone",
    "mentiondoctranslationinfo",
    "extras",
)
_FEWEST = 14
_TIMES = (1, 2)
_TIME = 14
"""Digits of a time: YYYYMMDDHHMMSS."""
_CONFIDENCE = "try_cast(raw.confidence AS TINYINT)"


def _layout(head: Head) -> Layout | None:
    table = headed(head, COLUMNS[:_FEWEST])
    if table is not None:
        delimiter, names = table
        return Layout(columns=names, delimiter=delimiter, quoted=True, header=True)
    fields = next((line.split("\t") for line in head.lines if line.count("\t") >= _FEWEST - 1), [])
    times = [fields[place] for place in _TIMES if place < len(fields)]
    if len(fields) not in range(_FEWEST, len(COLUMNS) + 1) or not all(
        len(one) == _TIME and one.isdigit() for one in times
    ):
        return None
    return Layout(columns=COLUMNS, fewest=_FEWEST)


FORMAT = EventFormat(
    name="gdelt-mentions",
    title="GDELT 2.0 mentions",
    licence=gdelt.LICENCE,
    table="mentions",
    layout=_layout,
    fields={
        "id": f"raw.globaleventid || '-' || {ROW}",
        "event": "raw.globaleventid",
        "date": gdelt.day("raw.eventtimedate"),
        "published": gdelt.day("raw.mentiontimedate"),
        "outlet": "raw.mentionsourcename",
        "url": "raw.mentionidentifier",
        "confidence": _CONFIDENCE,
        "language": r"regexp_extract(raw.mentiondoctranslationinfo, 'srclc:\s*([a-z]+)', 1)",
    },
    checks={
        "no identifier": "try_cast(raw.globaleventid AS UBIGINT) IS NULL",
        "the date is none": f"{gdelt.day('raw.eventtimedate')} IS NULL",
        "the day of the mention is none": f"{gdelt.day('raw.mentiontimedate')} IS NULL",
        "the confidence is not 0 to 100": f"coalesce({_CONFIDENCE}, -1) NOT BETWEEN 0 AND 100",
    },
    numbered=True,
)
