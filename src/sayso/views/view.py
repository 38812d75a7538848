"""What a source says of probabilities, as a view on an ensemble's runs: an order."""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from sayso.views.outcome import Outcome


class View(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="likelihood"):
    """What one statement says about the probability of an outcome.

    Without `given` the view is on E_q[1_B]; with it on P_q(B | A), written E_q[1_A (1_B − p)] = 0.
    """

    statement: str
    """Identifier of the statement whose likelihood this is."""
    outcome: Outcome
    given: Outcome | None = None
    alpha: float
    beta: float
    exact: bool = False
    """True to honour the mean as an equality; otherwise a quadratic penalty with the Beta's variance."""
    unhedged: bool = False
    """True where the speaker used no likelihood words but a bare `will`."""

    @property
    def mean(self) -> float:
        """Stated probability, in [0, 1]."""
        return self.alpha / (self.alpha + self.beta)

    @property
    def variance(self) -> float:
        """Variance of the stated probability; 0 for an exact view."""
        total = self.alpha + self.beta
        return 0.0 if self.exact else self.alpha * self.beta / (total * total * (total + 1.0))


class Interval(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="interval"):
    """A probability, perhaps given a condition, that lies between two bounds: low ≤ P ≤ high.

    Within the bounds it has no say. With `slack` they may be passed at the price of a quadratic penalty.

    Raises:
        ValueError: unless 0 ≤ low ≤ high ≤ 1 and the slack is 0 or more.
    """

    statement: str
    outcome: Outcome
    given: Outcome | None = None
    low: float
    high: float
    slack: float = 0.0
    """Standard deviation by which a bound may be passed; 0 to honour both as they are."""

    def __post_init__(self) -> None:
        """Refuse bounds that are none."""
        if not 0.0 <= self.low <= self.high <= 1.0:
            raise ValueError(f"the interval is {self.low} to {self.high}; want 0 ≤ low ≤ high ≤ 1")
        if not 0.0 <= self.slack < float("inf"):
            raise ValueError(f"the slack is {self.slack}; want 0 or more")

    @property
    def variance(self) -> float:
        """Variance by which a bound may be passed; 0 to honour both."""
        return self.slack**2


class Ordering(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="ordering"):
    """One outcome is more likely than another: P(outcome) − P(less) ≥ margin, perhaps given a condition.

    Where the order holds by the margin already it has no say.

    Raises:
        ValueError: unless 0 ≤ margin < 1 and the slack is 0 or more.
    """

    statement: str
    outcome: Outcome
    """The outcome that is called the more likely."""
    less: Outcome
    """The outcome that is called the less likely."""
    given: Outcome | None = None
    margin: float = 0.0
    """By how much the more likely one is to be ahead, in [0, 1)."""
    slack: float = 0.0
    """Standard deviation by which the margin may be missed: the surer the speaker, the smaller; 0 for an
    order that is to hold as it is."""

    def __post_init__(self) -> None:
        """Refuse a margin that no two probabilities can have."""
        if not 0.0 <= self.margin < 1.0:
            raise ValueError(f"the margin is {self.margin}; want 0 or more and below 1")
        if not 0.0 <= self.slack < float("inf"):
            raise ValueError(f"the slack is {self.slack}; want 0 or more")

    @property
    def variance(self) -> float:
        """Variance by which the margin may be missed; 0 for an order that is to hold."""
        return self.slack**2


AnyView: TypeAlias = View | Interval | Ordering
"""What pooling takes; in JSON `kind` says which: `likelihood`, `interval` or `ordering`."""


def outcomes_of(views: Sequence[AnyView]) -> tuple[Outcome, ...]:
    """Return every outcome that `views` are about, conditions included, each once, in their order."""
    named = ((view.outcome, getattr(view, "less", None), view.given) for view in views)
    return tuple(dict.fromkeys(outcome for three in named for outcome in three if outcome is not None))
