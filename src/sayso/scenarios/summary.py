"""What the runs of a model say: probabilities of outcomes, and levels month by month."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from sayso.models.model import Model
from sayso.scenarios.effect import outcome_by_month
from sayso.scenarios.paths import Path, every_month, month_starts, path_of
from sayso.simulation.changes import Change
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.simulate import simulate
from sayso.statements.factor import Factor
from sayso.views.outcome import Outcome
from sayso.views.pool import pool
from sayso.views.probability import Probability, probabilities
from sayso.views.view import View


class OutcomeShown(msgspec.Struct, frozen=True, kw_only=True):
    """An outcome with its probability within 1, 2, … months."""

    outcome: Outcome
    by_month: tuple[Probability, ...]

    @property
    def probability(self) -> Probability:
        """Probability within all months."""
        return self.by_month[-1]


class LevelShown(msgspec.Struct, frozen=True, kw_only=True):
    """A factor's level in months 0, 1, … with the band that holds 80 % of the runs."""

    factor: Factor
    path: Path


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the runs say."""

    model: str
    days: tuple[dt.date, ...]
    months: int
    runs: int
    seed: int
    scenarios: tuple[str, ...]
    outcomes: tuple[OutcomeShown, ...]
    levels: tuple[LevelShown, ...]
    effective_runs: float
    """How many even runs the runs are worth under the views; all of them without views."""
    unmet: tuple[str, ...] = ()
    """Statements whose likelihood no weighting of the runs honours."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be run, and what is to be told of it."""

    months: int
    runs: int
    seed: int
    outcomes: Sequence[Outcome] = ()
    factors: Sequence[Factor] = ()
    views: Sequence[View] = ()
    changes: Sequence[Change] = ()
    scenarios: tuple[str, ...] = ()
    """What the changes are called."""


def run_model(model: Model, wish: Wish) -> tuple[Summary, Ensemble]:
    """Return what the runs of `model` say, and the runs.

    With views the runs are weighed so that those without changes honour them, as in `compare`.

    Raises:
        ValueError: if the changes do not fit the model, or a number is out of its range.
        KeyError: if the model lacks an outcome's events or a factor.
    """
    months, runs, seed = wish.months, wish.runs, wish.seed
    keep = every_month(model, months=months, runs=runs)
    ensemble = simulate(model, months=months, runs=runs, seed=seed, keep=keep)
    pooled = pool(ensemble, wish.views) if wish.views else None
    weights = None if pooled is None else pooled.weights
    if wish.changes:
        changes, kernel = tuple(wish.changes), ensemble.kernel
        ensemble = simulate(
            model, months=months, runs=runs, seed=seed, changes=changes, keep=keep, kernel=kernel
        )
    shown = []
    for one in wish.outcomes:
        outcome = msgspec.structs.replace(one, months=months)
        found = probabilities(outcome_by_month(ensemble, outcome), ensemble.parameter_draw, weights=weights)
        shown.append(OutcomeShown(outcome=outcome, by_month=found))
    summary = Summary(
        model=model.name,
        days=month_starts(model.start, months),
        months=months,
        runs=ensemble.runs,
        seed=wish.seed,
        scenarios=wish.scenarios,
        outcomes=tuple(shown),
        levels=tuple(
            LevelShown(factor=factor, path=path_of(ensemble, factor, weights=weights))
            for factor in wish.factors
        ),
        effective_runs=float(ensemble.runs) if pooled is None else pooled.effective_runs,
        unmet=() if pooled is None else pooled.unmet,
    )
    return summary, ensemble
