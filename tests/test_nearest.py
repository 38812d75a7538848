"""A name is offered for another only where it is like it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.nearest import hint, near

FACTORS = ("unrest", "alignment", "radicalism", "regime_fragility", "external_intervention")
STATES = ("UZB", "KAZ", "KGZ", "USA", "Uzbekistan", "United States", "Norway")
SOURCE = Path(__file__).resolve().parents[1] / "src" / "sayso"


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("unrst", FACTORS, "unrest"),
        ("Radicalsm", FACTORS, "radicalism"),
        ("external", FACTORS, "external_intervention"),
        ("UZX", STATES, "UZB"),
        ("usbekistan", STATES, "Uzbekistan"),
        ("ucdp", ("gdelt-2", "ucdp-ged"), "ucdp-ged"),
    ],
)
def test_a_slip_finds_the_name(word: str, known: tuple[str, ...], found: str) -> None:
    assert near(word, known) == (found,)
    assert hint(word, known) == f"; nearest is {found!r}"


@pytest.mark.parametrize("word", ["nope", "xyz", "", "?", "42", "gamma ray"])
def test_nothing_far_is_offered(word: str) -> None:
    assert near(word, (*FACTORS, *STATES, "OPEC")) == ()
    assert hint(word, FACTORS, otherwise="; want one of them") == "; want one of them"


def test_the_likest_comes_first_and_none_twice() -> None:
    assert near("unrest", ["unrestful", "unrest", "Unrest", "rest"], many=3) == (
        "unrest",
        "unrestful",
        "rest",
    )


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=6), st.integers(1, 4))
def test_what_is_offered_is_known(word: str, known: list[str], many: int) -> None:
    found = near(word, known, many=many)
    assert set(found) <= set(known)
    assert len(found) == len(set(found)) <= many


def test_names_are_offered_by_this_module_alone() -> None:
    """So that the one cut-off holds everywhere."""
    own = re.compile(r"\bget_close_matches\b")
    users = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if own.search(path.read_text(encoding="utf-8"))
    }
    assert users == {"nearest.py"}
