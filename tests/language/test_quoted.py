"""A quotation is said by somebody, whether the encoder saw it or not."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.language.annotation import Quotation, Span, Word
from sayso.language.quoted import with_quotations
from sayso.language.words import word_spans


def words_of(text: str) -> list[Word]:
    return [Word(a, b, text[a:b], text[a:b].lower(), "X", "_", -1, "dep", 0) for a, b in word_spans(text)]


def quotation(text: str) -> Quotation:
    return Quotation(start=text.index("“"), end=text.index("”") + 1, closed=True)


def test_a_quotation_that_was_not_marked_is_content() -> None:
    text = "“The army wavers again,” she said."
    made = with_quotations([Span("source", 7, 8), Span("cue", 8, 9)], words_of(text), [quotation(text)])
    assert made == (Span("content", 0, 7), Span("source", 7, 8), Span("cue", 8, 9))


def test_a_word_used_with_tongs_is_no_speech() -> None:
    text = "The “special operation” went on."
    assert with_quotations([], words_of(text), [quotation(text)]) == ()


def test_a_content_that_reaches_into_a_quotation_is_one_with_it() -> None:
    text = "She said it was “a sorry day for us”."
    made = with_quotations(
        [Span("source", 0, 1), Span("cue", 1, 2), Span("content", 2, 6)], words_of(text), [quotation(text)]
    )
    assert made[-1] == Span("content", 2, 11)


@given(st.lists(st.sampled_from(["source", "cue", "content", None]), min_size=1, max_size=9))
def test_without_quotations_nothing_changes(kinds: list[str | None]) -> None:
    marks = [Span(kind, at, at + 1) for at, kind in enumerate(kinds) if kind is not None]
    words = words_of(" ".join("w" for _ in kinds))
    assert list(with_quotations(marks, words, [])) == marks
