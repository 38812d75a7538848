"""Places moved by words stay within their text, keep a word, and are corrections only when they are whole."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.corrected import corrected
from sayso.statements.selectors import contexts
from sayso.statements.span import moved
from sayso.statements.statement import Review
from tests.store import made

TEXT = "He said: riots aren't un-likely, it seems."
TEXTS = st.text(alphabet="ab é-'’.,\n\u2029", min_size=1, max_size=60)
MOVES = st.lists(st.tuples(st.sampled_from(["start", "end"]), st.sampled_from([-1, 1])), max_size=30)


def _correction(text: str, start: int, end: int) -> dict[str, str]:
    prefix, suffix = contexts(text, start, end)
    return {
        "start": str(start), "end": str(end), "quote": text[start:end], "prefix": prefix, "suffix": suffix,
    }  # fmt: skip


@given(TEXTS, st.integers(0, 59), st.integers(1, 60), MOVES)
def test_no_keys_lead_out_of_the_text_or_leave_nothing(text: str, start: int, end: int, moves: Any) -> None:
    start, end = min(start, len(text) - 1), min(max(end, start + 1), len(text))
    start = min(start, end - 1)
    for edge, step in moves:
        found = moved(text, start, end, edge=edge, step=step)
        if found is None:
            continue
        assert 0 <= found[0] < found[1] <= len(text)
        fixed, went = ("end", "start") if edge == "start" else ("start", "end")
        assert dict(zip(("start", "end"), found, strict=True))[fixed] == {"start": start, "end": end}[fixed]
        assert (
            dict(zip(("start", "end"), found, strict=True))[went] - {"start": start, "end": end}[went]
        ) * (step) > 0
        start, end = found


def test_words_with_hyphens_and_apostrophes_are_one_and_marks_stand_alone() -> None:
    at = TEXT.index("riots")
    end, seen = at + len("riots"), []
    while (found := moved(TEXT, at, end, edge="end", step=1)) is not None:
        end = found[1]
        seen.append(TEXT[at:end])
    assert seen[:4] == [
        "riots aren't", "riots aren't un-likely", "riots aren't un-likely,", "riots aren't un-likely, it",
    ]  # fmt: skip
    assert seen[-1] == TEXT[at:]


def test_there_and_back_is_the_same_place() -> None:
    place = TEXT.index("riots"), TEXT.index("riots") + len("riots aren't")
    for edge in ("start", "end"):
        out: Any = -1 if edge == "start" else 1
        further = moved(TEXT, *place, edge=edge, step=out)
        assert further is not None
        assert moved(TEXT, *further, edge=edge, step=-out) == place


def test_a_word_longer_than_what_is_looked_at_first_is_passed_too() -> None:
    assert moved("a" + " " * 5000 + "b", 5001, 5002, edge="start", step=-1) == (0, 5002)


def test_a_correction_moves_the_statement_and_its_surroundings() -> None:
    start, end = TEXT.index("riots"), TEXT.index(",")
    given_one = made.statement(0)
    review = Review(verdict="corrected", error="span", correction=_correction(TEXT, start, end))
    found = corrected(msgspec.structs.replace(given_one, review=(review,)))
    assert (found.start, found.end, found.quote) == (start, end, "riots aren't un-likely")
    assert (found.prefix, found.suffix) == ("He said: ", ", it seems.")
    assert found.factor == given_one.factor


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"start": "-1"}, "want two numbers"),
        ({"start": "٣"}, "want two numbers"),
        ({"start": "3"}, "characters and its quote"),
        ({"quote": ""}, "characters and its quote"),
        ({"suffix": None}, "a corrected place wants start, end, quote, prefix, suffix"),
    ],
)
def test_half_a_place_or_one_that_its_quote_does_not_fit_is_no_correction(
    change: dict[str, Any], why: str
) -> None:
    whole = {**_correction(TEXT, 9, 14), **change}
    with pytest.raises(ValueError, match=why):
        Review(verdict="corrected", correction={name: one for name, one in whole.items() if one is not None})
