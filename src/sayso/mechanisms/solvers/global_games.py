"""Regime change as a global game: how strong a government must be not to fall.

A regime of strength θ falls if the share who attack is at least θ. An attack costs c in (0, 1) and pays 1 if
the regime falls. Each citizen sees x = θ + ε, ε normal of precision α_x; all see a public signal z of
precision α_z. In equilibrium citizens attack below some x*, and the regime falls below the θ* that solves

    Φ(√α_x (x* − θ*)) = θ*                                           the share who attack
    Φ(√(α_x + α_z) (θ* − (α_x x* + α_z z) / (α_x + α_z))) = c        who is indifferent

or, without x*, α_z (θ* − z) − √α_x Φ⁻¹(θ*) = √(α_x + α_z) Φ⁻¹(c). With private signals alone θ* = 1 − c; the
equilibrium is unique for every z when α_z / √α_x ≤ √(2π).

Source: Morris & Shin 1998, Unique Equilibrium in a Model of Self-Fulfilling Currency Attacks, American
Economic Review 88(3); Morris & Shin 2003, Global Games: Theory and Applications, in Advances in Economics and
Econometrics, Cambridge University Press; in this form Angeletos, Hellwig & Pavan 2007, Econometrica 75(3).
"""

import math
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

Floats = npt.NDArray[np.float64]


def private_threshold(cost: float) -> float:
    """Return θ* with private signals alone: 1 − c, whatever their precision.

    Raises:
        ValueError: if `cost` is not in (0, 1).

    >>> private_threshold(0.8) == 1 - 0.8
    True
    """
    _check(cost, 1.0)
    return 1.0 - cost


def thresholds(
    cost: float, *, private_precision: float, public_precision: float = 0.0, public_signal: float = 0.0
) -> Floats:
    """Return every θ* at which some equilibrium changes, lowest first: one, or three.

    Raises:
        ValueError: if `cost` is not in (0, 1), or a precision is out of range.

    >>> thresholds(0.5, private_precision=1, public_precision=3, public_signal=0.5).round(4).tolist()
    [0.1402, 0.5, 0.8598]
    """
    _check(cost, private_precision, public_precision)
    noise = math.sqrt(private_precision)
    hope = math.sqrt(private_precision + public_precision) * float(ndtri(cost))

    def imbalance(quantile: float) -> float:
        # of Φ⁻¹(θ) rather than θ, so that thresholds close to 0 and 1 are found as well
        return public_precision * (float(ndtr(quantile)) - public_signal) - noise * quantile - hope

    farthest = (public_precision * (abs(public_signal) + 1.0) + abs(hope)) / noise + 1.0
    ends = [-farthest, farthest]
    ratio = public_precision / (noise * math.sqrt(2.0 * math.pi))
    if ratio > 1.0:
        # the imbalance falls, rises between two turns and falls again
        turn = math.sqrt(2.0 * math.log(ratio))
        ends = [-farthest, -turn, turn, farthest]
    roots = [
        brentq(imbalance, low, high, xtol=1e-13)
        for low, high in pairwise(ends)
        if (imbalance(low) > 0) != (imbalance(high) > 0)
    ]
    return np.asarray(ndtr(np.array(roots)))


def attack_below(strength: float, *, private_precision: float) -> float:
    """Return x*, the private signal below which citizens attack when the regime falls below θ*."""
    return strength + float(ndtri(strength)) / math.sqrt(private_precision)


def is_unique(*, private_precision: float, public_precision: float) -> bool:
    """Tell whether there is one equilibrium whatever the public signal says: α_z / √α_x ≤ √(2π)."""
    _check(0.5, private_precision, public_precision)
    return public_precision / math.sqrt(private_precision) <= math.sqrt(2.0 * math.pi)


def _check(cost: float, private_precision: float, public_precision: float = 0.0) -> None:
    if not 0 < cost < 1:
        raise ValueError(f"an attack costs {cost}; want a share of its prize, above 0 and below 1")
    if not (0 < private_precision < math.inf and 0 <= public_precision < math.inf):
        raise ValueError(
            f"precisions {private_precision} and {public_precision}; want above 0 and 0 or more, finite"
        )
