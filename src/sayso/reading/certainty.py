"""How sure the reader is: raw scores → probabilities that hold on texts it was not trained on.

The coefficients stand in `words/certainty.toml`; `python -m training.calibrate` fits them to the development
documents, by logistic regression (Platt 1999). benchmarks/RESULTS.md shows how reliable they are elsewhere.
"""

import functools
import math
from collections.abc import Mapping

import msgspec

from sayso.reading.wordlists import read_table
from sayso.statements.statement import Certainties, Mode

_LEAST = 0.01


class Raw(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a statement before calibration."""

    listed: bool = False
    """Whether the word lists found it, not the encoder."""
    share: float = 0.0
    """Product of the encoder's probabilities of kind and factor; 0 where it has none there."""
    kind: float = 0.0
    factor: float = 0.0
    sign: float = 0.0
    """Probability of the sign that was taken."""
    parties: float = 0.0
    """Probability of the words that name the actors."""
    named: bool
    """Whether the words of the statement name its actors."""
    agreed: bool = False
    """Whether encoder and word lists found the same kind and factor in the same place."""
    words: int = 0
    """Words of the catalogue's phrase, for what the word lists found."""
    own: bool = False
    """Whether the factor is the user's own, on which the encoder has no say."""


def certainty_of(raw: Raw, mode: Mode) -> tuple[float, Certainties]:
    """Return how sure the reader is that the statement as a whole is right, and of each of its fields."""
    table = _table()
    whole = _whole(raw, table["listed" if raw.listed else "statement"])
    listed = raw.listed
    fields = Certainties(
        kind=_field(table["kind"], raw.kind, listed=listed),
        factor=_field(table["factor"], raw.factor, listed=listed),
        actors=_field(table["actors"], raw.parties, listed=listed),
        sign=_field(table["sign"], raw.sign, listed=listed),
        speaker=round(table["speaker"][mode], 2),
    )
    return round(whole, 2), fields


def _whole(raw: Raw, weights: Mapping[str, float]) -> float:
    share = 0.5 if raw.own else raw.share
    score = (
        weights["intercept"]
        + weights["share"] * _logit(share)
        + weights["named"] * raw.named
        + weights["agreed"] * raw.agreed
        + weights["words"] * min(raw.words, 4)
    )
    return _logistic(score)


def _field(weights: Mapping[str, float], share: float, *, listed: bool) -> float:
    if listed:
        return round(weights["listed"], 2)
    return round(_logistic(weights["intercept"] + weights["share"] * _logit(share)), 2)


def _logit(share: float) -> float:
    share = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(share / (1 - share))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))


@functools.cache
def _table() -> Mapping[str, Mapping[str, float]]:
    table: Mapping[str, Mapping[str, float]] = read_table("certainty")
    return table
