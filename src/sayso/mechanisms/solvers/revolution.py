"""A revolution as one equation: how the share of protesters grows and is put down.

    dr/dt = c1 v(r) (1 − r) − c2 p(r) r,   v(r) = 1 if r > 1 − α,   p(r) = 1 if r < β

r is the share who protest. Protest grows at c1 once it is large enough to be seen through censorship (sooner
the freer the media: α), and is put down at c2 while the police can cope with it (up to β). So 0 is always a
resting state; c1 / (c1 + c2) is one where protest is seen and the police cope; 1 is one where they do not.

Source: Lang & De Sterck 2014, The Arab Spring: A simple compartmental model for the dynamics of a revolution,
Mathematical Social Sciences 69, with step functions for visibility and policing.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Society:
    """How fast protest spreads and is put down, and within which bounds."""

    enthusiasm: float
    """c1, per unit of time, above 0."""
    policing: float
    """c2, per unit of time, above 0."""
    visibility: float
    """α in (0, 1): protest of more than 1 − α of the people is seen."""
    capacity: float
    """β in (0, 1]: the police cope with protest of less than β of the people."""

    def __post_init__(self) -> None:
        """Refuse what no society can be.

        Raises:
            ValueError: if a rate is not above 0, or a bound is outside its range.
        """
        if not (self.enthusiasm > 0 and self.policing > 0):
            raise ValueError(f"rates {self.enthusiasm} and {self.policing}; want both above 0")
        if not (0 < self.visibility < 1 and 0 < self.capacity <= 1):
            raise ValueError(f"visibility {self.visibility} and capacity {self.capacity}; want shares")


def change(society: Society, share: Floats) -> Floats:
    """Return dr/dt at each share of protesters, in [0, 1]."""
    seen = share > 1.0 - society.visibility
    policed = share < society.capacity
    return np.asarray(society.enthusiasm * seen * (1.0 - share) - society.policing * policed * share)


def resting_states(society: Society) -> Floats:
    """Return the shares at which protest stays and to which it comes back, lowest first.

    >>> resting_states(Society(enthusiasm=3, policing=1, visibility=0.5, capacity=0.9)).tolist()
    [0.0, 0.75, 1.0]
    """
    contested = society.enthusiasm / (society.enthusiasm + society.policing)
    found = [0.0]
    if 1.0 - society.visibility < contested < society.capacity:
        found.append(contested)
    if society.capacity < 1.0:
        found.append(1.0)
    return np.array(found)


def path(society: Society, *, start: float, until: float, steps: int = 2_000) -> Floats:
    """Return the share of protesters from `start` to the time `until`, (steps + 1,), by Euler's method.

    v and p are steps, which leave nothing for a method of higher order to gain.

    Raises:
        ValueError: if `start` is outside [0, 1], or steps are so long that protest would overshoot.
    """
    size = until / steps
    if not 0 <= start <= 1 or size * (society.enthusiasm + society.policing) > 1:
        raise ValueError(f"start {start}, steps of {size:g}; want a share, and more steps")
    shares = np.empty(steps + 1)
    shares[0] = start
    for step in range(steps):
        shares[step + 1] = shares[step] + size * change(society, shares[step])
    return shares
