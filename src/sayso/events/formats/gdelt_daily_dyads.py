"""Net scores of GDELT 2.0 by pair of states and day (Parquet with date, a, b, score).

Source: github.com/gzemo/gdelt-graph-data: the sum over a day's events of Goldstein's number times a weight
that grows with sources and articles, and of the tone. Traps: pairs have no direction; there are no counts,
so a score near 0 may be few events or many that cancel out; days without a row are no data; monthly sums of
such scores carry hardly any signal.
"""

from sayso.events.event_format import EventFormat, Layout, Place
from sayso.events.formats import gdelt
from sayso.events.head import Head

_COLUMNS = {"date", "a", "b", "score"}
_DAY = "try_cast(raw.date AS DATE)"


def _layout(head: Head) -> Layout | None:
    if set(head.parquet_columns) != _COLUMNS:
        return None
    return Layout(columns=head.parquet_columns, binary=True)


FORMAT = EventFormat(
    name="gdelt-daily-dyads",
    title="GDELT net scores by pair and day",
    licence=gdelt.LICENCE,
    table="counts",
    layout=_layout,
    fields={
        "id": f"a || '-' || b || ':' || ({_DAY})::VARCHAR",
        "date": _DAY,
        "until": _DAY,
        "actor1_code": "a",
        "actor2_code": "b",
        "what": "'score'",
        "count": "try_cast(score AS DOUBLE)",
    },
    places={
        "actor1": Place(code="upper(trim(raw.a))", system="iso3"),
        "actor2": Place(code="upper(trim(raw.b))", system="iso3"),
    },
    checks={
        "an actor is missing": "coalesce(trim(a), '') = '' OR coalesce(trim(b), '') = ''",
        "the date is none": f"{_DAY} IS NULL",
        "the score is no number": "score IS NOT NULL AND try_cast(score AS DOUBLE) IS NULL",
    },
)
