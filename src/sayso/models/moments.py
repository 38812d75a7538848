"""Mean and covariance of a model's nodes in closed form, at rest and while an event lasts.

Around its rest a model is close to a linear one with normal shocks. Tanh and steps enter by the
line that is nearest to them under that normal distribution (statistical linearisation: Gelb 1974,
Applied Optimal Estimation, chapter 6). Lags do not matter for what lasts, and are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.mechanisms.link import Link
from sayso.models.model import Model

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

_POINTS, _RAW_WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
_POINT_WEIGHTS = _RAW_WEIGHTS / _RAW_WEIGHTS.sum()
_ROUNDS = 2
"""Gains and variances depend on each other, weakly; a third round moves rates by less than 1 %."""
_DOUBLINGS = 8
"""2^8 months: more than five half-lives of the slowest factor."""


@dataclass(frozen=True, eq=False)
class Rest:
    """Nodes at rest: no event under way, no claim made."""

    mean: Floats
    """(nodes,), of z."""
    covariance: Floats
    """(nodes, nodes), of z."""
    variance: Floats
    """(nodes,), of z."""


@dataclass(frozen=True, eq=False)
class Field:
    """The links between nodes as arrays, with their average weights."""

    kappa: Floats
    rest: Floats
    noise: Floats
    source: Rows
    target: Rows
    weight: Floats
    """Mean times presence, per month."""
    threshold: Floats
    steepness: Floats
    form: npt.NDArray[np.str_]
    gate: Rows
    """Row of the node that gates the link; −1 for none."""
    gate_threshold: Floats
    gate_steepness: Floats


def field_of(model: Model) -> Field:
    """Return the field of a model's links between nodes; links that an event gates are shut at rest."""
    rows = {str(factor): row for row, factor in enumerate(model.factors)}
    links = [link for link in model.links if _inside(link, rows)]
    gates = [link.gate for link in links]
    return Field(
        kappa=np.array([node.kappa for node in model.nodes]),
        rest=np.array([node.rest for node in model.nodes]),
        noise=np.array([node.noise for node in model.nodes]),
        source=np.array([rows[str(link.source)] for link in links], dtype=np.intp),
        target=np.array([rows[str(link.target)] for link in links], dtype=np.intp),
        weight=np.array([link.presence * link.weight.mean for link in links]),
        threshold=np.array([link.threshold for link in links]),
        steepness=np.array([link.steepness for link in links]),
        form=np.array([link.form for link in links], dtype=np.str_),
        gate=np.array([rows[str(gate.factor)] if gate else -1 for gate in gates], dtype=np.intp),
        gate_threshold=np.array([gate.threshold if gate else 0.5 for gate in gates]),
        gate_steepness=np.array([gate.steepness if gate else 1.0 for gate in gates]),
    )


def _inside(link: Link, rows: dict[str, int]) -> bool:
    """Tell whether a link joins two nodes and no event gates it."""
    gated_by_event = link.gate is not None and link.gate.event is not None
    return str(link.source) in rows and str(link.target) in rows and not gated_by_event


def at_rest(field: Field) -> Rest:
    """Return mean and covariance of z where the model settles."""
    size = len(field.kappa)
    mean: Floats = field.rest
    variance: Floats = np.asarray(field.noise**2 / (1.0 - (1.0 - field.kappa) ** 2), dtype=np.float64)
    covariance = np.diag(variance)
    for _ in range(_ROUNDS):
        level, gain = _stand_ins(field, mean, variance)
        step = np.diag(1.0 - field.kappa)
        np.add.at(step, (field.target, field.source), gain)
        push = field.kappa * field.rest
        np.add.at(push, field.target, level - gain * mean[field.source])
        mean = np.asarray(np.linalg.solve(np.eye(size) - step, push), dtype=np.float64)
        covariance = _stationary(step, np.diag(field.noise**2))
        variance = np.asarray(np.diag(covariance), dtype=np.float64)
    return Rest(mean, covariance, variance)


def path(field: Field, rest: Rest, *, start: Floats, push: Floats, months: int) -> Iterator[Floats]:
    """Yield the mean of z month by month from `start`, while `push` (per month) acts on the nodes."""
    mean = start
    for _ in range(months):
        yield mean
        level, _ = _stand_ins(field, mean, rest.variance)
        move = field.kappa * (field.rest - mean) + push
        np.add.at(move, field.target, level)
        mean = mean + move


def response(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Return mean of tanh(z/2) and its slope against z, for normal z, (..., nodes) each."""
    spread = np.sqrt(np.maximum(variance, 1e-12))
    values = np.tanh((mean[..., None] + spread[..., None] * _POINTS) / 2.0)
    return values @ _POINT_WEIGHTS, values @ (_POINT_WEIGHTS * _POINTS) / spread


def _stationary(step: Floats, noise: Floats) -> Floats:
    """Return P = A P Aᵀ + Q by doubling (Smith 1968, SIAM Journal on Applied Mathematics 16)."""
    total, power = noise, step
    for _ in range(_DOUBLINGS):
        total = total + power @ total @ power.T
        power = power @ power
    return np.asarray(total)


def _stand_ins(field: Field, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Return for each link the mean of its drive and its slope against the source's z."""
    spread = np.sqrt(np.maximum(variance, 1e-12))
    z = mean[field.source][:, None] + spread[field.source][:, None] * _POINTS
    half = np.tanh(z / 2.0) / 2.0
    values = 2.0 * half
    values[field.form == "change"] = 0.0
    steps = field.form == "threshold"
    at = (field.threshold[steps], field.steepness[steps])
    resting = np.tanh(field.rest[field.source[steps]] / 2.0)[:, None] / 2.0
    values[steps] = _sigmoid(half[steps], *at) - _sigmoid(resting, *at)
    dread = field.form == "dread"
    values[dread] = -np.maximum(half[dread] + 0.5 - field.threshold[dread][:, None], 0.0)
    weight = field.weight * _openness(field, mean, spread)
    slope = values @ (_POINT_WEIGHTS * _POINTS) / spread[field.source]
    return weight * (values @ _POINT_WEIGHTS), weight * slope


def _openness(field: Field, mean: Floats, spread: Floats) -> Floats:
    """Return how far each link's gate stands open on average, 1 without a gate."""
    gated = field.gate >= 0
    rows = field.gate[gated]
    half = np.tanh((mean[rows][:, None] + spread[rows][:, None] * _POINTS) / 2.0) / 2.0
    openness = np.ones(len(field.gate))
    opened = _sigmoid(half, field.gate_threshold[gated], field.gate_steepness[gated])
    openness[gated] = opened @ _POINT_WEIGHTS
    return openness


def _sigmoid(half: Floats, threshold: Floats, steepness: Floats) -> Floats:
    """Return σ((L − θ)/s) where `half` is L − 1/2."""
    return np.asarray(0.5 + 0.5 * np.tanh((half + 0.5 - threshold[:, None]) / (2.0 * steepness[:, None])))
