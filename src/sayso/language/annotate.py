"""Documents → annotated paragraphs."""

from collections.abc import Collection

from sayso.documents.document import Document, Zone, ZoneKind
from sayso.language.annotation import Annotated, Paragraph, Quotation, Sentence
from sayso.language.quotations import find_quotations
from sayso.language.sentences import sentence_spans
from sayso.language.tokens import tokenize

SPOKEN_ZONES: frozenset[ZoneKind] = frozenset({"title", "lede", "body", "question", "answer"})
"""The zones that can hold claims; the others tell about the document."""


def annotate(document: Document, *, zones: Collection[ZoneKind] = SPOKEN_ZONES) -> Annotated:
    """Return the sentences, words and quotations of the document's zones of the kinds `zones`."""
    paragraphs = tuple(_annotate_zone(document.text, zone) for zone in document.zones if zone.kind in zones)
    return Annotated(document=document, paragraphs=paragraphs)


def _annotate_zone(text: str, zone: Zone) -> Paragraph:
    quotations = find_quotations(text, start=zone.start, end=zone.end)
    sentences = tuple(
        Sentence(
            start=start,
            end=end,
            zone=zone,
            tokens=tokenize(text[start:end], offset=start),
            quotation=_holding(quotations, start, end),
        )
        for start, end in sentence_spans(text, start=zone.start, end=zone.end)
    )
    return Paragraph(zone=zone, sentences=sentences, quotations=quotations)


def _holding(quotations: tuple[Quotation, ...], start: int, end: int) -> Quotation | None:
    for quotation in quotations:
        shared = min(end, quotation.end) - max(start, quotation.start)
        if 2 * shared > end - start:
            return quotation
    return None
