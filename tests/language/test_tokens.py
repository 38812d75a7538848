from hypothesis import given
from hypothesis import strategies as st

from sayso.language.tokens import stem, tokenize


def test_initials_contractions_and_hyphens_are_single_words() -> None:
    words = [token.text for token in tokenize("The U.S. won’t back the ten-year plan, 3.5 percent.")]
    assert words == ["The", "U.S.", "won’t", "back", "the", "ten-year", "plan", ",", "3.5", "percent", "."]


def test_one_stem_serves_all_forms_of_a_verb() -> None:
    assert len({stem(word) for word in ("protest", "protests", "protested", "protesting")}) == 1


@given(st.text(max_size=300), st.integers(min_value=0, max_value=1000))
def test_tokens_stand_where_they_say_and_lose_nothing(text: str, offset: int) -> None:
    tokens = tokenize(text, offset=offset)
    assert all(text[token.start - offset : token.end - offset] == token.text for token in tokens)
    assert "".join(token.text for token in tokens) == "".join(text.split())
