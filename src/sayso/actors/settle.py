"""Choosing what each name in a text means: by the date, by what else the text names, or not at all."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sayso.actors.actor import Actor
from sayso.actors.lexis import Lexis, PostWords
from sayso.actors.mention import Mention
from sayso.actors.names import Sense
from sayso.actors.office import Office
from sayso.actors.posts import could_hold
from sayso.actors.scan import Hit
from sayso.actors.surroundings import (
    given_name_before,
    is_headline,
    is_shouted,
    surname_after,
    title_before,
)
from sayso.actors.tokens import fold
from sayso.dates import DateInterval

_POST_REACH = 60
_POST_WORDS = 4


class Who(NamedTuple):
    """What is known of the actors, as the choice needs it."""

    actors: Mapping[str, Actor]
    offices: Mapping[str, Sequence[Office]]
    """By holder, earliest first."""
    lexis: Lexis
    posts: Mapping[str, PostWords]
    """Post words by each phrase, in small letters."""


def settle(text: str, hits: Sequence[Hit], who: Who, on: DateInterval | None) -> list[Mention]:
    """Return one mention for each hit whose meaning is sure, in text order."""
    context = _Context.of(hits, who, on)
    mentions = []
    for place, hit in enumerate(hits):
        if not hit.senses or _is_other_word(text, hit, who.lexis):
            continue
        floor = hits[place - 1].end if place and not _is_bare(hits[place - 1]) else 0
        ceiling = next(
            (later.start for later in hits[place + 1 : place + 2] if not _is_bare(later)), len(text)
        )
        rest = _not_somebody_else(text, hit, (floor, ceiling), who, context)
        if not rest:
            context.not_ours.add(_key(text, hit))
            continue
        sense = _choose(_with_post(text, hit, rest, who, on), who, context, on)
        if sense is not None:
            mentions.append((_key(text, hit), hit, sense))
    return [
        _mention(text, hit, sense, who, on)
        for key, hit, sense in mentions
        if not (sense.bare and key in context.not_ours and sense.actor not in context.people)
    ]


class _Context(NamedTuple):
    """What a text names beyond doubt."""

    actors: frozenset[str]
    """States, organisations and groups."""
    people: frozenset[str]
    """People by their full names."""
    not_ours: set[str]
    """Surnames that the text also gives to somebody else."""

    @classmethod
    def of(cls, hits: Sequence[Hit], who: Who, on: DateInterval | None) -> "_Context":
        """Return what the hits with one sense name."""
        sure = [hit.senses[0] for hit in hits if len(hit.senses) == 1 and not hit.senses[0].bare]
        people = {sense.actor for sense in sure if who.actors[sense.actor].kind == "person"}
        actors = {sense.actor for sense in sure} - people
        actors |= {state for person in people if (state := stands_for(person, who, on)) is not None}
        return cls(frozenset(actors), frozenset(people), set())


def stands_for(actor: str, who: Who, on: DateInterval | None) -> str | None:
    """Return the state or organisation that an actor stands for at the date, if any.

    A person stands for whose office they hold at the date, else for whom they served if that is one only.
    """
    known = who.actors[actor]
    if known.kind == "region":
        return known.state
    if known.kind != "person":
        return actor
    offices = who.offices.get(actor, ())
    at_date = {office.of for office in offices if on is None or office.during.overlaps(on)}
    ever = {office.of for office in offices}
    for found in (at_date, ever):
        if len(found) == 1:
            return next(iter(found))
    return known.state


def _is_bare(hit: Hit) -> bool:
    """Tell whether a hit is a person's name of one word."""
    return bool(hit.senses) and hit.senses[0].bare


def _is_other_word(text: str, hit: Hit, lexis: Lexis) -> bool:
    """Tell whether an acronym such as IS is only the word in capitals."""
    return text[hit.start : hit.end] in lexis.shouted_words and is_shouted(text, hit.start)


def _not_somebody_else(
    text: str, hit: Hit, free: tuple[int, int], who: Who, context: _Context
) -> tuple[Sense, ...]:
    """Return the senses that the words around leave: none in `Bakhrom Karimov` or `Michael Jordan`.

    `free` is the stretch around the hit that no other name covers.
    """
    bare = _is_bare(hit)
    key = _key(text, hit)
    headline = is_headline(text, hit.start)
    if hit.senses[0].how == "variant" and not headline and surname_after(text, hit.end, free[1], who.lexis):
        return ()
    if not bare and key not in who.lexis.namesakes:
        return hit.senses
    senses = hit.senses
    given = given_name_before(text, hit.start, free[0], who.lexis)
    if given is not None:
        fitting = tuple(sense for sense in senses if sense.bare and _has_given(sense.actor, given, who))
        if not fitting and not (headline and (not bare or _is_known(hit, context))):
            return ()
        senses = fitting or senses
    if not headline and surname_after(text, hit.end, free[1], who.lexis):
        return ()
    if not bare or key not in who.lexis.common_surnames or _is_known(hit, context):
        return senses
    return senses if title_before(text, hit.start, who.lexis) else ()


def _with_post(
    text: str, hit: Hit, senses: tuple[Sense, ...], who: Who, on: DateInterval | None
) -> tuple[Sense, ...]:
    """Return the senses that a post before a surname leaves: not the president for `Premier Japarov`."""
    if len(senses) == 1 or not _is_bare(hit):
        return senses
    before = text[max(0, hit.start - _POST_REACH) : hit.start].lower().split()
    for length in range(min(len(before), _POST_WORDS), 0, -1):
        post = who.posts.get(" ".join(before[-length:]))
        if post is not None:
            held = (sense for sense in senses if _held(sense.actor, post, who, on))
            return tuple(held) or senses
    return senses


def _held(person: str, post: PostWords, who: Who, on: DateInterval | None) -> bool:
    """Tell whether a person held the post, at the date if there is one."""
    offices = who.offices.get(person, ())
    return any(could_hold(office, post) and (on is None or office.during.overlaps(on)) for office in offices)


def _is_known(hit: Hit, context: _Context) -> bool:
    """Tell whether the text names one of the meant people in full."""
    return any(sense.actor in context.people for sense in hit.senses)


def _has_given(person: str, given: str, who: Who) -> bool:
    """Tell whether `given` is a first name or an initial of the person."""
    actor = who.actors[person]
    words = {fold(word) for name in (actor.name, *actor.aliases) for word in name.split()}
    return given in words or (len(given) == 1 and any(word.startswith(given) for word in words))


def _choose(senses: Sequence[Sense], who: Who, context: _Context, on: DateInterval | None) -> Sense | None:
    """Return the one sense that is meant, or None."""
    rest = list(senses)
    if any(not sense.bare for sense in rest):
        rest = [sense for sense in rest if not sense.bare]
    tests: tuple[Callable[[Sense], bool], ...] = (
        lambda sense: sense.actor in context.people,
        lambda sense: _at_date(sense, who, on),
        lambda sense: stands_for(sense.actor, who, on) in context.actors,
        lambda sense: _leads(sense, who, on),
        lambda sense: sense.how != "place",  # `Tripoli` is the capital where nothing speaks for Lebanon
    )
    for holds in tests:
        if len(rest) > 1:
            rest = [sense for sense in rest if holds(sense)] or rest
    return rest[0] if len(rest) == 1 else None


def _leads(sense: Sense, who: Who, on: DateInterval | None) -> bool:
    """Tell whether the person led a state at the date: a surname alone is first of all the leader's."""
    offices = who.offices.get(sense.actor, ())
    return on is not None and any(office.leads and office.during.overlaps(on) for office in offices)


def _at_date(sense: Sense, who: Who, on: DateInterval | None) -> bool:
    """Tell whether the actor existed, or held a post, at the date."""
    if on is None:
        return True
    actor = who.actors[sense.actor]
    if actor.kind != "person":
        return actor.lifetime.overlaps(on)
    return any(office.during.overlaps(on) for office in who.offices.get(sense.actor, ()))


def _key(text: str, hit: Hit) -> str:
    """Return the folded words of a hit, capitalised when they are shouted."""
    words = fold(text[hit.start : hit.end])
    return words.capitalize() if words.isupper() and len(words) > 3 else words  # noqa: PLR2004 - acronyms


def _mention(text: str, hit: Hit, sense: Sense, who: Who, on: DateInterval | None) -> Mention:
    return Mention(
        start=hit.start,
        end=hit.end,
        words=text[hit.start : hit.end],
        actor=sense.actor,
        state=stands_for(sense.actor, who, on),
        how=sense.how,
        plural=sense.plural,
    )
