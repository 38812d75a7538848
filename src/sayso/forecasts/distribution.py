"""What a forecast gives its question: a probability, or a distribution over numbers or options."""

import itertools
import math
from typing import TypeAlias

import msgspec

_SUM = 1e-9
"""How far the probabilities of the options may be from 1 together: rounding, no more."""


class Beta(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="form", tag="beta"
):
    """A yes-no probability that is itself known only within bounds: what a lexicon makes of words."""

    alpha: float
    """First parameter, above 0."""
    beta: float
    """Second parameter, above 0."""

    def __post_init__(self) -> None:
        """Refuse parameters that make no distribution.

        Raises:
            ValueError: if one is not a finite number above 0.
        """
        if not (0 < self.alpha < math.inf and 0 < self.beta < math.inf):
            raise ValueError(f"Beta({self.alpha}, {self.beta}) is no distribution; want both above 0")

    @property
    def mean(self) -> float:
        """Mean probability, in (0, 1)."""
        return self.alpha / (self.alpha + self.beta)


class Point(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="form", tag="point"
):
    """A yes-no probability as one number."""

    probability: float
    """In [0, 1]."""

    def __post_init__(self) -> None:
        """Refuse what is no probability.

        Raises:
            ValueError: if it is not in [0, 1].
        """
        if not 0 <= self.probability <= 1:
            raise ValueError(f"the probability is {self.probability}; want a number from 0 to 1")


class Samples(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="form", tag="samples"
):
    """Equally likely values: the runs of a model.

    For a binary question 0 and 1, for a count numbers, for a date days as `datetime.date.toordinal` gives.
    """

    values: tuple[float, ...]
    """At least one; finite."""

    def __post_init__(self) -> None:
        """Refuse an empty sample and values that are no numbers.

        Raises:
            ValueError: if there is no value or one is not finite.
        """
        if not self.values or not all(map(math.isfinite, self.values)):
            raise ValueError("a sample wants one finite number or more")


class Quantiles(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="form", tag="quantiles"
):
    """A count's or a date's distribution at a few levels; dates as in `Samples`."""

    levels: tuple[float, ...]
    """In (0, 1), rising."""
    values: tuple[float, ...]
    """As many, never falling."""

    def __post_init__(self) -> None:
        """Refuse levels and values that belong to no distribution.

        Raises:
            ValueError: if there are none, they differ in number, leave their range or are out of order.
        """
        if not self.levels or len(self.levels) != len(self.values):
            raise ValueError(
                f"{len(self.levels)} levels for {len(self.values)} values; want as many, and one at least"
            )
        if not all(0 < level < 1 for level in self.levels) or any(
            after <= before for before, after in itertools.pairwise(self.levels)
        ):
            raise ValueError(f"the levels {self.levels} do not rise between 0 and 1")
        if not all(map(math.isfinite, self.values)) or any(
            after < before for before, after in itertools.pairwise(self.values)
        ):
            raise ValueError("the values of the quantiles fall or are not finite")


class Options(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="form", tag="options"
):
    """A probability for each option of an ordinal question, in the question's order."""

    probabilities: tuple[float, ...]
    """In [0, 1], together 1."""

    def __post_init__(self) -> None:
        """Refuse probabilities that are not shared out.

        Raises:
            ValueError: if one is not in [0, 1] or they do not add up to 1.
        """
        if not all(0 <= one <= 1 for one in self.probabilities):
            raise ValueError(f"the probabilities {self.probabilities} are not all from 0 to 1")
        if abs(math.fsum(self.probabilities) - 1) > _SUM:
            raise ValueError(f"the probabilities add up to {math.fsum(self.probabilities)}; want 1")


Distribution: TypeAlias = Beta | Point | Samples | Quantiles | Options
