"""What qualifies a claim: likelihood, confidence, strength, time."""

from collections.abc import Sequence
from typing import Self

import msgspec

from sayso.dates import DateInterval
from sayso.language.annotation import Token
from sayso.reading.hedges import (
    find_confidence,
    find_hedges,
    find_horizon,
    find_strength,
    stated_likelihood,
)
from sayso.reading.wordlists import Words
from sayso.statements.lexicon import Lexicon
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Confidence, Horizon, Strength

_LEAD = 9
"""Words before a claim in which a frame such as "it is likely that" may stand."""


class Qualifiers(msgspec.Struct, frozen=True, kw_only=True):
    """The words that qualify a claim, resolved."""

    likelihood: Likelihood | None
    confidence: Confidence | None
    strength: Strength | None
    horizon: Horizon | None

    @classmethod
    def of(
        cls,
        tokens: Sequence[Token],
        lead: Sequence[Token],
        *,
        lexicon: Lexicon,
        words: Words,
        as_of: DateInterval | None,
        future: bool,
    ) -> Self:
        """Return the qualifiers in a claim's words and in the frame before it; `future` lets "will" count."""
        hedges = find_hedges(tokens, lexicon) + find_hedges(lead, lexicon)
        every = [*lead, *tokens]
        return cls(
            likelihood=stated_likelihood(hedges, unhedged=future),
            confidence=find_confidence(every, words),
            strength=find_strength(tokens, words),
            horizon=find_horizon(every, words, as_of),
        )


def lead_of(sentence: Sequence[Token], utterance: Sequence[Token], start: int) -> tuple[Token, ...]:
    """Return the words right before a claim that the same voice says, back to the last break."""
    own = {token.start for token in utterance}
    lead: list[Token] = []
    for token in reversed([token for token in sentence if token.end <= start]):
        if (
            token.text in {",", ";", ":", "“", "”", '"', "–", "—"}
            or token.start not in own
            or len(lead) == _LEAD
        ):
            break
        lead.append(token)
    return tuple(reversed(lead))
