"""Claims of a table and statements of a reader: the same words, and never a guess."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.forecasts.claim import Claim
from sayso.forecasts.linking import likeness, link, plain
from sayso.statements.statement import Speaker, Statement
from tests.store import made

QUOTE = "the Uzbek security forces will be unable to cope with the riots"
CLAIM = Claim(statement="t:1", speaker="Expert", kind="forecast", quote=QUOTE, document="report.txt")


def _said(quote: str, *, kind: str = "forecast", speaker: str = "Expert", at: int = 0) -> Statement:
    found = next(one for one in map(made.statement, range(200)) if one.kind == kind)
    return msgspec.structs.replace(
        found, quote=quote, start=at, end=at + len(quote), speaker=Speaker(name=speaker, kind="person")
    )


def _link(*statements: Statement, **changed: Any) -> Any:
    return link([msgspec.structs.replace(CLAIM, **changed)], {"report.txt": statements})


def test_the_same_characters_are_exact() -> None:
    statement = _said(QUOTE)
    (found,) = _link(statement, _said(f"that {QUOTE}", at=900)).links
    assert (found.statement, found.how, found.likeness) == (statement.id, "exact", 1.0)


@pytest.mark.parametrize(
    "quote",
    [
        "The Uzbek  security forces will be\nunable to cope with the riots.",
        "“The Uzbek security forces will be unable to cope with the riots”",
        "the Uzbek security forces would be unable to cope with the riots",
        "that the Uzbek security forces will be unable to cope with the riots, he said",
    ],
)
def test_like_words_are_linked_and_say_how_like(quote: str) -> None:
    (found,) = _link(_said(quote)).links
    assert found.how == "tolerant"
    assert 0.9 <= found.likeness <= 1


@pytest.mark.parametrize(
    "quote",
    [
        "the Uzbek security forces will be able to cope with the riots",
        "the Uzbek security forces will not be unable to cope with the riots",
        "the Uzbek economy will grow",
        "riots",
        "",
    ],
)
def test_other_words_are_told_and_not_linked(quote: str) -> None:
    done = _link(_said(quote))
    assert done.links == ()
    assert "no statement has its words" in done.unlinked[0][1]


def test_another_number_is_another_claim() -> None:
    done = _link(
        _said("at least 18 people will die in the capital"),
        quote="at least 19 people will die in the capital",
    )
    assert done.links == ()


def test_of_several_with_the_same_words_the_one_of_the_speaker_and_kind_is_taken() -> None:
    right = _said(QUOTE)
    (found,) = _link(_said(QUOTE, speaker="Other"), _said(QUOTE, kind="trend"), right).links
    assert found.statement == right.id


def test_where_that_leaves_several_none_is_taken() -> None:
    done = _link(_said(QUOTE), _said(QUOTE, at=500))
    assert done.links == ()
    assert "several statements have its words" in done.unlinked[0][1]


def test_a_document_that_is_not_there_is_told() -> None:
    assert "is not in the workspace" in _link(document="other.txt").unlinked[0][1]
    assert "names no document" in _link(document=None).unlinked[0][1]


def test_what_was_read_from_the_document_itself_needs_no_link() -> None:
    statement = _said(QUOTE)
    done = _link(statement, statement=statement.id)
    assert done.links == ()
    assert done.unlinked == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_between_0_and_1_and_the_same_both_ways(one: str, other: str) -> None:
    first, second = plain(one), plain(other)
    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, second) == likeness(second, first)
    assert plain(first) == first
