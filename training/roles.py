"""Political roles in a tree: "the foreign minister", "President"."""

from typing import TYPE_CHECKING

from training.words import word_list

if TYPE_CHECKING:
    from training.treebanks import Tree

ROLES = frozenset(word_list("roles", "nouns"))
"""Lemmas of the nouns that name a role."""


def role_spans(tree: "Tree", kind: int) -> list[tuple[int, int, int]]:
    """Return each role noun with the words that say which ("foreign minister"), as spans of `kind`."""
    spans = []
    for at, lemma in enumerate(tree.lemmas):
        if lemma.lower() not in ROLES or tree.upos[at] not in {"NOUN", "PROPN"}:
            continue
        first = at
        while (
            first > 0
            and tree.heads[first - 1] - 1 == at
            and tree.relations[first - 1] in {"compound", "amod"}
        ):
            first -= 1
        spans.append((first, at + 1, kind))
    return spans
