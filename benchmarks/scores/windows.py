"""Sentences → what the encoder says of their words, read in the windows that it was trained on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder import MOST_PIECES, Encoder, Said

Floats = NDArray[np.float32]
Sentence = Sequence[str]

LONGEST = 90
"""Words in a window of several sentences, as in training."""
_AT_ONCE = 128
"""Windows that are held at a time; what is said of one is large."""
_MARKS = 2
"""Word pieces that stand for the window's beginning and end."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder says of sentences, word after word, the words numbered through from 0."""

    starts: tuple[int, ...]
    """Number of each sentence's first word; at the end the number of words."""
    upos: list[str]
    features: list[str]
    heads: list[int]
    """The head's number in its own sentence, counted from 1; 0 for the root."""
    relations: list[str]
    spans: dict[str, list[tuple[int, int, str]]]
    """By head of the network: first word, one past the last, kind."""
    causal: Floats
    """`(words, 2)`."""
    plover: Floats
    """`(words, 1 + roots)`."""

    def of(self, head: str, kind: str) -> list[tuple[int, int]]:
        """Return the spans of one kind."""
        return [(first, last) for first, last, name in self.spans[head] if name == kind]


@dataclass(frozen=True, slots=True)
class _Run:
    """A sentence, or part of one that is too long for a window."""

    start: int
    words: Sentence
    pieces: int


def read_sentences(
    encoder: Encoder, sentences: Sequence[Sentence], *, new_paragraph: Sequence[bool]
) -> Reading:
    """Return what `encoder` says of `sentences`; one that begins a paragraph begins a window.

    A window holds consecutive sentences of at most `LONGEST` words. A sentence of more word pieces than the
    encoder takes is read in parts; the later parts hang on the root of the first.
    """
    starts = tuple(np.cumsum([0, *(len(sentence) for sentence in sentences)]).tolist())
    reading = Reading(
        starts=starts,
        upos=[],
        features=[],
        heads=[],
        relations=[],
        spans={name: [] for name in encoder.labels.spans},
        causal=np.zeros((starts[-1], 2), dtype=np.float32),
        plover=np.zeros((starts[-1], len(encoder.labels.plover) + 1), dtype=np.float32),
    )
    windows = list(_windows(encoder, sentences, new_paragraph))
    for begin in range(0, len(windows), _AT_ONCE):
        batch = windows[begin : begin + _AT_ONCE]
        said = encoder.read([[run.words for run in window] for window in batch])
        for window, one in zip(batch, said, strict=True):
            _add(reading, window, one, encoder)
    return reading


def _windows(
    encoder: Encoder, sentences: Sequence[Sentence], new_paragraph: Sequence[bool]
) -> Iterator[list[_Run]]:
    window: list[_Run] = []
    for sentence, new in zip(sentences, new_paragraph, strict=True):
        runs = _runs(encoder, sentence)
        words = sum(len(run.words) for run in window) + len(sentence)
        pieces = sum(run.pieces for run in window) + sum(run.pieces for run in runs)
        if window and (new or words > LONGEST or pieces > MOST_PIECES - _MARKS or len(runs) > 1):
            yield window
            window = []
        for run in runs[:-1]:
            yield [run]
        window.append(runs[-1])
        if len(runs) > 1:
            yield window
            window = []
    if window:
        yield window


def _runs(encoder: Encoder, sentence: Sentence) -> list[_Run]:
    whole = encoder.pieces(sentence)
    if whole <= MOST_PIECES - _MARKS:
        return [_Run(0, sentence, whole)]
    runs: list[_Run] = []
    start = pieces = 0
    for at, word in enumerate(sentence):
        own = encoder.pieces([word])
        if at > start and pieces + own > MOST_PIECES - _MARKS:
            runs.append(_Run(start, sentence[start:at], pieces))
            start, pieces = at, 0
        pieces += own
    return [*runs, _Run(start, sentence[start:], pieces)]


def _add(reading: Reading, window: Sequence[_Run], said: Said, encoder: Encoder) -> None:
    labels = encoder.labels
    before = len(reading.upos)
    size = len(said.upos)
    reading.upos.extend(labels.upos[tag] for tag in said.upos)
    reading.features.extend(labels.features[one] for one in said.features)
    reading.causal[before : before + size] = said.causal
    reading.plover[before : before + size] = said.plover
    for name, spans in said.spans.items():
        kinds = labels.spans[name]
        reading.spans[name].extend((before + a, before + b, kinds[kind]) for a, b, kind in spans)
    at = 0
    for run in window:
        for place in range(at, at + len(run.words)):
            head, relation = said.heads[place], labels.relation[said.relations[place]]
            if head == 0 and run.start:
                first = len(reading.heads) - (place - at) - run.start
                head, relation = reading.heads.index(0, first) - first + 1, "parataxis"
            elif head:
                head += run.start - at
            reading.heads.append(head)
            reading.relations.append(relation)
        at += len(run.words)
