"""Draws from the full model of lean, and the questions that `Lean` answers from them."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from sayso.measures.closeness import Fit
from sayso.measures.lean import SHARE, Difference, Lean, Level
from sayso.measures.panel import Floats

_ENDS = ((1 - SHARE) / 2, (1 + SHARE) / 2)


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How well the chains agree on the worst of several quantities."""

    r_hat: float
    """The largest, of each chain's two halves."""
    r_hat_of: str
    """Whose that is: a number's name, or `closeness UZB USA 2005-01-01`."""
    effective: float
    """The smallest effective number of draws."""
    effective_of: str

    def __str__(self) -> str:
        """Return the measures in words."""
        return (
            f"R-hat at most {self.r_hat:.3f} ({self.r_hat_of}), "
            f"{self.effective:.0f} effective draws at least ({self.effective_of})"
        )


@dataclass(frozen=True, kw_only=True)
class Convergence:
    """Whether the chains have come to the same place.

    Source: Vehtari et al. 2021, Rank-Normalization, Folding, and Localization: An Improved R-hat,
    Bayesian Analysis 16(2): R-hat below 1.01, and 400 effective draws.
    """

    chains: int
    closeness: Agreement
    """Over every closeness, which is what conclusions rest on."""
    numbers: Agreement
    """Over the sampled numbers."""
    divergences: int
    """Steps of the sampler that went astray."""

    @property
    def good(self) -> bool:
        """Whether, of closeness, R-hat is below 1.01 and 400 draws are effective, and no step went astray."""
        told = self.closeness
        return told.r_hat < 1.01 and told.effective >= 400 and not self.divergences  # noqa: PLR2004 - as named

    def __str__(self) -> str:
        """Return the measures in a sentence.

        >>> theta = Agreement(r_hat=1.0042, r_hat_of="a", effective=650.2, effective_of="b")
        >>> numbers = Agreement(r_hat=1.02, r_hat_of="step", effective=210.0, effective_of="step")
        >>> told = str(Convergence(chains=4, closeness=theta, numbers=numbers, divergences=0))
        >>> told.partition(" Numbers:")[0]
        '4 chains, 0 divergences. Closeness: R-hat at most 1.004 (a), 650 effective draws at least (b).'
        """
        return (
            f"{self.chains} chains, {self.divergences} divergences. Closeness: {self.closeness}. "
            f"Numbers: {self.numbers}."
            + ("" if self.good else " They do not agree: figures are provisional.")
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class FullFit:
    """Draws from the posterior of the full model."""

    kalman: Fit
    """The Kalman fit of the same panel, from which the sampler started."""
    closeness: Floats
    """(N, S, P, T): draws of θ, the chains one after another."""
    numbers: dict[str, Floats]
    """(N,) draws of each estimated number, named as in PRIORS of full_model.py."""
    convergence: Convergence


class DrawnLean(Lean):
    """The questions of `Lean`, answered from draws: means, quantiles and shares of draws."""

    def __init__(self, full: FullFit) -> None:
        """Ask `full`."""
        super().__init__(full.kalman)
        self.full = full

    def draws(self, state: str, rng: np.random.Generator, *, number: int) -> Floats:
        """Return joint draws of a state's closeness, (number, T, P), chosen from those of the fit.

        No draw is chosen twice unless more are wanted than there are.

        Raises:
            KeyError: if the panel lacks the state.
        """
        drawn = self.full.closeness[:, self.panel.state(state)].transpose(0, 2, 1)
        chosen: Floats = drawn[rng.choice(len(drawn), number, replace=number > len(drawn))]
        return chosen

    def _levels(self, state: str, weights: dict[str, float]) -> tuple[Level, ...]:
        drawn = self._weighed(state, weights)
        low, high = np.quantile(drawn, _ENDS, axis=0)
        return tuple(
            Level(
                period=period,
                mean=float(drawn[:, t].mean()),
                low=float(low[t]),
                high=float(high[t]),
                seen=self._seen(state, list(weights), t),
            )
            for t, period in enumerate(self.panel.periods)
        )

    def _difference(
        self, state: str, weights: dict[str, float], first: dt.date | int, second: dt.date | int
    ) -> Difference:
        a, b = self.panel.period(first), self.panel.period(second)
        drawn = self._weighed(state, weights)
        change = drawn[:, b] - drawn[:, a]
        low, high = np.quantile(change, _ENDS)
        return Difference(
            mean=float(change.mean()),
            low=float(low),
            high=float(high),
            lower=float((change < 0).mean()),
            seen=all(self._seen(state, list(weights), t) for t in (a, b)),
        )

    def _weighed(self, state: str, weights: dict[str, float]) -> Floats:
        """Return draws of a weighed sum of closeness to powers, (N, T)."""
        place, vector = self._vector(state, weights)
        drawn: Floats = np.einsum("npt,p->nt", self.full.closeness[:, place], vector)
        return drawn
