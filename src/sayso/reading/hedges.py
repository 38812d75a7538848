"""How likely, how sure, how much, until when: the words that qualify a claim."""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from sayso.dates import DateInterval
from sayso.language.annotation import Token
from sayso.language.tokens import joined
from sayso.reading.wordlists import Span, Words
from sayso.statements.lexicon import Hedge, Lexicon
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Confidence, Horizon, Strength

Level: TypeAlias = Literal["low", "moderate", "high"]

_BELIEF = ("i ", "we ")
_DAYS_IN_MONTH = 30.4375
_LEVELS: Mapping[str, Level] = {"low": "low", "moderate": "moderate", "high": "high"}
_STRENGTHS: Mapping[str, Strength] = {"weak": "weak", "moderate": "moderate", "strong": "strong"}


def find_hedges(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Hedge, ...]:
    """Return the words of likelihood in `tokens` that state how likely the claim is.

    A bare `will not` is the unhedged class: the clause's sign carries the negation, so its
    likelihood is that of `will`.
    """
    found = []
    for hedge in lexicon.find([token.lower for token in tokens]):
        if hedge.likelihood is not None and not _is_other_word(tokens, hedge.first, hedge.last):
            said = joined(tokens[hedge.first : hedge.last])
            found.append(
                msgspec.structs.replace(hedge, likelihood=_outright(hedge.likelihood, said, lexicon))
            )
    return tuple(found)


def _outright(likelihood: Likelihood, said: str, lexicon: Lexicon) -> Likelihood:
    will = lexicon.likelihood("will") if likelihood.unhedged else None
    return msgspec.structs.replace(will or likelihood, words=said)


def stated_likelihood(hedges: Sequence[Hedge], *, unhedged: bool) -> Likelihood | None:
    """Return the likelihood that counts: a hedge before `I think`, that before a bare `will`, else the first.

    `unhedged` says whether a bare `will` counts where there is no other word for likelihood.
    """
    stated = [hedge.likelihood for hedge in hedges if hedge.likelihood is not None]
    return min(
        (one for one in stated if unhedged or not one.unhedged),
        key=lambda one: (one.unhedged, one.words.lower().startswith(_BELIEF)),
        default=None,
    )


def spared_negations(hedges: Sequence[Hedge]) -> frozenset[int]:
    """Return the places of words that a hedge has used up: the `not` of `not likely` negates nothing else."""
    return frozenset(
        place
        for hedge in hedges
        if hedge.likelihood is not None and not hedge.likelihood.unhedged
        for place in range(hedge.first, hedge.last)
    )


def _is_other_word(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell `May` the month, `can` without a claim of chance, and `often` beside `more` from likelihood."""
    if last - first > 1:
        return False
    token = tokens[first]
    after = tokens[last].lower if last < len(tokens) else ""
    if token.lower == "may":
        return token.is_capitalised or after[:1].isdigit()
    if token.lower in {"possible", "probable", "likely"} and first > 0:
        # "possible leaders" names no chance; "it is possible" does
        before = tokens[first - 1].lower
        return before in {"a", "the", "any", "of", "about", "for", "their", "its", "to", "on", "no", "as"}
    return token.lower in {"can", "cannot", "never", "impossible"}


def find_strength(tokens: Sequence[Token], words: Words) -> Strength | None:
    """Return the strength that the first degree word states, or None."""
    hit = words.strength.first(tokens)
    return _STRENGTHS[hit.payload] if hit is not None else None


def find_confidence(tokens: Sequence[Token], words: Words) -> Confidence | None:
    """Return the stated confidence in the basis of a claim, or None."""
    hit = words.confidence.first(tokens)
    if hit is None:
        return None
    said = joined(tokens[hit.first : hit.last])
    return Confidence(words=said, level=_LEVELS[hit.payload])


def find_horizon(tokens: Sequence[Token], words: Words, as_of: DateInterval | None) -> Horizon | None:
    """Return the time that a claim is about, resolved against `as_of` where that is known."""
    hit = words.horizon.first(tokens)
    if hit is None:
        return None
    said = joined(tokens[hit.first : hit.last])
    return Horizon(words=said, dates=_resolved(hit.payload, as_of))


def _resolved(span: Span, as_of: DateInterval | None) -> DateInterval | None:
    if as_of is None or as_of.start is None or as_of.end is None:
        return None
    if span.to_end_of == "year":
        return DateInterval(as_of.start, as_of.end.replace(month=12, day=31))
    if span.to_end_of == "month":
        return DateInterval(
            as_of.start, as_of.end.replace(day=monthrange(as_of.end.year, as_of.end.month)[1])
        )
    first = as_of.start + dt.timedelta(days=round(span.first * _DAYS_IN_MONTH))
    last = as_of.end + dt.timedelta(days=round(span.last * _DAYS_IN_MONTH))
    return DateInterval(first, last)
