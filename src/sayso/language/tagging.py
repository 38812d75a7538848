"""Scores of BIO tags → spans."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def best_tags(scores: Scores) -> list[int]:
    """Return the best sequence of BIO tags: none goes on (even number) that has not begun.

    Args:
        scores: `(words, tags)`, tag 0 outside, `2k + 1` begins kind `k`, `2k + 2` goes on.
    """
    greedy: list[int] = scores.argmax(axis=1).tolist()
    if not any(greedy) or _allowed(greedy):
        return greedy
    return _viterbi(scores)


def _allowed(tags: Sequence[int]) -> bool:
    before = 0
    for tag in tags:
        if tag and tag % 2 == 0 and before not in (tag, tag - 1):
            return False
        before = tag
    return True


def _viterbi(scores: Scores) -> list[int]:
    size, tags = scores.shape
    bar = np.zeros((tags, tags))
    for goes_on in range(2, tags, 2):
        bar[:, goes_on] = -np.inf
        bar[[goes_on - 1, goes_on], goes_on] = 0
    total = scores[0].astype(np.float64)
    total[2::2] = -np.inf
    back = np.zeros((size, tags), dtype=np.int64)
    for at in range(1, size):
        paths = total[:, None] + bar
        back[at] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[at]
    best = [int(total.argmax())]
    for at in range(size - 1, 0, -1):
        best.append(int(back[at, best[-1]]))
    return best[::-1]


def spans_of(tags: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return the `(first, one past last, kind)` of each span in a sequence of BIO tags.

    >>> spans_of([0, 1, 2, 3, 0])
    [(1, 3, 0), (3, 4, 1)]
    """
    spans: list[tuple[int, int, int]] = []
    start: int | None = None
    for at, tag in enumerate([*tags, 0]):
        goes_on = tag and tag % 2 == 0
        if start is not None and not goes_on:
            spans.append((start, at, (tags[start] - 1) // 2))
            start = None
        if tag % 2 == 1:
            start = at
    return spans
