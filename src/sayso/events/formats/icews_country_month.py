"""ICEWS events of one kind counted by country and month: quoted CSV with Country, Yearmon and n.

Source: IARPA Geopolitical Forecasting Challenge 2, public files (github.com/gfchallenge/gfc). What was
counted stands in the file's name alone: protests, or material conflict. A month without a row is no data.
"""

from sayso.events.event_format import EventFormat, Layout, LayoutError, Place
from sayso.events.formats.header import headed, text
from sayso.events.formats.icews_dyad_year import LICENCE
from sayso.events.head import Head

_COUNTED = {"material_conflict": "quad-4", "protest": "PROTEST"}


def _layout(head: Head) -> Layout | None:
    found = headed(head, ("country", "yearmon", "n"))
    if found is None:
        return None
    delimiter, names = found
    name = head.name.casefold().replace("-", "_").replace(" ", "_")
    what = next((code for words, code in _COUNTED.items() if words in name), None)
    if what is None:
        raise LayoutError(
            f"the file does not say what it counts; its name must hold one of: {', '.join(_COUNTED)}"
        )
    source = f"SELECT *, {text(what)} AS counted FROM {{rows}}"
    return Layout(columns=names, delimiter=delimiter, quoted=True, header=True, source=source)


_MONTH = "try_strptime(trim(yearmon), '%b %Y')::DATE"

FORMAT = EventFormat(
    name="icews-country-month",
    title="ICEWS counts by country and month",
    licence=LICENCE,
    table="counts",
    layout=_layout,
    fields={
        "id": f"raw.country || ':' || strftime({_MONTH}, '%Y-%m') || ':' || counted",
        "date": _MONTH,
        "until": f"last_day({_MONTH})",
        "actor1_code": "raw.country",
        "what": "counted",
        "count": "try_cast(n AS DOUBLE)",
    },
    places={"actor1": Place(code="lower(trim(raw.country))", system="name")},
    checks={
        "no country": "upper(coalesce(trim(raw.country), '')) IN ('', 'NULL', 'NA')",
        "the month is none": f"{_MONTH} IS NULL",
        "the count is no number of events": (
            "upper(coalesce(trim(n), '')) NOT IN ('', 'NA', 'NULL') "
            "AND coalesce(try_cast(n AS DOUBLE), -1) < 0"
        ),
    },
)
