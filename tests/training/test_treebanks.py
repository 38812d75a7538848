"""CoNLL-U → trees → labels; reported speech and roles read off trees."""

from pathlib import Path

import pytest

from training.data import feature_labels, relation_labels, treebank
from training.examples import NONE
from training.labels import UPOS
from training.reported import attribution_spans
from training.roles import role_spans
from training.treebanks import Tree, read_trees, sentence_window

TEXT = """\
# newdoc id = GUM_news_ferry
# sent_id = GUM_news_ferry-1
# newpar
# text = They don't leave.
1	They	they	PRON	PRP	Number=Plur|Person=3|PronType=Prs	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	Mood=Ind|VerbForm=Fin	4	aux	_	_
3	n't	not	PART	RB	Polarity=Neg	4	advmod	_	_
4	leave	leave	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = GUM_news_ferry-2
# text = Ada stays.
1.1	gone	go	VERB	_	_	_	_	_	_
1	Ada	Ada	PROPN	NNP	Number=Sing	2	nsubj	_	Entity=(1-person-new-nnnnn-cf1-1-sgl)
2	stays	stay	VERB	VBZ	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# newdoc id = GUM_fiction_ferry
# sent_id = GUM_fiction_ferry-1
# text = Go.
1	Go	go	VERB	VB	_	0	root	_	SpaceAfter=No
2	.	.	PUNCT	.	_	1	punct	_	_
"""


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    file = tmp_path / "ud_english_gum" / "en_gum-ud-train.conllu"
    file.parent.mkdir()
    file.write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def trees(corpora: Path) -> list[Tree]:
    return list(read_trees(corpora / "ud_english_gum" / "en_gum-ud-train.conllu"))


def tree_of(written: str) -> Tree:
    """Return the tree of lines `word lemma UPOS head relation`."""
    rows = [line.split() for line in written.strip().splitlines()]
    return Tree(
        identifier="1",
        document="newsgroup",
        text=" ".join(row[0] for row in rows),
        words=[row[0] for row in rows],
        lemmas=[row[1] for row in rows],
        upos=[row[2] for row in rows],
        features=["_" for _ in rows],
        heads=[int(row[3]) for row in rows],
        relations=[row[4] for row in rows],
        misc=[{} for _ in rows],
        paragraph=False,
    )


def said(written: str) -> dict[str, list[str]]:
    """Return the words of what is reported in a tree, by part."""
    tree = tree_of(written)
    found: dict[str, list[str]] = {"source": [], "cue": [], "content": []}
    for first, last, kind in attribution_spans(tree):
        found[("source", "cue", "content")[kind]].append(" ".join(tree.words[first:last]))
    return found


# --- reading


def test_words_are_read_without_multiword_lines_and_empty_nodes(trees: list[Tree]) -> None:
    assert [tree.words for tree in trees] == [
        ["They", "do", "n't", "leave", "."],
        ["Ada", "stays", "."],
        ["Go", "."],
    ]


def test_a_sentence_knows_its_document_paragraph_and_first_word(trees: list[Tree]) -> None:
    assert [(tree.document, tree.identifier, tree.paragraph, tree.first) for tree in trees] == [
        ("GUM_news_ferry", "GUM_news_ferry-1", True, 1),
        ("GUM_news_ferry", "GUM_news_ferry-2", False, 6),
        ("GUM_fiction_ferry", "GUM_fiction_ferry-1", True, 1),
    ]


def test_a_file_without_a_last_empty_line_keeps_its_last_sentence(trees: list[Tree]) -> None:
    assert not TEXT.endswith("\n\n")
    assert trees[-1].words == ["Go", "."]


def test_only_the_features_that_the_reader_asks_for_are_kept(trees: list[Tree]) -> None:
    assert trees[0].features == [
        "Number=Plur|Person=3",
        "Mood=Ind|VerbForm=Fin",
        "Polarity=Neg",
        "VerbForm=Inf",
        "_",
    ]


def test_non_commercial_genres_are_not_trained_on(corpora: Path) -> None:
    assert {tree.document for tree in treebank(corpora, "gum", "train")} == {"GUM_news_ferry"}


def test_rare_relations_and_features_get_no_label(trees: list[Tree]) -> None:
    """Two `nsubj` are too few; of five copies, ten are enough. Bundles of features are counted to twenty."""
    assert relation_labels(trees) == {}
    assert relation_labels(trees * 5) == {"advmod": 0, "aux": 1, "nsubj": 2, "punct": 3, "root": 4}
    assert feature_labels(trees * 5) == {"_": 0}


def test_a_sentence_has_every_label_that_its_tree_gives(trees: list[Tree]) -> None:
    window = sentence_window(trees[1], {"nsubj": 0, "root": 1}, {"_": 0})
    assert window.heads == [2, 0, 2]
    assert window.tags["upos"] == [UPOS.index(tag) for tag in ("PROPN", "VERB", "PUNCT")]
    assert window.tags["relation"] == [0, 1, NONE]
    assert window.tags["features"] == [NONE, 0, 0]
    assert window.tags["names"] == [1, 0, 0]
    assert window.tags["condition"] == [0, 0, 0]


def test_what_the_rules_for_reported_speech_leave_out_says_nothing(trees: list[Tree]) -> None:
    assert sentence_window(trees[0], {}, {}).tags["attribution"] == [NONE] * 5


# --- reported speech


def test_a_clause_after_the_verb_is_what_is_said() -> None:
    """The minister said that talks had failed."""
    assert said("""
        The the DET 2 det
        minister minister NOUN 3 nsubj
        said say VERB 0 root
        that that SCONJ 7 mark
        talks talk NOUN 7 nsubj
        had have AUX 7 aux
        failed fail VERB 3 ccomp
        . . PUNCT 3 punct
    """) == {"source": ["The minister"], "cue": ["said"], "content": ["that talks had failed"]}


def test_a_quotation_before_its_tag_keeps_its_marks_and_loses_the_comma() -> None:
    """“We will leave,” she reportedly said."""
    assert said("""
        “ “ PUNCT 4 punct
        We we PRON 4 nsubj
        will will AUX 4 aux
        leave leave VERB 0 root
        , , PUNCT 4 punct
        ” ” PUNCT 4 punct
        she she PRON 9 nsubj
        reportedly reportedly ADV 9 advmod
        said say VERB 4 parataxis
        . . PUNCT 4 punct
    """) == {"source": ["she"], "cue": ["reportedly said"], "content": ["“ We will leave , ”"]}


def test_a_tag_inside_a_sentence_breaks_what_is_said_in_two() -> None:
    """The talks, officials say, have failed."""
    assert said("""
        The the DET 2 det
        talks talk NOUN 8 nsubj
        , , PUNCT 5 punct
        officials official NOUN 5 nsubj
        say say VERB 8 parataxis
        , , PUNCT 5 punct
        have have AUX 8 aux
        failed fail VERB 0 root
        . . PUNCT 8 punct
    """) == {"source": ["officials"], "cue": ["say"], "content": ["The talks ,", ", have failed"]}


def test_according_to_names_the_source() -> None:
    """According to two officials, the border is closed."""
    assert said("""
        According accord VERB 4 case
        to to ADP 1 fixed
        two two NUM 4 nummod
        officials official NOUN 9 obl
        , , PUNCT 4 punct
        the the DET 7 det
        border border NOUN 9 nsubj:pass
        is be AUX 9 aux:pass
        closed close VERB 0 root
        . . PUNCT 9 punct
    """) == {"source": ["two officials"], "cue": ["According to"], "content": ["the border is closed"]}


def test_a_passive_without_agent_has_no_source() -> None:
    """Karim was told that talks failed."""
    assert said("""
        Karim Karim PROPN 3 nsubj:pass
        was be AUX 3 aux:pass
        told tell VERB 0 root
        that that SCONJ 6 mark
        talks talk NOUN 6 nsubj
        failed fail VERB 3 ccomp
        . . PUNCT 3 punct
    """) == {"source": [], "cue": ["was told"], "content": ["that talks failed"]}


def test_an_object_is_not_what_is_said() -> None:
    """She said nothing."""
    assert said("""
        She she PRON 2 nsubj
        said say VERB 0 root
        nothing nothing PRON 2 obj
        . . PUNCT 2 punct
    """) == {"source": [], "cue": [], "content": []}


# --- roles


def test_a_role_takes_in_the_words_that_say_which() -> None:
    """The Kazakh foreign minister met generals."""
    tree = tree_of("""
        The the DET 4 det
        Kazakh Kazakh ADJ 4 amod
        foreign foreign ADJ 4 amod
        minister minister NOUN 5 nsubj
        met meet VERB 0 root
        generals general NOUN 5 obj
        . . PUNCT 5 punct
    """)
    assert role_spans(tree, 3) == [(1, 4, 3), (5, 6, 3)]


def test_an_adjective_that_looks_like_a_role_is_none() -> None:
    """General strikes spread."""
    tree = tree_of("""
        General general ADJ 2 amod
        strikes strike NOUN 3 nsubj
        spread spread VERB 0 root
    """)
    assert role_spans(tree, 3) == []
