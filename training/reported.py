"""Reported speech and thought in a tree: who (source), says (cue), what (content).

The treebanks do not mark it; these rules read it off hand-corrected trees, so that the encoder learns it
where the tree is right and finds it where a parser would err.
"""

from typing import TYPE_CHECKING

from training.words import word_list

if TYPE_CHECKING:
    from training.treebanks import Tree

VERBS = frozenset(word_list("reported", "verbs"))
"""Lemmas of the verbs that report."""
_MARKS = {'"', "“", "”", "''", "``", "‘", "’", "'"}


def attribution_spans(tree: "Tree") -> list[tuple[int, int, int]]:
    """Return source (0), cue (1) and content (2) spans of the reports in a sentence."""
    spans: list[tuple[int, int, int]] = []
    for verb, lemma in enumerate(tree.lemmas):
        if tree.upos[verb] == "VERB" and lemma.lower() in VERBS:
            spans += _of_verb(tree, verb)
        elif lemma.lower() == "accord" or tree.words[verb].lower() == "according":
            spans += _according(tree, verb)
    return spans


def _of_verb(tree: "Tree", verb: int) -> list[tuple[int, int, int]]:
    children = tree.children(verb)
    content = _content(tree, verb, children)
    if content is None:
        return []
    subject = next((at for at in children if tree.relations[at].startswith("nsubj")), None)
    agent = next((at for at in children if tree.relations[at] == "obl:agent"), None)
    spans = []
    source = agent if agent is not None else subject
    if subject is not None and tree.relations[subject] == "nsubj:pass" and agent is None:
        source = None
    if source is not None:
        words = tree.subtree(source) - content
        spans.append(_without_case(tree, min(words), max(words) + 1, 0) if words else (0, 0, 0))
    spans.append((*_cue(tree, verb, children), 1))
    start, end = min(content), max(content) + 1
    spans += [(first, last, 2) for first, last in _holes(start, end, [(a, b) for a, b, _ in spans])]
    return spans


def _content(tree: "Tree", verb: int, children: list[int]) -> set[int] | None:
    if tree.relations[verb] == "parataxis" and tree.heads[verb] > 0:
        if not any(tree.relations[at].startswith("nsubj") for at in children):
            return None
        said = tree.subtree(tree.heads[verb] - 1) - tree.subtree(verb)
        return _with_marks(tree, said) or None
    for at in children:
        if tree.relations[at] == "ccomp":
            return _with_marks(tree, tree.subtree(at)) or None
    return None


def _with_marks(tree: "Tree", said: set[int]) -> set[int]:
    """Take in quotation marks at the edges and drop other punctuation there."""
    said = set(said)
    while said and tree.upos[min(said)] == "PUNCT" and tree.words[min(said)] not in _MARKS:
        said.remove(min(said))
    while said and tree.upos[max(said)] == "PUNCT" and tree.words[max(said)] not in _MARKS:
        said.remove(max(said))
    if said and min(said) > 0 and tree.words[min(said) - 1] in _MARKS:
        said.add(min(said) - 1)
    for step in (1, 2):
        if said and max(said) + step < len(tree.words) and tree.words[max(said) + step] in _MARKS:
            said.update(range(max(said), max(said) + step + 1))
            break
    return said


def _cue(tree: "Tree", verb: int, children: list[int]) -> tuple[int, int]:
    first = last = verb
    near = {at for at in children if tree.relations[at].split(":")[0] in {"aux", "advmod", "compound", "cop"}}
    while first - 1 in near:
        first -= 1
    while last + 1 in near:
        last += 1
    return first, last + 1


def _without_case(tree: "Tree", start: int, end: int, kind: int) -> tuple[int, int, int]:
    while start < end - 1 and tree.relations[start] in {"case", "punct"}:
        start += 1
    while end - 1 > start and tree.upos[end - 1] == "PUNCT":
        end -= 1
    return (start, end, kind)


def _holes(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return `start..end` without the spans in `taken`."""
    pieces, at = [], start
    for first, last in sorted(taken):
        if last <= at or first >= end:
            continue
        if first > at:
            pieces.append((at, first))
        at = max(at, last)
    if at < end:
        pieces.append((at, end))
    return pieces


def _according(tree: "Tree", word: int) -> list[tuple[int, int, int]]:
    """Read "according to X, ..."."""
    source = tree.heads[word] - 1
    if source < 0 or tree.heads[source] == 0:
        return []
    whole = tree.subtree(source)
    cue_end = word + 2 if word + 1 < len(tree.words) and tree.words[word + 1].lower() == "to" else word + 1
    rest = {at for at in whole if at >= cue_end}
    said = _with_marks(tree, tree.subtree(tree.heads[source] - 1) - whole)
    if not rest or not said:
        return []
    spans = [_without_case(tree, min(rest), max(rest) + 1, 0), (word, cue_end, 1)]
    spans += [
        (a, b, 2)
        for a, b in _holes(min(said), max(said) + 1, [(min(whole), max(whole) + 1)])
        if any(tree.upos[at] != "PUNCT" for at in range(a, b))
    ]
    return spans
