"""What a scenario does: the same runs with it and without it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.models.model import Model
from sayso.scenarios.paired import Estimate, paired
from sayso.scenarios.paths import Path, every_month, month_starts, path_of
from sayso.scenarios.scenario import Scenario
from sayso.simulation.changes import Ban, Clamp, Occurrence
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.simulate import simulate
from sayso.statements.factor import Factor
from sayso.views.outcome import Outcome, holds
from sayso.views.pool import pool
from sayso.views.probability import Probability, probabilities
from sayso.views.view import View

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Progress = Callable[[str], None]


class OutcomeEffect(msgspec.Struct, frozen=True, kw_only=True):
    """What a scenario does to the probability of one outcome."""

    outcome: Outcome
    without: Probability
    under: Probability
    """With the scenario."""
    change: Estimate
    """Probability with the scenario less probability without, in [−1, 1]."""
    by_month: tuple[Estimate, ...]
    """The same within 1, 2, … months, to the last."""


def sets(scenario: Scenario, about: Outcome | Factor) -> bool:
    """Tell whether a scenario itself settles an outcome or a level: it dates or bans the event, or holds it.

    >>> from sayso.simulation.changes import Ban
    >>> ban = Ban(event="fall(KAZ)", start=dt.date(2022, 6, 1))
    >>> sets(Scenario(name="calm", changes=(ban,)), Factor("welfare", "KAZ"))
    False
    """
    events = () if isinstance(about, Factor) else about.events
    factors = (about,) if isinstance(about, Factor) else about.factors
    for change in scenario.changes:
        if isinstance(change, Clamp) and change.factor in factors:
            return True
        if isinstance(change, Occurrence | Ban) and change.event in events:
            return True
    return False


class LevelEffect(msgspec.Struct, frozen=True, kw_only=True):
    """What a scenario does to the level of one factor."""

    factor: Factor
    without: Path
    under: Path
    """With the scenario."""
    by_month: tuple[Estimate, ...]
    """Level with the scenario less level without, in months 0, 1, … to the last."""


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What one scenario does."""

    scenario: Scenario
    outcomes: tuple[OutcomeEffect, ...]
    levels: tuple[LevelEffect, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What several scenarios do to one set of runs."""

    model: str
    days: tuple[dt.date, ...]
    """First days of months 0, 1, …: month m is the one that ends m months after the start."""
    months: int
    runs: int
    seed: int
    effects: tuple[Effect, ...]
    """In the order of the scenarios."""
    effective_runs: float
    """How many even runs the runs are worth under the views; all of them without views."""
    entropy_bits: float
    """How far the views are from the model's own probabilities; 0 without views."""
    unmet: tuple[str, ...] = ()
    """Statements whose likelihood no weighting of the runs honours."""


@dataclass(frozen=True, eq=False)
class _Seen:
    """What is looked at in an ensemble."""

    ensemble: Ensemble
    by_month: Bools
    """(outcomes, months, runs): the outcome comes true within so many months."""

    @property
    def happened(self) -> Bools:
        """Return which outcomes come true within all their months, (outcomes, runs)."""
        return self.by_month[:, -1]


def effect(  # noqa: PLR0913 - the options are keyword-only, as in `simulate`
    model: Model,
    scenario: Scenario,
    *,
    months: int,
    runs: int,
    seed: int = 0,
    outcomes: Sequence[Outcome] = (),
    factors: Sequence[Factor] = (),
    views: Sequence[View] = (),
) -> Effect:
    """Return what `scenario` does to `outcomes` and to the levels of `factors`: `compare` for one scenario.

    Raises:
        ValueError: if the scenario does not fit the model, or a number is out of its range.
        KeyError: if the model lacks an outcome's events or a factor.
    """
    found = compare(
        model,
        [scenario],
        months=months,
        runs=runs,
        seed=seed,
        outcomes=outcomes,
        factors=factors,
        views=views,
    )
    return found.effects[0]


def compare(  # noqa: PLR0913 - the options are keyword-only, as in `simulate`
    model: Model,
    scenarios: Sequence[Scenario],
    *,
    months: int,
    runs: int,
    seed: int = 0,
    outcomes: Sequence[Outcome] = (),
    factors: Sequence[Factor] = (),
    views: Sequence[View] = (),
    on_progress: Progress | None = None,
) -> Comparison:
    """Return what each of `scenarios` does to one set of runs: common random numbers, run by run.

    Outcomes are looked at within `months`, whatever their own horizon. With `views` the runs are weighed so
    that the runs *without* a scenario honour them, and a run keeps its weight in every scenario: what a
    source believes of the world as it goes on says which of the runs to believe, and the scenario is then
    done to those.

    Raises:
        ValueError: if a scenario does not fit the model, or a number is out of its range.
        KeyError: if the model lacks an outcome's events or a factor.

    Source: Pearl, J. (2009), Causality, 2nd ed., Cambridge, section 7.1: abduction, action, prediction, for
    what is believed as evidence on the chance and the parameters of a run, held while something is changed.
    """
    told = on_progress or _quiet
    outcomes = [msgspec.structs.replace(outcome, months=months) for outcome in outcomes]
    told("without a scenario")
    keep = every_month(model, months=months, runs=runs)
    base = simulate(model, months=months, runs=runs, seed=seed, keep=keep)
    without = _seen(base, outcomes)
    pooled = pool(base, views) if views else None
    weights = None if pooled is None else pooled.weights
    effects = []
    for scenario in scenarios:
        told(scenario.name)
        changed = simulate(
            model,
            months=months,
            runs=runs,
            seed=seed,
            changes=scenario.changes,
            keep=keep,
            kernel=base.kernel,
        )
        effects.append(_effect(scenario, without, _seen(changed, outcomes), outcomes, factors, weights))
    return Comparison(
        model=model.name,
        days=month_starts(model.start, months),
        months=months,
        runs=runs,
        seed=seed,
        effects=tuple(effects),
        effective_runs=float(runs) if pooled is None else pooled.effective_runs,
        entropy_bits=0.0 if pooled is None else pooled.entropy_bits,
        unmet=() if pooled is None else pooled.unmet,
    )


def _quiet(_doing: str) -> None:
    """Tell nobody."""


def _seen(ensemble: Ensemble, outcomes: Sequence[Outcome]) -> _Seen:
    found = [outcome_by_month(ensemble, outcome) for outcome in outcomes]
    shape = (len(outcomes), ensemble.months, ensemble.runs)
    return _Seen(ensemble, np.array(found, dtype=np.bool_).reshape(shape))


def outcome_by_month(ensemble: Ensemble, outcome: Outcome) -> Bools:
    """Return in which runs `outcome` comes true within 1, 2, … months, (months, runs)."""
    within = [
        holds(ensemble, msgspec.structs.replace(outcome, months=month))
        for month in range(1, ensemble.months + 1)
    ]
    return np.array(within, dtype=np.bool_)


def _effect(
    scenario: Scenario,
    without: _Seen,
    under: _Seen,
    outcomes: Sequence[Outcome],
    factors: Sequence[Factor],
    weights: Floats | None,
) -> Effect:
    draws = without.ensemble.parameter_draw
    before, after = (probabilities(seen.happened, draws, weights=weights) for seen in (without, under))
    months = without.ensemble.months
    moved = (under.by_month.astype(np.float64) - without.by_month).reshape(-1, without.ensemble.runs)
    estimates = paired(moved, draws, weights=weights)
    found = []
    for row, outcome in enumerate(outcomes):
        by_month = estimates[row * months : (row + 1) * months]
        found.append(
            OutcomeEffect(
                outcome=outcome,
                without=before[row],
                under=after[row],
                change=by_month[-1],
                by_month=by_month,
            )
        )
    levels = tuple(_level(factor, without.ensemble, under.ensemble, weights) for factor in factors)
    return Effect(scenario=scenario, outcomes=tuple(found), levels=levels)


def _level(factor: Factor, without: Ensemble, under: Ensemble, weights: Floats | None) -> LevelEffect:
    moved = under.level(factor).astype(np.float64) - without.level(factor)
    return LevelEffect(
        factor=factor,
        without=path_of(without, factor, weights=weights),
        under=path_of(under, factor, weights=weights),
        by_month=paired(moved.T, without.parameter_draw, weights=weights),
    )
