"""States and bodies that a document speaks of and the actor table does not know, invented ones among them."""

import re
from collections import Counter
from collections.abc import Sequence

from sayso.language.annotation import Paragraph
from sayso.reading.context import Context

_DEMONYM = r"(?:n|an|ian|ean|i|ese|ish|ic|er|ite)s?"
_STATE_WORDS = (
    "president|government|parliament|army|cabinet|prime minister|foreign ministry|capital|economy|currency"
)
_OFTEN = 2
_SHORTEST_STEM = 4


class Strangers:
    """The unknown actors of one document; held state: their names and what they are called by."""

    def __init__(self, paragraphs: Sequence[Paragraph], context: Context, text: str) -> None:
        """Find names of places that the text treats as states, and names of bodies that it repeats."""
        places: Counter[str] = Counter()
        bodies: Counter[str] = Counter()
        for paragraph in paragraphs:
            for span in paragraph.names:
                words = paragraph.words[span.first : span.last]
                if span.kind in {"LOC", "ORG"} and context.actor_at(words[0].start, words[-1].end) is None:
                    name = text[words[0].start : words[-1].end].removeprefix("the ").removeprefix("The ")
                    (places if span.kind == "LOC" else bodies)[name] += 1
        self._states = {name for name in places if _count(name, text) >= _OFTEN and _is_state(name, text)}
        self._bodies = {name for name, count in bodies.items() if count >= _OFTEN and " " in name}

    def most(self, text: str) -> tuple[str, int] | None:
        """Return the unknown state that the document names oftenest, by any name, and how often."""
        counts = [(_count(name, text), name) for name in sorted(self._states)]
        return (max(counts)[1], max(counts)[0]) if counts else None

    def state(self, words: str) -> str | None:
        """Return the unknown state that a word names, itself or by its demonym."""
        plain = words.removeprefix("the ").removeprefix("The ")
        for name in self._states:
            if plain == name or re.fullmatch(_stem(name) + _DEMONYM, plain):
                return name
        return None

    def body(self, words: str) -> str | None:
        """Return the unknown body that a name means."""
        plain = words.removeprefix("the ").removeprefix("The ")
        return plain if plain in self._bodies else None


def _stem(name: str) -> str:
    """Return the part of a name that its demonym keeps, as a pattern: Karvenia → Karven."""
    stem = re.sub(r"(?:ia|a|e|o|y|land)$", "", name)
    return re.escape(stem if len(stem) >= _SHORTEST_STEM else name) + r"(?:i)?"


def _count(name: str, text: str) -> int:
    """Return how often a name or its demonym stands in a text, in capitals too."""
    return len(re.findall(rf"\b(?:{re.escape(name)}|{_stem(name)}{_DEMONYM})\b", text, re.IGNORECASE))


def _is_state(name: str, text: str) -> bool:
    """Tell a state from a town: it has a demonym, a government, or "Republic of" before it."""
    if "(" in name or ")" in name or ">" in name:
        return False
    plain = re.escape(name)
    called = rf"(?i:Republic|Kingdom|Federation|Government|President|State|Union) of (?:the )?{plain}\b"
    owns = rf"\b{plain}['’]s? (?:\w+ )?(?:{_STATE_WORDS})\b"
    people = rf"\b{_stem(name)}{_DEMONYM}\b"
    own_demonym = any(match.group() != name for match in re.finditer(people, text))
    return own_demonym or re.search(f"{called}|{owns}", text) is not None
