"""Spans as tags, windows joined, word lists, and the examples in the docstrings."""

import doctest
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.tagging import spans_of
from training import corpora, examples, labels, marked
from training.data import LONGEST, training_sets, tree_windows
from training.examples import NONE, Window, join_windows, short_first, spans_to_bio
from training.reported import VERBS
from training.roles import ROLES
from training.treebanks import Tree

TRAINING = Path(__file__).parents[2] / "training"


@pytest.mark.parametrize("module", [corpora, examples, marked])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert (found.failed, found.attempted > 0) == (0, True)


# --- spans


@st.composite
def apart(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, int]]]:
    """Spans of which none overlaps another, and a number of words that holds them."""
    spans, at = [], 0
    for kind in draw(st.lists(st.integers(0, 4), max_size=6)):
        start = at + draw(st.integers(0, 3))
        at = start + draw(st.integers(1, 4))
        spans.append((start, at, kind))
    return at + draw(st.integers(0, 3)), spans


@given(apart())
def test_spans_come_back_from_their_tags(made: tuple[int, list[tuple[int, int, int]]]) -> None:
    size, spans = made
    tags = spans_to_bio(size, spans)
    assert len(tags) == size
    assert spans_of(tags) == spans


def test_of_overlapping_spans_the_first_in_the_list_stays() -> None:
    assert spans_to_bio(5, [(1, 3, 0), (0, 5, 1), (4, 5, 1)]) == [0, 1, 2, 0, 3]


def test_an_empty_span_leaves_no_tag() -> None:
    assert spans_to_bio(3, [(1, 1, 0), (2, 1, 1)]) == [0, 0, 0]


def test_a_source_inside_a_content_is_kept_before_the_content() -> None:
    assert short_first([(0, 9, 2), (3, 6, 0), (6, 7, 1)]) == [(6, 7, 1), (3, 6, 0), (0, 9, 2)]


# --- windows


def test_heads_are_counted_on_in_a_joined_window() -> None:
    joined = join_windows(
        [
            Window(["Rain", "fell"], "a", tags={"upos": [7, 15]}, heads=[2, 0]),
            Window(["Ada", "left"], "a", tags={"upos": [11, 15]}, heads=[2, 0]),
        ]
    )
    assert joined.words == ["Rain", "fell", "Ada", "left"]
    assert joined.heads == [2, 0, 4, 0]
    assert joined.sentences == [0, 0, 1, 1]
    assert joined.tags == {"upos": [7, 15, 11, 15]}


def test_what_one_of_the_windows_does_not_mark_says_nothing() -> None:
    joined = join_windows(
        [
            Window(["Rain"], "a", tags={"names": [0]}, heads=[0]),
            Window(["Ada", "left"], "a", tags={"upos": [11, 15]}),
        ]
    )
    assert joined.tags == {"names": [0, NONE, NONE], "upos": [NONE, 11, 15]}
    assert joined.heads == [0, NONE, NONE]


def sentence(size: int, *, paragraph: bool = False) -> Tree:
    """A sentence of `size` words that all hang on the first."""
    return Tree(
        identifier="1",
        document="weblog",
        text=" ".join(["x"] * size),
        words=["x"] * size,
        lemmas=["x"] * size,
        upos=["X"] * size,
        features=["_"] * size,
        heads=[0] + [1] * (size - 1),
        relations=["root"] + ["dep"] * (size - 1),
        misc=[{} for _ in range(size)],
        paragraph=paragraph,
    )


@given(st.lists(st.tuples(st.integers(1, 120), st.booleans()), max_size=12))
def test_a_window_ends_at_a_paragraph_or_before_it_grows_too_long(made: list[tuple[int, bool]]) -> None:
    windows = tree_windows([sentence(size, paragraph=new) for size, new in made], {}, {})
    sizes = [
        [(window.sentences or []).count(at) for at in sorted(set(window.sentences or []))]
        for window in windows
    ]
    assert [size for window in sizes for size in window] == [size for size, _ in made]
    assert all(len(window) == 1 or sum(window) <= LONGEST for window in sizes)
    starts = iter(made)
    for window in sizes:
        assert not any(new for _, new in [next(starts) for _ in window][1:])


# --- what the recipe and the rules rest on


def test_every_set_in_the_recipe_can_be_loaded_and_every_set_is_used(tmp_path: Path) -> None:
    recipe = tomllib.loads((TRAINING / "recipe.toml").read_text(encoding="utf-8"))
    named = {name for phase in recipe["phases"] for name in phase["passes"]}
    assert named == set(training_sets(tmp_path, tmp_path, {}, {}))


@pytest.mark.parametrize(("table", "name", "used"), [("reported", "verbs", VERBS), ("roles", "nouns", ROLES)])
def test_the_word_lists_are_sorted_and_repeat_nothing(table: str, name: str, used: frozenset[str]) -> None:
    words = tomllib.loads((TRAINING / "words.toml").read_text(encoding="utf-8"))[table][name]
    assert words == sorted(set(words))
    assert used == set(words)


def test_the_labels_begin_with_outside_and_come_in_pairs() -> None:
    assert labels.bio(("cause", "effect")) == ["O", "B-cause", "I-cause", "B-effect", "I-effect"]


def test_the_factors_are_those_of_the_catalogue_in_its_order() -> None:
    catalogue = Path(__file__).parents[2] / "src/sayso/statements/data/factors.toml"
    assert labels.factors() == list(tomllib.loads(catalogue.read_text(encoding="utf-8")))
