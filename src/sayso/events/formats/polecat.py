"""POLECAT (NGEC): 40 columns between tabs, with a header; events in PLOVER.

Sources: the column names of POLECAT's weekly files, as in github.com/shenyangHuang/TGB and in the column
list of other readers: the intensity is called `Intensity` or `Event Intensity`, newer files have more
columns (`Headline`, `Event Text`, `Feed`, `Story ID`), missing values are written `None`, and states are
ISO 3166-1 alpha-3 and COW codes, several between semicolons where an actor has several. PLOVER manual,
draft 0.8 (2021), for roots and quad classes. No real rows may be passed on: the tests' rows are made up
after these columns.
"""

from typing import Final

from sayso.events.event_format import EventFormat, Layout, Licence, Place
from sayso.events.formats.header import headed
from sayso.events.formats.missing import is_quoted, known, number
from sayso.events.head import Head
from sayso.events.sectors import sector_sql

_NEEDED: Final = (
    "event_id",
    "event_date",
    "event_type",
    "event_mode",
    "quad_code",
    "contexts",
    "actor_name",
    "actor_country",
    "actor_cow",
    "primary_actor_sector",
    "recipient_name",
    "recipient_country",
    "recipient_cow",
    "primary_recipient_sector",
    "placename",
    "city",
    "province",
    "country",
    "latitude",
    "longitude",
    "publication_date",
)
_INTENSITIES = ("intensity", "event_intensity")
_ROOTS = (
    "'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', "
    "'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT'"
)
_ROOT = "upper(trim(raw.event_type))"
_QUAD = (
    "CASE upper(trim(raw.quad_code)) WHEN 'VERBAL COOPERATION' THEN 1 WHEN 'MATERIAL COOPERATION' THEN 2 "
    "WHEN 'VERBAL CONFLICT' THEN 3 WHEN 'MATERIAL CONFLICT' THEN 4 END"
)


def _day(column: str) -> str:
    return f"try_strptime(left(raw.{column}, 10), '%Y-%m-%d')::DATE"


def _layout(head: Head) -> Layout | None:
    for intensity in _INTENSITIES:
        table = headed(head, (*_NEEDED, intensity))
        if table is not None:
            delimiter, names = table
            return Layout(
                columns=tuple("intensity" if name == intensity else name for name in names),
                delimiter=delimiter,
                quoted=delimiter != "\t" or is_quoted(head, delimiter),
                header=True,
            )
    return None


def _actor(whose: str) -> Place:
    cow = f"split_part({known(f'{whose}_cow')}, '.', 1)"
    return Place(
        code=known(f"{whose}_country"),
        system="iso3",
        fallback=Place(code=cow, system="cow", dated=True),
    )


FORMAT = EventFormat(
    name="polecat",
    title="POLECAT (NGEC, PLOVER)",
    licence=Licence(
        "free with citation; terms at Harvard Dataverse",
        "Scarborough et al. (2023), POLECAT: POLitical Event Classification, Attributes, and Types, "
        "doi:10.7910/DVN/AJGVIT",
    ),
    layout=_layout,
    fields={
        "id": "raw.event_id",
        "date": _day("event_date"),
        "actor1_code": known("actor_country"),
        "actor1_name": known("actor_name"),
        "actor1_sector": sector_sql("PLOVER", "raw.primary_actor_sector"),
        "actor2_code": known("recipient_country"),
        "actor2_name": known("recipient_name"),
        "actor2_sector": sector_sql("PLOVER", "raw.primary_recipient_sector"),
        "scheme": "'PLOVER'",
        "code": "raw.event_type",
        "plover": _ROOT,
        "mode": known("event_mode"),
        "quad": _QUAD,
        "quad_table": "'PLOVER'",
        "intensity": number("intensity", "FLOAT"),
        "intensity_table": "'POLECAT'",
        "weight": "1.0",
        "weight_unit": "'events'",
        "place": f"coalesce({known('placename')}, {known('city')}, {known('province')}, {known('country')})",
        "latitude": number("latitude", "FLOAT"),
        "longitude": number("longitude", "FLOAT"),
        "published": _day("publication_date"),
    },
    places={
        "actor1": _actor("actor"),
        "actor2": _actor("recipient"),
        "country": Place(
            code=known("country"),
            system="iso3",
            fallback=Place(code=f"lower({known('country')})", system="name"),
        ),
    },
    checks={
        "no identifier": "trim(raw.event_id) = ''",
        "the date is none": f"{_day('event_date')} IS NULL",
        "the event type is none of PLOVER's": f"coalesce({_ROOT} NOT IN ({_ROOTS}), true)",
        "the quad code is none of the four": f"({_QUAD}) IS NULL AND {known('quad_code')} IS NOT NULL",
    },
)
