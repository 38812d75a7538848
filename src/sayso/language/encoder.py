"""The trained encoder: windows of words → what every head says of them.

The network is `data/encoder.onnx`, int8; docs/encoder.md and its model card tell what it was trained on and
how well it does.
"""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language.shapes import shape
from sayso.language.tagging import best_tags, spans_of
from sayso.language.trees import best_tree

Floats = NDArray[np.float32]

MOST_PIECES = 190
"""Word pieces in a window, as in training; longer ones are read less well."""
_LIMIT = 500
"""Where a window has more pieces, only the first letters of each word are read."""
_FIRST_LETTERS = (60, 12, 4, 1)
_AT_ONCE = 16
_FEW_PIECES = 2048
"""Windows and word pieces in one call of the network."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of the heads, as they were trained."""

    upos: tuple[str, ...]
    features: tuple[str, ...]
    relation: tuple[str, ...]
    plover: tuple[str, ...]
    kinds: tuple[str, ...]
    factors: tuple[str, ...]
    pointers: tuple[str, ...]
    spans: dict[str, tuple[str, ...]]
    """Kinds of span by head: names, attribution, cause, signal, condition, hedge."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the network says of one window of `n` words."""

    upos: list[int]
    features: list[int]
    heads: list[int]
    """Number of the head in the window counted from 1; 0 for the root of a sentence."""
    relations: list[int]
    spans: dict[str, list[tuple[int, int, int]]]
    """By head: first word, one past the last, kind."""
    causal: Floats
    """`(n, 2)`: score that a cause is told, and weight of the word."""
    plover: Floats
    """`(n, 17)`: score of each root, and weight of the word."""
    kinds: Floats
    """`(n, 7)`: probability that the word heads a statement of the kind."""
    factors: Floats
    """`(n, 3, 31)`: score of the factor, probability of a plus sign, share as the cause."""
    topic: Floats
    """`(n, 31)`: score that the word gives each factor of a statement it stands in."""
    point_from: Floats
    point_to: Floats
    """`(n, 5 × 64)` and `(1 + n, 5 × 64)`: their products point from a statement's head to other words."""

    def about(self, head: int, first: int, last: int) -> Floats:
        """Return the share of each factor, `(31,)`, in the statement of `head`: words `first` to `last`."""
        return _softmax(self.factors[head, 0] + self.topic[first:last].mean(axis=0))

    def pointed(self, head: int, pointer: int) -> Floats:
        """Return the probability of each word, `(1 + n)`, "none" first, to be what `pointer` looks for."""
        width = self.point_from.shape[1] // _POINTERS
        part = slice(pointer * width, (pointer + 1) * width)
        scores = self.point_to[:, part] @ self.point_from[head, part] * width**-0.5
        raised = np.exp(scores - scores.max())
        shares: Floats = raised / raised.sum()
        return shares


_POINTERS = 5
_SPANNED = ("names", "attribution", "cause", "signal", "condition", "hedge")


class Encoder:
    """The network and its tokenizer; held state, read once a process."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the network from `folder`.

        Raises:
            FileNotFoundError: if a file of the encoder is missing.
        """
        about = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        self.name = f"{about['name']}-{about['version']}"
        self.labels = _labels(about["labels"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        weight = np.load(folder / "relations.npz")["weight"].astype(np.float32)
        self._relations = np.ascontiguousarray(weight.transpose(1, 0, 2)).reshape(weight.shape[1], -1)
        """Scorer of relations, `(129, relations × 129)`."""

    def pieces(self, words: Sequence[str]) -> int:
        """Return how many word pieces `words` take."""
        encoded = self._tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        return len(encoded.ids)

    def read(self, windows: Sequence[Sequence[Sequence[str]]]) -> list[Said]:
        """Return what the network says of each window, a window being a list of sentences of words.

        The windows are computed in batches of like length. What is said of one depends a little on its batch,
        for the activations are rounded together; the same call gives the same bits.
        """
        cut = [self._cut(window) for window in windows]
        order = sorted(range(len(windows)), key=lambda at: len(cut[at][0]))
        said: list[Said | None] = [None] * len(windows)
        for batch in _batches(order, [len(one[0]) for one in cut]):
            outputs = self._run([cut[at] for at in batch])
            for row, at in enumerate(batch):
                said[at] = self._said(windows[at], {name: value[row] for name, value in outputs.items()})
        return [one for one in said if one is not None]

    def _cut(self, window: Sequence[Sequence[str]]) -> tuple[list[int], list[int], list[int]]:
        words = [word for sentence in window for word in sentence]
        for letters in _FIRST_LETTERS:
            encoded = self._tokenizer.encode(
                [word[:letters] for word in words], is_pretokenized=True, add_special_tokens=True
            )
            if len(encoded.ids) <= _LIMIT:
                break
        first = [-1] * len(words)
        shapes = [0] * len(encoded.ids)
        for at, word in enumerate(encoded.word_ids):
            if word is not None:
                shapes[at] = shape(words[word])
                if first[word] < 0:
                    first[word] = at
        for word, at in enumerate(first):
            if at < 0:
                first[word] = first[word - 1] if word else 1
        return encoded.ids, shapes, first

    def _run(self, batch: Sequence[tuple[list[int], list[int], list[int]]]) -> dict[str, Floats]:
        longest = max(len(one[0]) for one in batch)
        most = max(len(one[2]) for one in batch)
        pieces = np.zeros((len(batch), longest), dtype=np.int64)
        shapes = np.zeros_like(pieces)
        first = np.zeros((len(batch), most), dtype=np.int64)
        for row, (ids, forms, places) in enumerate(batch):
            pieces[row, : len(ids)] = ids
            shapes[row, : len(forms)] = forms
            first[row, : len(places)] = places
        outputs = self._session.run(None, {"pieces": pieces, "shapes": shapes, "first": first})
        return dict(zip(self._outputs, outputs, strict=True))

    def _said(self, window: Sequence[Sequence[str]], scores: dict[str, Floats]) -> Said:
        size = sum(len(sentence) for sentence in window)
        heads: list[int] = []
        for sentence in window:
            start = len(heads)
            own = scores["arcs"][start : start + len(sentence)]
            block = np.concatenate([own[:, :1], own[:, start + 1 : start + len(sentence) + 1]], axis=1)
            heads += [head + start if head else 0 for head in best_tree(block)]
        factors = scores["factors"][:size].reshape(size, 3, -1)
        return Said(
            upos=scores["upos"][:size].argmax(axis=1).tolist(),
            features=scores["features"][:size].argmax(axis=1).tolist(),
            heads=heads,
            relations=self._related(scores, heads),
            spans={name: spans_of(best_tags(scores[name][:size])) for name in _SPANNED},
            causal=scores["causal"][:size],
            plover=scores["plover"][:size],
            kinds=_sigmoid(scores["kinds"][:size]),
            factors=np.stack(
                [
                    factors[:, 0],
                    _sigmoid(factors[:, 1]),
                    # the score of no factor as the cause is 0
                    _softmax(np.pad(factors[:, 2], ((0, 0), (0, 1))))[:, :-1],
                ],
                axis=1,
            ),
            topic=scores["topic"][:size],
            point_from=scores["point_from"][:size],
            point_to=scores["point_to"][: size + 1],
        )

    def _related(self, scores: dict[str, Floats], heads: list[int]) -> list[int]:
        words = _with_one(scores["relation_word"][: len(heads)])
        above = _with_one(scores["relation_head"][np.array(heads, dtype=np.int64)])
        mixed = (words @ self._relations).reshape(len(heads), -1, above.shape[1])
        related: list[int] = np.matmul(mixed, above[:, :, None])[:, :, 0].argmax(axis=1).tolist()
        return related


def pooled(scores: Floats) -> Floats:
    """Return the mean of the words' scores, weighted by the softmax of their last column."""
    weights = np.exp(scores[:, -1] - scores[:, -1].max())
    mean: Floats = (scores[:, :-1] * (weights / weights.sum())[:, None]).sum(axis=0)
    return mean


def _with_one(vectors: Floats) -> Floats:
    return np.concatenate([vectors, np.ones((len(vectors), 1), dtype=np.float32)], axis=1)


def _sigmoid(scores: Floats) -> Floats:
    shares: Floats = np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)
    return shares


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)
    return shares


def _batches(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    batches: list[list[int]] = []
    for at in order:
        full = (
            not batches or len(batches[-1]) >= _AT_ONCE or (len(batches[-1]) + 1) * lengths[at] > _FEW_PIECES
        )
        if full:
            batches.append([])
        batches[-1].append(at)
    return batches


def _labels(sets: dict[str, list[str]]) -> Labels:
    return Labels(
        upos=tuple(sets["upos"]),
        features=tuple(sets["features"]),
        relation=tuple(sets["relation"]),
        plover=tuple(sets["plover"]),
        kinds=tuple(sets["kinds"]),
        factors=tuple(sets["factors"]),
        pointers=tuple(sets["pointers"]),
        spans={name: tuple(label[2:] for label in sets[name] if label.startswith("B-")) for name in _SPANNED},
    )


@functools.cache
def default_encoder() -> Encoder:
    """Return the encoder that ships with Sayso, loaded once a process."""
    return Encoder(Path(str(resources.files("sayso.language") / "data")))
