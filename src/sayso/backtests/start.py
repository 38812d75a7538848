"""The common model at a past date, with its starting levels set from what was measured before it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np

from sayso.backtests.past import Past
from sayso.backtests.series import MONTHS
from sayso.measures.panel import Floats, Step
from sayso.models.model import Model, Node
from sayso.simulation import Ensemble
from sayso.statements.factor import Factor


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How a node's z and the standard scores of its measure stand to each other.

    Both are measured in their own spread: a score of 1 is one standard deviation of the actor's past, and one
    of the model's own at rest. Their levels, σ(z) and Φ(u), are different scales and are never held together.
    """

    normal: float
    """z that a score of 0 stands for."""
    unit: float
    """z of a period's mean that a score of 1 stands for."""
    carried: float
    """z of the period's last month for each unit of z of its mean."""
    left: float
    """Standard deviation of z in the last month that its period's mean leaves open."""


def scale_of(node: Node, step: Step, *, spread: float = 1.0) -> Scale:
    """Return the scale of a node, with a period's mean of z as an AR(1) with the node's own κ has it.

    With φ = 1 − κ and n months the mean has the variance σ² v, v = (n + 2 Σ (n − k) φ^k)/n², and the
    last month the covariance σ² c with it, c = Σ φ^k / n. `spread` is how many scores the model's own
    spread is worth: 1, unless it was calibrated.

    >>> from sayso.models.settings import node_for
    >>> scale_of(node_for(Factor("unrest", "KAZ")), "month").left
    0.0
    """
    months, phi = MONTHS[step], 1.0 - node.kappa
    ahead = np.arange(1, months)
    variance = (months + 2.0 * float(((months - ahead) * phi**ahead).sum())) / months**2
    covariance = float((phi ** np.arange(months)).sum()) / months
    sd = node.start_sd if node.normal_sd is None else node.normal_sd
    return Scale(
        normal=node.normal,
        unit=sd * math.sqrt(variance) / spread,
        carried=covariance / variance,
        left=sd * math.sqrt(max(1.0 - covariance**2 / variance, 0.0)),
    )


def started(
    model: Model, pasts: Mapping[Factor, Past], step: Step, spreads: Mapping[str, float] | None = None
) -> Model:
    """Return the model with the starting levels, and their uncertainty, of the factors in `pasts`.

    Other factors start as the model has them: spread about their rest. `spreads` are calibrated ones by
    factor name.
    """
    nodes = tuple(
        _set(
            node, pasts[node.factor], scale_of(node, step, spread=(spreads or {}).get(node.factor.name, 1.0))
        )
        if node.factor in pasts
        else node
        for node in model.nodes
    )
    return msgspec.structs.replace(model, nodes=nodes)


def _set(node: Node, past: Past, scale: Scale) -> Node:
    pull = scale.unit * scale.carried
    return msgspec.structs.replace(
        node,
        start=scale.normal + pull * past.mean,
        start_sd=math.sqrt(pull**2 * past.variance + scale.left**2),
        # what the scale is told from must outlive the change of the start
        normal_sd=node.start_sd if node.normal_sd is None else node.normal_sd,
    )


def months_of(horizon: int, step: Step) -> tuple[int, ...]:
    """Return the months of a simulation that make up the period that is `horizon` periods on, 1 the first."""
    length = MONTHS[step]
    return tuple(range(length * (horizon - 1) + 1, length * horizon + 1))


def scores_of(ensemble: Ensemble, node: Node, scale: Scale, months: tuple[int, ...]) -> Floats:
    """Return the standard score of a factor over some months of an ensemble, (runs,)."""
    levels = np.stack([ensemble.at(node.factor, month) for month in months]).astype(np.float64)
    z = np.log(levels) - np.log1p(-levels)
    found: Floats = (z.mean(axis=0) - scale.normal) / scale.unit
    return found
