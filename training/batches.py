"""Windows → batches of tensors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from sayso.language.shapes import shape
from training.examples import NONE, Window

LENGTHS = (16, 24, 32, 48, 64, 96, 128, 192)
"""Batches are padded to one of these lengths, so that few shapes occur."""


@dataclass(slots=True)
class Pieces:
    """One window cut into word pieces."""

    window: Window
    pieces: list[int]
    shapes: list[int]
    first: list[int]


def cut(window: Window, tokenizer: Tokenizer) -> Pieces | None:
    """Return the window in word pieces; None where it is too long."""
    encoded = tokenizer.encode(window.words, is_pretokenized=True, add_special_tokens=True)
    first = [-1] * len(window.words)
    shapes = [0] * len(encoded.ids)
    for at, word in enumerate(encoded.word_ids):
        if word is None:
            continue
        shapes[at] = shape(window.words[word])
        if first[word] < 0:
            first[word] = at
    for word, at in enumerate(first):
        if at < 0:
            first[word] = first[word - 1] if word else 1
    return Pieces(window, encoded.ids, shapes, first) if len(encoded.ids) <= LENGTHS[-1] else None


def batches(items: Sequence[Pieces], tokens: int, rng: np.random.Generator) -> Iterator[list[Pieces]]:
    """Yield the items once, in batches of like length and at most `tokens` pieces, in random order."""
    order = rng.permutation(len(items))
    by_length: dict[int, list[Pieces]] = {}
    made: list[list[Pieces]] = []
    for at in order:
        item = items[at]
        length = next(size for size in LENGTHS if size >= len(item.pieces))
        bucket = by_length.setdefault(length, [])
        bucket.append(item)
        if (len(bucket) + 1) * length > tokens:
            made.append(by_length.pop(length))
    made += list(by_length.values())
    for at in rng.permutation(len(made)):
        yield made[at]


@dataclass(slots=True)
class Batch:
    """Padded tensors of several windows."""

    windows: list[Window]
    pieces: Tensor
    shapes: Tensor
    first: Tensor
    tags: dict[str, Tensor]
    arcs: Tensor
    same_sentence: Tensor
    labels: dict[str, Tensor]


def collate(items: Sequence[Pieces], tasks: Sequence[str], labels: Sequence[str]) -> Batch:
    """Return the items as padded tensors; what a window does not say is NONE."""
    length = next(size for size in LENGTHS if size >= max(len(item.pieces) for item in items))
    most = max(len(item.first) for item in items)

    def padded(rows: list[list[int]], size: int, fill: int) -> Tensor:
        return torch.tensor([row + [fill] * (size - len(row)) for row in rows])

    windows = [item.window for item in items]
    nothing: list[int] = []
    sentences = padded([window.sentences or [0] * len(window.words) for window in windows], most, -1)
    return Batch(
        windows=windows,
        pieces=padded([item.pieces for item in items], length, 0),
        shapes=padded([item.shapes for item in items], length, 0),
        first=padded([item.first for item in items], most, 0),
        tags={
            task: padded([window.tags.get(task, nothing) for window in windows], most, NONE) for task in tasks
        },
        arcs=padded([window.heads or nothing for window in windows], most, NONE),
        same_sentence=sentences[:, :, None] == sentences[:, None, :],
        labels={name: torch.tensor([window.labels.get(name, NONE) for window in windows]) for name in labels},
    )
