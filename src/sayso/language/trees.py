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

    Source: Chu and Liu (1965), Edmonds (1967); for one root, the words are tried as root while the bound of
    their score allows a better tree.
    """
    size = len(scores)
    if size == 1:
        return [0]
    wide: Doubles = scores.astype(np.float64)
    wide[np.arange(size), np.arange(1, size + 1)] = -np.inf
    greedy = scores.argmax(axis=1)
    roots = np.flatnonzero(greedy == 0)
    if len(roots) == 1 and not _cycle(greedy):
        return [int(head) for head in greedy]
    # No tree with root `r` is better than the root's own score and the best head of every other word.
    others = wide[:, 1:].max(axis=1)
    bounds = wide[:, 0] + others.sum() - others
    best, total = [0] * size, -np.inf
    for root in np.argsort(-bounds):
        if bounds[root] <= total:
            break
        alone = wide.copy()
        alone[:, 0] = -_FAR
        alone[root] = -np.inf
        alone[root, 0] = wide[root, 0]
        heads = _arborescence(alone)
        reached = float(wide[np.arange(size), heads].sum())
        if reached > total:
            best, total = heads, reached
    return best


_FAR = 1e6


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
    for word, head in zip(outer, chosen[:-1], strict=True):
        result[word] = (
            cycle[int(leaving[list(outer).index(word)].argmax())] + 1
            if head == len(outer) + 1
            else int(columns[head])
        )
    broken = int(entering[:, chosen[-1]].argmax())
    result[cycle[broken]] = int(columns[chosen[-1]])
    return result
