"""GDELT 2.0 events: 61 columns between tabs, no header, one file every 15 minutes since February 2015.

Source: GDELT Event Database Data Format Codebook V2.0 (2015).
"""

from typing import Final

from sayso.events.event_format import EventFormat, Layout, Place
from sayso.events.formats import gdelt
from sayso.events.head import Head

_GEO = ("type", "fullname", "country", "adm1", "adm2", "lat", "long", "feature")
COLUMNS: Final = (
    *gdelt.COMMON,
    *(f"{whose}_geo_{part}" for whose in ("a1", "a2", "action") for part in _GEO),
    "dateadded",
    "sourceurl",
)


def _layout(head: Head) -> Layout | None:
    if not gdelt.most_lines_have(head, (len(COLUMNS),)):
        return None
    return Layout(columns=COLUMNS)


FORMAT = EventFormat(
    name="gdelt-2",
    title="GDELT 2.0 events",
    licence=gdelt.LICENCE,
    layout=_layout,
    fields={
        **gdelt.FIELDS,
        "published": gdelt.day("dateadded"),
        "url": "sourceurl",
    },
    places=gdelt.PLACES | {"country": Place(code="action_geo_country", system="fips")},
    checks=gdelt.CHECKS,
    cameo_code="eventcode",
)
