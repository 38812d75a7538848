"""Expected-utility bargaining over one issue: who gives way to whom, round by round.

Actors have capability c, salience s and a position x on an issue. Each reckons what it would gain by
challenging each other, and what others would gain by challenging it; where it fears more than it
hopes for, it moves. With d_ij = |x_i − x_j| / span:

    P_ij   = Σ_k max(0, v_k(i, j)) / Σ_k Σ_a Σ_b |v_k(a, b)|,   v_k(i, j) = c_k s_k (d_kj^r_k − d_ki^r_k)
    U+_ij  = 2 − 4 (½ − ½ d_ij)^r,   U−_ij = 2 − 4 (½ + ½ d_ij)^r,   U0 = 2 − 4 (½)^r
    EU_ij  = s_j (P_ij U+_ij + (1 − P_ij) U−_ij) + (1 − s_j) U+_ij − q U0
    R_i    = (2 D_i − max D − min D) / (max D − min D),   D_i = Σ_j EU_ji at r = 1
    r_i    = (1 − R_i / 3) / (1 + R_i / 3)

with r of the actor whose view it is. Actor i loses a confrontation with j where EU_ji > EU_ij > 0 and
takes j's position; compromises where EU_ji > 0 > EU_ij and EU_ji > |EU_ij|, moving
|EU_ij / EU_ji| of the way; gives in where EU_ji > 0 > EU_ij and EU_ji < |EU_ij|. Confrontations
count before compromises, and these before giving in; otherwise it moves as little as it can.

Source: Bueno de Mesquita 1994, Political Forecasting: An Expected Utility Method, in European Community
Decision Making, Yale University Press; equations and order as described by Scholz, Calbert & Smith 2011,
Unravelling Bueno De Mesquita's Group Decision Model, Journal of Theoretical Politics 23(4). The sum in
the denominator of P_ij runs over all pairs of positions, as their results need.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

Rule = Literal["as computed", "as stated"]
"""Which of several compromises an actor takes.

“As stated” is the one that moves it least. “As computed” is the one whose mean of both positions,
weighted by the expected utilities, is lowest on the scale: what the published rounds were computed with.
"""


@dataclass(frozen=True, eq=False)
class Issue:
    """Actors with their stakes in one issue; every array is (actors,)."""

    capability: Floats
    """Above 0, in any unit."""
    salience: Floats
    """In [0, 1]."""
    position: Floats
    """At the start, on any scale."""
    status_quo: float = 1.0
    """q, the weight of the status quo, in [0, 1]."""

    def __post_init__(self) -> None:
        """Refuse what no issue can be.

        Raises:
            ValueError: if shapes differ, a number is out of range or all positions are the same.
        """
        shapes = {self.capability.shape, self.salience.shape, self.position.shape}
        if len(shapes) != 1 or self.position.ndim != 1:
            raise ValueError(f"capability, salience and position have shapes {sorted(shapes)}; want one")
        numbers = np.concatenate([self.capability, self.salience, self.position])
        if not np.isfinite(numbers).all() or (self.capability <= 0).any():
            raise ValueError("want finite numbers, and capabilities above 0")
        if ((self.salience < 0) | (self.salience > 1)).any():
            raise ValueError("salience is a share; want 0 to 1")
        if self.span == 0:
            raise ValueError("all positions are the same: there is nothing to bargain over")

    @property
    def span(self) -> float:
        """The distance between the outermost positions at the start."""
        return float(np.ptp(self.position))


def mean_position(issue: Issue, position: Floats) -> float:
    """Return the mean of positions weighted by capability × salience: the model's forecast."""
    return float(np.average(position, weights=issue.capability * issue.salience))


def winning_chances(issue: Issue, position: Floats, exponent: Floats) -> Floats:
    """Return P_ij, (actors, actors): row i against column j, with each voter's risk exponent (actors,)."""
    distance = np.abs(position[:, None] - position) / issue.span
    loss = distance ** exponent[:, None]
    votes = (issue.capability * issue.salience)[:, None, None] * (loss[:, None, :] - loss[:, :, None])
    chance = np.maximum(votes, 0.0).sum(axis=0) / np.abs(votes).sum()
    return np.asarray(np.where(distance == 0, 0.0, chance))


def expected_utilities(issue: Issue, position: Floats, exponent: Floats) -> Floats:
    """Return EU, (viewers, challengers, challenged), as each actor sees it with its own exponent."""
    chance = winning_chances(issue, position, exponent)
    distance = np.abs(position[:, None] - position) / issue.span
    power = exponent[:, None, None]
    success = 2.0 - 4.0 * np.maximum(0.5 - 0.5 * distance, 0.0) ** power
    failure = 2.0 - 4.0 * (0.5 + 0.5 * distance) ** power
    neither = 2.0 - 4.0 * 0.5**power
    resists = chance * success + (1.0 - chance) * failure
    return np.asarray(
        issue.salience * resists + (1.0 - issue.salience) * success - issue.status_quo * neither
    )


def risk_exponents(issue: Issue, position: Floats) -> Floats:
    """Return r, (actors,), in [½, 2]: below 1 takes risks, above 1 shuns them."""
    plain = expected_utilities(issue, position, np.ones_like(position))[0]
    danger = plain.sum(axis=0) - np.diag(plain)
    width = np.ptp(danger)
    if width == 0:
        return np.ones_like(position)
    risk = (2.0 * danger - danger.max() - danger.min()) / width
    return np.asarray((1.0 - risk / 3.0) / (1.0 + risk / 3.0))


def one_round(issue: Issue, position: Floats, *, rule: Rule = "as computed") -> Floats:
    """Return the positions after all have moved at once, (actors,)."""
    utility = expected_utilities(issue, position, risk_exponents(issue, position))
    moved = [_moved(actor, position, utility[actor], rule) for actor in range(len(position))]
    return np.array(moved)


def bargain(issue: Issue, *, rounds: int, rule: Rule = "as computed") -> Floats:
    """Return positions from the start on, (rounds + 1, actors)."""
    path = [issue.position]
    for _ in range(rounds):
        path.append(one_round(issue, path[-1], rule=rule))
    return np.array(path)


def _moved(actor: int, position: Floats, utility: Floats, rule: Rule) -> float:
    """Return where an actor goes; `utility` is its view, (challengers, challenged)."""
    here = position[actor]
    hopes, fears = utility[actor], utility[:, actor]
    elsewhere = position != here
    loses = elsewhere & (fears > hopes) & (hopes > 0)
    if loses.any():
        return _nearest(here, position[loses])
    bends = elsewhere & (fears > 0) & (hopes < 0) & (fears != -hopes)
    halfway = bends & (fears > -hopes)
    if halfway.any():
        given, taken = -hopes[halfway], fears[halfway]
        targets = here + (position[halfway] - here) * given / taken
        if rule == "as stated":
            return _nearest(here, targets)
        middle = (given * here + taken * position[halfway]) / (given + taken)
        return float(targets[np.argmin(middle)])
    if bends.any():
        return _nearest(here, position[bends])
    return float(here)


def _nearest(here: float, positions: Floats) -> float:
    return float(positions[np.argmin(np.abs(positions - here))])
