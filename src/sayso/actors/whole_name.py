"""A name that is given as such → the actor, tolerant of case and spelling."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec
from rapidfuzz.distance import Indel

from sayso.actors.actor import Actor
from sayso.actors.lexis import Lexis
from sayso.actors.mention import Mention
from sayso.actors.tokens import WORD, fold
from sayso.actors.variants import Variants

# One letter in ten may be wrong, and nothing else may be as near.
_LEAST_LIKENESS = 0.88
_SHORTEST = 5
_ARTICLES = {"the", "a", "an"}


class Candidate(NamedTuple):
    """A name and whose it is."""

    written: str
    actor: str


def written_names(actors: Iterable[Actor]) -> tuple[Candidate, ...]:
    """Return the names of states, organisations, groups and regions as they are compared."""
    return tuple(
        Candidate(fold(name).lower(), actor.id)
        for actor in actors
        if actor.kind != "person"
        for name in (actor.name, *actor.aliases)
        if len(name) >= _SHORTEST
    )


def resolve_whole(
    words: str,
    find: Callable[[str], Sequence[Mention]],
    variants: Variants,
    candidates: Sequence[Candidate],
    lexis: Lexis,
) -> Mention | None:
    """Return the actor that `words` as a whole name, or None rather than a guess."""
    found = _covering(words, find(words))
    if found is not None:
        return found
    titled = words.title()
    if words.islower() and _article_less(words) & lexis.never_small:
        return None
    if words.islower() and len(titled) == len(words):
        found = _covering(titled, find(titled))
        if found is not None:
            return msgspec.structs.replace(found, words=words[found.start : found.end])
    actor = _near(words, variants, candidates)
    if actor is None:
        return None
    return Mention(start=0, end=len(words), words=words, actor=actor, state=None, how="variant")


def _article_less(words: str) -> set[str]:
    return {word for word in WORD.findall(words.lower()) if word not in _ARTICLES}


def _covering(words: str, mentions: Sequence[Mention]) -> Mention | None:
    """Return the single mention that leaves out nothing but an article and punctuation."""
    if len(mentions) != 1:
        return None
    (mention,) = mentions
    outside = WORD.findall(words[: mention.start]) + WORD.findall(words[mention.end :])
    if outside[-1:] == ["s"] and words[mention.end : mention.end + 1] in {"'", "’"}:
        outside.pop()
    return mention if {word.lower() for word in outside} <= _ARTICLES else None


def _near(words: str, variants: Variants, candidates: Sequence[Candidate]) -> str | None:
    """Return the one actor whose name is spelt almost like `words`."""
    parts = [fold(word) for word in WORD.findall(words)]
    if len(parts) > 1 and parts[0][0].isupper():
        person = variants.full_name(parts[0], parts[-1]) or variants.nearest(parts[0], parts[-1])
        if person is not None:
            return person
    written = " ".join(part.lower() for part in parts if part.lower() not in _ARTICLES)
    if len(written) < _SHORTEST:
        return None
    scored = [(Indel.normalized_similarity(written, name.written), name.actor) for name in candidates]
    best = max((score for score, _ in scored), default=0.0)
    nearest = {actor for score, actor in scored if score == best}
    return nearest.pop() if best >= _LEAST_LIKENESS and len(nearest) == 1 else None
