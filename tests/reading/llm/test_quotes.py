from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.llm.quotes import find_quote, find_words, plain, shown

TEXT = "“We  won’t yield — not\u00a0now,” he\nsaid.\u200b The pre\u00adsident’s men obey; the men of the north do not."


def find(quote: str, text: str = TEXT, start: int = 0) -> str | None:
    place = find_quote(quote, text, plain(text, offset=start), start=start)
    return None if place is None else text[place[0] - start : place[1] - start]


def test_marks_and_white_space_make_no_difference() -> None:
    assert find('"We won\'t yield - not now," he said.') == TEXT[: TEXT.index("\u200b")]
    assert find("The president's men") == "The pre\u00adsident’s men"


def test_places_are_counted_from_the_stretchs_start() -> None:
    assert find("men obey", start=1000) == "men obey"


def test_the_first_whole_words_are_taken() -> None:
    assert find_words("men", plain("women, men, men")) == (7, 10)


def test_case_and_words_make_a_difference() -> None:
    assert find("the president's men") is None
    assert find("The men of the north") is None
    assert find("men of the nort") is None


def test_marks_around_a_quote_may_be_missing_in_the_text() -> None:
    assert find("“men obey”") == "men obey"


def test_characters_that_change_their_length_in_lower_case_do_not_shift_the_place() -> None:
    assert find_words("likely", plain("İİ İs Likely so"), any_case=True) == (6, 12)


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_found_stands_there(quote: str, text: str) -> None:
    found = find(quote, text)
    assert found is None or plain(found).text.strip("\"' ") in plain(quote).text


@given(st.text(alphabet="ab “”’\u00a0\u200b\n-—", max_size=60), st.data())
def test_any_whole_words_of_a_text_are_found_in_it(text: str, data: st.DataObject) -> None:
    words = text.split()
    if len(words) < 2:
        return
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 2, len(words)))
    quote = " ".join(words[first:last])
    if any(character.isalnum() for character in quote) and len(plain(quote).text.split()) > 1:
        assert find(quote, text) is not None


@given(st.text(max_size=200))
def test_what_is_shown_is_one_line_that_can_be_sent(text: str) -> None:
    line = shown(text)
    assert line.splitlines() in ([], [line])
    assert line.encode().decode() == line
