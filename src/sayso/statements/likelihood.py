"""Stated likelihood: the speaker's own words and what a named lexicon makes of them."""

from typing import Annotated, TypeAlias

import msgspec

Shape: TypeAlias = Annotated[float, msgspec.Meta(gt=0)]
"""Parameter of a Beta distribution, above 0."""


class Likelihood(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A speaker's words for how likely something is, with their Beta distribution.

    The words are the speaker's; the numbers are the lexicon's reading of them.
    """

    words: str
    """The words as they stand in the text: `highly likely`."""
    phrase: str
    """The entry of the lexicon that was used: `highly likely`."""
    alpha: Shape
    """First parameter of the Beta distribution of the probability."""
    beta: Shape
    """Second parameter of the Beta distribution of the probability."""
    lexicon: str
    """Name and version of the lexicon: `capphrase-2026.1`."""
    unhedged: bool = False
    """True for a bare `will` or `will not`, a class that is reported apart."""

    @property
    def mean(self) -> float:
        """Mean probability, in (0, 1)."""
        return self.alpha / (self.alpha + self.beta)
