"""Scores of arcs → a dependency tree with one root."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Doubles = NDArray[np.float64]


def best_tree(scores: Scores) -> list[int]:
    """Return the head of each word in the tree with the highest sum of scores that has one root.

    Args:
        scores: `(words, 1 + words)`: a row for each word, column 0 for the root, `j + 1` for word `j`.

    Returns:
        One head per word: 0 for the root, else the head's number counted from 1.

    Source: Chu and Liu (1965), Edmonds (1967). For one root, the likeliest words are tried as root; where
    a bound does not show that the best of these trees is the best of all, `_with_one_root` finds it.
    """
    size = len(scores)
    if size == 1:
        return [0]
    own = np.arange(1, size + 1)
    wide: Doubles = scores.astype(np.float64)
    wide[own - 1, own] = -np.inf
    greedy = scores.argmax(axis=1)
    if np.count_nonzero(greedy == 0) == 1 and not _cycle(greedy):
        return [int(head) for head in greedy]
    # No tree with root `r` is better than the root's own score and the best head of every other word.
    others = wide[:, 1:].max(axis=1)
    bounds = wide[:, 0] + others.sum() - others
    order = np.argsort(-bounds)
    best, total = [0] * size, -np.inf
    for root in order[:_FEW]:
        if bounds[root] <= total:
            return best
        alone = wide.copy()
        alone[:, 0] = -_FAR
        alone[root] = -np.inf
        alone[root, 0] = wide[root, 0]
        heads = _arborescence(alone)
        reached = float(wide[own - 1, heads].sum())
        if reached > total:
            best, total = heads, reached
    return best if size <= _FEW or bounds[order[_FEW]] <= total else _with_one_root(wide)


_FAR = 1e6
_FEW = 3
"""Words tried as root one by one: in prose the second settles it; a line of brackets would have all tried."""


def _with_one_root(wide: Doubles) -> list[int]:
    """Return the heads of the best tree with one root, whatever the scores.

    Every arc from the root is fined more than another tree could gain, so that the best tree has as few of
    them as can be.
    """
    fined = wide.copy()
    finite = wide[np.isfinite(wide)]
    fined[:, 0] -= (finite.max() - finite.min() + 1.0) * len(wide)
    return _arborescence(fined)


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """Return the words of one cycle, empty where there is none."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, at = [], start
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at]) - 1
        if at >= 0 and state[at] == 1 and at in path:
            return path[path.index(at) :]
        for one in path:
            state[one] = 2
    return []


def _arborescence(scores: Doubles) -> list[int]:
    """Return the best heads; contracts one cycle at a time."""
    heads = scores.argmax(axis=1)
    cycle = _cycle(heads)
    if not cycle:
        return [int(head) for head in heads]
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    ring = np.array(cycle, dtype=np.int64)
    kept = scores[ring, heads[ring]]
    # The cycle becomes the last word of a smaller problem.
    columns = np.concatenate([[0], outer + 1])
    entering = scores[np.ix_(ring, columns)] - kept[:, None]
    leaving = scores[np.ix_(outer, ring + 1)]
    small = np.full((len(outer) + 1, len(outer) + 2), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outer, columns)]
    small[:-1, -1] = leaving.max(axis=1) if len(outer) else []
    small[-1, :-1] = entering.max(axis=0)
    chosen = _arborescence(small)
    result = [int(head) for head in heads]
    for row, (word, head) in enumerate(zip(outer.tolist(), chosen[:-1], strict=True)):
        from_cycle = head == len(outer) + 1
        result[word] = cycle[int(leaving[row].argmax())] + 1 if from_cycle else int(columns[head])
    broken = int(entering[:, chosen[-1]].argmax())
    result[cycle[broken]] = int(columns[chosen[-1]])
    return result
