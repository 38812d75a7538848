"""Text is cut into words as the treebanks cut it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.words import word_spans


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The army won't move.", ["The", "army", "wo", "n't", "move", "."]),
        ("Tashkent’s pro-Russian tilt", ["Tashkent", "’s", "pro-Russian", "tilt"]),
        ("a well-known two-year plan", ["a", "well", "-", "known", "two", "-", "year", "plan"]),
        ("Mr. Karimov met U.S. envoys.", ["Mr.", "Karimov", "met", "U.S.", "envoys", "."]),
        (
            "They cannot pay 1,200 soms (4.5%).",
            ["They", "can", "not", "pay", "1,200", "soms", "(", "4.5", "%", ")", "."],
        ),
        ("the miners' strike", ["the", "miners", "'", "strike"]),
        (
            "He told CentralAsia.news: “Wait...”",
            ["He", "told", "CentralAsia.news", ":", "“", "Wait", "...", "”"],
        ),
        (
            "Write to a.b@example.org or https://example.org/x?y=1.",
            ["Write", "to", "a.b@example.org", "or", "https://example.org/x?y=1", "."],
        ),
    ],
)
def test_words_and_marks(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in word_spans(text)] == words


@given(st.text(max_size=200))
def test_every_visible_character_is_in_exactly_one_word(text: str) -> None:
    places = [at for start, end in word_spans(text) for at in range(start, end)]
    assert places == sorted(set(places))
    missing = set(range(len(text))) - set(places)
    assert all(text[at].isspace() or not text[at].isprintable() or text[at] == "" for at in missing)


def test_offsets_count_from_where_the_text_stands() -> None:
    assert word_spans("Go.", offset=7) == [(7, 9), (9, 10)]
