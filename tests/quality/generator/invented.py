"""Factors that do not exist, with nouns and verbs that are no words, and the user's file that declares them."""

from collections.abc import Mapping

import numpy as np

from tests.quality.generator.vocabulary import FactorWords, Noun, Predicate
from tests.quality.generator.world import names, pick


def invented_words(rng: np.random.Generator, number: int) -> Mapping[str, FactorWords]:
    """Return words for factors that do not exist: of one actor, of a pair, and of a pair of equals, in turn."""
    found: dict[str, FactorWords] = {}
    verbs = rng.permutation(names()["verb"]["starts"])
    stems = rng.permutation(names()["noun"]["starts"])
    makers = (_single, _pair, _equals)
    for place in range(number):
        noun = str(stems[place]) + pick(rng, names()["noun"]["endings"])
        found[noun] = makers[place % len(makers)](noun, str(verbs[place]))
    return found


def _predicate(subject: str, verb: str, thing: str | None, rest: str = "") -> Predicate:
    return Predicate(1, "activity", subject, verb, thing, rest)


def _single(noun: str, verb: str) -> FactorWords:
    predicates = (
        _predicate("p:the courts of {state}", verb, "p:the guilds"),
        _predicate("{state}", verb, "p:its harbour towns"),
        _predicate("p:people in {capital}", verb, "p:the elders", "of their villages"),
        _predicate("the {people} government", verb, "p:the shepherds"),
    )
    definition = f"How much people {verb} others in the country."
    return FactorWords(
        noun,
        dyadic=False,
        symmetric=False,
        valence=0,
        nouns=(Noun(1, "mass", noun),),
        predicates=predicates,
        definition=definition,
    )


def _pair(noun: str, verb: str) -> FactorWords:
    predicates = (
        _predicate("{from}", verb, "{to}"),
        _predicate("{from}", verb, "p:the ports of {to}"),
        _predicate("the foreign ministry of {from}", verb, "{to}", "with new vigour"),
    )
    nouns = (Noun(1, "mass", noun, "in {to}"), Noun(1, "mass", noun, "towards {to}"))
    return FactorWords(
        noun,
        dyadic=True,
        symmetric=False,
        valence=0,
        nouns=nouns,
        predicates=predicates,
        definition=f"How much FROM tries to {verb} TO.",
    )


def _equals(noun: str, verb: str) -> FactorWords:
    predicates = (
        _predicate("{from}", verb, None, "with {to}"),
        _predicate("{from}", verb, "p:its rivers", "with {to}"),
    )
    return FactorWords(
        noun,
        dyadic=True,
        symmetric=True,
        valence=0,
        nouns=(Noun(1, "mass", noun),),
        predicates=predicates,
        definition=f"How much the two {verb} with each other.",
    )


def factor_toml(words: Mapping[str, FactorWords]) -> str:
    """Return the user's factor file that declares invented factors."""
    tables = []
    for one in words.values():
        verbs = dict.fromkeys(predicate.verb for predicate in one.predicates)
        cues = ", ".join(f'"{cue}"' for cue in (one.factor, *verbs))
        lines = [
            f"[{one.factor}]",
            f"dyadic = {str(one.dyadic).lower()}",
            *(['roles = { from = "doer", to = "sufferer" }'] if one.dyadic else []),
            *(["symmetric = true"] if one.symmetric else []),
            f'definition = "{one.definition}"',
            'more = "More of it."',
            f"valence = {one.valence}",
            'source = "invented for a test"',
            f"cues_more = [{cues}]",
        ]
        tables.append("\n".join(lines))
    return "\n\n".join(tables) + "\n"
