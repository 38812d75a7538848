"""Every forecast from one start, for one group of states: from the counts before it and nothing later."""

import datetime as dt
import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from sayso.actors import ActorTable
from sayso.backtests.calibration import Calibration, with_calibration
from sayso.backtests.past import NoPastError, Past, Pasts, log_chance, walked_on
from sayso.backtests.question import LOOKBACK, Question, Thinning
from sayso.backtests.references import climatology, persistence
from sayso.backtests.series import MONTHS, Series, later
from sayso.backtests.start import months_of, scale_of, scores_of, started
from sayso.backtests.weighting import Weighting, weighting
from sayso.measures.panel import Floats
from sayso.models.common_model import build_common
from sayso.models.model import Model
from sayso.simulation import Ensemble, Keep, simulate
from sayso.simulation.streams import generator
from sayso.statements.factor import Factor

Build = Callable[[dt.date, tuple[str, ...]], Model]
"""Makes the model of a group of states at a date."""
_BUILT = 64
"""Models that are kept: the weighted runs of a start begin where an earlier start did."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Drawn:
    """One forecast of one factor at one horizon."""

    scores: Floats
    """(members,): standard scores."""
    counted: bool = False
    """Whether they are scores as counted; else the error of the measure is to be added."""
    weights: Floats | None = None
    """(members,); None: even."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Forecasts:
    """What was forecast from one start."""

    start: dt.date
    pasts: Mapping[Factor, Past]
    drawn: dict[tuple[Factor, int, str], Drawn] = field(default_factory=dict)
    """By factor, horizon and forecaster."""
    missing: dict[Factor, str] = field(default_factory=dict)
    """Factors that nothing could be forecast of, and why."""
    thinnings: list[Thinning] = field(default_factory=list)


def common_builder(actors: ActorTable, patrons: Iterable[str]) -> Build:
    """Return what builds the common model as of a start; models that were built before are taken again."""

    @functools.lru_cache(maxsize=_BUILT)
    def build(start: dt.date, states: tuple[str, ...]) -> Model:
        others = [patron for patron in patrons if patron not in states]
        model, _ = build_common(actors=actors, states=states, patrons=others, start=start)
        return model

    return build


@dataclass(frozen=True, eq=False, kw_only=True)
class Foresight:
    """What forecasts are made with."""

    question: Question
    build: Build
    pasts: Pasts = field(default_factory=Pasts)
    calibrations: Mapping[str, Calibration] = field(default_factory=dict)
    """By factor name."""

    def forecasts(
        self, start: dt.date, states: tuple[str, ...], series: Mapping[Factor, Series]
    ) -> Forecasts:
        """Return the forecasts of the factors of `series`; counts from `start` on change no bit of them."""
        known, missing = self._known(series, start)
        found = Forecasts(start=start, pasts=known, missing=missing)
        if not known:
            return found
        base = self.build(start, states)
        self._run(found, "model", base, states, {})
        if self.calibrations:
            spreads = {name: one.spread for name, one in self.calibrations.items()}
            self._run(found, "calibrated", with_calibration(base, self.calibrations), states, spreads)
        self._references(found)
        if self.question.weighted:
            self._weighted(found, states, series)
        return found

    def _known(
        self, series: Mapping[Factor, Series], day: dt.date
    ) -> tuple[dict[Factor, Past], dict[Factor, str]]:
        known, missing = {}, {}
        for factor, one in series.items():
            try:
                known[factor] = self.pasts.of(one, day)
            except NoPastError as error:
                missing[factor] = str(error)
        return known, missing

    def _run(
        self, found: Forecasts, name: str, base: Model, states: tuple[str, ...], spreads: Mapping[str, float]
    ) -> None:
        asked = self.question
        model = started(base, found.pasts, asked.step, spreads)
        kept = {month for horizon in asked.horizons for month in months_of(horizon, asked.step)}
        ensemble = self._simulated(model, found.start, states, max(asked.horizons), tuple(sorted(kept)))
        for node in model.nodes:
            if node.factor not in found.pasts or (spreads and node.factor.name not in spreads):
                continue
            scale = scale_of(node, asked.step, spread=spreads.get(node.factor.name, 1.0))
            for horizon in asked.horizons:
                scores = scores_of(ensemble, node, scale, months_of(horizon, asked.step))
                found.drawn[node.factor, horizon, name] = Drawn(scores=scores)

    def _simulated(
        self,
        model: Model,
        start: dt.date,
        states: tuple[str, ...],
        periods: int,
        months: tuple[int, ...] | None,
    ) -> Ensemble:
        asked = self.question
        return simulate(
            model,
            months=periods * MONTHS[asked.step],
            runs=asked.runs,
            seed=seed_of(asked.seed, start, *states),
            keep=Keep(months=months),
        )

    def _references(self, found: Forecasts) -> None:
        asked = self.question
        for factor, past in found.pasts.items():
            others = [
                one for other, one in found.pasts.items() if other != factor and other.name == factor.name
            ]
            rng = generator(asked.seed, f"walk|{found.start}|{factor}")
            for horizon in asked.horizons:
                walk = walked_on(past, horizon, asked.runs, rng)
                found.drawn[factor, horizon, "walk"] = Drawn(scores=walk)
                usual = climatology(past)
                found.drawn[factor, horizon, "climatology"] = Drawn(scores=usual, counted=True)
                last = persistence(past, horizon, others)
                if len(last) > 1:
                    found.drawn[factor, horizon, "persistence"] = Drawn(scores=last, counted=True)

    def _weighted(self, found: Forecasts, states: tuple[str, ...], series: Mapping[Factor, Series]) -> None:
        """Add the forecasts of runs that began earlier, weighted by the counts between then and the start."""
        asked, back = self.question, LOOKBACK[self.question.step]
        earlier = later(found.start, asked.step, -back)
        known, _ = self._known(series, earlier)
        if not known:
            return
        model = started(self.build(earlier, states), known, asked.step)
        ensemble = self._simulated(model, earlier, states, back + max(asked.horizons), None)
        followed = {
            node.factor: [
                scores_of(ensemble, node, scale_of(node, asked.step), months_of(period, asked.step))
                for period in range(1, back + max(asked.horizons) + 1)
            ]
            for node in model.nodes
            if node.factor in known and node.factor in found.pasts
        }
        for state in states:
            mine = [factor for factor in followed if state_of(factor, states) == state]
            if not mine:
                continue
            weights, periods = _weights(found.pasts, followed, mine, back)
            found.thinnings.append(
                Thinning(
                    start=found.start.isoformat(),
                    state=state,
                    periods=periods,
                    power=weights.power,
                    untempered=weights.untempered,
                    effective=weights.effective,
                )
            )
            for factor in mine:
                for horizon in asked.horizons:
                    scores = followed[factor][back + horizon - 1]
                    found.drawn[factor, horizon, "weighted"] = Drawn(scores=scores, weights=weights.weights)


def _weights(
    pasts: Mapping[Factor, Past], followed: Mapping[Factor, list[Floats]], mine: list[Factor], back: int
) -> tuple[Weighting, int]:
    """Return the weights of runs by the counts of one state's factors, each count once, and how many."""
    total: Floats = np.zeros(len(followed[mine[0]][0]))
    used: set[bytes] = set()
    periods = 0
    for factor in mine:
        tally = pasts[factor].tally
        counts = tally.telling.tobytes()
        if counts in used:
            continue
        used.add(counts)
        for period in range(back):
            at = len(tally.periods) - back + period
            if at >= 0 and np.isfinite(tally.telling[at]):
                what = (float(tally.telling[at]), float(tally.among[at]), float(tally.covered[at]))
                total = total + log_chance(pasts[factor], followed[factor][period], what)
                periods += 1
    return weighting(total), periods


def state_of(factor: Factor, states: Iterable[str]) -> str:
    """Return the state that a factor is of: its actor, or the target where the actor is a patron."""
    return factor.actor if factor.actor in states or factor.target is None else factor.target


def seed_of(seed: int, *names: object) -> int:
    """Return a seed of its own for what is named, the same every time.

    >>> seed_of(1, "UZB") == seed_of(1, "UZB") != seed_of(2, "UZB")
    True
    """
    words = "|".join(map(str, (seed, *names)))
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=7).digest(), "little")
