"""Voting over positions in a space of issues: which option a group of unequal actors comes to.

Actor i holds a point p_i in the space and weighs its dimensions by salience s_i. What i makes of j's
point, and how likely the group is to settle on each option, is

    v_ij  = 1 − ‖s_i ∘ (p_i − p_j)‖ / ‖s_i‖
    c(a:b) = Σ_k w_k max(0, u_ka − u_kb)              strength of the coalition for a against b
    P(a≻b) = c(a:b)^n / (c(a:b)^n + c(b:a)^n)          n = 1 linear, 2 quadratic
    P(a)   ∝ Π_{b ≠ a} P(a≻b)                           a probabilistic Condorcet winner

From the chance of its own point an actor's risk attitude is inferred, in [−½, 1], and from that its utility:

    R_i   = (3 (P_i − min P) / (max P − min P) − 1) / 2
    u_ij  = v_ij (1 + R_i (1 − v_ij))

Source: KAPSARC Toolkit for Behavioral Analysis (KTAB), Spatial Model of Politics (Wise, Lester & Efird 2015,
Multidimensional Bargaining Using KTAB, KAPSARC discussion paper); settings “Prop”, “Linear”, “Conditional”
and “Mid” of its reference runs of 30 May 2017, with which every formula here is compared.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def values(position: Floats, salience: Floats) -> Floats:
    """Return v_ij, (actors, actors), in [0, 1]: row i's value of column j's point.

    `position` and `salience` are (actors, dimensions); positions lie in [0, 1].

    Raises:
        ValueError: if shapes differ, a position is outside [0, 1] or an actor cares about nothing.
    """
    if position.shape != salience.shape or position.ndim != 2:  # noqa: PLR2004 - actors by dimensions
        raise ValueError(f"positions are {position.shape} and saliences {salience.shape}; want one shape")
    if not ((position >= 0) & (position <= 1)).all():
        raise ValueError("a position lies outside 0 to 1")
    weight = np.linalg.norm(salience, axis=1)
    if not (np.isfinite(salience).all() and (weight > 0).all()):
        raise ValueError("an actor without salience has no values")
    apart = salience[:, None, :] * (position[:, None, :] - position[None, :, :])
    return np.asarray(1.0 - np.linalg.norm(apart, axis=2) / weight[:, None])


def coalitions(power: Floats, utility: Floats) -> Floats:
    """Return c(a:b), (options, options), from power (actors,) and utility (actors, options)."""
    gain = utility[:, :, None] - utility[:, None, :]
    return np.asarray((power[:, None, None] * np.maximum(gain, 0.0)).sum(axis=0))


def victory_chances(coalition: Floats, *, exponent: float = 1.0) -> Floats:
    """Return P(a≻b), (options, options); one half where nobody cares.

    >>> victory_chances(np.array([[0.0, 3.0], [1.0, 0.0]])).tolist()
    [[0.5, 0.75], [0.25, 0.5]]
    """
    strength = coalition**exponent
    both = strength + strength.T
    return np.asarray(np.divide(strength, both, out=np.full_like(both, 0.5), where=both > 0))


def condorcet_chances(victory: Floats) -> Floats:
    """Return P(a), (options,), summing to 1: that a beats every other option.

    Raises:
        ValueError: if no option can win, each being sure to lose to some other.
    """
    off = victory.copy()
    np.fill_diagonal(off, 1.0)
    product = off.prod(axis=1)
    if product.sum() == 0:
        raise ValueError("each option is sure to lose to another: there is no chance to share out")
    return np.asarray(product / product.sum())


def risk_attitudes(chance: Floats) -> Floats:
    """Return R, (actors,), in [−½, 1], from the chance of each actor's own point.

    The likelier an actor's own point, the more it has to be sure of; where all are equally likely R is 0.
    """
    width = np.ptp(chance)
    if width == 0:
        return np.zeros_like(chance)
    return np.asarray((3.0 * (chance - chance.min()) / width - 1.0) / 2.0)


def utilities(value: Floats, attitude: Floats) -> Floats:
    """Return u_ij, (actors, options), from values and each actor's own risk attitude (actors,)."""
    return np.asarray(value * (1.0 + attitude[:, None] * (1.0 - value)))
