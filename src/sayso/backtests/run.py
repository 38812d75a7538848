"""A back-test: for each start what was forecast, held against what came."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from sayso.actors import ActorTable
from sayso.backtests.calibration import Calibration, calibrate
from sayso.backtests.forecast import Outcome, Score, scored
from sayso.backtests.foresight import Build, Forecasts, Foresight, common_builder, seed_of
from sayso.backtests.groups import groups_of
from sayso.backtests.past import Past, Pasts, as_counted
from sayso.backtests.question import THRESHOLD, Backtest, LeftOut, Question, Thinning
from sayso.backtests.series import Series, later
from sayso.backtests.source import NothingShownError, Source
from sayso.statements.factor import Factor

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many starts are done, and how many there are."""
_ENDED: Final = "the counts end before the period that was forecast"
_NO_DATA: Final = "no data in the period that was forecast"


def backtest(
    source: Source,
    question: Question,
    *,
    actors: ActorTable,
    build: Build | None = None,
    on_progress: Progress | None = None,
) -> Backtest:
    """Return the scores of every start that was finished; Ctrl-C ends it after those that are.

    `build` makes the models; the common model where None.

    Raises:
        ValueError: if the record shows none of the factors before the first start.
        KeyError: if an actor or a factor is unknown.
        KeyboardInterrupt: if it was stopped before the first start was finished.
    """
    tell = on_progress or _silent
    maker = build or common_builder(actors, question.patrons)
    groups = groups_of(actors, question.states)
    tell("Reading the record", 0, 0)
    bench = _Bench(question=question)
    series = {group: _series(source, question, maker, group, bench) for group in groups}
    if not any(series.values()):
        raise ValueError(_nothing(bench))
    pasts = Pasts()
    calibrations = _calibrations(series, question, pasts)
    foresight = Foresight(question=question, build=maker, pasts=pasts, calibrations=calibrations)
    done = 0
    try:
        for start in question.starts:
            tell(f"From {start:%Y-%m}", done, len(question.starts))
            fresh = _Bench(question=question)
            for group, asked in series.items():
                if asked:
                    fresh.hold(foresight.forecasts(start, group, asked), asked)
            bench.take(fresh)
            done += 1
    except KeyboardInterrupt:
        if not done:
            raise
    return bench.result(done, source, groups, calibrations)


def _silent(doing: str, done: int, whole: int) -> None:
    """Say nothing."""


@dataclass(eq=False, kw_only=True)
class _Bench:
    """What has been scored so far."""

    question: Question
    scores: list[Score] = field(default_factory=list)
    thinnings: list[Thinning] = field(default_factory=list)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take(self, other: "_Bench") -> None:
        """Add what another has."""
        self.scores += other.scores
        self.thinnings += other.thinnings
        self.left_out += other.left_out

    def hold(self, found: Forecasts, series: Mapping[Factor, Series]) -> None:
        """Score the forecasts of one start."""
        self.thinnings += found.thinnings
        for factor, why in found.missing.items():
            self.left_out[str(factor), why] += len(self.question.horizons)
        for factor, past in found.pasts.items():
            for horizon in self.question.horizons:
                period = later(found.start, self.question.step, horizon - 1)
                at = series[factor].place(period)
                if at is None:
                    ended = period > series[factor].tally.periods[-1]
                    self.left_out[str(factor), _ENDED if ended else _NO_DATA] += 1
                    continue
                self._score(found, factor, past, horizon, _came(series[factor], past, at))

    def _score(
        self, found: Forecasts, factor: Factor, past: Past, horizon: int, came: tuple[float, float, float]
    ) -> None:
        name = f"{self.question.seed}|{found.start}|{factor}|{horizon}"
        luck = np.random.default_rng(seed_of(self.question.seed, name, "place")).random()
        outcome = Outcome(score=past.of(*came), threshold=past.threshold(THRESHOLD), luck=float(luck))
        for (of, ahead, forecaster), drawn in found.drawn.items():
            if of != factor or ahead != horizon:
                continue
            scores = drawn.scores
            if not drawn.counted:
                rng = np.random.default_rng(seed_of(self.question.seed, name, "counted"))
                scores = as_counted(past, scores, came[1:], rng)
            case = (found.start.isoformat(), str(factor), horizon)
            self.scores.append(scored(case, forecaster, scores, outcome, drawn.weights))

    def result(
        self,
        done: int,
        source: Source,
        groups: tuple[tuple[str, ...], ...],
        calibrations: Mapping[str, Calibration],
    ) -> Backtest:
        """Return it all as a record."""
        return Backtest(
            question=self.question,
            scores=tuple(self.scores),
            done=done,
            left_out=tuple(
                LeftOut(what=what, why=why, cases=cases)
                for (what, why), cases in sorted(self.left_out.items())
            ),
            thinnings=tuple(self.thinnings),
            calibrations=tuple(calibrations.values()),
            products=tuple(sorted(source.products)),
            groups=groups,
        )


def _came(series: Series, past: Past, at: int) -> tuple[float, float, float]:
    """Return how many events told, among how many, and the share of days: as the past counted them."""
    tally = series.tally
    among = float(tally.among[at]) if np.isfinite(past.tally.among).any() else np.nan
    return float(tally.telling[at]), among, float(tally.covered[at])


def _series(
    source: Source, question: Question, build: Build, group: tuple[str, ...], bench: _Bench
) -> dict[Factor, Series]:
    """Return the counts of each factor of the group's model that was asked for and can be told."""
    model = build(question.starts[0], group)
    wanted = [node.factor for node in model.nodes if node.factor.name in question.factors]
    cases = len(question.starts) * len(question.horizons)
    for name in sorted(set(question.factors) - {factor.name for factor in wanted}):
        bench.left_out[name, "the model has no such factor of these actors"] = 0
    found = {}
    for factor in wanted:
        try:
            found[factor] = source.series(factor)
        except NothingShownError as error:
            bench.left_out[str(factor), str(error)] = cases
    return found


def _nothing(bench: _Bench) -> str:
    reasons = dict.fromkeys(f"{what}: {why}" for what, why in bench.left_out)
    first = next(iter(reasons), "no factor was asked for")
    more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
    return f"the record shows nothing that could be forecast. {first}{more}"


def _calibrations(
    series: Mapping[tuple[str, ...], Mapping[Factor, Series]], question: Question, pasts: Pasts
) -> dict[str, Calibration]:
    """Return the calibrations by factor name, from the periods before the cut; none where there is no cut."""
    cut: dt.date | None = question.calibrate_before
    if cut is None:
        return {}
    by_name: dict[str, list[Series]] = {}
    for group in series.values():
        for factor, one in group.items():
            by_name.setdefault(factor.name, []).append(one)
    found = {name: calibrate(each, cut, pasts) for name, each in by_name.items()}
    return {name: one for name, one in found.items() if one is not None}
