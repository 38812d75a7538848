"""All training sets by name, as windows."""

from collections.abc import Callable
from pathlib import Path

from training.catalogue import cue_windows
from training.corpora import because, causal_news, crossner, event_sentences, plover_examples, re3d, uner
from training.examples import Window, join_windows
from training.marked import passages
from training.named import named
from training.stand_off import stand_off
from training.treebanks import NON_COMMERCIAL, Tree, genre, read_trees, sentence_window

LONGEST = 90
"""Words in a window of consecutive sentences."""


def relation_labels(trees: list[Tree]) -> dict[str, int]:
    """Return the dependency relations, numbered; those seen fewer than 5 times are left out."""
    return _numbered([one for tree in trees for one in tree.relations], 5)


def feature_labels(trees: list[Tree]) -> dict[str, int]:
    """Return the bundles of features, numbered; those seen fewer than 20 times are left out."""
    return _numbered([one for tree in trees for one in tree.features], 20)


def _numbered(seen: list[str], least: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in seen:
        counts[one] = counts.get(one, 0) + 1
    return {one: at for at, one in enumerate(sorted(one for one, count in counts.items() if count >= least))}


def treebank(corpora: Path, name: str, part: str) -> list[Tree]:
    """Return the sentences of `ewt` or `gum`, without the genres of GUM that may not be trained on."""
    path = corpora / f"ud_english_{name}" / f"en_{name}-ud-{part}.conllu"
    return [tree for tree in read_trees(path) if genre(tree.document) not in NON_COMMERCIAL]


def tree_windows(trees: list[Tree], relations: dict[str, int], features: dict[str, int]) -> list[Window]:
    """Return the trees as windows of consecutive sentences of one paragraph, at most LONGEST words."""
    windows: list[Window] = []
    run: list[Window] = []
    count = 0
    for tree in trees:
        window = sentence_window(tree, relations, features)
        if run and (tree.paragraph or count + len(tree.words) > LONGEST):
            windows.append(join_windows(run))
            run, count = [], 0
        run.append(window)
        count += len(tree.words)
    return [*windows, join_windows(run)] if run else windows


def training_sets(
    shared: Path, cases: Path, relations: dict[str, int], features: dict[str, int]
) -> dict[str, Callable[[], list[Window]]]:
    """Return a loader for each set that a recipe may name."""
    corpora = shared / "data/corpora"
    events = shared / "data/events"
    return {
        "ewt": lambda: tree_windows(treebank(corpora, "ewt", "train"), relations, features),
        "gum": lambda: tree_windows(treebank(corpora, "gum", "train"), relations, features),
        "names": lambda: list(uner(corpora / "uner_english_ewt/en_ewt-ud-dev.iob2")),
        "politics": lambda: list(crossner(corpora / "crossner_politics/ner_data/politics/train.txt")),
        "reports": lambda: [
            *(
                one
                for part in sorted((corpora / "re3d").iterdir())
                if (part / "entities.json").exists()
                for one in re3d(part)
            ),
        ],
        "cnc": lambda: list(causal_news(corpora / "causal_news_corpus/data/V2")),
        "because": lambda: list(because(corpora / "because")),
        "plover": lambda: [
            *plover_examples(events / "gold", events / "cameo"),
            *event_sentences(cases / "events"),
        ],
        "marked": lambda: [
            *passages(cases / "sentences"),
            *stand_off(cases / "corpora/marks.jsonl", corpora),
        ],
        "paragraphs": lambda: list(passages(cases / "paragraphs")),
        "running": lambda: list(passages(cases / "running")),
        "attributions": lambda: list(passages(cases / "attributions", claims=False)),
        "generated": lambda: list(passages(cases / "generated")),
        "cues": lambda: list(cue_windows()),
        "named": lambda: list(named(cases / "names")),
    }
