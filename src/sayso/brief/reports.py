"""Documents as the brief shows them."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

from sayso.brief.dating import date_words, day_words, days_in_words
from sayso.brief.figures import listed
from sayso.brief.records import ReadDocument, TextZone
from sayso.dates import DateInterval
from sayso.documents.document import Document, Relay
from sayso.statements.statement import Statement

_DAYS = re.compile(r"\((\d{4}-\d{2}-\d{2}(?:, \d{4}-\d{2}-\d{2})+)\)")
_NEAR = dt.timedelta(days=366)
"""Days of a list further than this from a document's date say nothing about it."""


def read_documents(
    documents: Sequence[Document], statements: Sequence[Statement]
) -> tuple[ReadDocument, ...]:
    """Return the documents, numbered, each with how many claims it holds."""
    held = Counter(statement.document for statement in statements)
    return tuple(_read(document, number, held[document.id]) for number, document in enumerate(documents, 1))


def _read(document: Document, number: int, claims: int) -> ReadDocument:
    date = document.date
    return ReadDocument(
        number=number,
        id=document.id,
        name=document.name,
        title=document.title,
        media_type=document.media_type,
        encoding=document.encoding,
        language=document.language,
        date=None if date is None else date_words(date),
        date_reasons=() if date is None else tuple(_reason(each, date.interval) for each in date.reasons),
        outlet=document.outlet,
        author=document.author,
        relay=None if document.relay is None else _relay(document.relay),
        interviewee=document.interviewee,
        zones=tuple(TextZone(kind=zone.kind, start=zone.start, end=zone.end) for zone in document.zones),
        claims=claims,
        text=document.text,
    )


def _reason(reason: str, date: DateInterval) -> str:
    """Return the reason with days in words, and of a list of days only those near the date.

    >>> interval = DateInterval(dt.date(2014, 9, 5), dt.date(2014, 12, 21))
    >>> _reason("before a vote (1994-12-25, 2014-12-21, 2019-12-22)", interval)
    'before a vote (21 December 2014 and 2 other days)'
    """
    return days_in_words(_DAYS.sub(lambda found: f"({_near(found[1], date)})", reason))


def _near(days: str, date: DateInterval) -> str:
    every = [dt.date.fromisoformat(day) for day in days.split(", ")]
    start = dt.date.min if date.start is None else date.start - min(_NEAR, date.start - dt.date.min)
    end = dt.date.max if date.end is None else date.end + min(_NEAR, dt.date.max - date.end)
    near = [day for day in every if start <= day <= end] or every[-1:]
    rest = len(every) - len(near)
    said = [day_words(day) for day in near]
    if rest:
        said.append("1 other day" if rest == 1 else f"{rest} other days")
    return listed(said)


def _relay(relay: Relay) -> str | None:
    parts = [relay.author, relay.outlet]
    return " for ".join(part for part in parts if part is not None) or None
