"""Persistence and spread of factors, estimated from years before a cut and from nothing later."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import numpy as np

from sayso.backtests.past import NoPastError, Pasts
from sayso.backtests.series import MONTHS, Series
from sayso.measures.panel import Floats
from sayso.models.model import Model
from sayso.models.moments import at_rest, field_of

LAGS: Final = {"month": 6, "year": 2}
_PHI: Final = np.linspace(0.02, 0.995, 196)
_SPREAD: Final = (0.25, 1.25)
"""Bounds of the spread: a measure that moves less than a quarter of what it shows is noise throughout."""


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """What a factor's own past says of how it moves."""

    factor: str
    """Name of the factor."""
    kappa: float
    """Share of the way back to normal in a month."""
    spread: float
    """Standard deviation of what lasts, in standard scores; the rest is noise of single periods."""
    actors: int
    """Series that it was estimated from."""
    periods: int
    """Periods with data in them."""

    @property
    def half_life(self) -> float:
        """Months in which a departure from normal halves."""
        return float(-np.log(2.0) / np.log1p(-self.kappa))


def calibrate(series: Sequence[Series], cut: dt.date, pasts: Pasts) -> Calibration | None:
    """Return persistence and spread of one factor, pooled over actors, from the periods before `cut`.

    Moments: with noise of single periods and a part that lasts as an AR(1), what the counts show has the
    autocovariance σ² φ^k at every lag k ≥ 1 whatever the noise is. φ and σ are fitted to the first lags by
    least squares, after the variance of the series' own means is given back. None where no actor has a past,
    or the first autocovariance is not positive.

    Source: Walker 1960, Some Consequences of Superimposed Error in Time Series Analysis, Biometrika 47.
    """
    scores = []
    for one in series:
        try:
            scores.append(pasts.of(one, cut).seen)
        except NoPastError:
            continue
    if not scores:
        return None
    gamma = _autocovariances(scores, LAGS[series[0].step])
    if not np.isfinite(gamma).all() or gamma[1] <= 0:
        return None
    phi, square = _fitted(gamma)
    # a series about its own mean lacks the variance of that mean
    length = float(np.mean([np.isfinite(one).sum() for one in scores]))
    of_mean = (square * (1 + phi) / (1 - phi) + gamma[0] - square) / length
    phi, square = _fitted(gamma + min(of_mean, gamma[0] / 2))
    monthly = phi ** (1.0 / MONTHS[series[0].step])
    return Calibration(
        factor=series[0].factor.name,
        kappa=1.0 - monthly,
        spread=float(np.clip(np.sqrt(square), *_SPREAD)),
        actors=len(scores),
        periods=int(sum(np.isfinite(one).sum() for one in scores)),
    )


def _fitted(gamma: Floats) -> tuple[float, float]:
    """Return φ and σ² of the σ² φ^k nearest to the autocovariances from lag 1 on; σ² is at most γ(0)."""
    powers = _PHI[:, None] ** np.arange(1, len(gamma))
    square = np.clip((powers @ gamma[1:]) / (powers**2).sum(axis=1), 0.0, gamma[0])
    misfit = ((gamma[1:] - square[:, None] * powers) ** 2).sum(axis=1)
    best = int(np.argmin(misfit))
    return float(_PHI[best]), float(square[best])


def _autocovariances(scores: Sequence[Floats], lags: int) -> Floats:
    """Return the autocovariances at lags 0 … `lags`, pooled, each series about its own mean, (lags + 1,)."""
    centred = [one - np.nanmean(one) for one in scores]
    found = np.full(lags + 1, np.nan)
    for lag in range(lags + 1):
        products = [one[lag:] * one[: len(one) - lag] for one in centred if len(one) > lag]
        known = [each[np.isfinite(each)] for each in products]
        if any(len(each) for each in known):
            found[lag] = float(np.concatenate(known).mean())
    return found


def with_calibration(model: Model, calibrations: Mapping[str, Calibration]) -> Model:
    """Return the model with calibrated κ; its normal is where it then rests.

    The noise keeps up the same spread and links the same long-run effect, so that what changes is how long
    departures last. The spread is the measure's and stands in the scale (`start.scale_of`).
    """
    kappas = {node.factor: node.kappa for node in model.nodes}
    nodes = []
    for node in model.nodes:
        found = calibrations.get(node.factor.name)
        if found is None:
            nodes.append(node)
            continue
        sd = node.noise / np.sqrt(1.0 - (1.0 - node.kappa) ** 2)
        noise = float(sd * np.sqrt(1.0 - (1.0 - found.kappa) ** 2))
        nodes.append(msgspec.structs.replace(node, kappa=found.kappa, noise=noise))
    links = []
    for link in model.links:
        found = calibrations.get(link.target.name)
        if found is None or link.form == "change" or link.target not in kappas:
            links.append(link)
            continue
        times = found.kappa / kappas[link.target]
        weight = msgspec.structs.replace(
            link.weight, mean=link.weight.mean * times, sd=link.weight.sd * times
        )
        links.append(msgspec.structs.replace(link, weight=weight))
    moved = msgspec.structs.replace(model, nodes=tuple(nodes), links=tuple(links))
    rest = at_rest(field_of(moved))
    settled = tuple(
        msgspec.structs.replace(
            node, start=float(mean), start_sd=float(sd), normal=float(mean), normal_sd=float(sd)
        )
        for node, mean, sd in zip(moved.nodes, rest.mean, np.sqrt(rest.variance), strict=True)
    )
    return msgspec.structs.replace(moved, nodes=settled)
