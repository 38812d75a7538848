"""Where a clause speaks of a factor, and in which direction."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

from sayso.language.annotation import Token
from sayso.reading.phrases import Hit, PhraseIndex
from sayso.reading.wordlists import Words
from sayso.statements.catalogue import Catalogue, FactorDefinition

Direction: TypeAlias = Literal[-1, 1]


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """Words at `tokens[first:last]` of a clause that speak of a factor."""

    name: str
    """Of the factor."""
    sign: Direction
    """+1 the factor is there, high or rising; −1 it is low, falling or fails."""
    first: int
    last: int
    words: int
    """How many words of the catalogue's phrase were matched; 0 for a single word that only hints."""


class CueIndex:
    """The catalogue's cue phrases, compiled; held state: the index."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Compile the cues and words of every factor in `catalogue`."""
        self._index: PhraseIndex[tuple[str, Direction]] = PhraseIndex(
            _signed(catalogue, lambda factor: (factor.cues_more, factor.cues_less))
        )
        self._hints: PhraseIndex[tuple[str, Direction]] = PhraseIndex(
            _signed(catalogue, lambda factor: (factor.words_more, factor.words_less))
        )

    def find(
        self,
        tokens: Sequence[Token],
        words: Words,
        *,
        spared: frozenset[int] = frozenset(),
        denied: bool = False,
    ) -> tuple[Cue, ...]:
        """Return the cues in `tokens`, not overlapping, text order, their signs after negation.

        `spared` are the places of words that negate something else. `denied` turns all signs round,
        after a frame such as `there is no sign that`.

        Where phrases overlap the one with more words wins, then the longer, then the first.
        """
        hits = sorted(
            [*self._index.find(tokens), *(_hint(hit) for hit in self._hints.find(tokens))],
            key=lambda hit: (-hit.words, hit.first - hit.last, hit.first),
        )
        taken: list[Hit[tuple[str, Direction]]] = []
        for hit in hits:
            if all(hit.last <= other.first or other.last <= hit.first for other in taken):
                taken.append(hit)
        taken.sort(key=lambda hit: hit.first)
        return tuple(
            Cue(
                name=hit.payload[0],
                sign=_turned(-hit.payload[1] if denied else hit.payload[1], tokens, hit, words, spared),
                first=hit.first,
                last=hit.last,
                words=hit.words,
            )
            for hit in taken
        )


def _signed(
    catalogue: Catalogue, lists: Callable[[FactorDefinition], tuple[Sequence[str], Sequence[str]]]
) -> Iterable[tuple[str, tuple[str, Direction]]]:
    """Yield the phrases of every factor with what they stand for; `lists` picks them, more then less."""
    for name in catalogue.names:
        more, less = lists(catalogue.definition(name))
        for phrase in more:
            yield phrase, (name, 1)
        for phrase in less:
            yield phrase, (name, -1)


def _hint(hit: Hit[tuple[str, Direction]]) -> Hit[tuple[str, Direction]]:
    return Hit(hit.first, hit.last, hit.payload, 0)


def _turned(
    sign: int,
    tokens: Sequence[Token],
    hit: Hit[tuple[str, Direction]],
    words: Words,
    elsewhere: frozenset[int],
) -> Direction:
    """Return the sign after the negations around a cue; two cancel."""
    before = _since_break(tokens[max(0, hit.first - words.before_scope) : hit.first])
    start = hit.first - len(before)
    after = _same_phrase(tokens[hit.last : hit.last + words.after_scope])
    near = len(before) - words.adjacent_scope
    governing = [one for one in words.negation_adjacent.find(before) if one.last > near]
    turning = _apart([*words.negation_before.find(before), *governing])
    places = [start + one.first for one in turning if one.first not in _none(before, words)]
    following = _apart(words.negation_after.find(after))
    places += [hit.last + one.first for one in following if one.first not in _none(after, words)]
    negations = [place for place in places if place not in elsewhere]
    turned = sign if len(negations) % 2 == 0 else -sign
    return 1 if turned > 0 else -1


def _none(tokens: Sequence[Token], words: Words) -> set[int]:
    """Return the places of words that look like negation and are none: `not only`."""
    return {place for hit in words.not_negation.find(tokens) for place in range(hit.first, hit.last)}


def _since_break(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens after the last comma or `but`, which end a negation's reach."""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].text in ",;:" or tokens[at].lower == "but":
            return tokens[at + 1 :]
    return tokens


def _same_phrase(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens up to a break that ends the reach of what follows a cue."""
    for at, token in enumerate(tokens):
        if token.text in ",;:()" or token.lower in {"and", "but", "or", "that", "which", "because"}:
            return tokens[:at]
        if token.lower == "to" and not (at + 1 < len(tokens) and tokens[at + 1].is_capitalised):
            return tokens[:at]
    return tokens


def _apart(hits: Iterable[Hit[str]]) -> list[Hit[str]]:
    """Return the hits that do not overlap, longest first, so that `not … unable` counts as two."""
    taken: list[Hit[str]] = []
    for hit in sorted(hits, key=lambda one: one.first - one.last):
        if all(hit.last <= other.first or other.last <= hit.first for other in taken):
            taken.append(hit)
    return taken
