"""What a simulation gives: runs × months × factors, with events and the draws behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.models.model import Model
from sayso.nearest import near
from sayso.simulation.changes import Change
from sayso.simulation.keep import Passage
from sayso.simulation.kernels import Kernel
from sayso.simulation.quantiles import of_counts, of_levels
from sayso.statements.factor import Factor


@dataclass(frozen=True, eq=False, kw_only=True)
class Ensemble:
    """Runs of one model: levels, events and which links were there.

    Month 0 is the start of the model; month m is m months later. A large ensemble holds some months only
    (`kept`), and what sums up the others: when events began, how often, how long they lasted.
    """

    model: Model
    seed: int
    runs: int
    """Runs that are here: fewer than `asked` when the simulation was stopped."""
    asked: int
    months: int
    kernel: Kernel
    changes: tuple[Change, ...] = ()
    """What was changed in the runs from outside."""
    kept: tuple[int, ...]
    """The months that are here run by run, ascending."""
    factors: tuple[Factor, ...]
    levels: npt.NDArray[np.floating]
    """(runs, months kept, factors), in (0, 1); stored factor by factor, so `level` is contiguous."""
    events: tuple[str, ...]
    begun: npt.NDArray[np.bool_]
    """(runs, months kept, events): the event begins in that month."""
    active: npt.NDArray[np.bool_]
    """(runs, months kept, events): the event is under way in that month."""
    first: npt.NDArray[np.float32]
    """(runs, events): the first month in which the event begins, NaN where it does not."""
    outbreaks: npt.NDArray[np.int32]
    """(runs, events): how often the event begins."""
    lasting: npt.NDArray[np.int32]
    """(runs, events): months in which the event is under way, month 0 included."""
    passages: tuple[Passage, ...] = ()
    passed: npt.NDArray[np.float32]
    """(runs, passages): the first month in which the level is passed, NaN where it is not."""
    spread: npt.NDArray[np.integer]
    """(factors, months + 1, bins of the level): how many runs; no factors where it was not asked for."""
    presence_of_draw: npt.NDArray[np.bool_]
    """(parameter draws, links): the model's link is there, in the order of `model.links`."""
    parameter_draw: npt.NDArray[np.int32]
    """(runs,): runs with the same number share their weights, base rates and links."""
    weights: npt.NDArray[np.float64]
    """(runs,), summing to 1: even, unless rare events were drawn more often than the model says."""

    @property
    def partial(self) -> bool:
        """Whether the simulation was stopped before all runs were drawn."""
        return self.runs < self.asked

    @property
    def complete(self) -> bool:
        """Whether every month is here run by run."""
        return len(self.kept) == self.months + 1

    @property
    def presence(self) -> npt.NDArray[np.bool_]:
        """Return whether links are there, (runs, links)."""
        return self.presence_of_draw[self.parameter_draw]

    def level(self, factor: Factor) -> npt.NDArray[np.floating]:
        """Return the level of `factor`, (runs, months + 1), in (0, 1).

        Raises:
            KeyError: if the model has no such factor; the nearest is named.
            ValueError: if not every month was kept; `at` gives those that were.
        """
        row = self._factor(factor)
        if not self.complete:
            raise ValueError(
                f"months {list(self.kept)} of 0 to {self.months} were kept; ask for all, or take one by `at`"
            )
        return self.levels[:, :, row]

    def at(self, factor: Factor, month: int) -> npt.NDArray[np.floating]:
        """Return the level of `factor` in a month that was kept, (runs,), in (0, 1).

        Raises:
            KeyError: if the model has no such factor; the nearest is named.
            ValueError: if the month was not kept.
        """
        row = self._factor(factor)
        if month not in self.kept:
            raise ValueError(f"month {month} was not kept; months {list(self.kept)} were")
        return self.levels[:, self.kept.index(month), row]

    def happened(self, event: str, *, within: int) -> npt.NDArray[np.bool_]:
        """Return for each run whether `event` begins in months 1 to `within`, (runs,).

        Raises:
            KeyError: if the model has no such event; the nearest is named.
            ValueError: if `within` is not in 1 … `months`.
        """
        row = self._event(event)
        if not 1 <= within <= self.months:
            raise ValueError(f"within is {within} months; this ensemble has 1 to {self.months}")
        return np.asarray(self.first[:, row] <= within)

    def was_active(self, event: str) -> npt.NDArray[np.bool_]:
        """Return for each run whether `event` is under way in some month, the start included, (runs,).

        Raises:
            KeyError: if the model has no such event; the nearest is named.
        """
        return np.asarray(self.lasting[:, self._event(event)] > 0)

    def quantiles(self, factor: Factor, shares: Sequence[float]) -> npt.NDArray[np.float64]:
        """Return quantiles of the level of `factor` over runs by month, (shares, months + 1).

        They are exact where every month was kept, and else read from counts, off by 0.002 at most.

        Raises:
            KeyError: if the model has no such factor; the nearest is named.
            ValueError: if neither every month nor the spread was kept.
        """
        row = self._factor(factor)
        if self.complete:
            return of_levels(self.levels[:, :, row], self.weights, shares)
        if not len(self.spread):
            raise ValueError("neither every month nor the spread was kept; ask with Keep(spread=True)")
        return of_counts(self.spread[row], shares)

    def _repr_html_(self) -> str:
        """Return a short description for a notebook."""
        from sayso.simulation.showing import ensemble_html  # noqa: PLC0415 - it rests on this record

        return ensemble_html(self)

    def _factor(self, factor: Factor) -> int:
        if factor not in self.factors:
            raise KeyError(_unknown(str(factor), [str(known) for known in self.factors], "factor"))
        return self.factors.index(factor)

    def _event(self, event: str) -> int:
        if event not in self.events:
            raise KeyError(_unknown(event, list(self.events), "event"))
        return self.events.index(event)


def _unknown(name: str, known: list[str], noun: str) -> str:
    """Return a message that names the nearest known name."""
    nearest = near(name, known)
    hint = f"; nearest is {nearest[0]}" if nearest else ""
    return f"the ensemble has no {noun} {name}{hint}"


def of_trajectories(  # noqa: PLR0913 - the parts of an ensemble, all by name
    model: Model,
    *,
    levels: npt.NDArray[np.floating],
    begun: npt.NDArray[np.bool_],
    active: npt.NDArray[np.bool_],
    presence: npt.NDArray[np.bool_],
    parameter_draw: npt.NDArray[np.int32],
    seed: int = 0,
) -> Ensemble:
    """Return an ensemble of runs of which every month is given, all of even weight.

    `levels` is (runs, months + 1, factors), `begun` and `active` (runs, months + 1, events), `presence`
    (draws, links) and `parameter_draw` (runs,), as in `Ensemble`.
    """
    runs, months = levels.shape[0], levels.shape[1] - 1
    first = np.where(begun.any(axis=1), begun.argmax(axis=1), np.nan).astype(np.float32)
    return Ensemble(
        model=model,
        seed=seed,
        runs=runs,
        asked=runs,
        months=months,
        kernel="numpy",
        kept=tuple(range(months + 1)),
        factors=model.factors,
        levels=levels,
        events=tuple(event.id for event in model.events),
        begun=begun,
        active=active,
        first=first,
        outbreaks=begun.sum(axis=1, dtype=np.int32),
        lasting=active.sum(axis=1, dtype=np.int32),
        passed=np.zeros((runs, 0), dtype=np.float32),
        spread=np.zeros((0, months + 1, 1), dtype=np.int64),
        presence_of_draw=presence,
        parameter_draw=parameter_draw,
        weights=np.full(runs, 1.0 / runs),
    )
