"""Resting states of a model: where it settles, which of these are stable, and who ends up where.

A model's deterministic skeleton (no shocks, no slopes; events off, or held at a share of months) is run from
many starts. Ends that are the same to three digits of every level are one resting state, made exact by a
root finder. Between any two stable states lies a boundary; a start on it stays near it for long and comes
close to an unstable state, from where the root finder goes on. Which unstable states are found is a matter
of luck; stable ones with basins of a share s are missed by n starts with probability (1 − s)^n.

Source: Skufca, Yorke & Eckhardt 2006, Edge of Chaos in a Parallel Shear Flow, Physical Review Letters 96, for
following a boundary; McKay, Beckman & Conover 1979, Technometrics 21(2), for Latin hypercubes.
"""

import math
from collections.abc import Mapping
from itertools import combinations, islice

import msgspec
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.stats import qmc

from sayso.models.model import Model
from sayso.simulation.resting_settle import Settled, latent_of, level_of, resting_point, settle
from sayso.simulation.resting_skeleton import EventShare, Floats, Skeleton, skeleton_of
from sayso.statements.factor import Factor

SAME = 1e-3
"""States whose levels differ by less everywhere are one."""
MONTHS = 1200
"""How long a start is followed: twenty half-lives of the slowest factor of nodes.toml."""
_REACH = (0.02, 0.98)
"""Levels between which starts are spread."""
_ROOT_STARTS = 12
_PAIRS = 15
_CUTS, _PARTS = 5, 33
"""A stretch is cut into so many parts, so often: to 10^-7 of its length."""
_ALONG_BOUNDARY = 60


class RestingState(msgspec.Struct, frozen=True, kw_only=True):
    """A point that the model stays at."""

    levels: tuple[float, ...]
    """One for each factor, in (0, 1)."""
    stable: bool
    modulus: float
    """Largest modulus of an eigenvalue of the months around it, below 1 where it is stable."""
    half_life: float | None
    """Months in which a small departure halves; None where it grows."""
    basin: float
    """Share of the spread starts that come to it, in [0, 1]; 0 for an unstable state."""


class Cycle(msgspec.Struct, frozen=True, kw_only=True):
    """States that the model goes through again and again."""

    levels: tuple[tuple[float, ...], ...]
    """(months, factors)."""
    basin: float


class RestingStates(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found, stable states first, each kind by the size of its basin."""

    model: str
    factors: tuple[Factor, ...]
    events: Mapping[str, EventShare]
    """Events that are held, with their shares; the others are off."""
    states: tuple[RestingState, ...]
    cycles: tuple[Cycle, ...]
    starts: int
    unsettled: float
    """Share of starts that neither rest nor cycle within `MONTHS` months."""
    seed: int

    @property
    def stable(self) -> tuple[RestingState, ...]:
        """The stable states."""
        return tuple(state for state in self.states if state.stable)

    def differing(self, most: int = 12) -> tuple[Factor, ...]:
        """Return the factors in which the stable states differ most; of one state its largest departures."""
        levels = np.array([state.levels for state in self.stable]).reshape(-1, len(self.factors))
        if not len(levels):
            return self.factors[:most]
        apart = np.ptp(levels, axis=0) if len(levels) > 1 else np.abs(levels[0] - 0.5)
        order = np.argsort(-apart, kind="stable")
        return tuple(self.factors[row] for row in order[:most])

    def _repr_markdown_(self) -> str:
        """Return a table for a notebook."""
        from sayso.simulation.resting_words import to_markdown  # noqa: PLC0415 - words rest on this record

        return to_markdown(self)


def resting_states(
    model: Model,
    *,
    events: Mapping[str, EventShare] | None = None,
    starts: int = 64,
    seed: int = 0,
    months: int = MONTHS,
) -> RestingStates:
    """Return the resting states and cycles of the skeleton of `model` with weights at their means.

    Starts are the model's own, all factors low, all high, and `starts` of a Latin hypercube over levels.
    Every weight is its prior's mean times its link's presence.

    Raises:
        KeyError, ValueError: if `events` do not fit the model.
        ValueError: if `starts` is below 1.
    """
    if starts < 1:
        raise ValueError(f"starts is {starts}; want 1 or more")
    skeleton = skeleton_of(model, events)
    begin = starting_points(model, starts=starts, seed=seed)
    ends = settle(skeleton, begin, months=months)
    groups = groups_of(level_of(ends.z[:, ends.rests]))
    rested = np.flatnonzero(ends.rests)
    found = Found(skeleton, begin.shape[1])
    for group in sorted(set(groups.tolist())):
        members = rested[groups == group]
        found.add_end(ends.z[:, members[0]], len(members))
    found.add_roots(begin)
    return RestingStates(
        model=model.name,
        factors=model.factors,
        events=dict(events or {}),
        states=found.states(),
        cycles=_cycles(ends),
        starts=begin.shape[1],
        unsettled=float(np.mean(~ends.rests & (ends.period == 0))),
        seed=seed,
    )


def starting_points(model: Model, *, starts: int, seed: int) -> Floats:
    """Return z of the model's own start, all low, all high, and a Latin hypercube, (nodes, starts)."""
    nodes = len(model.nodes)
    own = np.array([node.start for node in model.nodes]).reshape(nodes, 1)
    if not nodes:
        return own
    low, high = _REACH
    cube = qmc.LatinHypercube(d=nodes, seed=np.random.default_rng(seed)).random(starts).T
    corners = np.full((nodes, 2), _REACH)
    return np.concatenate(
        [own, latent_of(np.concatenate([corners, low + (high - low) * cube], axis=1))], axis=1
    )


class Found:
    """Resting states as they are found, no two the same."""

    def __init__(self, skeleton: Skeleton, starts: int) -> None:
        self.skeleton = skeleton
        self.starts = starts
        self.points: list[Floats] = []
        self.counts: list[int] = []
        self.moduli: list[float] = []

    def add_end(self, z: Floats, count: int) -> None:
        """Add a point that `count` starts came to."""
        exact = resting_point(self.skeleton, z)
        if exact is None or np.abs(level_of(exact) - level_of(z)).max(initial=0.0) > SAME:
            exact = z
        self._add(exact, count)

    def add_roots(self, begin: Floats) -> None:
        """Add what the root finder reaches from some starts and from the boundaries between stable states."""
        stable = [point for point, modulus in zip(self.points, self.moduli, strict=True) if modulus < 1.0]
        pairs = islice(combinations(stable, 2), _PAIRS)
        edges = [_on_boundary(self.skeleton, one, other) for one, other in pairs]
        for z in (*edges, *begin[:, :_ROOT_STARTS].T):
            point = resting_point(self.skeleton, z)
            if point is not None:
                self._add(point, 0)

    def _add(self, z: Floats, count: int) -> None:
        level = level_of(z)
        for number, point in enumerate(self.points):
            if np.abs(level_of(point) - level).max(initial=0.0) <= SAME:
                self.counts[number] += count
                return
        self.points.append(z)
        self.counts.append(count)
        self.moduli.append(self.skeleton.modulus(z))

    def states(self) -> tuple[RestingState, ...]:
        """Return the states, stable ones first, each kind by the size of its basin."""
        made = [
            RestingState(
                levels=tuple(level_of(point).tolist()),
                stable=modulus < 1.0,
                modulus=modulus,
                half_life=_half_life(modulus),
                basin=count / self.starts,
            )
            for point, count, modulus in zip(self.points, self.counts, self.moduli, strict=True)
        ]
        return tuple(sorted(made, key=lambda state: (not state.stable, -state.basin)))


def _half_life(modulus: float) -> float | None:
    if modulus >= 1.0:
        return None
    return math.log(0.5) / math.log(modulus) if modulus > 0.0 else 0.0


def _on_boundary(skeleton: Skeleton, one: Floats, other: Floats) -> Floats:
    """Return a point near an unstable state: the stillest on the way of a start between two stable states."""
    low, high = 0.0, 1.0
    for _ in range(_CUTS):
        shares = np.linspace(low, high, _PARTS + 1)
        between = one[:, None] + shares[1:-1] * (other - one)[:, None]
        ends = level_of(settle(skeleton, between, months=MONTHS).z)
        left = np.abs(ends - level_of(one)[:, None]).max(axis=0, initial=0.0) > SAME
        first = int(np.argmax(left)) if left.any() else _PARTS - 1
        low, high = float(shares[first]), float(shares[first + 1])
    z = (one + low * (other - one))[:, None]
    past = [skeleton.signals(z)] * (skeleton.months_back + 1)
    still, best = math.inf, z[:, 0]
    for _ in range(_ALONG_BOUNDARY):
        after = skeleton.step(z, past)
        past = [*past[1:], skeleton.signals(after)]
        moved = float(np.abs(after - z).max(initial=0.0))
        if moved < still:
            still, best = moved, z[:, 0]
        z = after
    return best


def groups_of(levels: Floats) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Return a number for each column of (nodes, ends), the same for the same levels (single linkage)."""
    if levels.shape[1] < 2 or not len(levels):  # noqa: PLR2004 - linkage wants two
        return np.zeros(levels.shape[1], dtype=np.intp)
    joined = linkage(levels.T, method="single", metric="chebyshev")
    return np.asarray(fcluster(joined, t=SAME, criterion="distance"), dtype=np.intp)


def _cycles(ends: Settled) -> tuple[Cycle, ...]:
    """Return the cycles that starts came to; two are one where some turn of one is the other."""
    found: list[tuple[Floats, int]] = []
    for path in ends.cycles.values():
        for number, (known, count) in enumerate(found):
            if len(known) == len(path) and any(
                np.abs(np.roll(path, turn, axis=0) - known).max() <= SAME for turn in range(len(path))
            ):
                found[number] = (known, count + 1)
                break
        else:
            found.append((path, 1))
    found.sort(key=lambda pair: -pair[1])
    starts = len(ends.rests)
    return tuple(
        Cycle(levels=tuple(tuple(row) for row in path.tolist()), basin=count / starts)
        for path, count in found
    )
