import itertools

from hypothesis import given
from hypothesis import strategies as st

from sayso.language.quotations import find_quotations


def quotations(text: str) -> list[tuple[str, bool]]:
    return [(text[one.start : one.end], one.closed) for one in find_quotations(text, start=0, end=len(text))]


def test_a_word_in_tongs_is_no_speech() -> None:
    assert quotations("The “pendulum” swung back to the east.") == []


def test_a_quotation_that_never_closes_runs_to_the_end_of_its_paragraph() -> None:
    """The envoy said: “We will “watch” the vote and then decide."""
    text = "The envoy said: “We will “watch” the vote and then decide."
    assert quotations(text) == [("“We will “watch” the vote and then decide.", False)]


def test_straight_marks_pair_up_and_an_inch_is_no_quotation() -> None:
    assert quotations('"We are not ready for a vote," he said of the 12" gun.') == [
        ('"We are not ready for a vote,"', True)
    ]


def test_many_opening_marks_take_no_time_to_speak_of() -> None:
    assert quotations("“" * 100_000) == []


@given(st.text(alphabet='“”«»"ab .,', max_size=200))
def test_quotations_are_ordered_and_apart(text: str) -> None:
    found = find_quotations(text, start=0, end=len(text))
    assert all(one.start < one.end <= len(text) for one in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
