"""The Causal News Corpus: which sentences tell a cause, and spans of cause, effect and signal.

PATH is the folder that holds `NAME_subtask1.csv` and `NAME_subtask2_grouped.csv` (NAME is `--part`). The
words of its sentences stand between white space. `--folds FILE` scores saved predictions, JSON Lines of
`{"index": "train_01_0_892", "label_score": 1.7, "spans": [[0, 5, "cause"], ...]}`: `index` as in subtask 1;
`label_score` in log-odds, above 0 is causal; spans by first word and one past the last, kind cause, effect or
signal. Each sentence stands in the file once, predicted by a network that was trained without it.

Spans are scored on the sentences whose relations are marked, as the corpus's own evaluation does; the
distinct spans of all relations of a sentence are pooled, so a reader that finds one relation of three misses
the rest. `spans_overlap_f1`: a marked span is found when a predicted span of its kind shares a word with it;
a predicted span is right when a marked one of its kind does. `..._best_relation` asks for the spans of one
relation only, the one that most predicted spans meet. `..._any_sentence` counts all sentences; spans are then
predicted only where the sentence is said to be causal.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from benchmarks.scores.intervals import Floats, Measured, Sums, f1, ratio
from benchmarks.scores.matching import Words, exact_f1, merged, overlap_f1, span_counts
from benchmarks.scores.windows import read_sentences
from sayso.language.encoder import Encoder, pooled
from training.corpora import causal_pairs

KINDS = ("cause", "effect", "signal")
Spans = list[tuple[int, int, str]]


class Prediction(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """What a network says of one sentence: a line of the file of folds."""

    index: str
    label_score: float
    spans: Spans


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of the corpus."""

    index: str
    words: list[str]
    causal: bool
    relations: list[Spans]


def read_corpus(folder: Path, part: str, limit: int | None) -> list[Sentence]:
    """Return the sentences of one part."""
    relations: dict[str, list[Spans]] = {}
    for row in _rows(folder / f"{part}_subtask2_grouped.csv"):
        index = row["index"].removeprefix("cnc_").rpartition("_")[0]
        pairs = causal_pairs(row["causal_text_w_pairs"])
        relations[index] = [[(a, b, KINDS[kind]) for a, b, kind in spans] for spans in pairs]
    return [
        Sentence(row["index"], row["text"].split(), row["label"] == "1", relations.get(row["index"], []))
        for row in _rows(folder / f"{part}_subtask1.csv")
    ][:limit]


def predict(sentences: Sequence[Sentence], encoder: Encoder) -> list[Prediction]:
    """Return what `encoder` says of each sentence, read alone."""
    reading = read_sentences(encoder, [one.words for one in sentences], new_paragraph=[True] * len(sentences))
    spans = sorted([*reading.spans["cause"], *reading.spans["signal"]])
    return [
        Prediction(
            index=sentence.index,
            label_score=float(pooled(reading.causal[start:end])[0]),
            spans=[(a - start, b - start, kind) for a, b, kind in spans if start <= a < end],
        )
        for sentence, (start, end) in zip(sentences, pairwise(reading.starts), strict=True)
    ]


def read_folds(path: Path, sentences: Iterable[Sentence]) -> list[Prediction]:
    """Return the saved predictions in the order of `sentences`.

    Raises:
        SystemExit: if a sentence has no prediction or several, or a line is none.
    """
    saved: dict[str, Prediction] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            one = msgspec.json.decode(line, type=Prediction)
        except msgspec.DecodeError as error:
            raise SystemExit(f"{path}, line {number}: {error}") from error
        if one.index in saved:
            raise SystemExit(f"{path}, line {number}: {one.index} was predicted before")
        saved[one.index] = one
    missing = [one.index for one in sentences if one.index not in saved]
    if missing:
        raise SystemExit(f"{path}: {len(missing)} sentences have no prediction, the first is {missing[0]}")
    return [saved[one.index] for one in sentences]


def measure(
    sentences: Sequence[Sentence], predictions: Sequence[Prediction], *, notes: Sequence[str] = ()
) -> Measured:
    """Return the counts of each sentence."""
    return Measured(
        unit="sentences",
        counts=[sentence_counts(a, b) for a, b in zip(sentences, predictions, strict=True)],
        scores=scores,
        items={
            "sentences": len(sentences),
            "causal": sum(one.causal for one in sentences),
            "relations": sum(len(one.relations) for one in sentences),
        },
        notes=notes,
    )


def sentence_counts(sentence: Sentence, said: Prediction) -> dict[str, int]:
    """Return the counters of one sentence."""
    causal = said.label_score > 0
    counts = {
        "all": 1,
        "right": int(causal == sentence.causal),
        "causal/gold": int(sentence.causal),
        "causal/found": int(causal),
        "causal/both": int(causal and sentence.causal),
    }
    pooled_gold = [span for relation in sentence.relations for span in relation]
    marked = bool(sentence.relations)
    best = max(sentence.relations, key=lambda relation: _met(relation, said.spans), default=[])
    return merged(
        counts,
        _by_kind("", pooled_gold, said.spans if marked else []),
        _by_kind("best ", best, said.spans if marked else []),
        # A sentence may be labelled causal with no relation marked in it; its spans are unknown.
        _by_kind("any ", pooled_gold, said.spans if causal and (marked or not sentence.causal) else []),
    )


def scores(sums: Sums) -> dict[str, Floats]:
    """Return the scores."""
    best, anywhere = ([f"{name} {kind}" for kind in KINDS] for name in ("best", "any"))
    return {
        "label_f1": f1(sums["causal/both"], sums["causal/gold"], sums["causal/found"]),
        "label_accuracy": ratio(sums["right"], sums["all"]),
        "spans_overlap_f1": overlap_f1(sums, *KINDS),
        **{f"overlap_f1_{kind}": overlap_f1(sums, kind) for kind in KINDS},
        "spans_exact_f1": exact_f1(sums, *KINDS),
        "spans_overlap_f1_best_relation": overlap_f1(sums, *best),
        "spans_exact_f1_best_relation": exact_f1(sums, *best),
        "spans_overlap_f1_any_sentence": overlap_f1(sums, *anywhere),
    }


def _by_kind(prefix: str, gold: Spans, found: Spans) -> Mapping[str, int]:
    return merged(*(span_counts(f"{prefix}{kind}", _sets(gold, kind), _sets(found, kind)) for kind in KINDS))


def _sets(spans: Spans, kind: str) -> list[Words]:
    return [frozenset(range(a, b)) for a, b, name in spans if name == kind and b > a]


def _met(relation: Spans, found: Spans) -> int:
    counts = _by_kind("", relation, found)
    return sum(counts[f"{kind}/gold_met"] + counts[f"{kind}/exact"] for kind in KINDS)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
