"""A clause: the stretch of a sentence that makes one claim."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from sayso.language.annotation import Token
from sayso.reading.wordlists import Verbs

Tense: TypeAlias = Literal["future", "past", "perfect", "progressive", "present"]

_LONGEST_CAPITALS = 3
_BEFORE_VERB = frozenset({"to", "not", "and", "they", "we", "people", "i", "you", "who"})


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """The if-part that belongs to a clause."""

    tokens: tuple[Token, ...]
    """Without the word that opens it."""
    start: int
    negated: bool
    """True after `unless` and the like."""


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """One claim's words, its frames cut off."""

    tokens: tuple[Token, ...]
    """All tokens of the clause, in text order; never empty."""
    lead: tuple[Token, ...] = ()
    """Tokens of the sentence that were cut off before it: connectives and frames."""
    condition: Condition | None = None
    subject: tuple[Token, ...] = ()
    """Tokens before the first verb; taken from the clause before where a verb starts this one."""
    helpers: tuple[str, ...] = ()
    """Modals and auxiliaries, in lower case, own or carried over from the clause before."""
    shares: bool = False
    """True where the subject is that of the clause before: `… and have a good effect`."""

    @property
    def start(self) -> int:
        """First code point."""
        return self.condition.start if self.condition else self.tokens[0].start

    @property
    def end(self) -> int:
        """One past the last code point, a final stop left out."""
        return max(self.tokens[-1].end, self.condition.tokens[-1].end if self.condition else 0)


def finite_verb(tokens: Sequence[Token], at: int, verbs: Verbs) -> bool:
    """Tell whether the token at `at` is taken for a verb that can carry a clause.

    A word's form and the word before it decide; a noun of the same form (`the support`) is none.
    """
    token = tokens[at]
    word = token.lower
    if word in verbs.modal or word in verbs.auxiliary:
        return len(word) > _LONGEST_CAPITALS or not token.text.isupper()  # "IS" is a name
    before = tokens[at - 1].lower if at else ""
    nominal = before in verbs.noun_after or before.endswith(("'s", "s'"))
    if not token.is_word or nominal or (token.is_capitalised and at > 0):
        return False
    return word in verbs.irregular_past or (token.stem in verbs.stems and _finite_form(tokens, at, verbs))


def _finite_form(tokens: Sequence[Token], at: int, verbs: Verbs) -> bool:
    """Tell a finite form of a known verb from its participle in -ing, its infinitive and a noun."""
    word, before = tokens[at].lower, tokens[at - 1].lower if at else ""
    if word.endswith("ing"):
        return False
    if word.endswith("s"):
        return tokens[at].stem not in verbs.noun_like or _verb_in_s(tokens, at, before, verbs)
    follower = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    plural = at > 0 and follower in {"to", "that"} and before.endswith(("s", "y", "le"))
    return word.endswith("ed") or plural or before in verbs.modal or before in _BEFORE_VERB


def _verb_in_s(tokens: Sequence[Token], at: int, before: str, verbs: Verbs) -> bool:
    """Tell a verb in -s from a plural: what follows a verb is a determiner, a preposition or a name."""
    if before in {"he", "she", "it", "who", "which", "that", "this"}:
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not after.is_word:
        return False
    return after.lower in verbs.after_verb or after.is_capitalised or after.lower.endswith("ing")


def tense_of(clause: Clause, verbs: Verbs, *, reported: bool = False) -> Tense:
    """Return the tense of a clause from its helpers and the form of its first verb.

    In reported speech the tenses are moved back: `he said it would fall` speaks of what will be.
    """
    helpers = {_MOVED_BACK.get(word, word) for word in clause.helpers} if reported else set(clause.helpers)
    if helpers & _FUTURE:
        return "future"
    if helpers & _HAVE and _has_participle(clause.tokens, verbs):
        return "perfect"
    if helpers & _BE and any(_is_in_ing(token) for token in clause.tokens):
        return "progressive"
    if helpers & _PAST:
        return "past"
    return "present" if helpers & _PRESENT else _form_of_first_verb(clause.tokens, verbs)


_FUTURE = frozenset({"will", "won't", "shall"})
_HAVE = frozenset({"has", "have", "hasn't", "haven't"})
_BE = frozenset({"is", "are", "isn't", "aren't"})
_PAST = frozenset({"was", "were", "had", "did", "didn't", "wasn't", "weren't"})
_PRESENT = frozenset({"is", "are", "has", "have", "does", "do", "can", "cannot", "must", "should"})


_MOVED_BACK = {"would": "will", "wouldn't": "won't", "was": "is", "were": "are", "had": "have"}


def _is_in_ing(token: Token) -> bool:
    return token.lower.endswith("ing") and not token.is_capitalised


def _form_of_first_verb(tokens: Sequence[Token], verbs: Verbs) -> Tense:
    for place, token in enumerate(tokens):
        if finite_verb(tokens, place, verbs):
            past = token.lower.endswith("ed") or token.lower in verbs.irregular_past
            return "past" if past else "present"
    return "present"


def _has_participle(tokens: Sequence[Token], verbs: Verbs) -> bool:
    return any(token.lower.endswith("ed") or token.lower in verbs.irregular_participle for token in tokens)
