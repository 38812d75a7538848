"""Treebanks: gold words, running text, conditionals, names."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores import conditionals, conllu, raw
from benchmarks.scores.alignment import agreement
from benchmarks.scores.intervals import summed
from benchmarks.scores.names import read_names
from benchmarks.scores.windows import Reading
from training.treebanks import Tree, read_trees

TEXT = """\
# newdoc id = GUM_news_talks
# newpar
# sent_id = 1
# text = They don't leave unless paid.
1	They	they	PRON	PRP	Number=Plur|Person=3	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	Mood=Ind|VerbForm=Fin	4	aux	_	Cxn=Existential-CopPred,Conditional-UnspecifiedEpistemic-Reduced
3	n't	not	PART	RB	Polarity=Neg	4	advmod	_	_
4	leave	leave	VERB	VB	VerbForm=Inf	0	root	_	_
5	unless	unless	SCONJ	IN	_	6	mark	_	PDTB=Explicit:Contingency.Negative-condition.Arg2-as-negcond:unless:5:1-4:6;Implicit:Expansion.Conjunction:and:_:1-4:8-10
6	paid	pay	VERB	VBN	Tense=Past|VerbForm=Part	4	advcl:if	_	CxnElt=2:Conditional-UnspecifiedEpistemic-Reduced.Protasis|SpaceAfter=No
7	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = 2
# text = Ada stays here .
8.1	gone	go	VERB	_	_	_	_	_	_
1	Ada	Ada	PROPN	NNP	Number=Sing	2	nsubj:pass	_	Entity=(1-person-new-nnnnn-cf1-1-sgl)
2	stays	stay	VERB	VBZ	_	0	root	_	_
3	here	here	ADV	RB	_	2	advmod	_	_
4	.	.	PUNCT	.	_	2	punct	_	_

# newpar
# sent_id = 3
# text = What if?
1	What	what	PRON	WP	_	0	root	_	Cxn=Conditional-Interrogative
2	if	if	SCONJ	IN	_	1	mark	_	SpaceAfter=No
3	?	?	PUNCT	.	_	1	punct	_	_

"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "talks.conllu"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def trees(path: Path) -> list[Tree]:
    return list(read_trees(path))


def reading_of(trees: list[Tree], **changed: list[str]) -> Reading:
    """Return what a perfect parser says of the trees, but for what is `changed`."""
    starts = np.cumsum([0, *(len(tree.words) for tree in trees)]).tolist()
    told = {
        name: [one for tree in trees for one in getattr(tree, name)]
        for name in ("upos", "features", "relations")
    }
    told |= changed
    heads = [head for tree in trees for head in tree.heads]
    nothing = np.zeros((starts[-1], 2), dtype=np.float32)
    return Reading(
        tuple(starts), told["upos"], told["features"], heads, told["relations"], {}, nothing, nothing
    )


def values(trees: list[Tree], reading: Reading) -> dict[str, float]:
    counts = [
        conllu.sentence_counts(tree, reading, start)
        for tree, (start, _) in zip(trees, pairwise(reading.starts), strict=True)
    ]
    return {name: float(value[0]) for name, value in conllu.scores(summed(counts)).items()}


def test_a_perfect_parser_has_everything_right(trees: list[Tree]) -> None:
    assert set(values(trees, reading_of(trees)).values()) == {1.0}


def test_subtypes_of_relations_count_only_in_the_strict_score(trees: list[Tree]) -> None:
    plain = [conllu.universal(one) for tree in trees for one in tree.relations]
    found = values(trees, reading_of(trees, relations=plain))
    assert found["las"] == found["uas"] == 1
    assert found["las_strict"] == pytest.approx(12 / 14)


def test_a_wrong_relation_is_no_wrong_head(trees: list[Tree]) -> None:
    found = values(trees, reading_of(trees, relations=["dep"] * 14))
    assert (found["uas"], found["las"]) == (1, 0)


def test_one_wrong_feature_spoils_the_word_but_not_its_other_features(trees: list[Tree]) -> None:
    features = [one for tree in trees for one in tree.features]
    at = features.index("Number=Plur|Person=3")
    features[at] = "Number=Sing|Person=3"
    found = values(trees, reading_of(trees, features=features))
    assert found["features"] == pytest.approx(13 / 14)
    total = sum(len(one.split("|")) for one in features if one != "_")
    assert found["features_f1"] == pytest.approx((total - 1) / total)


def test_only_the_genres_asked_for_are_read(path: Path) -> None:
    assert len(conllu.chosen_trees(path, ("news",), None)) == 3
    assert len(conllu.chosen_trees(path, (), 2)) == 2
    with pytest.raises(SystemExit, match=r"speech.*there: news"):
        conllu.chosen_trees(path, ("speech",), None)


def test_running_text_is_that_of_the_page(path: Path) -> None:
    assert [one.text() for one in raw.read_paragraphs(path)] == [
        "They don't leave unless paid. Ada stays here .",
        "What if?",
    ]
    assert {one.document for one in raw.read_paragraphs(path)} == {"GUM_news_talks"}


def test_words_of_a_multiword_token_share_its_place(path: Path) -> None:
    words, sentences = raw.gold_words(next(raw.read_paragraphs(path)))
    assert [(one.form, one.start, one.end, one.multiword) for one in words[:4]] == [
        ("They", 0, 4, False),
        ("do", 4, 9, True),
        ("n't", 4, 9, True),
        ("leave", 9, 14, False),
    ]
    assert sentences == [(0, 25), (25, 38)]
    assert words[7].head == 8, "heads are numbered through the paragraph"


def test_our_own_cut_of_the_text_with_the_right_trees_is_perfect(path: Path, trees: list[Tree]) -> None:
    paragraphs = list(raw.read_paragraphs(path))
    reading = reading_of(trees)
    cuts = [raw.cut(one.text()) for one in paragraphs]
    assert [len(sentence) for own in cuts for sentence in own] == [7, 4, 3]
    starts = [reading.starts[:2], reading.starts[2:3]]
    counts = []
    for paragraph, own, begin in zip(paragraphs, cuts, starts, strict=True):
        gold, found = raw.gold_words(paragraph), raw.found_words(paragraph.text(), own, reading, begin)
        assert gold[1] == found[1]
        counts.append(agreement(gold[0], found[0]))
    assert all(set(row.values()) == {row["gold"]} for row in counts)


def test_unless_is_an_explicit_condition_and_what_if_is_none(trees: list[Tree]) -> None:
    for scheme in (conditionals.ucxn, conditionals.pdtb):
        marked, spans = scheme(trees)
        assert marked == {0}
        assert 5 in spans[0]


def test_the_condition_is_the_argument_that_the_sense_names(trees: list[Tree]) -> None:
    written = "Explicit:Contingency.Condition.Arg1-as-cond:then:3:1-2:4-5;AltLex:Contingency.Condition.Arg2-as-cond:had:1:2:3"
    trees[1].misc[2]["PDTB"] = written
    marked, spans = conditionals.pdtb(trees)
    assert marked == {0, 1}
    assert spans[1] == {0, 1}, "words of a document are numbered from its first sentence on"


def test_an_indirect_question_is_no_clause_of_a_marker() -> None:
    """asked if it rained: the clause is an object"""
    words, heads = ["asked", "if", "it", "rained"], [0, 4, 4, 1]
    assert not conditionals.marks_a_clause(words, heads, ["root", "mark", "nsubj", "ccomp"])
    assert conditionals.marks_a_clause(words, heads, ["root", "mark", "nsubj", "advcl"])


def test_markers_of_several_words_are_found() -> None:
    """stay as long as it rains"""
    words, heads = ["stay", "As", "long", "as", "it", "rains"], [0, 6, 2, 2, 6, 1]
    assert conditionals.marks_a_clause(words, heads, ["root", "mark", "fixed", "fixed", "nsubj", "advcl"])


def test_names_of_a_treebank_are_its_entities(path: Path) -> None:
    words, spans, firsts, genres = read_names(path, (), None)
    assert spans == [[], [(0, 1, 0)], []]
    assert firsts == [True, False, True]
    assert genres == ["news"] * 3
    assert words[1] == ["Ada", "stays", "here", "."]


def test_nine_kinds_of_names_become_three(tmp_path: Path) -> None:
    file = tmp_path / "dev.txt"
    tags = ["B-politician", "I-politician", "B-politicalparty", "B-country", "B-election", "I-election", "O"]
    file.write_text("\n".join(f"w{at}\t{tag}" for at, tag in enumerate(tags)) + "\n\n", encoding="utf-8")
    words, spans, firsts, _ = read_names(file, (), None)
    assert len(words[0]) == 7
    assert spans == [[(0, 2, 0), (2, 3, 1), (3, 4, 2)]]
    assert firsts == [True]


@given(st.lists(st.sampled_from(["nsubj", "obj", "nsubj:pass", "advcl:relcl"]), min_size=1, max_size=8))
def test_no_parser_is_better_in_the_strict_score(relations: list[str]) -> None:
    size = len(relations)
    tree = Tree(
        "",
        "",
        "",
        ["w"] * size,
        ["w"] * size,
        ["X"] * size,
        ["_"] * size,
        [0] * size,
        relations,
        [],
        paragraph=True,
    )
    found = values([tree], reading_of([tree], relations=["nsubj"] * size))
    assert found["las_strict"] <= found["las"] <= found["uas"] == 1
