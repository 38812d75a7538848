"""A clause before it has a tense: subject, verb, object; and the words for it in each form."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from tests.quality.generator.inflection import VerbForm, inflect
from tests.quality.generator.phrase import Matter, Phrase, Sign, words

EMPTY = Phrase("")
_NO_SUBJECT = re.compile(r"\b(?:its|itself|his|their|patience|peace)\b")
"""Objects that can be no subject of a passive."""
_NO_PASSIVE = {"lack"}
_CHANGING = {"be", "have", "need"}
"""First words of modals that agree with the subject: "is likely to", "has to"."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Who does what; or, with an adjective, what is how."""

    subject: Phrase
    plural: bool
    verb: str
    rest: Phrase = EMPTY
    """What follows the verb and its object."""
    object: Phrase | None = None
    object_plural: bool = False
    adjective: str | None = None
    """After a copula; the verb is then `be`, `remain` or the like."""
    matter: Matter | None = None
    sign: Sign = 1
    """What it says of the matter when it is affirmed."""
    passive: bool = False

    @property
    def key(self) -> int:
        """Number of its matter; 0 where it is about nothing in the catalogue."""
        return 0 if self.matter is None else self.matter.key


@dataclass(frozen=True, slots=True)
class Form:
    """Tense, aspect, mood and polarity."""

    tense: Literal["present", "past", "infinitive", "bare"] = "present"
    """`infinitive` with "to", `bare` without."""
    modal: str | None = None
    """`will`, `may`, `should` ..., or several words as `be likely to`."""
    perfect: bool = False
    progressive: bool = False
    negative: bool = False
    inverted: bool = False
    """Auxiliary before the subject, as in "Will it grow"."""
    adverb: str | None = None
    """Behind the first auxiliary, before the verb where there is none."""
    hedge: str | None = None
    """The word of likelihood in the modal or the adverb."""


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a verb group, with its particle."""

    text: str
    head: bool = False


def passive(clause: Clause) -> Clause | None:
    """Return the clause with its object as the subject; None where it has none that could be."""
    if clause.object is None or clause.verb in _NO_PASSIVE or _NO_SUBJECT.search(clause.object.text):
        return None
    rest = words(clause.rest, "by", clause.subject)
    return replace(
        clause, subject=clause.object, plural=clause.object_plural, object=None, rest=rest, passive=True
    )


def say(clause: Clause, form: Form) -> Phrase:
    """Return the words of the clause in a form, its head and likelihood marked with the matter's key.

    >>> storks = Clause(Phrase("storks"), True, "nest", rest=Phrase("there"))
    >>> say(storks, Form(perfect=True, negative=True)).text
    'storks have not nested there'
    """
    pieces: list[Phrase] = []
    for word in _group(clause, form):
        first, _, particle = word.text.partition(" ")
        if word.head:
            pieces += [Phrase(first).marked("head", clause.key), Phrase(particle)]
        elif form.hedge is not None and form.hedge in word.text:
            pieces.append(_hedged(word.text, form.hedge, clause.key))
        else:
            pieces.append(Phrase(word.text))
    start, rest = ([pieces[0]], pieces[1:]) if form.inverted else ([], pieces)
    return words(*start, clause.subject, *rest, clause.object or EMPTY, clause.rest)


def _hedged(text: str, hedge: str, key: int) -> Phrase:
    before, _, after = text.partition(hedge)
    return words(before.rstrip(), Phrase(hedge).marked("likelihood", key), after.lstrip())


def _group(clause: Clause, form: Form) -> list[_Word]:
    """Return the words of the verb group in order."""
    chain = _chain(clause, form)
    lone = len(chain) == 1 + (clause.adjective is not None) and clause.verb != "be" and form.modal is None
    if form.modal is not None:
        first, _, others = form.modal.partition(" ")
        if first in _CHANGING:
            first = inflect(first, "past" if form.tense == "past" else "present", plural=clause.plural)
        chain = [_Word(first), *([_Word(others)] if others else []), *chain]
    elif form.tense == "infinitive":
        return [*([_Word("not")] if form.negative else []), _Word("to"), *chain]
    elif lone and (form.negative or form.inverted):
        auxiliary = inflect("do", "past" if form.tense == "past" else "present", plural=clause.plural)
        chain = [_Word(auxiliary), replace(chain[0], text=clause.verb), *chain[1:]]
        lone = False
    inserted = [*([_Word("not")] if form.negative else []), *([_Word(form.adverb)] if form.adverb else [])]
    behind = 0 if lone else 1
    return [*chain[:behind], *inserted, *chain[behind:]]


def _chain(clause: Clause, form: Form) -> list[_Word]:
    """Return the auxiliaries and the verb, each in the form that the one before it asks for."""
    first: VerbForm = "base"
    if form.modal is None and form.tense in {"present", "past"}:
        first = "present" if form.tense == "present" else "past"
    verbs: list[str] = []
    forms: list[VerbForm] = [first]
    if form.perfect:
        verbs.append("have")
        forms.append("participle")
    if form.progressive:
        verbs.append("be")
        forms.append("ing")
    if clause.passive:
        verbs.append("be")
        forms.append("participle")
    verbs.append(clause.verb)
    said = [inflect(verb, wanted, plural=clause.plural) for verb, wanted in zip(verbs, forms, strict=True)]
    chain = [_Word(one) for one in said]
    if clause.adjective is not None:
        return [*chain, _Word(clause.adjective, head=True)]
    return [*chain[:-1], replace(chain[-1], head=True)]
