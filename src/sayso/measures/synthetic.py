"""Panels drawn from a known closeness, to see whether it is found again."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np

from sayso.measures.hyperparameters import Hyperparameters
from sayso.measures.panel import Floats, Panel, periods_between

_FIRST_YEAR: Final = 1990
_ROLL_CALLS: Final = 70.0
_AGREEMENT: Final = 0.5
_USUAL_ODDS: Final = -2.5
"""Log odds of conflict, about 8 per cent of events."""
_TOTAL: Final = 1e7
"""Events of a power with everybody: so many that those with one state hardly count."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Drawn:
    """A panel and the closeness that it was drawn from."""

    panel: Panel
    closeness: Floats
    """(S, P, T)."""


def draw_panel(
    numbers: Hyperparameters,
    shape: tuple[int, int, int],
    rng: np.random.Generator,
    *,
    expected: float = 100.0,
) -> Drawn:
    """Return a yearly panel of `shape` (states, powers, years) drawn from the model of `numbers`.

    Steps are Student-t; events of a year are negative binomial with mean expected · exp θ and the
    variance that `numbers` say, the conflictual among them beta-binomial, and votes move about the
    agreement of all members. `expected` is the median of the expected cooperative events over states.

    Raises:
        ValueError: if the overdispersion is not above 1.
    """
    if numbers.overdispersion <= 1:
        raise ValueError(f"overdispersion is {numbers.overdispersion}; want more than 1")
    states, powers, years = shape
    nu = numbers.nu

    def walk(start: float, step: float, freedom: float) -> Floats:
        steps = step * rng.standard_t(freedom, shape)
        steps[..., 0] = start * rng.standard_normal(shape[:2])
        walked: Floats = np.cumsum(steps, axis=-1)
        return walked

    closeness = walk(numbers.spread, numbers.step, nu[0])
    departure = closeness - closeness[..., :1]
    odds = (
        _USUAL_ODDS
        + numbers.conflict_loading * departure
        + walk(numbers.conflict_offset, numbers.conflict_drift, nu[1])
    )
    share = 1 / (1 + np.exp(-odds))
    size = expected * np.exp(0.7 * rng.standard_normal(states))
    mean = size[:, None, None] * np.exp(closeness + numbers.cooperation_noise * rng.standard_normal(shape))
    events = rng.poisson(_gamma(mean / (1 - share), numbers.overdispersion, rng))
    rho = numbers.conflict_correlation
    chance = rng.beta(share * (1 / rho - 1), (1 - share) * (1 / rho - 1))
    conflict = rng.binomial(events, chance).astype(float)
    cooperation = events - conflict
    votes = (
        _AGREEMENT
        + numbers.votes_loading * departure
        + walk(numbers.votes_offset, numbers.votes_drift, nu[2])
        + (numbers.votes_dispersion * _AGREEMENT * (1 - _AGREEMENT) / _ROLL_CALLS) ** 0.5
        * rng.standard_normal(shape)
    )
    panel = Panel(
        states=tuple(f"S{place}" for place in range(states)),
        powers=tuple(f"P{place}" for place in range(powers)),
        step="year",
        periods=periods_between(dt.date(_FIRST_YEAR, 1, 1), dt.date(_FIRST_YEAR + years - 1, 1, 1), "year"),
        quads=np.stack([cooperation, np.zeros(shape), conflict, np.zeros(shape)]),
        state_totals=np.broadcast_to(_TOTAL * size[:, None], (2, states, years)).copy(),
        power_totals=np.full((2, powers, years), _TOTAL),
        world_totals=np.full((2, years), _TOTAL**2),
        agreement=np.clip(votes, 0.0, 1.0),
        agreement_of_all=np.full((powers, years), _AGREEMENT),
        roll_calls=np.full(shape, _ROLL_CALLS),
    )
    return Drawn(panel=panel, closeness=closeness)


def _gamma(mean: Floats, overdispersion: float, rng: np.random.Generator) -> Floats:
    """Return means drawn so that Poisson counts of them have `overdispersion` times the variance."""
    found: Floats = rng.gamma(mean / (overdispersion - 1), overdispersion - 1)
    return found
