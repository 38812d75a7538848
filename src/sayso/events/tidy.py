"""The tidy tables that every event file ends in: their columns, types and what each means."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

TableName: TypeAlias = Literal["events", "votes", "counts", "mentions", "facts"]

_EVENTS = {
    "product": ("VARCHAR", "data product that the row is from, as in `sayso events formats`"),
    "id": ("VARCHAR", "the row's own identifier, or its line where the product has none"),
    "date": ("DATE", "day of the event; the first day of the span that it is known to lie in"),
    "until": ("DATE", "last day of that span; null where the day is known"),
    "actor1": ("VARCHAR", "who acted: identifier in the actor table; null where the code has none"),
    "actor1_code": ("VARCHAR", "who acted, as coded"),
    "actor1_name": ("VARCHAR", "who acted, as named"),
    "actor1_sector": ("VARCHAR", "what part of society acted, of data/sectors.toml: GOV, MIL, OPP …"),
    "actor2": ("VARCHAR", "whom it was done to: identifier in the actor table"),
    "actor2_code": ("VARCHAR", "whom it was done to, as coded"),
    "actor2_name": ("VARCHAR", "whom it was done to, as named"),
    "actor2_sector": ("VARCHAR", "what part of society it was done to"),
    "scheme": ("VARCHAR", "what `code` is a code of: CAMEO, PLOVER, ACLED, UCDP"),
    "code": ("VARCHAR", "the event's code, as text and as in the file: 043"),
    "plover": ("VARCHAR", "PLOVER root, by data/plover.csv where the product does not say it"),
    "mode": ("VARCHAR", "PLOVER mode"),
    "quad": ("TINYINT", "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict; 0 neutral"),
    "quad_table": ("VARCHAR", "the table that gave the quad class"),
    "intensity": ("FLOAT", "how cooperative (+10) or conflictual (−10)"),
    "intensity_table": ("VARCHAR", "the table that gave the intensity: products differ"),
    "weight": ("DOUBLE", "how much there is of the event, in `weight_unit`"),
    "weight_unit": ("VARCHAR", "articles, deaths, events"),
    "country": ("VARCHAR", "state that the event took place in: identifier in the actor table"),
    "place": ("VARCHAR", "place, as in the file"),
    "latitude": ("FLOAT", "degrees north"),
    "longitude": ("FLOAT", "degrees east"),
    "published": ("DATE", "day on which the event was reported or added"),
    "url": ("VARCHAR", "where it was reported"),
}
_VOTES = {
    "product": ("VARCHAR", "data product that the row is from"),
    "id": ("VARCHAR", "roll call and state"),
    "roll_call": ("VARCHAR", "the roll call's own identifier"),
    "date": ("DATE", "day of the vote"),
    "state": ("VARCHAR", "who voted: identifier in the actor table"),
    "state_code": ("VARCHAR", "who voted, as coded"),
    "vote": ("VARCHAR", "yes, no, abstain, absent"),
    "important": ("BOOLEAN", "whether the United States called the vote important"),
    "title": ("VARCHAR", "what was voted on"),
}
_COUNTS = {
    "product": ("VARCHAR", "data product that the row is from"),
    "id": ("VARCHAR", "actors and period"),
    "date": ("DATE", "first day of the period"),
    "until": ("DATE", "last day of the period"),
    "actor1": ("VARCHAR", "who acted: identifier in the actor table"),
    "actor1_code": ("VARCHAR", "who acted, as coded"),
    "actor2": ("VARCHAR", "whom it was done to; null where the count is of one actor"),
    "actor2_code": ("VARCHAR", "whom it was done to, as coded"),
    "what": ("VARCHAR", "what was counted: a quad class as quad-1 … quad-4, a PLOVER root, or score"),
    "count": ("DOUBLE", "how many; null where there is no data"),
}
_MENTIONS = {
    "product": ("VARCHAR", "data product that the row is from"),
    "id": ("VARCHAR", "event and number of its mention in the file"),
    "event": ("VARCHAR", "identifier of the event"),
    "date": ("DATE", "day on which the event was first recorded"),
    "published": ("DATE", "day of the mention"),
    "outlet": ("VARCHAR", "who mentioned it"),
    "url": ("VARCHAR", "where"),
    "confidence": ("TINYINT", "how sure the product is, 10 to 100 per cent"),
    "language": ("VARCHAR", "language that the report was translated from; null for English"),
}

_FACTS = {
    "product": ("VARCHAR", "data product that the row is from"),
    "id": ("VARCHAR", "number of the row"),
    "date": ("DATE", "day; the first day of the month or year where no more is known"),
    "until": ("DATE", "last day of that month or year; null where the day is known"),
    "written": ("VARCHAR", "the date as it stands in the file"),
    "actors": ("VARCHAR", "identifiers in the actor table, as ordered in the file"),
    "kind": ("VARCHAR", "agreement, base, membership, visit, break, election, unrest …"),
    "what": ("VARCHAR", "what happened, in one sentence"),
    "source": ("VARCHAR", "who vouches for it"),
    "url": ("VARCHAR", "where it stands"),
}

TABLES: Final[Mapping[TableName, Mapping[str, tuple[str, str]]]] = MappingProxyType(
    {"events": _EVENTS, "votes": _VOTES, "counts": _COUNTS, "mentions": _MENTIONS, "facts": _FACTS}
)
"""Columns of each table: name → type in DuckDB and what it means."""
