"""A statement's place, moved by words, and how a correction writes where it is."""

import re
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

Edge: TypeAlias = Literal["start", "end"]
PLACE: Final = ("start", "end", "quote", "prefix", "suffix")
"""The fields of a correction that say where a statement stands; they come together."""
_WORD: Final = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")
"""What an edge moves by: a word, or a mark of punctuation."""
_NEAR: Final = 400
"""Characters that are looked at first; a word is seldom further."""


def moved(text: str, start: int, end: int, *, edge: Edge, step: Literal[-1, 1]) -> tuple[int, int] | None:
    """Return the place with one edge a word further left (-1) or right (+1), None where it can go no further.

    It never leaves the text, and at least one word or mark stays.

    >>> moved("It may rain.", 3, 6, edge="end", step=1), moved("It may rain.", 3, 6, edge="start", step=1)
    ((3, 11), None)
    """
    if (edge == "start") == (step > 0):  # the edge moves inwards
        spans = [found.span() for found in _WORD.finditer(text, start, end)]
        if edge == "start":
            inside = next((first for first, _ in spans if first > start), None)
            return None if inside is None else (inside, end)
        inside = next((last for _, last in reversed(spans) if last < end), None)
        return None if inside is None else (start, inside)
    if edge == "end":
        after = _WORD.search(text, end)
        return None if after is None else (start, after.end())
    for low in (max(0, start - _NEAR), 0):
        before = [found.start() for found in _WORD.finditer(text, low, start)]
        if before:
            return before[-1], end
    return None


def place_changes(correction: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a statement that a correction moves it by, none where it leaves the place.

    Raises:
        ValueError: if it says half a place, or one that its quote does not fit.

    >>> place_changes({"sign": "1"})
    {}
    """
    said = {name: correction[name] for name in PLACE if name in correction}
    if not said:
        return {}
    if said.keys() != set(PLACE):
        raise ValueError(f"a corrected place wants {', '.join(PLACE)}; it has {', '.join(said)}")
    if not all(said[edge].isdecimal() and said[edge].isascii() for edge in ("start", "end")):
        raise ValueError(f"the corrected place is {said['start']!r} to {said['end']!r}; want two numbers")
    start, end = int(said["start"]), int(said["end"])
    if not said["quote"] or end - start != len(said["quote"]):
        raise ValueError(
            f"the corrected place has {end - start} characters and its quote {len(said['quote'])}"
        )
    return {**said, "start": start, "end": end}
