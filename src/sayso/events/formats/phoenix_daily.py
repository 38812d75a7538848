"""Phoenix, daily (Open Event Data Alliance, 2014-2017): 26 columns between tabs, mostly without a header.

Source: the columns that github.com/openeventdata/phoenix_pipeline writes (formatter.py, postprocess.py). A
file has the events of the day before. No real rows may be passed on: the tests' rows are made up after
these columns.
"""

from typing import Final

from sayso.events.event_format import EventFormat, Layout, Licence
from sayso.events.formats import phoenix
from sayso.events.formats.header import headed
from sayso.events.formats.missing import known, number
from sayso.events.head import Head
from sayso.events.sectors import sector_sql

COLUMNS: Final = (
    "eventid",
    "date",
    "year",
    "month",
    "day",
    "sourceactorfull",
    "sourceactorentity",
    "sourceactorrole",
    "sourceactorattribute",
    "targetactorfull",
    "targetactorentity",
    "targetactorrole",
    "targetactorattribute",
    "eventcode",
    "eventrootcode",
    "pentaclass",
    "goldsteinscore",
    "issues",
    "lat",
    "lon",
    "locationname",
    "statename",
    "countrycode",
    "sentenceid",
    "urls",
    "newssources",
)
_DAY = "try_strptime(raw.date, '%Y%m%d')::DATE"


def _layout(head: Head) -> Layout | None:
    table = headed(head, COLUMNS)
    if table is not None:
        delimiter, names = table
        return Layout(columns=names, delimiter=delimiter, quoted=delimiter != "\t", header=True)
    if any(_says_its_day_twice(line.split("\t")) for line in head.lines):
        return Layout(columns=COLUMNS)
    return None


def _says_its_day_twice(fields: list[str]) -> bool:
    """Tell whether a row has all columns, and the date once whole and once in parts."""
    if len(fields) != len(COLUMNS):
        return False
    whole, year, month, day = fields[1:5]
    return whole.isdecimal() and whole == f"{year}{month.zfill(2)}{day.zfill(2)}"


FORMAT = EventFormat(
    name="phoenix-daily",
    title="Phoenix, daily",
    licence=Licence(
        "free with citation; terms at phoenixdata.org",
        "Open Event Data Alliance (2014), Phoenix Data Set, phoenixdata.org",
    ),
    layout=_layout,
    fields={
        "id": "raw.eventid",
        "date": _DAY,
        "actor1_code": known("sourceactorfull"),
        "actor1_sector": sector_sql("CAMEO", "raw.sourceactorrole"),
        "actor2_code": known("targetactorfull"),
        "actor2_sector": sector_sql("CAMEO", "raw.targetactorrole"),
        "scheme": "'CAMEO'",
        "code": "raw.eventcode",
        "quad": phoenix.class_of_five("pentaclass"),
        "quad_table": "'Phoenix'",
        "intensity": number("goldsteinscore", "FLOAT"),
        "intensity_table": "'CAMEO'",
        "weight": "1.0",
        "weight_unit": "'events'",
        "place": f"coalesce({known('locationname')}, {known('statename')}, {known('countrycode')})",
        "latitude": number("lat", "FLOAT"),
        "longitude": number("lon", "FLOAT"),
        "url": "split_part(raw.urls, ';', 1)",
    },
    places={
        "actor1": phoenix.actor("raw.sourceactorentity"),
        "actor2": phoenix.actor("raw.targetactorentity"),
        "country": phoenix.country("raw.countrycode"),
    },
    checks={
        "no identifier": "trim(raw.eventid) = ''",
        "the date is none": f"{_DAY} IS NULL",
        **phoenix.CHECKS,
        "the class is not 0 to 4": f"({phoenix.class_of_five('pentaclass')}) IS NULL",
    },
    cameo_code="raw.eventcode",
)
