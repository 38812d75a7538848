"""Sobol indices of a few inputs by SALib: first order and total, from runs of their own.

Given-data indices cost nothing and see what an input does by itself. The total index also holds what it does
together with the others; that takes many more runs, so that only a few inputs are asked about. Needs the
extra `sensitivity`.
"""

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.mechanisms.link import Prior
from sayso.models.model import Model
from sayso.scenarios.inputs import drive_name, origin_of
from sayso.scenarios.paths import every_month
from sayso.simulation.program import drives_of, signal_rows
from sayso.simulation.simulate import simulate
from sayso.views.outcome import Outcome, holds

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]


class SobolIndex(msgspec.Struct, frozen=True, kw_only=True):
    """What one weight accounts for of the variance of the outcome's probability."""

    link: str
    origin: str
    first: float
    """By itself; estimated, so that it can be just outside [0, 1]."""
    first_error: float
    """Half of the 95 % interval."""
    total: float
    """With all that it does together with the other weights."""
    total_error: float


def sobol_indices(  # noqa: PLR0913 - the options are keyword-only and most have defaults
    model: Model,
    outcome: Outcome,
    links: Sequence[int],
    *,
    months: int,
    runs: int = 320,
    points: int = 32,
    seed: int = 0,
    on_progress: Progress | None = None,
) -> tuple[SobolIndex, ...]:
    """Return the indices of the weights of `links`, numbers of `drives_of(model)`, on the probability.

    Each of points × (links + 2) rows of a Sobol sequence fixes these weights at quantiles of their priors;
    the probability is then that of `runs` runs with the same chance in every row, all else drawn as ever.

    Raises:
        ModuleNotFoundError: if SALib is not installed.
        ValueError: if fewer than two links are asked about, `points` is no power of two, or a weight is sure.

    Source: Saltelli, A. et al. (2010), Variance based sensitivity analysis of model output, Computer Physics
    Communications 181(2), 259-270, as in SALib.
    """
    drives = drives_of(model)
    chosen = [drives[row] for row in links]
    if len(chosen) < 2 or points < 1 or points & (points - 1):  # noqa: PLR2004 - shares need two
        raise ValueError(
            f"{len(chosen)} links and {points} points; want two links or more, and a power of two"
        )
    if any(drive.weight.sd <= 0 for drive in chosen):
        raise ValueError("a weight that is sure accounts for nothing; leave it out")
    sampling, analysing = (_library(f"SALib.{part}.sobol") for part in ("sample", "analyze"))
    problem = {
        "num_vars": len(chosen),
        "names": [str(row) for row in links],
        "bounds": [[drive.weight.mean, drive.weight.sd] for drive in chosen],
        "dists": ["norm"] * len(chosen),
    }
    rows: Floats = sampling.sample(problem, points, calc_second_order=False, seed=seed)
    found, keep = np.empty(len(rows)), every_month(model, months=months, runs=runs)
    for number, row in enumerate(rows):
        fixed = model
        for link, drive, weight in zip(links, chosen, row.tolist(), strict=True):
            kept = max(weight, 0.0) if drive.weight.mean > 0 else min(weight, 0.0)
            fixed = with_weight(fixed, link, kept)
        ensemble = simulate(fixed, months=months, runs=runs, seed=seed, keep=keep)
        found[number] = holds(ensemble, msgspec.structs.replace(outcome, months=months)).mean()
        if on_progress is not None:
            on_progress(number + 1, len(rows))
    return _indices(
        analysing, problem, found, [(drive_name(d, _names(model)), origin_of(d)) for d in chosen], seed
    )


def _names(model: Model) -> dict[int, str]:
    return {place: name for name, place in signal_rows(model).items()}


def _indices(
    analysing: Any, problem: dict[str, Any], found: Floats, names: Sequence[tuple[str, str]], seed: int
) -> tuple[SobolIndex, ...]:
    """Return the indices; none of a probability that never moves."""
    if float(np.ptp(found)) <= 0:
        return tuple(
            SobolIndex(link=link, origin=origin, first=0.0, first_error=0.0, total=0.0, total_error=0.0)
            for link, origin in names
        )
    made = analysing.analyze(problem, found, calc_second_order=False, seed=seed)
    columns = [made[key].tolist() for key in ("S1", "S1_conf", "ST", "ST_conf")]
    return tuple(
        SobolIndex(link=link, origin=origin, first=s1, first_error=e1, total=st, total_error=et)
        for (link, origin), s1, e1, st, et in zip(names, *columns, strict=True)
    )


def with_weight(model: Model, row: int, weight: float) -> Model:
    """Return the model in which the drive with this number, of `drives_of(model)`, has a sure weight."""
    sure = Prior(mean=weight, sd=0.0, source="fixed")
    if row < len(model.links):
        link = msgspec.structs.replace(model.links[row], weight=sure)
        return msgspec.structs.replace(model, links=(*model.links[:row], link, *model.links[row + 1 :]))
    row -= len(model.links)
    events = list(model.events)
    for place, event in enumerate(events):
        if row < len(event.terms):
            term = msgspec.structs.replace(event.terms[row], weight=sure)
            terms = (*event.terms[:row], term, *event.terms[row + 1 :])
            events[place] = msgspec.structs.replace(event, terms=terms)
            break
        row -= len(event.terms)
    return msgspec.structs.replace(model, events=tuple(events))


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"Sobol indices need {error.name}, which is not installed; "
            "the extra brings it: pip install 'sayso[sensitivity]'"
        ) from error
