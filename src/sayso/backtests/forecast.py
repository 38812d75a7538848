"""An ensemble held against what came: CRPS, place in the ensemble, and the event of a high level."""

from dataclasses import dataclass

import msgspec
import numpy as np
from scipy import special

from sayso.forecasts.losses import brier, log_loss
from sayso.measures.panel import Floats


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How one forecast of one factor at one horizon fared."""

    start: str
    """First day of the simulation, YYYY-MM-DD: nothing from then on was used."""
    factor: str
    """As written: `unrest(KAZ)`."""
    horizon: int
    """Periods ahead; 1 is the period that begins with the start."""
    forecaster: str
    """`model`, `weighted`, `calibrated`, `persistence`, `walk`, `climatology`."""
    outcome: float
    """Level that the period's counts show by themselves, 0 to 1, on the scale that was known at the start."""
    crps: float
    """Of the level; 0 is best."""
    place: float
    """Share of the forecast below what came, ties drawn: even over 0 to 1 for a calibrated forecast."""
    above: bool
    """Whether the level was above the threshold."""
    probability: float
    """Forecast of that."""
    brier: float
    log: float
    """In nats."""
    members: float
    """Runs or values of the forecast; with weights the effective number."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came, and the event that it may be."""

    score: float
    """Standard score that the period's counts show."""
    threshold: float
    """Standard score above which the event happened."""
    luck: float
    """In [0, 1): where among equals the outcome is taken to lie; the same for every forecast."""


def crps(members: Floats, weights: Floats, value: float) -> float:
    """Return the fair CRPS of weighted members: what it would be, on average, with ever more of them.

    E|X − y| − ½ E|X − X'| over distinct members. Without the correction a small ensemble is punished for
    being small, which a comparison of ensembles of different size must not do. One may be below zero.

    Source: Ferro 2014, Fair scores for ensemble forecasts, Quarterly Journal of the Royal Meteorological
    Society 140, with 1 − Σ w² in place of 1 − 1/n for weights.

    >>> crps(np.array([0.0, 1.0]), np.array([0.5, 0.5]), 0.5)
    0.0
    """
    order = np.argsort(members, kind="stable")
    x, w = members[order], weights[order]
    below = np.cumsum(w) - w
    # Σ_ij w_i w_j |x_i − x_j| = 2 Σ_i w_i x_i (weight below − weight above)
    apart = 2.0 * float((w * x * (2.0 * below + w - 1.0)).sum())
    distinct = 1.0 - float((w**2).sum())
    return float((w * np.abs(x - value)).sum()) - (apart / distinct / 2.0 if distinct > 0 else 0.0)


def scored(
    case: tuple[str, str, int],
    forecaster: str,
    members: Floats,
    outcome: Outcome,
    weights: Floats | None = None,
) -> Score:
    """Return the scores of a forecast given as standard scores, as they would be counted, (members,).

    The probability of the event is (k + ½)/(n + 1) for k of n members, so that no finite ensemble is certain.
    The place counts the outcome as one more member, so that it is even where it is one.
    """
    w = np.full(len(members), 1.0 / len(members)) if weights is None else weights / weights.sum()
    number = float(1.0 / (w**2).sum())
    less, equal = float(w[members < outcome.score].sum()), float(w[members == outcome.score].sum())
    share = float(w[members > outcome.threshold].sum())
    probability = (number * share + 0.5) / (number + 1.0)
    above = outcome.score > outcome.threshold
    start, factor, horizon = case
    return Score(
        start=start,
        factor=factor,
        horizon=horizon,
        forecaster=forecaster,
        outcome=float(special.ndtr(outcome.score)),
        crps=crps(special.ndtr(members), w, float(special.ndtr(outcome.score))),
        place=(number * less + outcome.luck * (number * equal + 1.0)) / (number + 1.0),
        above=above,
        probability=probability,
        brier=float(brier(probability, above)),
        log=float(log_loss(probability, above)),
        members=number,
    )
