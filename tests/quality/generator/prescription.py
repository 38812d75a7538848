"""Claims that somebody should act."""

from collections.abc import Sequence
from dataclasses import replace

from tests.quality.generator.claiming import Maker, claimed, from_clause, matter_of
from tests.quality.generator.clause import EMPTY, Clause, Form, say
from tests.quality.generator.phrase import Claim, Phrase, fill, sign_of
from tests.quality.generator.predicate import deed
from tests.quality.generator.setting import Setting
from tests.quality.generator.topic import Topic, topic

_BETTER = ("strengthen", "restore", "expand", "preserve", "promote")
_WORSE = ("curb", "reduce", "end", "contain", "stop", "limit")


def duty(setting: Setting, actors: Sequence[str]) -> tuple[Clause, tuple[str, ...]]:
    """Return a clause that somebody can be told to make true: a state strengthens or curbs something of its own."""
    about = topic(setting, actors, own=True)
    verb, sign = _wanted(setting, about)
    clause = Clause(
        setting.refer(about.owner, about.matter),
        plural=False,
        verb=verb,
        object=about.phrase,
        object_plural=about.plural,
        matter=about.matter,
        sign=sign_of(sign),
    )
    return clause, tuple(one for one in about.phenomena if one != "pronoun")


def _wanted(setting: Setting, about: Topic) -> tuple[str, int]:
    """Return what should be done with the noun, and what that says of the factor."""
    good = about.valence > 0 or (about.valence == 0 and setting.chance(0.5))
    return setting.pick(_BETTER if good else _WORSE), about.sign if good else -about.sign


def _should(*modals: str) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        clause, shows = duty(setting, actors)
        return from_clause(setting, clause, Form(modal=setting.pick(modals)), "prescription", shows)

    return make


def _should_not(modal: str) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        clause = deed(setting, actors, acting=True)
        return from_clause(setting, clause, Form(modal=modal, negative=True), "prescription", ())

    return make


def _to_act(frame: str) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        clause, shows = duty(setting, actors)
        return to_act(setting, clause, frame, shows)

    return make


def to_act(setting: Setting, clause: Clause, frame: str, shows: Sequence[str]) -> Phrase:
    """Return a frame such as "it is time for {subject} {infinitive}" as a claim."""
    infinitive = say(replace(clause, subject=EMPTY), Form(tense="infinitive"))
    whole = fill(frame, subject=clause.subject, infinitive=infinitive)
    return claimed(
        whole, Claim(setting.key(), "prescription", matter_of(clause), clause.sign, phenomena=tuple(shows))
    )


def _should_be(*modals: str) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        about = topic(setting, actors, alone=True)
        verb, sign = _wanted(setting, about)
        clause = Clause(
            about.phrase, about.plural, verb, matter=about.matter, sign=sign_of(sign), passive=True
        )
        return from_clause(setting, clause, Form(modal=setting.pick(modals)), "prescription", about.phenomena)

    return make


TEMPLATES: tuple[tuple[str, Maker], ...] = (
    ("must", _should("must", "have to")),
    ("should", _should("should", "ought to", "need to")),
    ("must not", _should_not("must")),
    ("should not", _should_not("should")),
    ("it is time for it to", _to_act("it is time for {subject} {infinitive}")),
    ("it is up to it to", _to_act("it is up to {subject} {infinitive}")),
    ("must be curbed", _should_be("must", "have to")),
    ("should be curbed", _should_be("should", "need to")),
    ("it is imperative for it to", _to_act("it is imperative for {subject} {infinitive}")),
    ("it is high time for it to", _to_act("it is high time for {subject} {infinitive}")),
)
"""Ways of saying what should be done."""
