"""What the two versions of GDELT's events have in common.

Sources: GDELT Data Format Codebook V1.03 (2013) and V2.0 (2015). Traps: the quad class counts code 09 as
material cooperation and 14 (protest) as verbal conflict; places are FIPS 10-4, actors CAMEO; an event may
be dated years before the day on which it was added, for a report may speak of the past.
"""

from collections.abc import Collection
from typing import Final

from sayso.events.event_format import Licence, Place
from sayso.events.head import Head
from sayso.events.sectors import sector_sql

LICENCE = Licence(
    "free for any use with citation",
    "The GDELT Project, gdeltproject.org; Leetaru and Schrodt (2013), GDELT: Global Data on Events, "
    "Location and Tone",
)
_LOOKED_AT = 40
"""Lines by whose number of columns a version is told."""
_ACTOR = (
    "code",
    "name",
    "country",
    "group",
    "ethnic",
    "religion1",
    "religion2",
    "type1",
    "type2",
    "type3",
)
COMMON: Final = (
    "globaleventid",
    "sqldate",
    "monthyear",
    "year",
    "fractiondate",
    *(f"{whose}_{part}" for whose in ("a1", "a2") for part in _ACTOR),
    "isrootevent",
    "eventcode",
    "eventbasecode",
    "eventrootcode",
    "quadclass",
    "goldsteinscale",
    "nummentions",
    "numsources",
    "numarticles",
    "avgtone",
)
"""The columns before the places."""


def day(column: str) -> str:
    """Return SQL of the date that a column has as YYYYMMDD or YYYYMMDDHHMMSS; null where it is none."""
    number = f"try_cast(left({column}, 8) AS INTEGER)"
    return f"try(make_date({number} // 10000, {number} // 100 % 100, {number} % 100))"


def most_lines_have(head: Head, columns: Collection[int]) -> bool:
    """Tell whether most first lines have one of these numbers of columns and begin with a number."""
    lines = head.lines[:_LOOKED_AT]
    fitting = [
        line for line in lines if line.count("\t") + 1 in columns and line.partition("\t")[0].isdecimal()
    ]
    return len(fitting) * 2 > len(lines)


def _sector(column: str) -> str:
    """Return SQL of the sector of a CAMEO type; most rows have none, which is asked first for speed."""
    return f"CASE WHEN {column} <> '' THEN {sector_sql('CAMEO', column)} END"


FIELDS: Final = {
    "id": "globaleventid",
    "date": day("sqldate"),
    "actor1_code": "a1_code",
    "actor1_name": "a1_name",
    "actor1_sector": _sector("a1_type1"),
    "actor2_code": "a2_code",
    "actor2_name": "a2_name",
    "actor2_sector": _sector("a2_type1"),
    "scheme": "'CAMEO'",
    "code": "eventcode",
    "quad": "try_cast(quadclass AS TINYINT)",
    "quad_table": "'GDELT'",
    "intensity": "try_cast(goldsteinscale AS FLOAT)",
    "intensity_table": "'GDELT'",
    "weight": "try_cast(numarticles AS DOUBLE)",
    "weight_unit": "'articles'",
    "place": "action_geo_fullname",
    "latitude": "try_cast(action_geo_lat AS FLOAT)",
    "longitude": "try_cast(action_geo_long AS FLOAT)",
}
PLACES: Final = {
    "actor1": Place(code="a1_country", system="cameo", fallback=Place(code="a1_group", system="cameo-group")),
    "actor2": Place(code="a2_country", system="cameo", fallback=Place(code="a2_group", system="cameo-group")),
}
CHECKS: Final = {
    "no identifier": "try_cast(tidy_id AS UBIGINT) IS NULL",
    "the date is none": "tidy_date IS NULL",
    "the date lies after the day it was added": "tidy_date > tidy_published + 1",
    "the event code is none of CAMEO's": "cameo_found IS NULL",
    "the quad class is not 1 to 4": "coalesce(tidy_quad, 0) NOT BETWEEN 1 AND 4",
    "the number of articles is none": "tidy_weight IS NULL",
}
