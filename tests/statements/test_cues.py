import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.cues import GAP, MOST_WORDS, check_cue, expand_cue

words = st.from_regex(r"[a-z]{2,9}(-[a-z]{2,6})?", fullmatch=True)


@pytest.mark.parametrize(
    ("cue", "form"),
    [
        ("take ~ to the street", "took ~ to the street"),
        ("flee ~ country", "fled ~ country"),
        ("organise opposition", "organize opposition"),
        ("defence pact", "defense pact"),
        ("anti-government rally", "antigovernment rally"),
        ("anti-government rally", "anti government rally"),
        ("crisis of trust", "crises of trust"),
        ("Pro-Western", "pro-western"),
    ],
)
def test_a_cue_stands_for_the_forms_that_stems_do_not_join(cue: str, form: str) -> None:
    assert form in expand_cue(cue)


@pytest.mark.parametrize("cue", ["rise output", "promise of arms", "raise ~ concern"])
def test_words_that_are_spelt_with_ise_everywhere_keep_it(cue: str) -> None:
    assert not any("ize" in form for form in expand_cue(cue))


@pytest.mark.parametrize(
    "cue",
    [
        "",
        "  ",
        "~",
        "~ street",
        "street ~",
        "take ~ ~ street",
        "take~street",
        "two, words",
        "a b c d e f g h i",
    ],
)
def test_what_is_no_cue_is_refused_with_its_reason(cue: str) -> None:
    assert check_cue(cue) is not None
    with pytest.raises(ValueError, match="cue"):
        expand_cue(cue)


@given(st.lists(words, min_size=1, max_size=MOST_WORDS // 2), st.data())
def test_every_form_of_a_cue_is_a_cue_with_the_same_gaps(parts: list[str], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.booleans(), min_size=len(parts) - 1, max_size=len(parts) - 1))
    joined = [
        part for pair in itertools.zip_longest(parts, [GAP if gap else "" for gap in gaps]) for part in pair
    ]
    cue = " ".join(part for part in joined if part)
    forms = expand_cue(cue)
    assert forms[0] == cue
    assert len(set(forms)) == len(forms)
    assert all(form.count(GAP) == cue.count(GAP) for form in forms)
