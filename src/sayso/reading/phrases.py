"""Finding phrases of base-form words in tokens, by stem, with gaps."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

import msgspec

from sayso.language.annotation import Token
from sayso.language.tokens import tokenize
from sayso.statements.cues import GAP, LONGEST_GAP

Payload = TypeVar("Payload")


# One entry of a word list serves all forms of these two verbs.
_FORMS = {
    **dict.fromkeys(("is", "are", "was", "were", "am", "been", "being", "be"), "be"),
    **dict.fromkeys(("has", "have", "had", "having"), "have"),
}


class Hit(msgspec.Struct, Generic[Payload], frozen=True):
    """A phrase found at `tokens[first:last]`."""

    first: int
    last: int
    payload: Payload
    words: int
    """How many words of the phrase were matched; longer is more specific."""


class PhraseIndex(Generic[Payload]):
    """Phrases compiled for search; held state: the index from first stem to patterns."""

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        """Compile `(phrase, payload)` pairs; `~` in a phrase stands for up to three words.

        Raises:
            ValueError: if a phrase is empty or starts or ends with a gap.
        """
        self._patterns: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for phrase, payload in phrases:
            stems = _pattern(phrase)
            self._patterns.setdefault(stems[0], []).append((stems, payload))
        for patterns in self._patterns.values():
            patterns.sort(key=lambda entry: -len(entry[0]))

    def find(self, tokens: Sequence[Token]) -> list[Hit[Payload]]:
        """Return every phrase found, in text order, longest first at one place."""
        keys = [_key(token) for token in tokens]
        hits: list[Hit[Payload]] = []
        for first, key in enumerate(keys):
            for stems, payload in self._patterns.get(key, ()):
                last = _match(stems, keys, first)
                if last is not None:
                    words = sum(stem != GAP for stem in stems)
                    hits.append(Hit(first, last, payload, words))
        return hits

    def first(self, tokens: Sequence[Token]) -> Hit[Payload] | None:
        """Return the first phrase found, or None."""
        return next(iter(self.find(tokens)), None)


def _key(token: Token) -> str:
    return _FORMS.get(token.lower, token.stem)


def _pattern(phrase: str) -> tuple[str, ...]:
    stems = tuple(_key(token) for token in tokenize(phrase))
    if not stems or GAP in {stems[0], stems[-1]}:
        raise ValueError(f"{phrase!r} is not a phrase; want words, with ~ only between them")
    return stems


def _match(stems: tuple[str, ...], keys: list[str], first: int) -> int | None:
    """Return one past the last token matched, or None."""
    if GAP not in stems:
        last = first + len(stems)
        return last if tuple(keys[first:last]) == stems else None
    at = first
    gap = 0
    for stem in stems:
        if stem == GAP:
            gap = LONGEST_GAP
            continue
        reach = keys[at : at + gap + 1]
        if stem not in reach:
            return None
        at, gap = at + reach.index(stem) + 1, 0
    return at
