"""Marked and found spans, as sets of words → counts of what agrees."""

from collections.abc import Collection, Mapping

import numpy as np

from benchmarks.scores.intervals import Floats, Sums, f1, ratio

Words = frozenset[int]
"""A span: the numbers of its words, which need not stand side by side."""


def span_counts(name: str, gold: Collection[Words], found: Collection[Words]) -> dict[str, int]:
    """Return the counters of one kind of span in one unit.

    Exact: both have the same words. Overlap: a marked span counts as found when some found span shares a word
    with it, and a found span as right when it shares a word with some marked span. The same span twice is one
    span.

    >>> span_counts("x", [frozenset({1, 2})], [frozenset({2, 3}), frozenset({7})])
    {'x/gold': 1, 'x/found': 2, 'x/exact': 0, 'x/gold_met': 1, 'x/found_met': 1}
    """
    marked, given = set(gold), set(found)
    return {
        f"{name}/gold": len(marked),
        f"{name}/found": len(given),
        f"{name}/exact": len(marked & given),
        f"{name}/gold_met": sum(any(one & other for other in given) for one in marked),
        f"{name}/found_met": sum(any(one & other for other in marked) for one in given),
    }


def token_counts(name: str, gold: Collection[Words], found: Collection[Words]) -> dict[str, int]:
    """Return how many words spans of one kind cover in one unit, and how many both cover."""
    marked, given = frozenset[int]().union(*gold), frozenset[int]().union(*found)
    return {
        f"{name}/words_gold": len(marked),
        f"{name}/words_found": len(given),
        f"{name}/words_both": len(marked & given),
    }


def exact_f1(sums: Sums, *names: str) -> Floats:
    """Return the F1 of exact spans over the kinds `names` together."""
    return f1(_total(sums, names, "exact"), _total(sums, names, "gold"), _total(sums, names, "found"))


def overlap_f1(sums: Sums, *names: str) -> Floats:
    """Return the F1 of overlapping spans over the kinds `names` together."""
    gold, found = _total(sums, names, "gold"), _total(sums, names, "found")
    # Precision and recall count different spans: one found span may meet several marked ones.
    precision = np.nan_to_num(ratio(_total(sums, names, "found_met"), found))
    recall = np.nan_to_num(ratio(_total(sums, names, "gold_met"), gold))
    mean = np.nan_to_num(ratio(2 * precision * recall, precision + recall))
    return np.where(gold + found > 0, mean, np.nan)


def token_f1(sums: Sums, *names: str) -> Floats:
    """Return the F1 of the words that spans of the kinds `names` cover."""
    both = _total(sums, names, "words_both")
    return f1(both, _total(sums, names, "words_gold"), _total(sums, names, "words_found"))


def merged(*rows: Mapping[str, int]) -> dict[str, int]:
    """Return the counters of several rows in one."""
    return {name: count for row in rows for name, count in row.items()}


def _total(sums: Sums, names: Collection[str], what: str) -> Floats:
    parts = [sums[f"{name}/{what}"] for name in names]
    return sum(parts[1:], start=parts[0])
