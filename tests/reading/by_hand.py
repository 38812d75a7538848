"""Paragraphs with the encoder's marks written by hand."""

import msgspec

from sayso.documents.document import Zone
from sayso.language.annotation import About, Paragraph, Proposal, Sentence, Span, Word
from sayso.language.quotations import find_quotations
from sayso.language.tokens import tokenize
from sayso.language.words import word_spans


def paragraph(
    sentences: list[str],
    *,
    heads: dict[int, tuple[int, str]] | None = None,
    spans: dict[str, list[tuple[str, int, int]]] | None = None,
    upos: dict[int, str] | None = None,
    proposals: tuple[Proposal, ...] = (),
) -> tuple[str, Paragraph]:
    """Return a text and its paragraph; `heads` gives head and relation of some words, `spans` the marks by head."""
    text = " ".join(sentences)
    zone = Zone(kind="body", start=0, end=len(text))
    words: list[Word] = []
    made: list[Sentence] = []
    at = 0
    for number, sentence in enumerate(sentences):
        first = len(words)
        for start, end in word_spans(sentence, offset=at):
            head, relation = (heads or {}).get(len(words), (-1, "dep"))
            tag = (upos or {}).get(len(words), "X")
            form = text[start:end]
            words.append(Word(start, end, form, form.lower(), tag, "_", head, relation, number))
        made.append(
            Sentence(
                start=at,
                end=at + len(sentence),
                zone=zone,
                tokens=tokenize(sentence, offset=at),
                first_word=first,
                last_word=len(words),
            )
        )
        at += len(sentence) + 1
    marks = {name: tuple(Span(*one) for one in found) for name, found in (spans or {}).items()}
    plain = Paragraph(
        zone=zone,
        sentences=tuple(made),
        quotations=find_quotations(text, start=0, end=len(text)),
        words=tuple(words),
        proposals=proposals,
    )
    return text, msgspec.structs.replace(plain, **marks)


def proposal(head: int, kind: str, factor: str, first: int, last: int, **more: object) -> Proposal:
    """Return a proposal that is sure of itself, but for what `more` says."""
    sure = Proposal(
        head=head,
        kind=kind,
        kind_share=0.9,
        factors=(About(factor, 0.9, 0.9),),
        first=first,
        last=last,
        actor=None,
        actor_share=0.9,
        target=None,
        target_share=0.9,
        cause=None,
        cause_factor=None,
        cause_share=0.0,
        plover="PROTEST",
        plover_share=0.9,
    )
    return msgspec.structs.replace(sure, **more)
