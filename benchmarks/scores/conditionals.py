"""Explicit conditionals in a treebank: which sentences hold one, and where the condition stands.

Two ways in which a treebank may mark them:
- `ucxn` (English-EWT, also English-GUM): a word labelled `Cxn=Conditional-...`, interrogatives ("what if")
  left out; the condition is all that hangs on its Protasis;
- `pdtb` (English-GUM): a discourse relation `Explicit:Contingency.Condition` or
  `Explicit:Contingency.Negative-condition` ("unless"), in the sentence where the connective stands; the
  condition is the argument that the sense names. It is wider than `ucxn`: "when", "where", "by" and "until"
  can be its connective.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from benchmarks.scores.conllu import chosen_trees, read_trees_with
from benchmarks.scores.intervals import Floats, Measured, Sums, f1, ratio
from benchmarks.scores.matching import Words, overlap_f1, span_counts
from sayso.language.encoder import Encoder
from training.treebanks import Tree, condition_spans

Scheme = Literal["ucxn", "pdtb"]

MARKERS = ("if", "unless", "provided", "in case", "as long as")
_MARKERS = re.compile(rf"\b(?:{'|'.join(MARKERS)})\b", re.IGNORECASE)
_CONDITIONAL = re.compile(r"(?:^|,)Conditional-(?!Interrogative)")
_SENSE = re.compile(r"Contingency\.(?:Negative-c|C)ondition(?:\+SpeechAct)?\.(Arg[12])-as-\w+")


def measure(
    path: Path, encoder: Encoder, *, genres: Collection[str], limit: int | None, scheme: Scheme | None
) -> Measured:
    """Return the counts of each sentence: the encoder's conditions, and the five-marker rule."""
    trees = chosen_trees(path, genres, limit)
    scheme = scheme or ("pdtb" if trees[0].document.startswith("GUM_") else "ucxn")
    marked, spans = GOLD[scheme](trees)
    reading = read_trees_with(encoder, trees)
    found = [frozenset(range(a, b)) for a, b in reading.of("condition", "condition")]
    counts = []
    for at, (tree, (start, end)) in enumerate(zip(trees, pairwise(reading.starts), strict=True)):
        own = [one for one in found if start <= min(one) < end]
        says = {
            "encoder": any(start < max(one) + 1 and min(one) < end for one in found),
            "words": _MARKERS.search(tree.text) is not None,
            "own_tree": marks_a_clause(tree.words, reading.heads[start:end], reading.relations[start:end]),
            "gold_tree": marks_a_clause(tree.words, tree.heads, tree.relations),
        }
        gold = [one for one in spans if start <= min(one) < end]
        counts.append({**_label_counts(at in marked, says), **span_counts("condition", gold, own)})
    return Measured(
        unit="sentences",
        counts=counts,
        scores=scores,
        items={"sentences": len(trees), "conditional": len(marked), "conditions": len(spans)},
        totals=("encoder/both", "encoder/found"),
        notes=[
            f"gold: {scheme}; markers of the rule: {', '.join(MARKERS)}",
            "markers_words: a marker stands in the sentence",
            "markers_own_tree: it is the mark of an adverbial clause in the encoder's tree",
            "markers_gold_tree: and so in the treebank's tree, which no reader has",
        ],
    )


def scores(sums: Sums) -> dict[str, Floats]:
    """Return the F1 of "holds a conditional" for encoder and rules, and the overlap F1 of conditions."""
    found = {
        "sentence_f1": "encoder",
        "markers_words": "words",
        "markers_own_tree": "own_tree",
        "markers_gold_tree": "gold_tree",
    }
    return {
        **{
            name: f1(sums[f"{who}/both"], sums["marked"], sums[f"{who}/found"]) for name, who in found.items()
        },
        "sentence_precision": ratio(sums["encoder/both"], sums["encoder/found"]),
        "sentence_recall": ratio(sums["encoder/both"], sums["marked"]),
        "condition_overlap_f1": overlap_f1(sums, "condition"),
    }


def marks_a_clause(words: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> bool:
    """Tell whether one of the five markers is the mark of an adverbial clause.

    >>> marks_a_clause(["Go", "if", "asked"], [0, 3, 1], ["root", "mark", "advcl"])
    True
    """
    lowered = [word.lower() for word in words]
    for at, relation in enumerate(relations):
        here = any(lowered[at : at + len(marker)] == marker for marker in _SPLIT_MARKERS)
        if here and relation == "mark" and heads[at] and relations[heads[at] - 1].startswith("advcl"):
            return True
    return False


_SPLIT_MARKERS = [marker.split() for marker in MARKERS]


def ucxn(trees: Sequence[Tree]) -> tuple[set[int], list[Words]]:
    """Return which sentences hold a conditional construction, and all conditions by their words."""
    starts = accumulate((len(tree.words) for tree in trees), initial=0)
    marked = {
        at
        for at, tree in enumerate(trees)
        if any(_CONDITIONAL.search(misc.get("Cxn", "")) for misc in tree.misc)
    }
    spans = [
        frozenset(range(start + a, start + b))
        for tree, start in zip(trees, starts, strict=False)
        for a, b, kind in condition_spans(tree)
        if kind == 0
    ]
    return marked, spans


def pdtb(trees: Sequence[Tree]) -> tuple[set[int], list[Words]]:
    """Return which sentences hold an explicit condition's connective, and all conditions by their words."""
    marked: set[int] = set()
    spans: list[Words] = []
    start = document_start = 0
    document = ""
    for at, tree in enumerate(trees):
        if tree.document != document:
            document, document_start = tree.document, start
        for misc in tree.misc:
            for condition in _conditions(misc.get("PDTB", "")):
                marked.add(at)
                # The words of a document are numbered from 1.
                spans.append(frozenset(document_start + number - 1 for number in condition))
        start += len(tree.words)
    return marked, [span for span in spans if span and max(span) < start]


GOLD: Mapping[Scheme, Callable[[Sequence[Tree]], tuple[set[int], list[Words]]]] = MappingProxyType(
    {"ucxn": ucxn, "pdtb": pdtb}
)


def _conditions(written: str) -> Iterator[list[int]]:
    """Yield the words of each explicit condition in `TYPE:SENSE:CONNECTIVE:WORDS:ARG1:ARG2;...`."""
    for relation in written.split(";"):
        fields = relation.split(":")
        sense = _SENSE.fullmatch(fields[1]) if fields[0] == "Explicit" else None
        if sense is not None:
            yield _numbers(fields[-2] if sense[1] == "Arg1" else fields[-1])


def _numbers(written: str) -> list[int]:
    numbers: list[int] = []
    for part in written.split(","):
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def _label_counts(marked: bool, says: Mapping[str, bool]) -> dict[str, int]:  # noqa: FBT001 - a fact, no switch
    counts = {"marked": int(marked)}
    for name, found in says.items():
        counts[f"{name}/found"] = int(found)
        counts[f"{name}/both"] = int(found and marked)
    return counts
