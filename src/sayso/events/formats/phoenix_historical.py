"""Phoenix, historical (Cline Center, 1945-2019): 25 columns with commas and a header; files NYT, FBIS, SWB.

Source: "Cline Center Historical Phoenix Event Data" codebook (Althaus et al.), as in the column list of
that data set. Traps: a table program that takes codes for numbers loses their leading zero (010 becomes
10); the root, which stands beside it, tells which code was meant, and where the two do not go together the
row is left out. The day of the event is taken to be that of the story. No real rows may be passed on: the
tests' rows are made up after these columns.
"""

from typing import Final

from sayso.events.event_format import EventFormat, Layout, Licence
from sayso.events.formats import phoenix
from sayso.events.formats.header import headed
from sayso.events.formats.missing import known, number
from sayso.events.head import Head
from sayso.events.sectors import sector_sql

COLUMNS: Final = (
    "eid",
    "story_date",
    "year",
    "month",
    "day",
    "source",
    "source_root",
    "source_agent",
    "source_others",
    "target",
    "target_root",
    "target_agent",
    "target_others",
    "code",
    "root_code",
    "quad_class",
    "goldstein",
    "joined_issues",
    "lat",
    "lon",
    "placename",
    "statename",
    "countryname",
    "aid",
    "process",
)
_PARTS = ", ".join(f"try_cast(raw.{part} AS INTEGER)" for part in ("year", "month", "day"))
_DAY = f"try(make_date({_PARTS}))"
_ROOT = "lpad(trim(raw.root_code), 2, '0')"
_CODE = (
    f"CASE WHEN NOT starts_with(raw.code, {_ROOT}) AND starts_with('0' || raw.code, {_ROOT}) "
    "THEN '0' || raw.code ELSE raw.code END"
)


def _layout(head: Head) -> Layout | None:
    table = headed(head, COLUMNS)
    if table is None:
        return None
    delimiter, names = table
    return Layout(columns=names, delimiter=delimiter, quoted=True, header=True)


FORMAT = EventFormat(
    name="phoenix-historical",
    title="Phoenix, historical (Cline Center)",
    licence=Licence(
        "free with citation; terms at the Cline Center",
        "Althaus, Bajjalieh, Carter, Peyton and Shalmon (2020), Cline Center Historical Phoenix Event Data, "
        "doi:10.13012/B2IDB-0647142",
    ),
    layout=_layout,
    fields={
        "id": "raw.eid",
        "date": _DAY,
        "actor1_code": known("source"),
        "actor1_sector": sector_sql("CAMEO", "raw.source_agent"),
        "actor2_code": known("target"),
        "actor2_sector": sector_sql("CAMEO", "raw.target_agent"),
        "scheme": "'CAMEO'",
        "code": _CODE,
        "quad": phoenix.class_of_five("quad_class"),
        "quad_table": "'Phoenix'",
        "intensity": number("goldstein", "FLOAT"),
        "intensity_table": "'CAMEO'",
        "weight": "1.0",
        "weight_unit": "'events'",
        "place": f"coalesce({known('placename')}, {known('statename')}, {known('countryname')})",
        "latitude": number("lat", "FLOAT"),
        "longitude": number("lon", "FLOAT"),
    },
    places={
        "actor1": phoenix.actor("raw.source_root"),
        "actor2": phoenix.actor("raw.target_root"),
        "country": phoenix.country("raw.countryname"),
    },
    checks={
        "no identifier": "trim(raw.eid) = ''",
        "the date is none": f"{_DAY} IS NULL",
        "the event code and its root do not go together": f"NOT starts_with({_CODE}, {_ROOT})",
        **phoenix.CHECKS,
        "the class is not 0 to 4": f"({phoenix.class_of_five('quad_class')}) IS NULL",
    },
    cameo_code=_CODE,
)
