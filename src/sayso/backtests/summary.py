"""What the scores say: which forecasts are better than which, where, and how surely."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, TypeAlias

import msgspec
import numpy as np

from sayso.backtests.dependence import Mean, holm, mean_of
from sayso.backtests.forecast import Score
from sayso.backtests.question import Backtest

Rule: TypeAlias = Literal["crps", "brier", "log"]
Verdict: TypeAlias = Literal["better", "worse", "no difference", "too few"]

RULES: Final[tuple[Rule, ...]] = ("crps", "brier", "log")
REFERENCES: Final = ("persistence", "walk", "climatology")
"""What a forecast has to beat, all of them, to have skill."""
VARIANTS: Final = ("weighted", "calibrated")
SHARES: Final = (0.5, 0.8, 0.95)
"""Probabilities that central intervals are meant to hold."""
LEVEL: Final = 0.05
"""Adjusted probability below which a difference is said to be one."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One forecaster against another on the cases of both; differences below 0 say that it was better."""

    rule: Rule
    factor: str
    """Name of the factor."""
    horizon: int
    forecaster: str
    reference: str
    cases: int
    starts: int
    actors: int
    score: float
    reference_score: float
    skill: float | None
    """1 − score / the reference's score; None where that is 0."""
    difference: Mean
    adjusted: float | None
    """The difference's p after Holm, over the factors, horizons and references of one forecaster and rule."""
    verdict: Verdict


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How often central intervals held what came."""

    factor: str
    horizon: int
    forecaster: str
    cases: int
    held: tuple[Mean, ...]
    """In the order of SHARES."""
    places: tuple[int, ...]
    """How many outcomes lay in each tenth of the forecast, from the lowest."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one factor and horizon."""

    factor: str
    horizon: int
    verdict: Verdict
    """`better`: than every reference; `worse`: than one at least; else neither, or too few to say."""
    comparisons: tuple[Comparison, ...]
    """Of the model with each reference, by CRPS."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is said of a back-test."""

    cells: tuple[Cell, ...]
    comparisons: tuple[Comparison, ...]
    coverage: tuple[Coverage, ...]

    def of(self, rule: Rule, forecaster: str, reference: str) -> tuple[Comparison, ...]:
        """Return the comparisons of two forecasters under a rule, by factor and horizon."""
        return tuple(
            one
            for one in self.comparisons
            if (one.rule, one.forecaster, one.reference) == (rule, forecaster, reference)
        )


Key: TypeAlias = tuple[str, str, int]


def summarise(found: Backtest) -> Summary:
    """Return the comparisons, coverages and verdicts of a back-test."""
    by_cell: dict[tuple[str, int], dict[str, dict[Key, Score]]] = {}
    for score in found.scores:
        cell = by_cell.setdefault((score.factor.partition("(")[0], score.horizon), {})
        cell.setdefault(score.forecaster, {})[score.start, score.factor, score.horizon] = score
    order = sorted(by_cell, key=lambda cell: (found.question.factors.index(cell[0]), cell[1]))
    comparisons: list[Comparison] = []
    for rule in RULES:
        for forecaster in ("model", *VARIANTS):
            family = [
                _compared(found, rule, cell, by_cell[cell], pair)
                for cell in order
                for pair in ((forecaster, reference) for reference in REFERENCES)
            ]
            comparisons += _judged([one for one in family if one is not None])
    for rule in RULES:
        for variant in VARIANTS:
            family = [_compared(found, rule, cell, by_cell[cell], (variant, "model")) for cell in order]
            comparisons += _judged([one for one in family if one is not None])
    return Summary(
        cells=tuple(_cell(cell, comparisons) for cell in order),
        comparisons=tuple(comparisons),
        coverage=tuple(
            _coverage(found, cell, name, list(scores.values()))
            for cell in order
            for name, scores in by_cell[cell].items()
        ),
    )


def overlap_of(found: Backtest, horizon: int) -> int:
    """Return how many starts later a forecast's time still overlaps, 0 where none does."""
    starts = found.question.starts
    if len(starts) < 2:  # noqa: PLR2004 - one start overlaps nothing
        return 0
    months = (starts[1].year - starts[0].year) * 12 + starts[1].month - starts[0].month
    every = months if found.question.step == "month" else months // 12
    return math.ceil(horizon / every) - 1


def _compared(
    found: Backtest,
    rule: Rule,
    cell: tuple[str, int],
    scores: Mapping[str, Mapping[Key, Score]],
    pair: tuple[str, str],
) -> Comparison | None:
    first, second = scores.get(pair[0], {}), scores.get(pair[1], {})
    shared = sorted(set(first) & set(second))
    if not shared:
        return None
    mine = np.array([getattr(first[key], rule) for key in shared])
    theirs = np.array([getattr(second[key], rule) for key in shared])
    starts, actors = [key[0] for key in shared], [key[1] for key in shared]
    reference = float(theirs.mean())
    return Comparison(
        rule=rule,
        factor=cell[0],
        horizon=cell[1],
        forecaster=pair[0],
        reference=pair[1],
        cases=len(shared),
        starts=len(set(starts)),
        actors=len(set(actors)),
        score=float(mine.mean()),
        reference_score=reference,
        skill=1.0 - float(mine.mean()) / reference if reference > 0 else None,
        difference=mean_of(mine - theirs, starts, actors, overlap=overlap_of(found, cell[1])),
        adjusted=None,
        verdict="too few",
    )


def _judged(family: Sequence[Comparison]) -> Iterable[Comparison]:
    """Return comparisons with their adjusted probabilities and verdicts."""
    told = [one for one in family if one.difference.told]
    chances = iter(holm([one.difference.p or 0.0 for one in told]))
    judged = []
    for one in family:
        if not one.difference.told:
            judged.append(one)
            continue
        adjusted = next(chances)
        verdict: Verdict = "no difference"
        if adjusted < LEVEL:
            verdict = "better" if one.difference.mean < 0 else "worse"
        judged.append(msgspec.structs.replace(one, adjusted=adjusted, verdict=verdict))
    return judged


def _cell(cell: tuple[str, int], comparisons: Iterable[Comparison]) -> Cell:
    mine = tuple(
        one
        for one in comparisons
        if (one.factor, one.horizon) == cell
        and one.rule == "crps"
        and one.forecaster == "model"
        and one.reference in REFERENCES
    )
    verdicts = {one.verdict for one in mine}
    verdict: Verdict = "no difference"
    if not mine or verdicts == {"too few"}:
        verdict = "too few"
    elif "worse" in verdicts:
        verdict = "worse"
    elif verdicts == {"better"} and len(mine) == len(REFERENCES):
        verdict = "better"
    return Cell(factor=cell[0], horizon=cell[1], verdict=verdict, comparisons=mine)


def _coverage(found: Backtest, cell: tuple[str, int], name: str, scores: Sequence[Score]) -> Coverage:
    places = np.array([score.place for score in scores])
    starts, actors = [score.start for score in scores], [score.factor for score in scores]
    overlap = overlap_of(found, cell[1])
    tenths = np.histogram(places, bins=10, range=(0.0, 1.0))[0]
    return Coverage(
        factor=cell[0],
        horizon=cell[1],
        forecaster=name,
        cases=len(scores),
        held=tuple(
            mean_of((np.abs(places - 0.5) <= share / 2).astype(float), starts, actors, overlap=overlap)
            for share in SHARES
        ),
        places=tuple(int(one) for one in tenths),
    )
