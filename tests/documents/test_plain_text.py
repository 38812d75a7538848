"""Paragraphs of plain text keep their places, however the lines are set."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.plain_text import paragraphs

WRAPPED = """\
The foreign ministry said on Thursday that the border crossing would stay
closed until the inquiry had ended. Traders on both sides have lost a month
of income, and officials concede that smuggling is likely to increase.

Two former ministers argued that the closure would push the region toward
its northern neighbour. They called for talks.
"""


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    found = paragraphs(WRAPPED)
    assert len(found) == 2
    assert found[1].text.startswith("Two former")


def test_lines_that_are_not_full_are_paragraphs_of_their_own() -> None:
    found = paragraphs("04 02 2022, 08:55\nPhoto source: Example\n\n1 2 3\n")
    assert [one.text for one in found] == ["04 02 2022, 08:55", "Photo source: Example", "1 2 3"]


def test_line_ends_of_every_system_are_understood() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"):
        found = paragraphs(f"one{end}{end}two{end}three")
        assert [one.text for one in found] == ["one", "two", "three"]


@given(
    st.text(alphabet=st.sampled_from("ab .?\n\r\t\u00a0\u2028\x0c\x1c“"), max_size=200)
    | st.text(max_size=200)
)
def test_paragraphs_hold_everything_once_and_in_order(text: str) -> None:
    found = paragraphs(text)
    assert all(text[one.start : one.end] == one.text == one.text.strip() != "" for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert "".join("".join(one.text for one in found).split()) == "".join(text.split())
