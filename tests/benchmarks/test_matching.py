"""Marked and found spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores.intervals import summed
from benchmarks.scores.matching import (
    Words,
    exact_f1,
    merged,
    overlap_f1,
    span_counts,
    token_counts,
    token_f1,
)


def counts(gold: list[Words], found: list[Words]) -> list[dict[str, int]]:
    return [merged(span_counts("x", gold, found), token_counts("x", gold, found))]


def span(first: int, last: int) -> Words:
    return frozenset(range(first, last))


def test_a_span_that_is_a_word_short_overlaps_but_is_not_exact() -> None:
    sums = summed(counts([span(0, 5)], [span(0, 4)]))
    assert exact_f1(sums, "x")[0] == 0
    assert overlap_f1(sums, "x")[0] == 1
    assert token_f1(sums, "x")[0] == pytest.approx(8 / 9)


def test_one_found_span_over_two_marked_ones_finds_both_and_is_one_right() -> None:
    sums = summed(counts([span(0, 2), span(5, 7)], [span(0, 7)]))
    assert overlap_f1(sums, "x")[0] == 1
    assert exact_f1(sums, "x")[0] == 0


def test_one_of_two_marked_and_one_of_two_found_is_half() -> None:
    sums = summed(counts([span(0, 2), span(5, 7)], [span(1, 2), span(8, 9)]))
    assert overlap_f1(sums, "x")[0] == 0.5


def test_a_broken_span_is_exact_only_when_broken_alike() -> None:
    """“… ,” he said , “ …”: a content in two pieces"""
    content = frozenset({0, 1, 5, 6})
    assert exact_f1(summed(counts([content], [span(0, 7)])), "x")[0] == 0
    assert exact_f1(summed(counts([content], [content])), "x")[0] == 1


def test_kinds_are_summed_before_the_score() -> None:
    rows = [merged(span_counts("a", [span(0, 1)], [span(0, 1)]), span_counts("b", [span(0, 1)] * 1, []))]
    assert exact_f1(summed(rows), "a", "b")[0] == pytest.approx(2 / 3)


SPANS = st.lists(st.frozensets(st.integers(0, 30), min_size=1, max_size=5), max_size=6)


@given(SPANS.filter(bool))
def test_finding_what_is_marked_is_perfect(spans: list[Words]) -> None:
    sums = summed(counts(spans, spans))
    assert exact_f1(sums, "x")[0] == overlap_f1(sums, "x")[0] == token_f1(sums, "x")[0] == 1


@given(SPANS, SPANS)
def test_overlap_is_never_less_than_exact(gold: list[Words], found: list[Words]) -> None:
    sums = summed(counts(gold, found))
    if gold or found:
        assert overlap_f1(sums, "x")[0] >= exact_f1(sums, "x")[0] - 1e-12
        assert overlap_f1(sums, "x")[0] == pytest.approx(overlap_f1(summed(counts(found, gold)), "x")[0])
