"""A stated likelihood as a view: an outcome, what it is conditional on, and a Beta distribution."""

import msgspec

from sayso.views.outcome import Outcome


class View(msgspec.Struct, frozen=True, kw_only=True):
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
