"""The encoder that ships: what it says keeps its shape, whatever the words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language.encoder import default_encoder

WORD = st.text(st.characters(blacklist_categories=("Cs", "Zs", "Cc")), min_size=1, max_size=12).filter(
    str.strip
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(WORD, min_size=1, max_size=12), min_size=1, max_size=3))
def test_every_word_gets_a_tag_and_a_head_and_each_sentence_one_root(window: list[list[str]]) -> None:
    (said,) = default_encoder().read([window])
    size = sum(map(len, window))
    assert len(said.upos) == len(said.heads) == len(said.relations) == size
    at = 0
    for sentence in window:
        heads = said.heads[at : at + len(sentence)]
        assert heads.count(0) == 1
        assert all(head == 0 or at < head <= at + len(sentence) for head in heads)
        at += len(sentence)
    assert np.isfinite(said.kinds).all()
    assert np.isclose(said.about(0, 0, size).sum(), 1, atol=1e-4)


def test_a_word_of_a_million_letters_is_read_like_any_other() -> None:
    (said,) = default_encoder().read([[["a" * 1_000_000, "rules", "."]]])
    assert len(said.heads) == 3


def test_a_hundred_long_words_are_read() -> None:
    (said,) = default_encoder().read([[["antidisestablishmentarianism" * 3] * 110]])
    assert len(said.heads) == 110


def test_the_same_call_gives_the_same_bits() -> None:
    windows = [[["Police", "fired", "on", "the", "crowd", "."]], [["Nobody", "moved", "."]]]
    one, two = (default_encoder().read(windows) for _ in range(2))
    assert all((a.factors == b.factors).all() and a.heads == b.heads for a, b in zip(one, two, strict=True))


def test_no_windows_are_no_answers() -> None:
    assert default_encoder().read([]) == []


@pytest.mark.parametrize("word", ["\u200b", "\ufffd", "💥", "ا", "漢"])
def test_words_outside_the_vocabulary_are_words(word: str) -> None:
    (said,) = default_encoder().read([[[word, "spoke", "."]]])
    assert len(said.upos) == 3
