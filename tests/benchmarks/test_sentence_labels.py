"""Causes in the Causal News Corpus, PLOVER roots."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores import causal, plover
from benchmarks.scores.causal import Prediction, Sentence, Spans
from benchmarks.scores.intervals import summed

WORDS = ["Police", "fired", "because", "crowds", "marched", ",", "leaving", "one", "dead", "."]
RELATIONS: list[Spans] = [
    [(0, 2, "effect"), (2, 3, "signal"), (3, 5, "cause")],
    [(0, 5, "cause"), (6, 7, "signal"), (7, 9, "effect")],
]
SENTENCE = Sentence("train_1", WORDS, causal=True, relations=RELATIONS)
QUIET = Sentence("train_2", ["It", "rains"], causal=False, relations=[])
UNMARKED = Sentence("train_3", ["He", "fell"], causal=True, relations=[])


def said(one: Sentence, spans: Spans, score: float = 1.0) -> Prediction:
    return Prediction(one.index, score, spans)


def values(*pairs: tuple[Sentence, Prediction]) -> dict[str, float]:
    measured = causal.measure([a for a, _ in pairs], [b for _, b in pairs])
    return {name: float(value[0]) for name, value in causal.scores(summed(measured.counts)).items()}


def test_all_spans_of_all_relations_are_perfect() -> None:
    pooled = [span for relation in RELATIONS for span in relation]
    found = values((SENTENCE, said(SENTENCE, pooled)), (QUIET, said(QUIET, [], -1.0)))
    best = {name: score for name, score in found.items() if "best" not in name}
    assert set(best.values()) == {1.0}


def test_one_relation_of_two_misses_what_only_the_other_has() -> None:
    found = values((SENTENCE, said(SENTENCE, RELATIONS[0])))
    assert found["spans_overlap_f1_best_relation"] == found["spans_exact_f1_best_relation"] == 1
    # The cause found lies inside the other relation's cause; signal and effect of the other are missed.
    assert found["spans_overlap_f1"] == pytest.approx(2 * 4 / 6 / (1 + 4 / 6))
    assert found["spans_exact_f1"] == pytest.approx(2 * 3 / (3 + 6))


def test_the_relation_that_most_predictions_meet_is_the_best() -> None:
    found = values((SENTENCE, said(SENTENCE, RELATIONS[1])))
    assert found["spans_exact_f1_best_relation"] == 1


def test_a_cause_called_an_effect_is_wrong() -> None:
    one = Sentence("a", WORDS, causal=True, relations=[[(3, 5, "cause")]])
    assert values((one, said(one, [(3, 5, "effect")])))["spans_overlap_f1"] == 0


def test_spans_of_sentences_without_marks_count_only_where_the_label_was_told() -> None:
    """A sentence labelled causal without marked spans says nothing about spans."""
    right = (SENTENCE, said(SENTENCE, RELATIONS[0]))
    alone = values(right)
    wrong = values(right, (QUIET, said(QUIET, [(0, 1, "cause")])))
    silent = values(right, (QUIET, said(QUIET, [(0, 1, "cause")], -1.0)))
    unknown = values(right, (UNMARKED, said(UNMARKED, [(0, 1, "cause")])))
    assert wrong["spans_overlap_f1"] == alone["spans_overlap_f1"]
    assert wrong["spans_overlap_f1_any_sentence"] < alone["spans_overlap_f1_any_sentence"]
    for other in (silent, unknown):
        assert other["spans_overlap_f1_any_sentence"] == alone["spans_overlap_f1_any_sentence"]


def test_labels_are_scored_from_their_sign() -> None:
    found = values(
        (SENTENCE, said(SENTENCE, [], 0.1)), (QUIET, said(QUIET, [], 0.1)), (UNMARKED, said(UNMARKED, [], -3))
    )
    assert found["label_f1"] == 0.5
    assert found["label_accuracy"] == pytest.approx(1 / 3)


def test_the_corpus_is_read_from_its_two_files(tmp_path: Path) -> None:
    (tmp_path / "dev_subtask1.csv").write_text(
        "\ufeffindex,text,label\ntrain_01_0_1,It fell as he pushed .,1\ntrain_01_1_2,It rains .,0\n",
        encoding="utf-8",
    )
    (tmp_path / "dev_subtask2_grouped.csv").write_text(
        "\ufeffindex,text,causal_text_w_pairs,num_rs\n"
        "cnc_train_01_0_1_0,x,\"['<ARG1>It fell</ARG1> <SIG0>as</SIG0> <ARG0>he pushed</ARG0> .']\",1\n"
        "cnc_train_01_1_2_0,x,[],0\n",
        encoding="utf-8",
    )
    sentences = causal.read_corpus(tmp_path, "dev", None)
    assert [one.causal for one in sentences] == [True, False]
    assert sentences[0].relations == [[(0, 2, "effect"), (2, 3, "signal"), (3, 5, "cause")]]
    assert sentences[1].relations == []


def test_saved_predictions_must_cover_each_sentence_once(tmp_path: Path) -> None:
    file = tmp_path / "folds.jsonl"
    first = '{"index": "train_1", "label_score": 0.5, "spans": [[0, 2, "effect"]], "fold": 3}'
    second = '{"index": "train_2", "label_score": -2, "spans": []}'
    file.write_text(f"{second}\n{first}\n", encoding="utf-8")
    assert causal.read_folds(file, [SENTENCE, QUIET]) == [
        Prediction("train_1", 0.5, [(0, 2, "effect")]),
        Prediction("train_2", -2.0, []),
    ]
    with pytest.raises(SystemExit, match="1 sentences have no prediction, the first is train_3"):
        causal.read_folds(file, [SENTENCE, UNMARKED])
    file.write_text(f"{first}\n{first}\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="line 2: train_1 was predicted before"):
        causal.read_folds(file, [SENTENCE])
    file.write_text('{"index": "train_1"}\n', encoding="utf-8")
    with pytest.raises(SystemExit, match=r"line 1: .*label_score"):
        causal.read_folds(file, [SENTENCE])


ROOTS = ["AID", "PROTEST", "YIELD"]


def roots(*rows: tuple[str, list[float]], threshold: float = 0.5) -> dict[str, float]:
    counts = [plover.sentence_counts(gold, np.array(shares), ROOTS, threshold) for gold, shares in rows]
    kinds = sorted({gold for gold, _ in rows})
    return {name: float(value[0]) for name, value in plover.scores_of(summed(counts), kinds).items()}


def test_what_is_unsure_is_not_coded_and_not_wrong() -> None:
    found = roots(("AID", [0.9, 0.1, 0.0]), ("YIELD", [0.4, 0.3, 0.3]))
    assert found["coded_share"] == 0.5
    assert found["coded_accuracy"] == 1
    assert found["all_micro_f1"] == pytest.approx(2 / 3)
    assert found["coded_macro_f1"] == found["all_macro_f1"] == 0.5


def test_every_root_weighs_the_same_in_the_macro_score() -> None:
    rows = [("AID", [0.9, 0.1, 0.0])] * 8 + [("PROTEST", [0.9, 0.1, 0.0])] * 2
    found = roots(*rows)
    assert found["coded_accuracy"] == 0.8
    assert found["coded_macro_f1"] == pytest.approx((16 / 18 + 0) / 2)


@given(st.lists(st.sampled_from(ROOTS), min_size=1, max_size=20))
def test_the_right_roots_are_perfect(gold: list[str]) -> None:
    found = roots(*((one, [float(one == root) for root in ROOTS]) for one in gold))
    assert set(found.values()) == {1.0}


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.integers(1, 4), st.sampled_from(causal.KINDS)), min_size=1, max_size=6
    )
)
def test_any_relation_agrees_with_itself(drawn: list[tuple[int, int, str]]) -> None:
    spans = [(start, start + size, kind) for start, size, kind in drawn]
    one = Sentence("a", ["w"] * 12, causal=True, relations=[spans])
    found = values((one, said(one, spans)))
    whole = (
        "label_f1",
        "spans_overlap_f1",
        "spans_exact_f1",
        "spans_overlap_f1_best_relation",
        "spans_overlap_f1_any_sentence",
    )
    assert {found[name] for name in whole} == {1.0}
