"""What is uncertain about a model, drawn: weights, base rates and which links are there.

Runs share these draws in groups of `RUNS_PER_DRAW`, so that the spread of a frequency between
draws shows how far it is uncertain because the parameters are.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.mechanisms.event import EventKind
from sayso.mechanisms.link import Prior
from sayso.models.model import Model
from sayso.simulation.program import Drive
from sayso.simulation.streams import Generators

RUNS_PER_DRAW = 20

_INTERVAL_90 = 2.0 * 1.6448536269514722
"""Standard deviations between the ends of a normal distribution's 90 % interval."""


@dataclass(frozen=True, eq=False)
class Parameters:
    """Draws of everything uncertain; the last axis is the draw."""

    weights: npt.NDArray[np.floating]
    """(drives, draws): weight, 0 where the drive is absent."""
    presence: npt.NDArray[np.bool_]
    """(drives, draws)."""
    impulses: npt.NDArray[np.floating]
    """(impulses, draws), in z."""
    log_rates: npt.NDArray[np.floating]
    """(events, draws): log hazard per month with every term at zero; −inf without a base rate."""


def draw_parameters(
    model: Model,
    drives: tuple[Drive, ...],
    *,
    draws: range,
    seed: int,
    dtype: npt.DTypeLike = np.float32,
) -> Parameters:
    """Return the draws with the numbers `draws`; what they are does not depend on which others there are."""
    generators = Generators(seed)
    weights = np.empty((len(drives), len(draws)), dtype=dtype)
    presence = np.empty((len(drives), len(draws)), dtype=np.bool_)
    claims: dict[str, npt.NDArray[np.float64]] = {}
    for row, drive in enumerate(drives):
        presence[row] = _there(drive, generators, draws, claims)
        weights[row] = _drawn(drive.weight, generators, f"weight|{drive.name}", draws)
    weights *= presence
    names = [
        (impulse.size, f"impulse|{event.id}|{impulse.target}|{number}")
        for event in model.events
        for number, impulse in enumerate(event.impulses)
    ]
    impulses = np.empty((len(names), len(draws)), dtype=dtype)
    for row, (size, name) in enumerate(names):
        impulses[row] = _drawn(size, generators, name, draws)
    rates = [_log_rate(event, generators, draws.stop)[draws.start :] for event in model.events]
    return Parameters(
        weights=weights,
        presence=presence,
        impulses=impulses,
        log_rates=np.array(rates, dtype=dtype).reshape(-1, len(draws)),
    )


def _there(
    drive: Drive, generators: Generators, draws: range, claims: dict[str, npt.NDArray[np.float64]]
) -> npt.NDArray[np.bool_] | bool:
    """Return whether a drive is there, (draws,); drives of one claim are so together."""
    if drive.presence >= 1:
        return True
    if drive.claim not in claims:
        numbers = generators.of(f"presence|{drive.claim}").random(draws.stop)
        claims[drive.claim] = numbers[draws.start :]
    return np.asarray(claims[drive.claim] < drive.presence)


def _drawn(prior: Prior, generators: Generators, name: str, draws: range) -> npt.NDArray[np.float64] | float:
    """Return draws from a prior under `name`, (draws,); of what is sure the mean, with no need of chance."""
    return draw_prior(prior, generators.of(name), draws.stop)[draws.start :] if prior.sd else prior.mean


def draw_prior(prior: Prior, rng: np.random.Generator, draws: int) -> npt.NDArray[np.float64]:
    """Return draws from a prior, (draws,); a draw past zero counts as zero unless the mean is zero."""
    drawn = prior.mean + prior.sd * rng.standard_normal(draws)
    if prior.mean > 0:
        return np.maximum(drawn, 0.0)
    return np.minimum(drawn, 0.0) if prior.mean < 0 else drawn


def _log_rate(event: EventKind, generators: Generators, draws: int) -> npt.NDArray[np.float64]:
    """Return draws of log hazard per month; the rate is log-normal and keeps its mean.

    Actors of one kind share the draw: what is uncertain is the rate in the record.
    """
    rate = event.base_rate
    if rate is None:
        return np.full(draws, -np.inf)
    spread = math.log(rate.high / rate.low) / _INTERVAL_90
    intercept = math.log(rate.monthly) if event.intercept is None else event.intercept
    chance = generators.of(f"rate|{event.factor.name}|{event.origin}").standard_normal(draws)
    return intercept - spread * spread / 2.0 + spread * chance
