import itertools

from hypothesis import given
from hypothesis import strategies as st

from sayso.language.sentences import LONGEST_PARAGRAPH, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, start=0, end=len(text))]


def test_a_quotation_of_two_sentences_is_two_sentences() -> None:
    """“The bridge is closed. Nobody told us why.” The mayor left."""
    text = "“The bridge is closed. Nobody told us why.” The mayor left."
    assert sentences(text) == ["“The bridge is closed.", "Nobody told us why.”", "The mayor left."]


def test_an_opening_mark_belongs_to_the_sentence_it_opens() -> None:
    text = "Talks failed on Monday. “We will be back,” the envoy said."
    assert sentences(text)[1].startswith("“We")


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert len(sentences("Mr. Adams met Gen. Diallo of the U.S. mission. They talked.")) == 2


def test_a_paragraph_without_a_break_is_cut_and_nothing_is_lost() -> None:
    text = "word " * (LONGEST_PARAGRAPH // 2)
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=300))
def test_sentences_are_ordered_do_not_overlap_and_lose_no_word(text: str) -> None:
    spans = sentence_spans(text, start=0, end=len(text))
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert [one for one in kept if one.isalnum()] == [one for one in text if one.isalnum()]
