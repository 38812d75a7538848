"""Clauses about a factor: nouns that grow or fade, nouns that are great or slight, and whole predicates."""

import re
from collections.abc import Collection, Sequence

from tests.quality.generator.clause import Clause, passive
from tests.quality.generator.phrase import Matter, Phrase, sign_of, together
from tests.quality.generator.setting import Setting
from tests.quality.generator.topic import Topic, topic
from tests.quality.generator.vocabulary import Aspect, FactorWords, Predicate

RISING = ("grow", "increase", "intensify", "deepen", "expand")
FALLING = ("fade", "decline", "diminish", "weaken", "dwindle", "wane", "shrink", "recede")
HIGH = ("considerable", "substantial", "strong", "pronounced", "extensive", "notable")
LOW = ("negligible", "weak", "minimal", "slight", "modest", "faint")
ALL: tuple[Aspect, ...] = ("state", "deed", "activity")
DEEDS: tuple[Aspect, ...] = ("deed",)
ACTIVITIES: tuple[Aspect, ...] = ("activity",)
DEEDS_AND_ACTIVITIES: tuple[Aspect, ...] = ("deed", "activity")
HABITS: tuple[Aspect, ...] = ("state", "activity")

_SLOT = re.compile(r"\{(state|capital|people|from|to)\}")
_ACTING = {"{state}", "{from}", "{to}"}


def changing(setting: Setting, about: Topic) -> Clause:
    """Return a clause that says that the noun grows or fades."""
    up = setting.chance(0.5)
    verb = setting.pick(RISING if up else FALLING)
    return Clause(
        about.phrase, about.plural, verb, matter=about.matter, sign=sign_of(about.sign if up else -about.sign)
    )


def level(setting: Setting, about: Topic, *, copulas: Sequence[str] = ("be",)) -> Clause:
    """Return a clause that says that the noun is great or slight."""
    high = setting.chance(0.5)
    return Clause(
        about.phrase,
        about.plural,
        setting.pick(copulas),
        adjective=setting.pick(HIGH if high else LOW),
        matter=about.matter,
        sign=sign_of(about.sign if high else -about.sign),
    )


def deed(
    setting: Setting,
    actors: Sequence[str],
    *,
    factor: str | None = None,
    aspects: Collection[Aspect] = ALL,
    acting: bool = False,
) -> Clause:
    """Return a whole predicate of a factor.

    Args:
        setting: chance, states and words.
        actors: FROM and TO.
        factor: its name; any if none is given.
        aspects: which aspects will do.
        acting: the subject must be a state itself, and is the first of `actors`, FROM or not.
    """
    about, predicate = _choice(setting, factor, aspects, acting=acting)
    one, other = actors[0], actors[1]
    if acting and predicate.subject == "{to}":
        one, other = other, one
    matter = Matter(setting.key(), about.factor, ((one, other if about.dyadic else None),))
    plain = acting or predicate.subject not in _ACTING or "its " in f"{predicate.object} {predicate.rest}"
    subject = (
        _filled(setting, predicate.subject, matter) if plain else _agent(setting, predicate.subject, matter)
    )
    thing = None if predicate.object is None else _filled(setting, predicate.object, matter)
    return Clause(
        subject,
        predicate.subject.startswith("p:"),
        predicate.verb,
        rest=_filled(setting, predicate.rest, matter),
        object=thing,
        object_plural=(predicate.object or "").startswith("p:"),
        matter=matter,
        sign=predicate.sign,
    )


def _choice(
    setting: Setting, factor: str | None, aspects: Collection[Aspect], *, acting: bool
) -> tuple[FactorWords, Predicate]:
    """Return a predicate of any fitting factor, each factor as likely as the others."""
    fitting = {
        about.factor: [one for one in about.predicates if not acting or one.subject in _ACTING]
        for about in ([setting.words[factor]] if factor else setting.words.values())
    }
    strict = {name: [one for one in found if one.aspect in aspects] for name, found in fitting.items()}
    choice = {name: found for name, found in strict.items() if found} or {
        name: found for name, found in fitting.items() if found
    }
    name = setting.pick(list(choice))
    return setting.words[name], setting.pick(choice[name])


def any_deed(
    setting: Setting, actors: Sequence[str], *, aspects: Collection[Aspect] = ALL
) -> tuple[Clause, tuple[str, ...]]:
    """Return a whole predicate in the active or the passive voice, and what it shows."""
    clause = deed(setting, actors, aspects=aspects)
    turned = passive(clause) if setting.chance(0.4) else None
    return (clause, ()) if turned is None else (turned, ("passive",))


def any_clause(
    setting: Setting, actors: Sequence[str], *, alone: bool = False
) -> tuple[Clause, tuple[str, ...]]:
    """Return a clause about some factor, and what it shows."""
    if setting.chance(0.5):
        return any_deed(setting, actors)
    about = topic(setting, actors, alone=alone)
    return changing(setting, about), about.phenomena


def _agent(setting: Setting, slot: str, matter: Matter) -> Phrase:
    """Return the state in the slot as one that acts."""
    start, end = matter.pairs[0]
    return setting.agent(end if slot == "{to}" and end is not None else start, matter)


def _filled(setting: Setting, written: str, matter: Matter) -> Phrase:
    """Return the words with the actors of `matter` in the slots."""
    start, end = matter.pairs[0]
    pieces: list[Phrase] = []
    at = 0
    text = written.removeprefix("p:")
    for slot in _SLOT.finditer(text):
        actor = end if slot[1] == "to" and end is not None else start
        pieces += [Phrase(text[at : slot.start()]), _mention(setting, slot[1], actor, matter)]
        at = slot.end()
    return together([*pieces, Phrase(text[at:])])


def _mention(setting: Setting, slot: str, actor: str, matter: Matter) -> Phrase:
    state = setting.states[actor]
    if slot == "people":
        return setting.mention(state.demonym, actor, matter)
    if slot == "capital":
        return setting.mention(state.capital, actor, matter)
    return setting.refer(actor, matter)
