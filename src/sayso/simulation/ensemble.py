"""What a simulation gives: runs × months × factors, with events and the draws behind them."""

import difflib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.models.model import Model
from sayso.statements.factor import Factor


@dataclass(frozen=True, eq=False, kw_only=True)
class Ensemble:
    """Runs of one model: levels, events and which links were there.

    Month 0 is the start of the model; month m is m months later.
    """

    model: Model
    seed: int
    runs: int
    months: int
    factors: tuple[Factor, ...]
    levels: npt.NDArray[np.float32]
    """(runs, months + 1, factors), in (0, 1); stored factor by factor, so `level` is contiguous."""
    events: tuple[str, ...]
    begun: npt.NDArray[np.bool_]
    """(runs, months + 1, events): the event begins in that month."""
    active: npt.NDArray[np.bool_]
    """(runs, months + 1, events): the event is under way in that month."""
    presence: npt.NDArray[np.bool_]
    """(runs, links): the model's link is there in the run, in the order of `model.links`."""
    parameter_draw: npt.NDArray[np.int32]
    """(runs,): runs with the same number share their weights, base rates and links."""
    weights: npt.NDArray[np.float64]
    """(runs,), summing to 1: even, unless rare events were drawn more often than the model says."""

    def level(self, factor: Factor) -> npt.NDArray[np.float32]:
        """Return the level of `factor`, (runs, months + 1), in (0, 1).

        Raises:
            KeyError: if the model has no such factor; the nearest is named.
        """
        if factor not in self.factors:
            raise KeyError(_unknown(str(factor), [str(known) for known in self.factors], "factor"))
        return self.levels[:, :, self.factors.index(factor)]

    def happened(self, event: str, *, within: int) -> npt.NDArray[np.bool_]:
        """Return for each run whether `event` begins in months 1 to `within`, (runs,).

        Raises:
            KeyError: if the model has no such event; the nearest is named.
            ValueError: if `within` is not in 1 … `months`.
        """
        if event not in self.events:
            raise KeyError(_unknown(event, list(self.events), "event"))
        if not 1 <= within <= self.months:
            raise ValueError(f"within is {within} months; this ensemble has 1 to {self.months}")
        began = self.begun[:, 1 : within + 1, self.events.index(event)]
        return np.asarray(began.any(axis=1))


def _unknown(name: str, known: list[str], noun: str) -> str:
    """Return a message that names the nearest known name."""
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    hint = f"; nearest is {nearest[0]}" if nearest else ""
    return f"the ensemble has no {noun} {name}{hint}"
