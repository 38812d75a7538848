"""What a bargain or a vote over one issue does to a factor: an impulse, for a scenario to date as a shock.

The solvers forecast where a group of actors settles on a scale. A factor's level is its place between
the two ends of that scale, so a settlement that moves the group from one place to another moves z by the
difference of their log odds. How far rounds (of a bargain) or options (of a vote) lie apart is the doubt.
"""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sayso.mechanisms.event import Impulse
from sayso.mechanisms.link import Prior
from sayso.mechanisms.solvers import expected_utility as bargaining
from sayso.mechanisms.solvers import spatial_voting as voting
from sayso.statements.factor import Factor

Floats = npt.NDArray[np.float64]

_ENDS = 0.02
"""No settlement is nearer than this share of the scale to either of its ends: |z| stays below 4."""


def by_bargaining(
    issue: bargaining.Issue, target: Factor, *, before: float | None = None, rounds: int = 5
) -> Impulse:
    """Return what `rounds` of bargaining over an issue do to `target`, high where positions are high.

    From `before`, where the policy stands on the issue's scale, to the mean position of the last round,
    weighted by capability and salience; None: from that mean at the start. sd is the spread of the means of
    the rounds after the start. The scale is that of the positions at the start.

    Raises:
        ValueError: if `rounds` is not 1 or more, or `before` lies off the scale.

    >>> issue = bargaining.Issue(
    ...     capability=np.array([3.0, 0.5, 0.4]),
    ...     salience=np.array([0.9, 0.5, 0.7]),
    ...     position=np.array([9.0, 5.0, 1.0]),
    ... )
    >>> by_bargaining(issue, Factor.parse("alignment(UZB>RUS)"), before=5.0).size.mean > 0
    True
    """
    if rounds < 1:
        raise ValueError(f"{rounds} rounds; want 1 or more")
    lowest, highest = float(issue.position.min()), float(issue.position.max())
    stood = bargaining.mean_position(issue, issue.position) if before is None else before
    if not lowest <= stood <= highest:
        raise ValueError(f"the policy stands at {stood}; want {lowest} to {highest}")
    odds = [_log_odds((mean - lowest) / issue.span) for mean in _means(issue, rounds)]
    return Impulse(
        target=target,
        size=Prior(
            mean=odds[-1] - _log_odds((stood - lowest) / issue.span),
            sd=float(np.std(odds)),
            source=f"expected-utility bargaining of {len(issue.position)} actors, {rounds} rounds",
        ),
        origin="bargaining",
    )


def _means(issue: bargaining.Issue, rounds: int) -> Iterator[float]:
    """Yield the mean position after each round, to the last or until all agree."""
    position = issue.position
    for _ in range(rounds):
        position = bargaining.one_round(issue, position)
        yield bargaining.mean_position(issue, position)
        if np.ptp(position) == 0:
            return


def by_vote(position: Floats, salience: Floats, power: Floats, target: Factor, *, before: float) -> Impulse:
    """Return what a vote among the actors' own positions does to `target`.

    `position`, `salience` and `power` are (actors,), positions in [0, 1] with 1 for the factor at its
    highest; `before` is where the policy stands, in [0, 1]. The mean is over options by their chance to beat
    all others, the sd is the spread of them.

    Raises:
        ValueError: as `spatial_voting.values`, or if `before` lies outside 0 to 1.

    >>> one, all_care = np.array([0.2, 0.8, 0.9]), np.ones(3)
    >>> lean = Factor.parse("alignment(UZB>RUS)")
    >>> by_vote(one, all_care, np.array([1.0, 2.0, 2.0]), lean, before=0.5).size.mean > 0
    True
    """
    if not 0 <= before <= 1:
        raise ValueError(f"the policy stands at {before}; want 0 to 1")
    value = voting.values(position[:, None], salience[:, None])
    chance = voting.condorcet_chances(voting.victory_chances(voting.coalitions(power, value)))
    utility = voting.utilities(value, voting.risk_attitudes(chance))
    chance = voting.condorcet_chances(voting.victory_chances(voting.coalitions(power, utility)))
    moves = np.array([_log_odds(option) - _log_odds(before) for option in position])
    mean = float(chance @ moves)
    return Impulse(
        target=target,
        size=Prior(
            mean=mean,
            sd=math.sqrt(float(chance @ (moves - mean) ** 2)),
            source=f"spatial voting of {len(position)} actors",
        ),
        origin="bargaining",
    )


def _log_odds(share: float) -> float:
    inside = min(max(share, _ENDS), 1.0 - _ENDS)
    return math.log(inside / (1.0 - inside))
