"""ICEWS coded event data: 20 columns between tabs, with a header; quoted in some files and not in others.

Source: "ICEWS Coded Event Data Read Me" (Boschee et al., Harvard Dataverse, doi 10.7910/DVN/28075). Traps:
codes are CAMEO with three or four digits, and a table program that takes them for numbers loses the leading
zero, which makes another code of them (010, a statement, becomes 10, a demand); some files have the code
`13y`, which does not exist; missing values are empty or, as R writes them, NA; states stand by name; the
files have no quad class, for which the classes that are usual with ICEWS are taken. Rows are one for each
event and story, so that each weighs 1.
"""

from typing import Final

from sayso.events.crosswalks import quad_sql
from sayso.events.event_format import EventFormat, Layout, Licence, Place
from sayso.events.formats.header import headed
from sayso.events.formats.missing import is_quoted, known, number
from sayso.events.head import Head
from sayso.events.sectors import sector_sql

COLUMNS: Final = (
    "event_id",
    "event_date",
    "source_name",
    "source_sectors",
    "source_country",
    "event_text",
    "cameo_code",
    "intensity",
    "target_name",
    "target_sectors",
    "target_country",
    "story_id",
    "sentence_number",
    "publisher",
    "city",
    "district",
    "province",
    "country",
    "latitude",
    "longitude",
)
_CODE = "trim(raw.cameo_code)"
_DAY = "try_strptime(raw.event_date, '%Y-%m-%d')::DATE"


def _layout(head: Head) -> Layout | None:
    table = headed(head, COLUMNS)
    if table is None:
        return None
    delimiter, names = table
    return Layout(
        columns=names,
        delimiter=delimiter,
        quoted=delimiter != "\t" or is_quoted(head, delimiter),
        header=True,
    )


def _state(column: str) -> Place:
    return Place(code=f"lower({known(column)})", system="name")


FORMAT = EventFormat(
    name="icews",
    title="ICEWS coded event data",
    licence=Licence(
        "free with citation; terms at Harvard Dataverse",
        "Boschee, Lautenschlager, O'Brien, Shellman, Starz and Ward (2015), ICEWS Coded Event Data, "
        "doi:10.7910/DVN/28075",
    ),
    layout=_layout,
    fields={
        "id": "raw.event_id",
        "date": _DAY,
        "actor1_code": known("source_country"),
        "actor1_name": known("source_name"),
        "actor1_sector": sector_sql("ICEWS", "raw.source_sectors", separator=","),
        "actor2_code": known("target_country"),
        "actor2_name": known("target_name"),
        "actor2_sector": sector_sql("ICEWS", "raw.target_sectors", separator=","),
        "scheme": "'CAMEO'",
        "code": _CODE,
        "quad": quad_sql(f"left({_CODE}, 2)", "CAMEO"),
        "quad_table": "'CAMEO'",
        "intensity": number("intensity", "FLOAT"),
        "intensity_table": "'ICEWS'",
        "weight": "1.0",
        "weight_unit": "'events'",
        "place": f"coalesce({known('city')}, {known('district')}, {known('province')}, {known('country')})",
        "latitude": number("latitude", "FLOAT"),
        "longitude": number("longitude", "FLOAT"),
    },
    places={
        "actor1": _state("source_country"),
        "actor2": _state("target_country"),
        "country": _state("country"),
    },
    checks={
        "no identifier": "try_cast(raw.event_id AS BIGINT) IS NULL",
        "the date is none": f"{_DAY} IS NULL",
        "the event code has lost its leading zero": f"regexp_full_match({_CODE}, '[0-9]{{1,2}}')",
        "the event code is none of CAMEO's": "cameo_found IS NULL",
    },
    cameo_code=_CODE,
)
