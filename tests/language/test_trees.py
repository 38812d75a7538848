"""Scores of arcs become the best tree with one root."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.trees import best_tree


def _is_tree(heads: tuple[int, ...] | list[int]) -> bool:
    if list(heads).count(0) != 1:
        return False
    for start in range(len(heads)):
        at, steps = start + 1, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


def _best_by_trying_all(scores: np.ndarray) -> float:
    size = len(scores)
    best: float = max(
        sum(scores[word, head] for word, head in enumerate(heads))
        for heads in itertools.product(range(size + 1), repeat=size)
        if _is_tree(heads)
    )
    return best


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_tree_is_the_best_of_all_trees_with_one_root(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    heads = best_tree(scores)
    assert _is_tree(heads)
    total = float(sum(scores[word, head] for word, head in enumerate(heads)))
    assert total >= _best_by_trying_all(scores) - 1e-4


@given(st.integers(1, 40), st.integers(0, 10_000))
def test_every_sentence_gets_a_tree_with_one_root(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    assert _is_tree(best_tree(scores))


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[1.0, 0.0, 5.0], [0.0, 5.0, 0.0]], dtype=np.float32)
    assert best_tree(scores) == [0, 1]
