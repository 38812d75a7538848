"""Sentences with the names in them: what evidence is gathered from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.actors.mention import Mention

if TYPE_CHECKING:
    from sayso.actors import ActorTable

_SENTENCE_BREAK = re.compile(
    r"(?<![A-Z]\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bGen\.)(?<!\bCol\.)(?<!\bSen\.)"
    r"(?<=[.!?…])[\"”’»)\]]*\s+(?=[\"“‘«(\[]*[A-Z])"
)


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, the actors named in it, and the state spoken of before it."""

    words: str
    mentions: tuple[Mention, ...]
    """Places counted from the sentence's first code point."""
    state_before: str | None
    """The state last named before the sentence: what `the country` may mean."""


def passages(paragraphs: Sequence[str], actors: "ActorTable") -> Iterator[Passage]:
    """Yield the sentences of the paragraphs in order."""
    state: str | None = None
    for text in paragraphs:
        mentions = actors.find(text)
        upto = 0
        start = 0
        for end in [*(match.end() for match in _SENTENCE_BREAK.finditer(text)), len(text)]:
            inside = []
            while upto < len(mentions) and mentions[upto].start < end:
                one = mentions[upto]
                inside.append(msgspec.structs.replace(one, start=one.start - start, end=one.end - start))
                upto += 1
            yield Passage(words=text[start:end], mentions=tuple(inside), state_before=state)
            named = [one.state for one in inside if one.state is not None and _is_state(one.state, actors)]
            state = named[-1] if named else state
            start = end


def _is_state(identifier: str, actors: "ActorTable") -> bool:
    """Tell whether an identifier is a state's."""
    return actors.actor(identifier).kind == "state"


@cache
def dating_words() -> Mapping[str, Any]:
    """Return the tables of `data/dating.toml`."""
    text = resources.files("sayso.documents").joinpath("data/dating.toml").read_text(encoding="utf-8")
    return loads(text)


@cache
def pattern(table: str, entry: str = "patterns") -> re.Pattern[str]:
    """Return one of the word lists of `data/dating.toml` as a pattern without regard to case."""
    words = dating_words()[table][entry]
    return re.compile(words if isinstance(words, str) else "|".join(words), re.IGNORECASE)
