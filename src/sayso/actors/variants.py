"""Personal names in other spellings: transliterations made equal, and near matches of full names."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from sayso.actors.actor import Actor
from sayso.actors.names import surname_of
from sayso.actors.tokens import fold, split_name

# Chosen on the names in tests/actors/test_variants.py: every listed spelling passes, no invented name does.
# One half of a name must be the same but for transliteration; the other may differ this far.
_LEAST_GIVEN = 0.7
_LEAST_SURNAME = 0.85
_SHORTEST_INEXACT = 8
"""Letters that a surname needs to be recognised with a slip in it: Kabil is not Kabila."""
_SHORTEST = 3
_SHORTEST_ALONE = 6

# Ways of writing the same Cyrillic, Arabic or Turkic letters in Latin ones; applied in this order.
_EQUAL = (
    (re.compile(r"(?:dzh|dj|zh|ž)"), "j"),
    (re.compile(r"(?:tch|tsh|ch|ç)"), "č"),
    (re.compile(r"kh|gh"), "h"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|c|q"), "k"),
    (re.compile(r"w"), "v"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"oo|ou"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"(?<=[aeiou])[iyj]+(?=[aeou])"), ""),
    (re.compile(r"[iy]+[ei]?"), "i"),
)
_DOUBLED = re.compile(r"(.)\1+")
_UNVOICED = str.maketrans("bdgvz", "ptkfs")
_VOWELS = re.compile(r"(?<!^)[aeiou]")


class FullName(NamedTuple):
    """First and last word of a person's name, made equal across transliterations."""

    first: str
    last: str
    person: str


class Variants:
    """Personal names by the bones of their last word."""

    def __init__(self, people: Iterable[Actor], given_forms: Iterable[tuple[str, ...]]) -> None:
        """Index the names of `people`; `given_forms` lists first names that are one name."""
        self._same_given = {romanise(form): romanise(forms[0]) for forms in given_forms for form in forms}
        self._by_bones: dict[str, list[FullName]] = {}
        self._alone: dict[str, set[str]] = {}
        for person in people:
            for name in (person.name, *person.aliases):
                words = split_name(name)
                if len(words) > 1 and words[-1] == fold(name.rpartition(" ")[2]):
                    full = FullName(self._given(words[0]), romanise(words[-1]), person.id)
                    self._by_bones.setdefault(bones(words[-1]), []).append(full)
            surname = surname_of(person)
            if surname is not None and len(surname) >= _SHORTEST_ALONE and " " not in surname:
                self._alone.setdefault(_exactly(surname), set()).add(person.id)

    def full_name(self, first: str, last: str) -> str | None:
        """Return the one person whose name `first last` spells in another way, or None."""
        if len(first) < _SHORTEST or len(last) < _SHORTEST:
            return None
        candidates = self._by_bones.get(bones(last))
        if candidates is None:
            return None
        given, surname = self._given(first), romanise(last)
        found = {full.person for full in candidates if _alike(full, given, surname)}
        return found.pop() if len(found) == 1 else None

    def nearest(self, first: str, last: str) -> str | None:
        """Return the one person whose name is spelt almost like `first last`, whatever its consonants."""
        given, surname = self._given(first), romanise(last)
        if len(surname) < _SHORTEST_INEXACT:
            return None
        found = {
            full.person
            for candidates in self._by_bones.values()
            for full in candidates
            if full.first == given and Indel.normalized_similarity(full.last, surname) >= _LEAST_SURNAME
        }
        return found.pop() if len(found) == 1 else None

    def surname(self, word: str) -> tuple[str, ...]:
        """Return the people whose surname `word` transliterates in another way."""
        if len(word) < _SHORTEST_ALONE:
            return ()
        return tuple(sorted(self._alone.get(_exactly(word), ())))

    def _given(self, word: str) -> str:
        """Return a first name in one form for all languages."""
        written = romanise(word)
        return self._same_given.get(written, written)


def _alike(full: FullName, given: str, surname: str) -> bool:
    """Tell whether a name is the other but for transliteration and a slip in one half."""
    if full.last == surname:
        return full.first == given or (
            bones(full.first) == bones(given)
            and Indel.normalized_similarity(full.first, given) >= _LEAST_GIVEN
        )
    if full.first != given or min(len(full.last), len(surname)) < _SHORTEST_INEXACT:
        return False
    return Indel.normalized_similarity(full.last, surname) >= _LEAST_SURNAME


@lru_cache(maxsize=65536)
def romanise(word: str) -> str:
    """Return a form of `word` that is the same for its transliterations.

    >>> romanise("Nazarbaev") == romanise("Nazarbayev"), romanise("Bisval") == romanise("Biswal")
    (True, True)
    """
    return _DOUBLED.sub(r"\1", _exactly(word))


@lru_cache(maxsize=65536)
def _exactly(word: str) -> str:
    """Return the same with doubled letters kept: Anderson is not Andersson."""
    written = fold(word).lower()
    for pattern, same in _EQUAL:
        written = pattern.sub(same, written)
    return written


@lru_cache(maxsize=65536)
def bones(word: str) -> str:
    """Return the consonants of `word` without their voice, by which candidates are looked up.

    >>> bones("Berdymukhammedov") == bones("Berdimuhamedow"), bones("Karimov") == bones("Khamroev")
    (True, False)
    """
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", romanise(word)).translate(_UNVOICED))
