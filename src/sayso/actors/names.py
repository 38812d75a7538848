"""All names of all actors, ordered by the word at which the finder meets them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sayso.actors.actor import Actor
from sayso.actors.mention import How
from sayso.actors.tokens import next_word, previous_word, split_name

_SHORTEST_SHOUT = 4
# Nouns for a people that have no plural in -s.
_NO_PLURAL_IN_S = ("ese", "ish", "ch", "sh", "ss", "s", "z", "x", "men")


class Sense(NamedTuple):
    """One thing that a name can mean."""

    actor: str
    how: How
    plural: bool = False
    bare: bool = False
    """A person's name of one word, which others may bear too."""


class Phrase(NamedTuple):
    """A name from the word at which the finder meets it."""

    left: tuple[str, ...]
    """Words in small letters before that word: `al` of `al-Qaeda`."""
    rest: tuple[str, ...]
    senses: tuple[Sense, ...]
    """People of one name come last. Empty for a name that means no actor, such as `Washington Post`."""


class Match(NamedTuple):
    """A name met in a text."""

    start: int
    end: int
    senses: tuple[Sense, ...]


Names = Mapping[str, tuple[Phrase, ...]]


def index_names(actors: Iterable[Actor], others: Iterable[str]) -> Names:
    """Return the names of `actors`, and those that mean none of them, longest first for each first word."""
    senses: dict[str, dict[tuple[tuple[str, ...], tuple[str, ...]], list[Sense]]] = {}
    for actor in actors:
        for words, sense in _names_of(actor):
            for anchor, left, rest in _placed(split_name(words)):
                known = senses.setdefault(anchor, {}).setdefault((left, rest), [])
                if all(other.actor != actor.id for other in known):
                    known.append(sense)
    for words in others:
        for anchor, left, rest in _placed(split_name(words)):
            senses.setdefault(anchor, {})[left, rest] = []
    return {
        anchor: tuple(
            Phrase(left, rest, tuple(sorted(found, key=lambda sense: sense.bare)))
            for (left, rest), found in sorted(
                phrases.items(), key=lambda item: len(item[0][0]) + len(item[0][1]), reverse=True
            )
        )
        for anchor, phrases in senses.items()
    }


def match_at(names: Names, text: str, start: int, end: int, word: str, floor: int) -> Match | None:
    """Return the longest name whose first capitalised word is `word` at `start`, none before `floor`."""
    phrases = names.get(word)
    if phrases is None:
        if not (word.isupper() and len(word) >= _SHORTEST_SHOUT):
            return None
        phrases = names.get(word.capitalize())
        if phrases is None:
            return None
    ahead: list[tuple[str, int]] = []
    for phrase in phrases:
        stop = _reach(phrase.rest, text, end, ahead)
        if stop is None:
            continue
        begin = _reach_back(phrase.left, text, start, floor)
        if begin is not None:
            return Match(begin, _with_last_stop(text, begin, stop, word, phrase.rest), phrase.senses)
    return None


def _names_of(actor: Actor) -> Iterable[tuple[str, Sense]]:
    """Yield each name of an actor with what it means."""
    if actor.kind == "person":
        for name in (actor.name, *actor.aliases):
            yield name, Sense(actor.id, "person", bare=len(split_name(name)) == 1)
        surname = surname_of(actor)
        if surname is not None:
            yield surname, Sense(actor.id, "person", bare=True)
        return
    for name in (actor.name, *actor.aliases):
        yield name, Sense(actor.id, "name")
    for name in actor.demonyms:
        yield name, Sense(actor.id, "demonym")
        if not name.endswith(_NO_PLURAL_IN_S):
            yield name + "s", Sense(actor.id, "demonym", plural=True)
    for name in actor.people:
        yield name, Sense(actor.id, "demonym", plural=True)
    for name in (*((actor.capital,) if actor.capital else ()), *actor.government):
        yield name, Sense(actor.id, "capital")
    for name in actor.places:
        yield name, Sense(actor.id, "place")


def surname_of(person: Actor) -> str | None:
    """Return the name by which a person is called alone, or None for a person of one name."""
    if person.surname is not None:
        return person.surname
    _, space, last = person.name.rpartition(" ")
    return last if space else None


def _placed(words: tuple[str, ...]) -> Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield the anchor of a name, the words before it and after it; and again with a capital in front."""
    for place, word in enumerate(words):
        if not word[0].islower() and not word[0].isdigit():
            yield word, words[:place], words[place + 1 :]
            if place:
                yield words[0].capitalize(), (), words[1:]
            return


def _same(word: str, wanted: str) -> bool:
    """Tell whether a word of a text is the wanted word of a name, in capitals or with a capital too."""
    if word == wanted:
        return True
    return (
        word.lower() == wanted
        if wanted[0].islower()
        else word.isupper() and len(word) > 1 and word == wanted.upper()
    )


def _reach(rest: tuple[str, ...], text: str, end: int, ahead: list[tuple[str, int]]) -> int | None:
    """Return where `rest` ends after `end`, or None; `ahead` keeps the words read so far."""
    for place, wanted in enumerate(rest):
        if place == len(ahead):
            following = next_word(text, ahead[-1][1] if ahead else end)
            if following is None:
                return None
            ahead.append(following)
        if not _same(ahead[place][0], wanted):
            return None
    return ahead[len(rest) - 1][1] if rest else end


def _reach_back(left: tuple[str, ...], text: str, start: int, floor: int) -> int | None:
    """Return where `left` begins before `start`, or None."""
    for wanted in reversed(left):
        preceding = previous_word(text, start)
        if preceding is None or preceding[1] < floor or preceding[0].lower() != wanted:
            return None
        start = preceding[1]
    return start


def _with_last_stop(text: str, begin: int, end: int, word: str, rest: tuple[str, ...]) -> int:
    """Return `end`, one further when the name is written in initials: the last stop of `U.S.`."""
    initials = bool(rest) and len(word) == 1 and all(len(part) == 1 for part in rest)
    return end + 1 if initials and text[end : end + 1] == "." and "." in text[begin:end] else end
