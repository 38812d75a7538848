"""Preference falsification: how much opposition shows when people hide what they want.

Each person opposes in public once public opposition has reached their revolutionary threshold, a share of
the population that depends on how much they mind pretending and how much they fear. Two societies that
differ in one person's threshold can differ by a revolution, and nobody can see it coming, for thresholds
are private.

Source: Kuran 1991, Now Out of Never: The Element of Surprise in the East European Revolution of 1989,
World Politics 44(1); the sequences A, A' and B' of its section on thresholds.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def public_opposition(thresholds: Floats, *, start: float = 0.0) -> float:
    """Return the share in public opposition at rest, in per cent, from `start` per cent.

    `thresholds` is (people,), in per cent of the population.

    Raises:
        ValueError: if there are no people, or a threshold is not a number.

    >>> public_opposition(np.array([0, 20, 20, 30, 40, 50, 60, 70, 80, 100]))
    10.0
    >>> public_opposition(np.array([0, 10, 20, 30, 40, 50, 60, 70, 80, 100]))
    90.0
    """
    ordered = _ordered(thresholds)
    share = start
    for _ in range(2 * len(ordered) + 2):
        following = _opposed(ordered, share)
        if following == share:
            break
        share = following
    return share


def equilibria(thresholds: Floats) -> Floats:
    """Return every share at which nobody wants to change sides, lowest first, in per cent.

    >>> equilibria(np.array([0, 20, 20, 30, 40, 50, 60, 70, 80, 100])).tolist()
    [10.0, 90.0, 100.0]
    """
    ordered = _ordered(thresholds)
    shares = 100.0 * np.arange(len(ordered) + 1) / len(ordered)
    return np.array([share for share in shares if _opposed(ordered, share) == share])


def concealed(thresholds: Floats, private: npt.NDArray[np.bool_], *, start: float = 0.0) -> float:
    """Return the share that opposes in private and not in public at rest, in per cent.

    `private` is (people,): who would rather see the government gone.
    """
    ordered = _ordered(thresholds)
    hidden = private & (thresholds > public_opposition(thresholds, start=start))
    return 100.0 * float(np.count_nonzero(hidden)) / len(ordered)


def _ordered(thresholds: Floats) -> Floats:
    if len(thresholds) == 0 or np.isnan(thresholds).any():
        raise ValueError("want a threshold for each of one or more people")
    return np.sort(thresholds)


def _opposed(ordered: Floats, share: float) -> float:
    # rounding of a share of people must not keep a person out
    return 100.0 * int(np.searchsorted(ordered, share + 1e-9, side="right")) / len(ordered)
