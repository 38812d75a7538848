"""Making a claim of a phrase."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from tests.quality.generator.clause import Clause, Form, say
from tests.quality.generator.phrase import Claim, Kind, Matter, Phrase, Span, sign_of
from tests.quality.generator.setting import Setting

Maker: TypeAlias = Callable[[Setting, Sequence[str]], Phrase]
"""Makes one claim about actors: the first is FROM or has the factor."""


def claimed(phrase: Phrase, claim: Claim) -> Phrase:
    """Return the phrase as one claim: head and likelihood, marked with the matter's key, become the claim's."""
    renamed = tuple(
        replace(span, key=claim.key)
        if span.role in {"head", "likelihood"} and span.key == claim.matter.key
        else span
        for span in phrase.spans
    )
    hedged = any(span.role == "likelihood" and span.key == claim.key for span in renamed)
    shows = dict.fromkeys((f"kind: {claim.kind}", *claim.phenomena, *(["likelihood"] if hedged else [])))
    whole = Span("claim", 0, len(phrase.text), claim.key)
    return Phrase(phrase.text, (*renamed, whole), (*phrase.claims, replace(claim, phenomena=tuple(shows))))


def from_clause(setting: Setting, clause: Clause, form: Form, kind: Kind, shows: Sequence[str]) -> Phrase:
    """Return a clause in a form as a claim of a kind."""
    negative = form.negative or form.adverb == "no longer"
    sign = -clause.sign if negative else clause.sign
    tags = (*shows, *(["passive"] if clause.passive else []), *(["negation"] if negative else []))
    claim = Claim(setting.key(), kind, matter_of(clause), sign_of(sign), phenomena=tags)
    return claimed(say(clause, form), claim)


def matter_of(clause: Clause) -> Matter:
    """Return what the clause is about.

    Raises:
        ValueError: if it is about nothing in the catalogue, so that it can claim nothing.
    """
    if clause.matter is None:
        raise ValueError(f"{clause.subject.text!r} is about nothing in the catalogue and claims nothing")
    return clause.matter
