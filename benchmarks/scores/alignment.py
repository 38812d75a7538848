"""Two ways to cut one text into words → which words are the same.

The rules are those of the evaluation of the CoNLL 2018 shared task (Zeman et al. 2018): words are compared by
the place of their characters, white space left out; inside a multiword token, whose words have no places of
their own, by the longest common subsequence of their lower-cased forms.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a cut text."""

    start: int
    """Characters before it, without white space."""
    end: int
    form: str
    multiword: bool
    """Whether it is part of a multiword token; `start` and `end` are then those of the token."""
    upos: str
    head: int
    """Number of its head among the words of the text, -1 for the root."""
    relation: str
    """Without its subtype."""


def align(gold: Sequence[Word], found: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the numbers of the words that are the same, in text order."""
    regions = _regions([word for word in (*gold, *found) if word.multiword])
    pairs = _same_places(gold, found, regions)
    for start, end in regions:
        inside = [
            [at for at, word in enumerate(words) if start <= word.start and word.end <= end]
            for words in (gold, found)
        ]
        forms = [
            [words[at].form.lower() for at in chosen]
            for words, chosen in zip((gold, found), inside, strict=True)
        ]
        pairs += [(inside[0][a], inside[1][b]) for a, b in common_subsequence(*forms)]
    return sorted(pairs)


def common_subsequence(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of a longest common subsequence.

    >>> common_subsequence(["de", "el", "mar"], ["del", "mar"])
    [(2, 1)]
    """
    longest = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for a in reversed(range(len(one))):
        for b in reversed(range(len(other))):
            same = longest[a + 1][b + 1] + 1 if one[a] == other[b] else 0
            longest[a][b] = max(same, longest[a + 1][b], longest[a][b + 1])
    pairs = []
    a = b = 0
    while a < len(one) and b < len(other):
        if one[a] == other[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif longest[a + 1][b] >= longest[a][b + 1]:
            a += 1
        else:
            b += 1
    return pairs


def agreement(gold: Sequence[Word], found: Sequence[Word]) -> dict[str, int]:
    """Return the counters of one text: words of each side, words aligned, and of these the right ones."""
    pairs = align(gold, found)
    partner = {b: a for a, b in pairs}
    counts = {"gold": len(gold), "found": len(found), "words": len(pairs), "upos": 0, "heads": 0, "arcs": 0}
    for a, b in pairs:
        above = found[b].head
        head = gold[a].head == (-1 if above < 0 else partner.get(above, -2))
        counts["upos"] += gold[a].upos == found[b].upos
        counts["heads"] += head
        counts["arcs"] += head and gold[a].relation == found[b].relation
    return counts


def _regions(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the stretches that multiword tokens cover, those that overlap as one."""
    regions: list[tuple[int, int]] = []
    for start, end in sorted({(word.start, word.end) for word in words}):
        if regions and start < regions[-1][1]:
            regions[-1] = (regions[-1][0], max(end, regions[-1][1]))
        else:
            regions.append((start, end))
    return regions


def _same_places(
    gold: Sequence[Word], found: Sequence[Word], regions: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    covered = {place for start, end in regions for place in range(start, end)}
    places = {
        (word.start, word.end): at
        for at, word in enumerate(found)
        if not covered & set(range(word.start, word.end))
    }
    return [
        (at, places[word.start, word.end]) for at, word in enumerate(gold) if (word.start, word.end) in places
    ]
