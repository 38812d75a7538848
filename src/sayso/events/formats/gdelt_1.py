"""GDELT 1.0 events: 58 columns between tabs, no header; 57, without SOURCEURL, in the files up to March 2013.

Source: GDELT Data Format Codebook V1.03 (2013). The two widths stand mixed where files were put together;
both are told apart from 2.0, which has 61 columns, by the number of columns of the first lines.
"""

from typing import Final

from sayso.events.event_format import EventFormat, Layout, Place
from sayso.events.formats import gdelt
from sayso.events.head import Head

_GEO = ("type", "fullname", "country", "adm1", "lat", "long", "feature")
COLUMNS: Final = (
    *gdelt.COMMON,
    *(f"{whose}_geo_{part}" for whose in ("a1", "a2", "action") for part in _GEO),
    "dateadded",
    "sourceurl",
)
_WITHOUT_URL: Final = len(COLUMNS) - 1


def _layout(head: Head) -> Layout | None:
    if not gdelt.most_lines_have(head, (_WITHOUT_URL, len(COLUMNS))):
        return None
    return Layout(columns=COLUMNS, fewest=_WITHOUT_URL)


FORMAT = EventFormat(
    name="gdelt-1",
    title="GDELT 1.0 events",
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
