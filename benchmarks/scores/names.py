"""Names of persons, organisations and places: exact spans.

Read from English-GUM (`.conllu`: the proper nouns around the head of an entity of type person, organization
or place; of nested names the outermost, for the reader's names do not nest), from Universal NER (`.iob2`) or
from two columns as in CrossNER, whose nine kinds become three: politician and person; organisation and
political party; country and location.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.scores.conllu import chosen_trees
from benchmarks.scores.intervals import Floats, Measured, Sums
from benchmarks.scores.matching import Words, exact_f1, merged, overlap_f1, span_counts
from benchmarks.scores.windows import read_sentences
from sayso.language.encoder import Encoder
from sayso.language.tagging import spans_of
from training.corpora import crossner, uner
from training.examples import spans_to_bio
from training.labels import NAMES
from training.treebanks import genre, named_spans

KINDS = ("PER", "ORG", "LOC")


def measure(path: Path, encoder: Encoder, *, genres: Collection[str], limit: int | None) -> Measured:
    """Return the counts of each sentence."""
    sentences, gold, firsts, groups = read_names(path, genres, limit)
    reading = read_sentences(encoder, sentences, new_paragraph=firsts)
    counts = []
    for own, (start, end) in zip(gold, pairwise(reading.starts), strict=True):
        rows = []
        for kind in KINDS:
            found = [
                frozenset(range(a - start, b - start))
                for a, b in reading.of("names", kind)
                if start <= a < end
            ]
            rows.append(span_counts(kind, _of_kind(own, kind), found))
        counts.append(merged(*rows))
    return Measured(
        unit="sentences",
        counts=counts,
        scores=scores,
        items={
            "sentences": len(sentences),
            "words": reading.starts[-1],
            "names": sum(len(own) for own in gold),
        },
        groups=groups if any(groups) else None,
    )


def read_names(
    path: Path, genres: Collection[str], limit: int | None
) -> tuple[list[list[str]], list[list[tuple[int, int, int]]], list[bool], list[str]]:
    """Return words, names, whether a paragraph begins, and genre of each sentence."""
    if path.suffix == ".conllu":
        trees = chosen_trees(path, genres, limit)
        flat = [spans_of(spans_to_bio(len(tree.words), named_spans(tree))) for tree in trees]
        groups = [genre(tree.document) for tree in trees]
        return [tree.words for tree in trees], flat, [tree.paragraph for tree in trees], groups
    windows = list(uner(path) if path.suffix == ".iob2" else crossner(path))[:limit]
    spans = [spans_of(window.tags["names"]) for window in windows]
    return [window.words for window in windows], spans, [True] * len(windows), [""] * len(windows)


def scores(sums: Sums) -> dict[str, Floats]:
    """Return F1 of exact spans over all kinds and by kind, and of overlapping spans."""
    return {
        "f1": exact_f1(sums, *KINDS),
        **{f"f1_{kind}": exact_f1(sums, kind) for kind in KINDS},
        "overlap_f1": overlap_f1(sums, *KINDS),
    }


def _of_kind(spans: Sequence[tuple[int, int, int]], kind: str) -> list[Words]:
    return [frozenset(range(a, b)) for a, b, number in spans if NAMES[number] == kind]
