"""UCDP's Georeferenced Event Dataset (GED) and its candidate events: quoted CSV, with and without a header.

Sources: UCDP GED Codebook (versions 1.0 to 24.1; Sundberg and Melander 2013); Hegre, Croicu, Eck and
Högbladh (2020) on candidate events. Traps: columns come and go with versions (`best` was `best_est` until
5.0; the states' codes are missing in some); a candidate file may lack its header; headlines hold line ends
inside quotations; the same event has another identifier as a candidate; `side_a` fought `side_b`, and only
in violence of type 3 did one of them suffer what the other did. Dates of precision 1 are days, all others
spans.
"""

import re
from typing import Final

from sayso.events.crosswalks import quad_sql
from sayso.events.event_format import EventFormat, Layout, Licence, Place
from sayso.events.formats.header import day, headed_layout, one_naming, whole
from sayso.events.head import Head

COLUMNS: Final = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
)
"""The columns of GED 18.1 and later, which candidate files have too."""

_NEEDED = ("id", "type_of_violence", "date_prec", "date_start", "date_end", "side_a", "side_b")
_WANTED = {
    "gwnoa": (),
    "gwnob": (),
    "best": ("best_est",),
    "side_a_new_id": ("side_a_id", "side_a_dset_id"),
    "side_b_new_id": ("side_b_id", "side_b_dset_id"),
    "country_id": ("gwno",),
    "country": (),
    "where_coordinates": (),
    "latitude": (),
    "longitude": (),
    "source_date": (),
}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _layout(head: Head) -> Layout | None:
    found = headed_layout(head, _NEEDED, _WANTED)
    if found is not None:
        return found
    if head.is_parquet:
        return None
    rows = head.rows(",")
    if not rows or len(rows[0]) != len(COLUMNS):
        return None
    row = dict(zip(COLUMNS, rows[0], strict=True))
    if not _DATE.match(row["date_start"].strip()) or row["type_of_violence"].strip()[:1] not in {
        "1",
        "2",
        "3",
    }:
        return None
    return Layout(columns=COLUMNS, delimiter=",", quoted=True, source=one_naming(COLUMNS, _WANTED))


def _number(column: str) -> str:
    """Return SQL of a number as text, without the .0 that some tools write after it; null where empty."""
    return f"coalesce({whole(column)}::VARCHAR, nullif(trim({column}), ''))"


def _side(letter: str) -> Place:
    """Return how a side's state is told: by its code in the year, or by whose government it is."""
    name = rf"regexp_extract(raw.side_{letter}, '^Government of (?:the )?([^()]+)', 1)"
    return Place(
        code=f"{whole(f'raw.gwno{letter}')}::VARCHAR",
        system="gw",
        dated=True,
        fallback=Place(code=f"lower(trim({name}))", system="name"),
    )


def _sector(letter: str) -> str:
    rebels = f"WHEN {whole('type_of_violence')} = 1 THEN 'REB' " if letter == "b" else ""
    return (
        f"CASE WHEN side_{letter} LIKE 'Government of %' THEN 'GOV' "
        f"WHEN side_{letter} = 'Civilians' THEN 'CVL' {rebels}END"
    )


_START, _END = day("date_start"), day("date_end")

FORMAT = EventFormat(
    name="ucdp-ged",
    title="UCDP Georeferenced Event Dataset",
    licence=Licence(
        "CC BY 4.0",
        "Uppsala Conflict Data Program, ucdp.uu.se; Sundberg and Melander (2013), Introducing the UCDP "
        "Georeferenced Event Dataset; Davies, Pettersson and Öberg (yearly), Organized violence",
    ),
    layout=_layout,
    fields={
        "id": _number("id"),
        "date": _START,
        "until": f"CASE WHEN {whole('date_prec')} > 1 AND {_END} > {_START} THEN {_END} END",
        "actor1_code": f"coalesce({_number('gwnoa')}, {_number('side_a_new_id')})",
        "actor1_name": "side_a",
        "actor1_sector": _sector("a"),
        "actor2_code": f"coalesce({_number('gwnob')}, {_number('side_b_new_id')})",
        "actor2_name": "side_b",
        "actor2_sector": _sector("b"),
        "scheme": "'UCDP'",
        "code": _number("type_of_violence"),
        "plover": "'ASSAULT'",
        "quad": quad_sql("'ASSAULT'", "PLOVER"),
        "quad_table": "'PLOVER'",
        "weight": "try_cast(best AS DOUBLE)",
        "weight_unit": "'deaths'",
        "place": "where_coordinates",
        "latitude": "try_cast(latitude AS FLOAT)",
        "longitude": "try_cast(longitude AS FLOAT)",
        "published": day("source_date"),
    },
    places={
        "actor1": _side("a"),
        "actor2": _side("b"),
        "country": Place(
            code=f"{whole('raw.country_id')}::VARCHAR",
            system="gw",
            dated=True,
            fallback=Place(code=r"lower(trim(regexp_replace(raw.country, '\s*\(.*\)', '')))", system="name"),
        ),
    },
    checks={
        "no identifier": f"{whole('raw.id')} IS NULL",
        "the type of violence is not 1 to 3": f"coalesce({whole('type_of_violence')}, 0) NOT BETWEEN 1 AND 3",
        "the date is none": f"{_START} IS NULL",
        "the last day is none": f"{_END} IS NULL",
        "it ends before it begins": f"{_END} < {_START}",
        "the precision of the date is not 1 to 5": f"coalesce({whole('date_prec')}, 0) NOT BETWEEN 1 AND 5",
        "the number of deaths is none": "coalesce(try_cast(best AS DOUBLE), -1) < 0",
    },
)
