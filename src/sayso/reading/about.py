"""Which factor a proposed statement is about: the encoder's shares, and the catalogue's cues in its words."""

import math
from collections.abc import Sequence

import msgspec

from sayso.language.annotation import About, Token
from sayso.reading.cues import Cue

_CUE = 0.7
"""What each word of a cue adds to the log of a factor's share."""
_HINT = 0.3
"""What a word that only hints adds."""
_MOST_WORDS = 3
_SECOND = 0.35
"""A second factor is taken from this share on."""


class PlacedCue(msgspec.Struct, frozen=True, gc=False):
    """A cue with its place in the document."""

    factor: str
    words: int
    start: int
    end: int


def placed(cues: Sequence[Cue], tokens: Sequence[Token]) -> list[PlacedCue]:
    """Return the cues of a sentence with their code points."""
    return [PlacedCue(cue.name, cue.words, tokens[cue.first].start, tokens[cue.last - 1].end) for cue in cues]


def weigh(factors: Sequence[About], cues: Sequence[PlacedCue]) -> list[About]:
    """Return the factor that fits best with its share, and a second one where two fit about as well.

    The share of a factor is multiplied by e to the power of what its cues add.
    """
    added: dict[str, float] = {}
    for cue in cues:
        gain = _CUE * min(cue.words, _MOST_WORDS) if cue.words else _HINT
        added[cue.factor] = max(added.get(cue.factor, 0.0), gain)
    raised = [one.share * math.exp(added.get(one.factor, 0.0)) for one in factors]
    total = sum(raised) + max(0.0, 1.0 - sum(one.share for one in factors))
    shares = [value / total for value in raised]
    ranked = sorted(zip(shares, factors, strict=True), key=lambda pair: -pair[0])
    chosen = [msgspec.structs.replace(one, share=share) for share, one in ranked[:2]]
    return [one for at, one in enumerate(chosen) if at == 0 or one.share >= _SECOND]
