"""Scores of BIO tags become well-formed spans."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.tagging import best_tags, spans_of


@given(st.integers(1, 30), st.integers(1, 4), st.integers(0, 10_000))
def test_no_span_goes_on_that_has_not_begun(size: int, kinds: int, seed: int) -> None:
    tags = best_tags(np.random.default_rng(seed).normal(size=(size, 2 * kinds + 1)).astype(np.float32))
    for before, tag in zip([0, *tags], tags, strict=False):
        if tag and tag % 2 == 0:
            assert before in (tag - 1, tag)


def test_the_best_allowed_sequence_wins_over_the_best_single_tags() -> None:
    scores = np.log(np.array([[0.5, 0.4, 0.1], [0.1, 0.1, 0.8]], dtype=np.float32))
    assert best_tags(scores) == [1, 2]


@given(st.lists(st.integers(0, 4), max_size=20))
def test_spans_cover_what_is_not_outside(raw: list[int]) -> None:
    tags, before = [], 0
    for tag in raw:
        kept = tag - 1 if tag and tag % 2 == 0 and before not in (tag - 1, tag) else tag
        tags.append(kept)
        before = kept
    covered = sorted(at for first, last, _ in spans_of(tags) for at in range(first, last))
    assert covered == [at for at, tag in enumerate(tags) if tag]
