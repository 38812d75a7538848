"""Documents as the brief shows them."""

from collections import Counter
from collections.abc import Sequence

from sayso.brief.dating import date_words
from sayso.brief.records import ReadDocument, TextZone
from sayso.documents.document import Document, Relay
from sayso.statements.statement import Statement


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
        date_reasons=() if date is None else date.reasons,
        outlet=document.outlet,
        author=document.author,
        relay=None if document.relay is None else _relay(document.relay),
        interviewee=document.interviewee,
        zones=tuple(TextZone(kind=zone.kind, start=zone.start, end=zone.end) for zone in document.zones),
        claims=claims,
        text=document.text,
    )


def _relay(relay: Relay) -> str | None:
    parts = [relay.author, relay.outlet]
    return " for ".join(part for part in parts if part is not None) or None
