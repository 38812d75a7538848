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
from sayso.simulation.streams import generator

RUNS_PER_DRAW = 20

_INTERVAL_90 = 2.0 * 1.6448536269514722
"""Standard deviations between the ends of a normal distribution's 90 % interval."""


@dataclass(frozen=True, eq=False)
class Parameters:
    """Draws of everything uncertain; the last axis is the draw."""

    weights: npt.NDArray[np.float32]
    """(drives, draws): weight, 0 where the drive is absent."""
    presence: npt.NDArray[np.bool_]
    """(drives, draws)."""
    impulses: npt.NDArray[np.float32]
    """(impulses, draws), in z."""
    log_rates: npt.NDArray[np.float32]
    """(events, draws): log hazard per month with every term at zero; −inf without a base rate."""


def draw_parameters(model: Model, drives: tuple[Drive, ...], *, draws: int, seed: int) -> Parameters:
    """Return `draws` independent draws; the first ones do not depend on how many there are."""
    there: dict[str, npt.NDArray[np.float64]] = {}
    weights = np.empty((len(drives), draws), dtype=np.float32)
    presence = np.empty((len(drives), draws), dtype=np.bool_)
    for row, drive in enumerate(drives):
        if drive.claim not in there:
            there[drive.claim] = generator(seed, f"presence|{drive.claim}").random(draws)
        presence[row] = there[drive.claim] < drive.presence
        weights[row] = draw_prior(drive.weight, generator(seed, f"weight|{drive.name}"), draws)
    weights *= presence
    impulses = [
        draw_prior(impulse.size, generator(seed, f"impulse|{event.id}|{impulse.target}|{number}"), draws)
        for event in model.events
        for number, impulse in enumerate(event.impulses)
    ]
    rates = [_log_rate(event, seed, draws) for event in model.events]
    return Parameters(
        weights=weights,
        presence=presence,
        impulses=np.array(impulses, dtype=np.float32).reshape(-1, draws),
        log_rates=np.array(rates, dtype=np.float32).reshape(-1, draws),
    )


def draw_prior(prior: Prior, rng: np.random.Generator, draws: int) -> npt.NDArray[np.float64]:
    """Return draws from a prior, (draws,); a draw past zero counts as zero unless the mean is zero."""
    drawn = prior.mean + prior.sd * rng.standard_normal(draws)
    if prior.mean > 0:
        return np.maximum(drawn, 0.0)
    return np.minimum(drawn, 0.0) if prior.mean < 0 else drawn


def _log_rate(event: EventKind, seed: int, draws: int) -> npt.NDArray[np.float64]:
    """Return draws of log hazard per month; the rate is log-normal and keeps its mean.

    Actors of one kind share the draw: what is uncertain is the rate in the record.
    """
    rate = event.base_rate
    if rate is None:
        return np.full(draws, -np.inf)
    spread = math.log(rate.high / rate.low) / _INTERVAL_90
    intercept = math.log(rate.monthly) if event.intercept is None else event.intercept
    chance = generator(seed, f"rate|{event.factor.name}|{event.origin}").standard_normal(draws)
    return intercept - spread * spread / 2.0 + spread * chance
