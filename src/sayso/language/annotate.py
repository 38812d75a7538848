"""Documents → annotated paragraphs."""

from collections.abc import Collection, Sequence

from sayso.documents.document import Document, Zone, ZoneKind
from sayso.language.annotation import Annotated, Paragraph, Quotation, Sentence
from sayso.language.encoder import Encoder, Said
from sayso.language.quotations import find_quotations
from sayso.language.said import Piece, told
from sayso.language.sentences import pieces, sentence_spans
from sayso.language.tokens import tokenize
from sayso.language.words import word_spans

SPOKEN_ZONES: frozenset[ZoneKind] = frozenset({"title", "lede", "body", "question", "answer"})
"""The zones that can hold claims; the others tell about the document."""

LONGEST_WINDOW = 90
"""Words in a window of consecutive sentences; as in training."""
_LONGEST_SENTENCE = 110
"""A longer sentence is put to the encoder in parts."""


def annotate(
    document: Document, *, zones: Collection[ZoneKind] = SPOKEN_ZONES, encoder: Encoder | None = None
) -> Annotated:
    """Return the sentences, words and quotations of the document's zones of the kinds `zones`.

    A zone is one paragraph; one too long for prose is several, for who speaks and what is meant is sought
    in a whole paragraph, at a cost that grows with the square of its length.

    With an `encoder` the paragraphs also hold what it says of the words.
    """
    paragraphs = [
        _annotate(document.text, zone, start, end)
        for zone in document.zones
        if zone.kind in zones
        for start, end in pieces(document.text, zone.start, zone.end)
    ]
    if encoder is not None:
        paragraphs = _encoded(document.text, paragraphs, encoder)
    return Annotated(document=document, paragraphs=tuple(paragraphs))


def _annotate(text: str, zone: Zone, start: int, end: int) -> Paragraph:
    quotations = find_quotations(text, start=start, end=end)
    sentences = tuple(
        Sentence(
            start=first,
            end=last,
            zone=zone,
            tokens=tokenize(text[first:last], offset=first),
            quotation=_holding(quotations, first, last),
        )
        for first, last in sentence_spans(text, start=start, end=end)
    )
    return Paragraph(zone=zone, sentences=sentences, quotations=quotations)


def _holding(quotations: tuple[Quotation, ...], start: int, end: int) -> Quotation | None:
    for quotation in quotations:
        shared = min(end, quotation.end) - max(start, quotation.start)
        if 2 * shared > end - start:
            return quotation
    return None


def _encoded(text: str, paragraphs: Sequence[Paragraph], encoder: Encoder) -> list[Paragraph]:
    """Ask the encoder about all windows of the document at once."""
    windows: list[list[list[Piece]]] = []
    owners: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        for window in _windows(text, paragraph):
            windows.append(window)
            owners.append(number)
    said = encoder.read([[[text[a:b] for _, a, b in run] for run in window] for window in windows])
    by_owner: dict[int, list[tuple[list[list[Piece]], Said]]] = {}
    for owner, window, answer in zip(owners, windows, said, strict=True):
        by_owner.setdefault(owner, []).append((window, answer))
    return [
        told(paragraph, text, by_owner.get(number, []), encoder.labels)
        for number, paragraph in enumerate(paragraphs)
    ]


def _windows(text: str, paragraph: Paragraph) -> list[list[list[Piece]]]:
    """Return the paragraph's sentences as windows; a word is `(number of its sentence, start, end)`."""
    windows: list[list[list[Piece]]] = []
    count = 0
    for number, sentence in enumerate(paragraph.sentences):
        spans = word_spans(text[sentence.start : sentence.end], offset=sentence.start)
        for first in range(0, len(spans), _LONGEST_SENTENCE):
            run = [(number, start, end) for start, end in spans[first : first + _LONGEST_SENTENCE]]
            if not windows or count + len(run) > LONGEST_WINDOW:
                windows.append([])
                count = 0
            windows[-1].append(run)
            count += len(run)
    return windows
