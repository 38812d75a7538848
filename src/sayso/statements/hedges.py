"""Finding words of likelihood in a row of words, with the words that change them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

import msgspec

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_REACH = 3
"""How many words back a negation may stand."""


class Hedging(Protocol):
    """What a phrase must say of itself to be found."""

    @property
    def complement(self) -> bool:
        """Whether `not` directly after the phrase turns it round."""


EntryType = TypeVar("EntryType", bound=Hedging)


class Modifiers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that change the phrase beside them; `data/modifiers.toml` says how."""

    intensifiers: frozenset[str]
    intensifiers_after: frozenset[str]
    negators: frozenset[str]
    between: frozenset[str]
    comparisons: frozenset[str]


class Found(msgspec.Struct, Generic[EntryType], frozen=True, kw_only=True):
    """A phrase at `words[first:last]`, what changes it included."""

    entry: EntryType
    first: int
    last: int
    intensified: bool = False
    compared: bool = False
    denied: bool = False
    """A negation stands before it: `not a good chance`."""
    complement: bool = False
    """A negation stands after it: `perhaps not`."""


def words_of(text: str, *, lower: bool = True) -> list[str]:
    """Return the words of `text`, in lower case unless asked otherwise.

    >>> words_of("It's Highly likely.")
    ["it's", 'highly', 'likely']
    """
    found: list[str] = _WORD.findall(text)
    return [_plain(word) for word in found] if lower else found


def find_hedges(
    words: Sequence[str],
    by_words: Mapping[tuple[str, ...], EntryType],
    modifiers: Modifiers,
    *,
    longest: int,
) -> Iterator[Found[EntryType]]:
    """Yield the phrases of `by_words` in `words`, longest first at each place, in order, without overlap."""
    plain = [_plain(word) for word in words]
    at = 0
    taken = 0
    while at < len(plain):
        length = _longest_match(plain, at, by_words, longest)
        if not length:
            at += 1
            continue
        entry = by_words[tuple(plain[at : at + length])]
        found = _with_modifiers(plain, entry, (taken, at, at + length), modifiers)
        yield found
        at = taken = found.last


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _longest_match(
    plain: Sequence[str], at: int, by_words: Mapping[tuple[str, ...], EntryType], longest: int
) -> int:
    for length in range(min(longest, len(plain) - at), 0, -1):
        if tuple(plain[at : at + length]) in by_words:
            return length
    return 0


def _with_modifiers(
    plain: Sequence[str], entry: EntryType, place: tuple[int, int, int], modifiers: Modifiers
) -> Found[EntryType]:
    """Return the phrase with the words beside it that change it; `place` is (free from, first, last)."""
    free, first, last = place
    before = plain[first - 1] if first > free else ""
    compared = before in modifiers.comparisons
    intensified = before in modifiers.intensifiers
    if compared or intensified:
        first -= 1
    after = plain[last] if last < len(plain) else ""
    if after in modifiers.intensifiers_after and entry.complement:
        intensified = True
        last += 1
        after = plain[last] if last < len(plain) else ""
    denier = _negator_before(plain, free, first, modifiers)
    complement = entry.complement and after == "not"
    return Found(
        entry=entry,
        first=first if denier is None else denier,
        last=last + complement,
        intensified=intensified,
        compared=compared,
        denied=denier is not None,
        complement=complement,
    )


def _negator_before(plain: Sequence[str], free: int, first: int, modifiers: Modifiers) -> int | None:
    for place in range(first - 1, max(free, first - _REACH) - 1, -1):
        if plain[place] in modifiers.negators:
            follows = plain[place + 1] if place + 1 < len(plain) else ""
            return None if follows == "only" else place
        if plain[place] not in modifiers.between:
            return None
    return None
