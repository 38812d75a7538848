"""What the encoder says of a paragraph's windows, as records."""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec
import numpy as np

from sayso.language.annotation import About, Paragraph, Proposal, Sentence, Span, Word
from sayso.language.encoder import Labels, Said, pooled
from sayso.language.quoted import with_quotations

Piece: TypeAlias = tuple[int, int, int]
"""Number of the sentence, first and one past the last code point of a word."""

_WORTH = 0.15
"""A word is proposed as the head of a statement from this probability on; the reader chooses among them."""
_RIVALS = 8
"""Factors that a proposal tells of."""
_START, _END, _FROM, _TO, _CAUSE = range(5)


def told(
    paragraph: Paragraph, text: str, windows: Sequence[tuple[list[list[Piece]], Said]], labels: Labels
) -> Paragraph:
    """Return the paragraph with what the encoder said of its windows, given in order."""
    words: list[Word] = []
    spans: dict[str, list[Span]] = {name: [] for name in labels.spans}
    proposals: list[Proposal] = []
    causal: dict[int, float] = {}
    for window, said in windows:
        at = len(words)
        words += _words(text, window, said, labels, at)
        for name, kinds in labels.spans.items():
            spans[name] += [
                Span(kinds[kind], at + first, at + last) for first, last, kind in said.spans[name]
            ]
        proposals += _proposals(said, labels, at, _sentence_of(window))
        causal |= _causal(window, said)
    return msgspec.structs.replace(
        paragraph,
        sentences=_with_places(paragraph, words, causal),
        words=tuple(words),
        names=tuple(spans["names"]),
        attributions=with_quotations(spans["attribution"], words, paragraph.quotations),
        causes=tuple(spans["cause"] + spans["signal"]),
        conditions=tuple(spans["condition"]),
        hedges=tuple(spans["hedge"]),
        proposals=tuple(proposals),
    )


def _words(text: str, window: list[list[Piece]], said: Said, labels: Labels, at: int) -> list[Word]:
    places = [piece for run in window for piece in run]
    return [
        Word(
            start,
            end,
            text[start:end],
            text[start:end].lower().replace("’", "'"),
            labels.upos[said.upos[word]],
            labels.features[said.features[word]],
            said.heads[word] - 1 + at if said.heads[word] else -1,
            labels.relation[said.relations[word]],
            sentence,
        )
        for word, (sentence, start, end) in enumerate(places)
    ]


def _causal(window: list[list[Piece]], said: Said) -> dict[int, float]:
    shares: dict[int, float] = {}
    at = 0
    for run in window:
        if run:
            score = float(pooled(said.causal[at : at + len(run)])[0])
            shares[run[0][0]] = max(shares.get(run[0][0], 0.0), 1.0 / (1.0 + float(np.exp(-score))))
        at += len(run)
    return shares


def _with_places(
    paragraph: Paragraph, words: Sequence[Word], causal: dict[int, float]
) -> tuple[Sentence, ...]:
    counts = [0] * len(paragraph.sentences)
    for word in words:
        counts[word.sentence] += 1
    sentences, at = [], 0
    for number, sentence in enumerate(paragraph.sentences):
        sentences.append(
            msgspec.structs.replace(
                sentence, first_word=at, last_word=at + counts[number], causal=causal.get(number, 0.0)
            )
        )
        at += counts[number]
    return tuple(sentences)


def _sentence_of(window: list[list[Piece]]) -> list[tuple[int, int]]:
    """Return the first and one past the last word of the sentence that each word of a window stands in."""
    bounds: list[tuple[int, int]] = []
    for run in window:
        bounds += [(len(bounds), len(bounds) + len(run))] * len(run)
    return bounds


def _proposals(said: Said, labels: Labels, at: int, bounds: Sequence[tuple[int, int]]) -> list[Proposal]:
    found = []
    for head in np.flatnonzero(said.kinds.max(axis=1) >= _WORTH).tolist():
        best = float(said.kinds[head].max())
        found += [
            _proposal(said, labels, at, (head, int(kind)), bounds[head])
            for kind in np.flatnonzero(said.kinds[head] >= max(_WORTH, 0.5 * best))
        ]
    return found


def _proposal(
    said: Said, labels: Labels, at: int, which: tuple[int, int], sentence: tuple[int, int]
) -> Proposal:
    """Return the proposal of `which` head and kind."""
    head, kind = which
    first, last = _extent(said, head, sentence)
    shares, signs, causes = said.about(head, first, last), said.factors[head, 1], said.factors[head, 2]
    actor, actor_share = _pointed(said, head, _FROM)
    target, target_share = _pointed(said, head, _TO)
    cause, _ = _pointed(said, head, _CAUSE)
    cause_factor = int(causes.argmax())
    roots = pooled(said.plover[first:last])
    roots = np.exp(roots - roots.max())
    root = int(roots.argmax())
    return Proposal(
        head=head + at,
        kind=labels.kinds[kind],
        kind_share=float(said.kinds[head, kind]),
        factors=tuple(
            About(labels.factors[one], float(shares[one]), float(signs[one]))
            for one in np.argsort(-shares)[:_RIVALS]
        ),
        first=first + at,
        last=last + at,
        actor=None if actor is None else actor + at,
        actor_share=actor_share,
        target=None if target is None else target + at,
        target_share=target_share,
        cause=None if cause is None else cause + at,
        cause_factor=labels.factors[cause_factor],
        cause_share=float(causes[cause_factor]),
        plover=labels.plover[root],
        plover_share=float(roots[root] / roots.sum()),
    )


def _extent(said: Said, head: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the words of a statement: the likeliest start and end around its head, in its sentence."""
    low, high = sentence
    start = said.pointed(head, _START)[low + 1 : head + 2]
    end = said.pointed(head, _END)[head + 1 : high + 1]
    return low + int(start.argmax()), head + int(end.argmax()) + 1


def _pointed(said: Said, head: int, pointer: int) -> tuple[int | None, float]:
    shares = said.pointed(head, pointer)
    best = int(shares.argmax())
    return (None, float(shares[0])) if best == 0 else (best - 1, float(shares[best]))
