import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.assessment import Assessment
from sayso.statements.factor import Factor
from sayso.statements.jsonl import statements_from_jsonl
from sayso.statements.selectors import annotation, contexts, locate, selectors
from sayso.statements.statement import Speaker


def claim(text: str, start: int, end: int) -> Assessment:
    prefix, suffix = contexts(text, start, end)
    return Assessment(
        document="9f" * 32,
        start=start,
        end=end,
        quote=text[start:end],
        prefix=prefix,
        suffix=suffix,
        speaker=Speaker(name="Deutsche Welle", kind="outlet"),
        mode="author",
        factor=Factor("unrest", "KAZ"),
        sign=1,
        reader="test-1",
        certainty=0.5,
    )


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(st.text("ab é🙂\n", min_size=1, max_size=120))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(spans())
def test_a_span_is_found_where_it_stands(span: tuple[str, int, int]) -> None:
    text, start, end = span
    assert locate(text, selectors(claim(text, start, end))) == (start, end)


@given(spans(), st.text("xyz ", max_size=60))
def test_a_span_is_found_after_text_came_before_it_unless_two_places_fit(
    span: tuple[str, int, int], before: str
) -> None:
    text, start, end = span
    found = locate(before + text, selectors(claim(text, start, end)))
    assert found in {None, (start, end), (start + len(before), end + len(before))}
    if text.count(text[start:end]) == 1 and text[start:end].strip():
        assert found == (start + len(before), end + len(before))


def test_the_context_tells_two_equal_quotes_apart() -> None:
    """First: the protests grew in Almaty. Then: the protests faded in Osh."""
    text = "First: the protests grew in Almaty. Then: the protests faded in Osh."
    start = text.rindex("the protests")
    target = selectors(claim(text, start, start + len("the protests")))
    moved = "Editor's note. " + text
    assert locate(moved, target) == (start + 15, start + 15 + len("the protests"))


def test_a_quote_that_fits_two_places_equally_is_not_guessed() -> None:
    text = "rain"
    assert locate("snow rain snow rain snow", selectors(claim(text, 0, 4))) is None


def test_a_quote_that_is_gone_is_not_found() -> None:
    assert locate("Nothing of the kind.", selectors(claim("It may rain.", 3, 6))) is None


def test_a_quote_at_the_old_place_gives_way_to_one_with_its_context() -> None:
    """'rain' stood after 'no '; it now stands first by chance at the old position too."""
    text = "no rain today"
    target = selectors(claim(text, 3, 7))
    assert locate("So rain fell. There is no rain today", target) == (26, 30)


def test_a_target_without_a_quote_is_misuse() -> None:
    with pytest.raises(ValueError, match="TextQuoteSelector"):
        locate("text", {"selector": [{"type": "TextPositionSelector", "start": 0, "end": 1}]})


@given(st.text(max_size=80), st.text(min_size=1, max_size=20), st.text(max_size=80))
def test_prefix_and_suffix_are_the_32_characters_beside_the_span(before: str, exact: str, after: str) -> None:
    prefix, suffix = contexts(before + exact + after, len(before), len(before) + len(exact))
    assert prefix == before[-32:]
    assert suffix == after[:32]


def test_an_annotation_holds_the_statement_and_its_place() -> None:
    statement = claim("It may rain.", 3, 6)
    note: dict[str, Any] = annotation(statement)
    assert note["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert note["target"]["source"] == f"urn:sha256:{statement.document}"
    types = [selector["type"] for selector in note["target"]["selector"]]
    assert types == ["TextPositionSelector", "TextQuoteSelector"]
    assert statements_from_jsonl([note["body"]["value"]], "note") == ((statement,), ())
    assert json.loads(json.dumps(note)) == note
