"""The shape of a word: what an uncased vocabulary forgets."""

import functools

OTHER, LOWER, TITLE, UPPER, MIXED, NUMBER, MARK, INITIAL = range(8)


@functools.lru_cache(maxsize=65536)
def shape(word: str) -> int:
    """Return the number of the word's shape, 0 to 7.

    >>> [shape(word) for word in ("gas", "Gazprom", "NATO", "McCain", "2014", ",", "J.")]
    [1, 2, 3, 4, 5, 6, 7]
    """
    if word[0].isdigit():
        return NUMBER
    letters = [character for character in word if character.isalpha()]
    if not letters:
        return MARK
    if len(letters) == 1 and letters[0].isupper():
        return INITIAL
    if word.islower() or word.isupper():
        return LOWER if word.islower() else UPPER
    capitals = [one.isupper() for one in letters]
    if capitals[0] and not any(capitals[1:]):
        return TITLE
    return MIXED if any(capitals) else OTHER
