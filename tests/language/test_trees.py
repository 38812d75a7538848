"""Scores of arcs become the best tree with one root."""

import itertools
import sys
from types import FrameType

import numpy as np
from hypothesis import given, settings
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


@settings(max_examples=20)
@given(st.just(4), st.integers(0, 10_000))
def test_the_tree_is_the_best_where_all_words_prefer_the_same_heads(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = (rng.normal(size=size + 1) + 0.1 * rng.normal(size=(size, size + 1))).astype(np.float32)
    scores[:, 0] = rng.normal(scale=0.1, size=size)
    heads = best_tree(scores)
    total = float(sum(scores[word, head] for word, head in enumerate(heads)))
    assert total >= _best_by_trying_all(scores) - 1e-4


@given(st.integers(1, 40), st.integers(0, 10_000))
def test_every_sentence_gets_a_tree_with_one_root(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    assert _is_tree(best_tree(scores))


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[1.0, 0.0, 5.0], [0.0, 5.0, 0.0]], dtype=np.float32)
    assert best_tree(scores) == [0, 1]


def test_words_that_are_all_as_likely_the_root_do_not_cost_a_tree_each() -> None:
    size = 90
    rng = np.random.default_rng(1)
    # all words prefer the same heads in the same order, as in a line of brackets
    scores = (rng.normal(size=size + 1) + 0.1 * rng.normal(size=(size, size + 1))).astype(np.float32)
    scores[:, 0] = rng.normal(scale=0.1, size=size)
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        del frame, argument
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        heads = best_tree(scores)
    finally:
        sys.setprofile(before)
    assert _is_tree(heads)
    # a tree takes some tens of calls a word
    assert calls < 150 * size
