"""Noun phrases about a factor of given actors: "the influence of Tarsk over Velmora and Orrin"."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.quality.generator.inflection import listed
from tests.quality.generator.phrase import Matter, Phrase, Sign, fill, together, words
from tests.quality.generator.setting import BOTH, Setting
from tests.quality.generator.vocabulary import FactorWords, Noun

MEMBERS = (1, 1, 1, 1, 1, 2, 2, 3, 4)
"""How many actors a noun phrase names: mostly one, sometimes a list."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A noun phrase about a factor."""

    phrase: Phrase
    plural: bool
    sign: Sign
    """What more of it says of the factor."""
    matter: Matter
    phenomena: tuple[str, ...]
    valence: int
    """1: people want more of the noun, -1: less, 0: it depends."""
    owner: str
    """The actor that has it."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the noun phrase is to be made of."""

    setting: Setting
    about: FactorWords
    noun: Noun
    own: bool
    """ "its influence": the owner stands before it as the subject."""

    def topic(self, matter: Matter, phrase: Phrase, *shows: str) -> Topic:
        """Return the phrase as a topic."""
        noun = self.noun
        start, end = matter.pairs[0]
        owner = end if noun.flipped and end is not None else start
        valence = noun.sign * self.about.valence
        return Topic(phrase, noun.number == "plural", noun.sign, matter, shows, valence, owner)

    def matter(self, pairs: tuple[tuple[str, str | None], ...]) -> Matter:
        """Return a new matter of the factor."""
        return Matter(self.setting.key(), self.about.factor, pairs)

    def the(self) -> str:
        """Return the noun with its article, if it takes one."""
        return f"the {self.noun.text}" if self.noun.number == "count" else self.noun.text

    def pronoun(self, actor: str) -> bool:
        """Tell whether the owner is to be a pronoun."""
        return self.own or self.setting.referred.get(actor) == "it"

    def its(self, actor: str, matter: Matter) -> Phrase:
        """Return "its"."""
        return self.setting.mention("its", actor, matter, weak=True)

    def national(self, actor: str, matter: Matter) -> Phrase:
        """Return the demonym before the noun, with an article where the noun takes one."""
        people = self.setting.mention(self.setting.states[actor].demonym, actor, matter)
        return words("the" if self.noun.number == "count" else "", people, self.noun.text)


def topic(
    setting: Setting,
    actors: Sequence[str],
    *,
    factor: str | None = None,
    alone: bool = False,
    own: bool = False,
) -> Topic:
    """Return a noun phrase about a factor.

    Args:
        setting: chance, states and words.
        actors: the first has the factor, the second is the other side of a pair.
        factor: its name; any if none is given.
        alone: never a list of actors.
        own: "its influence": the owner stands before it as the subject.
    """
    both = setting.referred.get(BOTH) is not None
    factors = [setting.words[factor]] if factor else list(setting.words.values())
    fitting = [
        one
        for one in factors
        if not (both and one.dyadic and not one.symmetric)
        and not (own and all(noun.placed for noun in one.nouns))
    ]
    about = setting.pick(fitting)
    plan = _Plan(setting, about, setting.pick([one for one in about.nouns if not (own and one.placed)]), own)
    members = 1 if alone or own or setting.referred else setting.pick(MEMBERS)
    who = [actors[0], *setting.sample([one for one in setting.states if one not in actors], members - 1)]
    if both:
        return _of_both(plan, actors)
    if not about.dyadic:
        return _single(plan, who)
    if about.symmetric:
        return _symmetric(plan, actors)
    return _pair(plan, who, actors[1])


def _of_both(plan: _Plan, actors: Sequence[str]) -> Topic:
    one, other = actors[0], actors[1]
    words_for_both = plan.setting.referred[BOTH]
    if not plan.about.symmetric:
        words_for_both = "both countries" if words_for_both == "the two neighbours" else words_for_both
    matter = plan.matter(((one, other),) if plan.about.symmetric else ((one, None), (other, None)))
    both = Phrase(words_for_both).marked("actor", matter.key, actor=one, weak=True)
    both = both.marked("actor", matter.key, actor=other, weak=True)
    joint = "between" if plan.about.symmetric else "in"
    return plan.topic(matter, words(plan.the(), joint, both), words_for_both)


def _single(plan: _Plan, who: Sequence[str]) -> Topic:
    setting, actor = plan.setting, who[0]
    matter = plan.matter(tuple((one, None) for one in who))
    if plan.pronoun(actor):
        return plan.topic(matter, words(plan.its(actor, matter), plan.noun.text), "pronoun")
    free = len(who) == 1 and not plan.noun.placed and actor not in setting.referred
    if free and setting.chance(0.3):
        return plan.topic(matter, plan.national(actor, matter), "demonym")
    if free and setting.chance(0.4):
        return plan.topic(
            matter, fill("{owner}'s {noun}", owner=setting.refer(actor, matter), noun=plan.noun.text)
        )
    places = [setting.refer(one, matter) for one in who]
    shows = (*_several(who), *(["the country"] if actor in setting.referred else []))
    return plan.topic(matter, words(plan.the(), "in", _places(setting, places)), *shows)


def _places(setting: Setting, places: Sequence[Phrase]) -> Phrase:
    """Return a list of places, "in" before the first only or before each."""
    if len(places) == 1 or setting.chance(0.6):
        return listed(places)
    inside = [places[0], *(words("in", place) for place in places[1:-1])]
    joint = setting.pick((" and in ", " or even in ", " as well as in "))
    return together([together(inside, ", "), places[-1]], joint)


def _several(who: Sequence[str]) -> tuple[str, ...]:
    return () if len(who) == 1 else (f"coordination of {len(who)}",)


def _pair(plan: _Plan, many: Sequence[str], single: str) -> Topic:
    """Return the noun with its owner; a list of actors is on the owner's side or on the other, as chance has it."""
    setting, noun = plan.setting, plan.noun
    by_many = not plan.own and setting.chance(0.3)
    owners, others = (list(many), [single]) if by_many else ([many[0]], [single, *many[1:]])
    pairs = tuple((other, one) if noun.flipped else (one, other) for one in owners for other in others)
    matter = plan.matter(pairs)
    other = listed([setting.refer(one, matter) for one in others])
    rest = fill(noun.rest, **{"from" if noun.flipped else "to": other})
    shows = [*_several(owners), *_several(others), *(["owner is TO"] if noun.flipped else [])]
    if plan.pronoun(owners[0]):
        return plan.topic(matter, words(plan.its(owners[0], matter), noun.text, rest), "pronoun", *shows)
    if len(owners) == 1 and setting.chance(0.35):
        return plan.topic(matter, words(plan.national(owners[0], matter), rest), "demonym", *shows)
    owner = listed([setting.refer(one, matter) for one in owners])
    if len(owners) == 1 and setting.chance(0.6):
        return plan.topic(matter, words(fill("{owner}'s", owner=owner), noun.text, rest), *shows)
    return plan.topic(matter, words(f"the {noun.text} of", owner, rest), *shows)


def _symmetric(plan: _Plan, actors: Sequence[str]) -> Topic:
    setting, one, other = plan.setting, actors[0], actors[1]
    matter = plan.matter(((one, other),))
    if plan.pronoun(one):
        phrase = words(plan.its(one, matter), plan.noun.text, "with", setting.refer(other, matter))
        return plan.topic(matter, phrase, "pronoun")
    first, second = setting.refer(one, matter), setting.refer(other, matter)
    if setting.chance(0.5):
        return plan.topic(matter, words(plan.the(), "between", listed([first, second])))
    return plan.topic(matter, words(fill("{owner}'s", owner=first), plan.noun.text, "with", second))
