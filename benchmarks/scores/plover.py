"""PLOVER roots of sentences, in the tab-separated form of `zsp-plv` (columns `sentence`, `gold_root`).

The encoder names sixteen roots; the corpus joins CONCEDE and RETREAT as YIELD, whose probability is the sum
of both. A sentence is coded when the likeliest root reaches the threshold. The threshold is a choice, so what
others give is shown.
"""

import csv
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from benchmarks.scores.intervals import Floats, Measured, Sums, f1, known, ratio, summed
from benchmarks.scores.windows import read_sentences
from sayso.language.encoder import Encoder, pooled
from sayso.language.words import word_spans

Shares = NDArray[np.float64]

JOINED: Mapping[str, str] = MappingProxyType({"CONCEDE": "YIELD", "RETREAT": "YIELD"})
THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def measure(path: Path, encoder: Encoder, *, threshold: float, limit: int | None) -> Measured:
    """Return the counts of each sentence, coded from `threshold` on."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))[:limit]
    gold = [row["gold_root"] for row in rows]
    roots, shares = read_roots([row["sentence"] for row in rows], encoder)
    kinds = sorted(set(gold))

    def counts(least: float) -> list[dict[str, int]]:
        return [sentence_counts(root, one, roots, least) for root, one in zip(gold, shares, strict=True)]

    def scores(sums: Sums) -> dict[str, Floats]:
        return scores_of(sums, kinds)

    return Measured(
        unit="sentences",
        counts=counts(threshold),
        scores=scores,
        items={"sentences": len(rows), "roots": len(kinds)},
        curve=[_at(least, scores(summed(counts(least)))) for least in THRESHOLDS],
        notes=[f"coded where the likeliest root has probability {threshold:g} or more"],
    )


def read_roots(sentences: Sequence[str], encoder: Encoder) -> tuple[list[str], Shares]:
    """Return the roots, and the probability of each for each sentence, `(sentences, roots)`."""
    words = [[text[a:b] for a, b in word_spans(text)] for text in sentences]
    reading = read_sentences(encoder, words, new_paragraph=[True] * len(words))
    roots = sorted({JOINED.get(name, name) for name in encoder.labels.plover})
    column = [roots.index(JOINED.get(name, name)) for name in encoder.labels.plover]
    shares = np.zeros((len(words), len(roots)))
    for at, (start, end) in enumerate(pairwise(reading.starts)):
        scores = pooled(reading.plover[start:end]).astype(np.float64)
        raised = np.exp(scores - scores.max())
        np.add.at(shares[at], column, raised / raised.sum())
    return roots, shares


def sentence_counts(gold: str, shares: Shares, roots: Sequence[str], threshold: float) -> dict[str, int]:
    """Return the counters of one sentence."""
    best = int(shares.argmax())
    coded = bool(shares[best] >= threshold)
    counts = {"all": 1, "coded": int(coded), "right": int(coded and roots[best] == gold), f"all {gold}": 1}
    if coded:
        counts[f"gold {gold}"] = 1
        counts[f"found {roots[best]}"] = 1
        counts[f"right {gold}"] = int(roots[best] == gold)
    return counts


def scores_of(sums: Sums, kinds: Sequence[str]) -> dict[str, Floats]:
    """Return the scores of those coded, and what follows when the rest is counted as missed."""
    nothing = np.zeros_like(sums["all"])

    def each(of_gold: str) -> Floats:
        return np.stack(
            [
                np.nan_to_num(
                    f1(
                        sums.get(f"right {kind}", nothing),
                        sums.get(f"{of_gold} {kind}", nothing),
                        sums.get(f"found {kind}", nothing),
                    )
                )
                for kind in kinds
            ]
        )

    return {
        "coded_share": ratio(sums["coded"], sums["all"]),
        "coded_accuracy": ratio(sums["right"], sums["coded"]),
        "coded_macro_f1": each("gold").mean(axis=0),
        "all_micro_f1": f1(sums["right"], sums["all"], sums["coded"]),
        "all_macro_f1": each("all").mean(axis=0),
    }


def _at(threshold: float, scores: Mapping[str, Floats]) -> dict[str, float | None]:
    percent = {name: known(round(100 * float(value[0]), 1)) for name, value in scores.items()}
    return {"threshold": threshold, **percent}
