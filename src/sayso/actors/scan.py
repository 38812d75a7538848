"""A text → every place where a name stands, with all that the name can mean; no choice is made yet."""

from typing import NamedTuple

from sayso.actors.names import Names, Sense, match_at
from sayso.actors.tokens import ANCHOR, fold, next_word
from sayso.actors.variants import Variants


class Hit(NamedTuple):
    """A name in a text and what it can mean; nothing when it is the name of something else."""

    start: int
    end: int
    senses: tuple[Sense, ...]
    full_name: bool
    """A personal name of more than one word."""


def scan(text: str, names: Names, variants: Variants) -> list[Hit]:
    """Return the names in `text` from left to right, the longest at each place, none overlapping.

    Takes time in proportion to the length of the text.
    """
    hits: list[Hit] = []
    done = 0
    for anchor in ANCHOR.finditer(text):
        start, end = anchor.span()
        if start < done:
            continue
        word = fold(anchor.group())
        found = match_at(names, text, start, end, word, done)
        if found is not None:
            whole = any(sense.how == "person" and not sense.bare for sense in found.senses)
            hits.append(Hit(found.start, found.end, found.senses, whole))
            done = found.end
            continue
        hit = _variant(text, start, end, word, variants)
        if hit is not None:
            hits.append(hit)
            done = hit.end
    return hits


def _variant(text: str, start: int, end: int, word: str, variants: Variants) -> Hit | None:
    """Return a personal name in another spelling: two or three words from `word` on, or a surname alone."""
    last_word, last_end = word, end
    for _ in range(2):
        following = next_word(text, last_end)
        if following is None or not following[0][:1].isupper():
            break
        last_word, last_end = following
        person = variants.full_name(word, last_word)
        if person is not None:
            return Hit(start, last_end, (Sense(person, "variant"),), full_name=True)
    people = variants.surname(word)
    if people:
        return Hit(
            start, end, tuple(Sense(person, "variant", bare=True) for person in people), full_name=False
        )
    return None
