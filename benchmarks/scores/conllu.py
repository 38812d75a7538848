"""A treebank, gold words and sentences: part of speech, features, heads, relations."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.scores.intervals import Floats, Measured, Sums, f1, ratio
from benchmarks.scores.windows import Reading, read_sentences
from sayso.language.encoder import Encoder
from training.treebanks import Tree, genre, read_trees

_NO_FEATURES = "_"


def measure(path: Path, encoder: Encoder, *, genres: Collection[str], limit: int | None) -> Measured:
    """Return the counts of each sentence; punctuation counts, as in the CoNLL 2018 shared task."""
    trees = chosen_trees(path, genres, limit)
    reading = read_trees_with(encoder, trees)
    counts = [
        sentence_counts(tree, reading, start)
        for tree, (start, _) in zip(trees, pairwise(reading.starts), strict=True)
    ]
    groups = [genre(tree.document) for tree in trees]
    return Measured(
        unit="sentences",
        counts=counts,
        scores=scores,
        items={"sentences": len(trees), "words": reading.starts[-1]},
        groups=groups if any(groups) else None,
        notes=[
            "las ignores subtypes of relations, las_strict does not; features: the seven the reader asks for"
        ],
    )


def chosen_trees(path: Path, genres: Collection[str], limit: int | None) -> list[Tree]:
    """Return the first `limit` sentences of the genres; of all genres where none is named.

    Raises:
        SystemExit: if no sentence is of the genres.
    """
    trees = [tree for tree in read_trees(path) if not genres or genre(tree.document) in genres]
    if not trees:
        have = sorted({genre(tree.document) for tree in read_trees(path)} - {""})
        wanted, there = ", ".join(genres) or "any genre", ", ".join(have) or "no genres"
        raise SystemExit(f"no sentence of {wanted} in {path}; there: {there}")
    return trees[:limit]


def read_trees_with(encoder: Encoder, trees: Sequence[Tree]) -> Reading:
    """Return what `encoder` says of the trees' words."""
    return read_sentences(
        encoder, [tree.words for tree in trees], new_paragraph=[tree.paragraph for tree in trees]
    )


def sentence_counts(tree: Tree, reading: Reading, start: int) -> dict[str, int]:
    """Return the counters of one sentence whose first word has number `start` in the reading."""
    counts = dict.fromkeys(
        (
            "words",
            "upos",
            "features",
            "heads",
            "arcs",
            "arcs_strict",
            "pairs_both",
            "pairs_gold",
            "pairs_found",
        ),
        0,
    )
    for at in range(len(tree.words)):
        word = start + at
        head = tree.heads[at] == reading.heads[word]
        counts["words"] += 1
        counts["upos"] += tree.upos[at] == reading.upos[word]
        counts["heads"] += head
        counts["arcs"] += head and universal(tree.relations[at]) == universal(reading.relations[word])
        counts["arcs_strict"] += head and tree.relations[at] == reading.relations[word]
        gold, found = _pairs(tree.features[at]), _pairs(reading.features[word])
        counts["features"] += gold == found
        counts["pairs_both"] += len(gold & found)
        counts["pairs_gold"] += len(gold)
        counts["pairs_found"] += len(found)
    return counts


def scores(sums: Sums) -> dict[str, Floats]:
    """Return the scores; `features` asks for all of a word's features, `features_f1` for each."""
    words = sums["words"]
    return {
        "upos": ratio(sums["upos"], words),
        "uas": ratio(sums["heads"], words),
        "las": ratio(sums["arcs"], words),
        "las_strict": ratio(sums["arcs_strict"], words),
        "features": ratio(sums["features"], words),
        "features_f1": f1(sums["pairs_both"], sums["pairs_gold"], sums["pairs_found"]),
    }


def universal(relation: str) -> str:
    """Return a relation without its subtype.

    >>> universal("nsubj:pass")
    'nsubj'
    """
    return relation.split(":", 1)[0]


def _pairs(features: str) -> frozenset[str]:
    return frozenset() if features == _NO_FEATURES else frozenset(features.split("|"))
