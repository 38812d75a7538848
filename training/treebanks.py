"""The treebanks EWT and GUM: words, trees, features, conditions, names, reported speech."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.examples import NONE, Window, spans_to_bio
from training.labels import FEATURES, UPOS
from training.reported import attribution_spans
from training.roles import role_spans

NON_COMMERCIAL = frozenset({"whow", "fiction", "essay", "letter", "podcast", "reddit"})
"""Genres of GUM whose texts may not be used commercially: measured on, never trained on."""


@dataclass(slots=True)
class Tree:
    """One sentence of a treebank."""

    identifier: str
    document: str
    text: str
    words: list[str]
    lemmas: list[str]
    upos: list[str]
    features: list[str]
    heads: list[int]
    relations: list[str]
    misc: list[dict[str, str]]
    paragraph: bool
    """Whether a paragraph begins here."""
    first: int = 1
    """Number of its first word in the document, from 1."""

    def subtree(self, word: int) -> set[int]:
        """Return the numbers (from 0) of `word` and of all below it."""
        below = {word}
        grown = True
        while grown:
            grown = False
            for at, head in enumerate(self.heads):
                if at not in below and head - 1 in below:
                    below.add(at)
                    grown = True
        return below

    def children(self, word: int) -> list[int]:
        """Return the numbers of the words that hang on `word`."""
        return [at for at, head in enumerate(self.heads) if head - 1 == word]


def read_trees(path: Path) -> Iterator[Tree]:
    """Yield the sentences of a CoNLL-U file; empty nodes and multiword lines are left out."""
    document = identifier = text = ""
    paragraph = False
    first = 1
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# newdoc id"):
            document, paragraph, first = line.split("=", 1)[1].strip(), True, 1
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# sent_id"):
            identifier = line.split("=", 1)[1].strip()
        elif line.startswith("# text ="):
            text = line.split("=", 1)[1].strip()
        elif line[:1].isdigit():
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif not line and rows:
            tree = _tree(rows, identifier, document, text, paragraph=paragraph)
            tree.first = first
            yield tree
            first += len(rows)
            rows, paragraph = [], False


def _tree(rows: list[list[str]], identifier: str, document: str, text: str, *, paragraph: bool) -> Tree:
    return Tree(
        identifier=identifier,
        document=document,
        text=text,
        words=[row[1] for row in rows],
        lemmas=[row[2] for row in rows],
        upos=[row[3] for row in rows],
        features=[_feature(row[5]) for row in rows],
        heads=[int(row[6]) for row in rows],
        relations=[row[7] for row in rows],
        misc=[dict(part.split("=", 1) for part in row[9].split("|") if "=" in part) for row in rows],
        paragraph=paragraph,
    )


def _feature(written: str) -> str:
    """Return the features that the reader asks for, in a fixed order, joined by `|`."""
    if written == "_":
        return "_"
    have = dict(part.split("=", 1) for part in written.split("|"))
    return "|".join(f"{name}={have[name]}" for name in FEATURES if name in have) or "_"


def genre(document: str) -> str:
    """Return the genre in a GUM document's name."""
    return document.split("_")[1] if document.startswith("GUM_") else ""


def sentence_window(tree: Tree, relations: dict[str, int], features: dict[str, int]) -> Window:
    """Return one sentence with every label that its tree gives."""
    size = len(tree.words)
    window = Window(words=tree.words, source=tree.document, heads=list(tree.heads), sentences=[0] * size)
    window.tags["upos"] = [UPOS.index(tag) if tag in UPOS else NONE for tag in tree.upos]
    window.tags["features"] = [features.get(one, NONE) for one in tree.features]
    window.tags["relation"] = [relations.get(one, NONE) for one in tree.relations]
    from_gum = tree.document.startswith("GUM_")
    window.tags["condition"] = spans_to_bio(
        size, explicit_conditions(tree) if from_gum else condition_spans(tree)
    )
    # The rules find plain reports only: what they leave out says nothing.
    window.tags["attribution"] = [tag or NONE for tag in spans_to_bio(size, attribution_spans(tree))]
    if from_gum:
        window.tags["names"] = spans_to_bio(size, [*named_spans(tree), *role_spans(tree, 3)])
    return window


_CONDITION = re.compile(
    r"Explicit:Contingency\.(?:Negative-c|C)ondition\.Arg([12])-as-\w+:[^:]*:([\d,-]+):([\d,-]+):([\d,-]+)"
)


def explicit_conditions(tree: Tree) -> list[tuple[int, int, int]]:
    """Return the condition (0) and consequence (1) of each condition with a connective.

    Source: the PDTB layer of GUM.
    """
    spans = []
    for misc in tree.misc:
        for side, connective, one, other in _CONDITION.findall(misc.get("PDTB", "")):
            given, follows = (one, other) if side == "1" else (other, one)
            for kind, written in ((0, f"{connective},{given}"), (1, follows)):
                words = [
                    at - tree.first for at in _numbers(written) if 0 <= at - tree.first < len(tree.words)
                ]
                if words:
                    spans.append((min(words), max(words) + 1, kind))
    return sorted(spans, key=lambda span: span[2])


def _numbers(written: str) -> list[int]:
    """Return the numbers in `3-5,8`."""
    numbers: list[int] = []
    for part in written.split(","):
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def condition_spans(tree: Tree) -> list[tuple[int, int, int]]:
    """Return the condition (0) and consequence (1) of each conditional construction that is labelled."""
    spans = []
    for at, misc in enumerate(tree.misc):
        for element in misc.get("CxnElt", "").split(","):
            match = re.fullmatch(r"(\d+):Conditional-(?!Interrogative)[^.]*\.(Protasis|Apodosis)", element)
            if match is None:
                continue
            if match[2] == "Protasis":
                words = tree.subtree(at)
                spans.append((min(words), max(words) + 1, 0))
    spans += _consequences(tree, spans)
    return spans


def _consequences(tree: Tree, conditions: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the rest of the clause that each condition hangs on, without marks at its edges."""
    found = []
    for start, end, _ in conditions:
        inside = set(range(start, end))
        top = next((at for at in inside if tree.heads[at] - 1 not in inside), None)
        if top is None or tree.heads[top] == 0:
            continue
        rest = sorted(tree.subtree(tree.heads[top] - 1) - inside)
        before = [at for at in rest if at < start]
        after = [at for at in rest if at >= end]
        run = after if len(after) > len(before) else before
        while run and tree.upos[run[0]] in {"PUNCT", "CCONJ"}:
            run.pop(0)
        while run and tree.upos[run[-1]] == "PUNCT":
            run.pop()
        if run:
            found.append((run[0], run[-1] + 1, 1))
    return found


_OPEN = re.compile(r"\((\d+)-([a-z]+)-([^()]*)")
_NAMED = {"person": 0, "organization": 1, "place": 2}


def named_spans(tree: Tree) -> list[tuple[int, int, int]]:
    """Return the names of persons (0), organisations (1) and places (2) in a sentence of GUM.

    GUM marks whole noun phrases; the name is the run of proper nouns around the head, if the head is one.
    """
    open_at: dict[str, list[tuple[int, int]]] = {}
    phrases: list[tuple[int, int, int]] = []
    for at, misc in enumerate(tree.misc):
        for part in re.findall(r"\([^()]*\)?|\d+\)", misc.get("Entity", "")):
            opened = _OPEN.match(part)
            if opened is not None:
                kind = _NAMED.get(opened[2], -1)
                if part.endswith(")"):
                    phrases.append((at, at + 1, kind))
                else:
                    open_at.setdefault(opened[1], []).append((at, kind))
            else:
                stack = open_at.get(part.rstrip(")"))
                if stack:
                    start, kind = stack.pop()
                    phrases.append((start, at + 1, kind))
    names = [_name_in(tree, start, end, kind) for start, end, kind in phrases if kind >= 0]
    return sorted({name for name in names if name is not None}, key=lambda span: span[0] - span[1])


def _name_in(tree: Tree, start: int, end: int, kind: int) -> tuple[int, int, int] | None:
    inside = range(start, end)
    head = next((at for at in inside if not start <= tree.heads[at] - 1 < end), None)
    if head is None or tree.upos[head] != "PROPN":
        return None
    first = last = head
    while first - 1 >= start and _belongs(tree, first - 1, head):
        first -= 1
    while last + 1 < end and (_belongs(tree, last + 1, head) or _joins(tree, last + 1, head, end)):
        last += 1
    return (first, last + 1, kind)


def _belongs(tree: Tree, at: int, head: int) -> bool:
    capital = tree.words[at][:1].isupper() or tree.words[at] in {"-", "&"}
    return (
        (tree.upos[at] in {"PROPN", "NUM", "ADJ", "NOUN", "PUNCT", "SYM", "CCONJ"})
        and capital
        and head in _above(tree, at)
    )


def _joins(tree: Tree, at: int, head: int, end: int) -> bool:
    """Tell "of" and "for" inside a name: University of Portsmouth."""
    return (
        tree.words[at] in {"of", "for", "the", "and"}
        and at + 1 < end
        and (
            _belongs(tree, at + 1, head)
            or (tree.words[at + 1] == "the" and at + 2 < end and _belongs(tree, at + 2, head))
        )
    )


def _above(tree: Tree, at: int) -> set[int]:
    above: set[int] = set()
    while tree.heads[at] > 0 and tree.heads[at] - 1 not in above:
        at = tree.heads[at] - 1
        above.add(at)
    return above
