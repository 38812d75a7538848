"""Letting a skeleton run until it rests, cycles, or does neither."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import root

from sayso.simulation.resting_skeleton import Floats, Skeleton

LONGEST_CYCLE = 36
"""Months; a longer cycle is counted as unsettled."""
_STILL = 1e-6
"""Largest move of a level within a month, or difference after a cycle, that counts as none."""
_CHECKED_EVERY = 12
_MARKED_EVERY = 120
"""Months after which it is looked whether what is left goes round in cycles alone."""
_CYCLE_MOVES = 1e-3
"""Least change of some level within a cycle."""
_ROOT = 1e-9
"""Largest move of z within a month at a resting point, beside the size of z."""


@dataclass(frozen=True, eq=False)
class Settled:
    """Where starts have come to."""

    z: Floats
    """(nodes, starts)."""
    rests: npt.NDArray[np.bool_]
    """(starts,)."""
    period: npt.NDArray[np.intp]
    """(starts,): months of the cycle, 0 where the start rests or is unsettled."""
    cycles: dict[int, Floats]
    """Levels over one cycle by start, (period, nodes)."""


def level_of(z: Floats) -> Floats:
    """Return L = σ(z)."""
    return np.asarray(0.5 + 0.5 * np.tanh(z / 2.0))


def latent_of(level: Floats) -> Floats:
    """Return z of levels in (0, 1)."""
    return np.asarray(np.log(level / (1.0 - level)))


def settle(
    skeleton: Skeleton,
    z: Floats,
    *,
    months: int,
    weights: Floats | None = None,
    clamped: dict[int, float] | None = None,
) -> Settled:
    """Return where starts (nodes, starts) come to within `months`; before the start they stood still.

    `weights` is (drives, starts) where starts have weights of their own; `clamped` holds rows at a z.
    """
    end = z.copy()
    left = np.arange(z.shape[1])
    past: list[Floats] = []
    now = _held(z.copy(), clamped)
    mark, back = now, np.zeros(len(left), dtype=np.bool_)
    for month in range(months):
        past = past or [skeleton.signals(now)] * (skeleton.months_back + 1)
        own = None if weights is None else weights[:, left]
        after = _held(skeleton.step(now, past, own), clamped)
        moved = np.abs(level_of(after) - level_of(now)).max(axis=0, initial=0.0)
        now = after
        past = [*past[1:], skeleton.signals(now)]
        since = (month + 1) % _MARKED_EVERY
        if since == 0:
            mark, back = level_of(now), np.zeros(len(left), dtype=np.bool_)
        elif month > _MARKED_EVERY and since <= LONGEST_CYCLE:
            back |= (np.abs(level_of(now) - mark).max(axis=0, initial=0.0) < _STILL) & (moved > _CYCLE_MOVES)
        if (month + 1) % _CHECKED_EVERY == 0 or month + 1 == months:
            still = moved < _STILL
            for one in past[:-1]:
                still &= np.abs(one - past[-1]).max(axis=0, initial=0.0) < (len(past) + 1) * _STILL
            end[:, left] = now
            left, now = left[~still], now[:, ~still]
            past = [one[:, ~still] for one in past]
            mark, back = mark[:, ~still], back[~still]
            if back.all():
                break
    rests = np.ones(z.shape[1], dtype=np.bool_)
    rests[left] = False
    period = np.zeros(z.shape[1], dtype=np.intp)
    own = None if weights is None else weights[:, left]
    cycles = _cycles(skeleton, now, past, own, clamped) if len(left) else {}
    for column, path in cycles.items():
        period[left[column]] = len(path)
    return Settled(end, rests, period, {int(left[column]): path for column, path in cycles.items()})


def _held(z: Floats, clamped: dict[int, float] | None) -> Floats:
    for row, value in (clamped or {}).items():
        z[row] = value
    return z


def _cycles(
    skeleton: Skeleton,
    z: Floats,
    past: list[Floats],
    weights: Floats | None,
    clamped: dict[int, float] | None,
) -> dict[int, Floats]:
    """Return the cycles that columns are in, by column; two rounds are looked at."""
    path = [level_of(z)]
    for _ in range(2 * LONGEST_CYCLE):
        z = _held(skeleton.step(z, past, weights), clamped)
        past = [*past[1:], skeleton.signals(z)]
        path.append(level_of(z))
    seen = np.array(path)
    found: dict[int, Floats] = {}
    for period in range(2, LONGEST_CYCLE + 1):
        same = np.abs(seen[period:] - seen[:-period]).max(axis=(0, 1), initial=0.0) < 1e2 * _STILL
        moves = np.ptp(seen, axis=0).max(axis=0, initial=0.0) > _CYCLE_MOVES
        for column in np.flatnonzero(same & moves):
            found.setdefault(int(column), seen[:period, :, column])
    return found


def resting_point(skeleton: Skeleton, z: Floats) -> Floats | None:
    """Return the resting point that a root finder reaches from z (nodes,), stable or not, or None.

    Source: Powell's hybrid method of MINPACK (Moré, Garbow & Hillstrom 1980), by scipy.optimize.root.
    """

    def move(at: Floats) -> Floats:
        return skeleton.residual(at[:, None])[:, 0]

    def slope(at: Floats) -> Floats:
        return np.asarray(sum(skeleton.slopes(at)) - np.eye(len(at)))

    if not len(z):
        return z
    found = root(move, z, jac=slope, method="hybr", options={"xtol": 1e-12, "maxfev": 200})
    at = np.asarray(found.x, dtype=np.float64)
    close = np.all(np.isfinite(at)) and np.abs(move(at)).max() <= _ROOT * (1.0 + np.abs(at).max())
    return at if close else None
