"""ICEWS events counted by directed dyad, year and quad class, as the R package netify has them (Parquet).

Source: Boschee and others (2015), ICEWS Coded Event Data (doi:10.7910/DVN/28075); netify's data set icews.
One row has four counts and becomes four rows, quad-1 to quad-4. The panel is square: every dyad of its
states has a row each year, so that 0 says that nothing was coded; an empty field is no data and stays null.
Turkey is not in it.
"""

from typing import Final

from sayso.events.event_format import EventFormat, Layout, Licence, Place
from sayso.events.head import Head

LICENCE: Final = Licence(
    "ICEWS: research and education only, not to be redistributed",
    "Boschee, Lautenschlager, O'Brien, Shellman, Starz and Ward (2015), ICEWS Coded Event Data, "
    "doi:10.7910/DVN/28075",
)
_QUADS = ("verbCoop", "matlCoop", "verbConf", "matlConf")
_COLUMNS = {"i", "j", "year", *_QUADS}
_COUNTS = ", ".join(f"try_cast({name} AS DOUBLE)" for name in _QUADS)
_SOURCE = f"SELECT *, unnest([1, 2, 3, 4]) AS quad, unnest([{_COUNTS}]) AS counted FROM {{rows}}"
_YEAR = "CASE WHEN try_cast(year AS DOUBLE) BETWEEN 1 AND 9999 THEN year::INTEGER END"


def _layout(head: Head) -> Layout | None:
    if not set(head.parquet_columns) >= _COLUMNS:
        return None
    return Layout(columns=head.parquet_columns, binary=True, source=_SOURCE)


_WRONG = " OR ".join(
    f"({name} IS NOT NULL AND coalesce(try_cast({name} AS DOUBLE), -1) < 0)" for name in _QUADS
)

FORMAT = EventFormat(
    name="icews-dyad-year",
    title="ICEWS counts by dyad and year",
    licence=LICENCE,
    table="counts",
    layout=_layout,
    fields={
        "id": f"i || '>' || j || ':' || ({_YEAR})::VARCHAR || ':quad-' || quad::VARCHAR",
        "date": f"make_date({_YEAR}, 1, 1)",
        "until": f"make_date({_YEAR}, 12, 31)",
        "actor1_code": "i",
        "actor2_code": "j",
        "what": "'quad-' || quad::VARCHAR",
        "count": "counted",
    },
    places={
        "actor1": Place(code="lower(trim(raw.i))", system="name"),
        "actor2": Place(code="lower(trim(raw.j))", system="name"),
    },
    checks={
        "an actor is missing": "coalesce(trim(i), '') = '' OR coalesce(trim(j), '') = ''",
        "the year is none": f"({_YEAR}) IS NULL",
        "a count is no number of events": _WRONG,
    },
    source_rows="(what = 'quad-1')::INTEGER",
)
