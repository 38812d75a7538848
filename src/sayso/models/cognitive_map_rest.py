"""Where cognitive maps come to rest: their fixed points and cycles, with the basin of each.

A map has finitely many states and its step is sure, so that every start ends in a fixed point or a cycle.
With few free concepts all starts are followed and the answer is exact; else a sample of them.
"""

from collections.abc import Iterable

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.models.cognitive_map import CognitiveMap

MOST_FREE = 14
"""Free concepts up to which all 2^n starts are followed: 16,384."""
_ROUNDING = 1e-9

States = npt.NDArray[np.bool_]


class Attractor(msgspec.Struct, frozen=True, kw_only=True):
    """A fixed point (one state) or a cycle, with what leads to it."""

    states: tuple[tuple[str, ...], ...]
    """Codes of the concepts that are on, state by state."""
    basin: float
    """Share of the starts that end in it, in (0, 1]."""

    @property
    def period(self) -> int:
        """How many steps it takes to come back: 1 for a fixed point."""
        return len(self.states)


class Attractors(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found, by the size of the basin."""

    map: str
    found: tuple[Attractor, ...]
    starts: int
    exact: bool
    """Whether all states were tried, so that there are no others."""
    clamped: tuple[str, ...]


def attractors(
    cognitive: CognitiveMap, *, clamped: Iterable[str] = (), starts: int = 4096, seed: int = 0
) -> Attractors:
    """Return fixed points and cycles of the map while the concepts with the codes `clamped` are held on.

    All states of the other concepts are tried where there are at most `MOST_FREE` of them; else `starts`
    that are drawn with even chances, and those with no and with every concept on.

    Raises:
        KeyError: if the map has no concept with a code.
        ValueError: if `starts` is below 1.
    """
    held_codes = tuple(clamped)
    if starts < 1:
        raise ValueError(f"starts is {starts}; want 1 or more")
    held = cognitive.run(held_codes, steps=0)[0]
    free = np.flatnonzero(~held)
    exact = len(free) <= MOST_FREE
    begin = _every(len(free)) if exact else _drawn(len(free), starts, seed)
    state = np.repeat(held[None], len(begin), axis=0)
    state[:, free] = begin
    follow = _Follow(cognitive, held)
    ends: dict[frozenset[bytes], int] = {}
    for row in state:
        end = frozenset(follow.end(row))
        ends[end] = ends.get(end, 0) + 1
    found = [
        Attractor(states=follow.turn(end), basin=count / len(begin))
        for end, count in sorted(ends.items(), key=lambda pair: (-pair[1], min(pair[0])))
    ]
    return Attractors(
        map=cognitive.name, found=tuple(found), starts=len(begin), exact=exact, clamped=held_codes
    )


def _every(free: int) -> States:
    """Return all states of `free` concepts, (2^free, free)."""
    return np.asarray((np.arange(1 << free)[:, None] >> np.arange(free)) % 2 == 1, dtype=np.bool_)


def _drawn(free: int, starts: int, seed: int) -> States:
    drawn = np.random.default_rng(seed).random((starts, free)) < 0.5  # noqa: PLR2004 - even chances
    return np.concatenate([np.zeros((1, free), dtype=np.bool_), np.ones((1, free), dtype=np.bool_), drawn])


class _Follow:
    """The steps of a map, each reckoned once."""

    def __init__(self, cognitive: CognitiveMap, held: States) -> None:
        self.codes = [concept.code for concept in cognitive.concepts]
        self.weights = cognitive.matrix()
        self.activation = cognitive.activation - _ROUNDING
        self.held = held
        self.after: dict[bytes, bytes] = {}
        self.ends: dict[bytes, tuple[bytes, ...]] = {}

    def end(self, state: States) -> tuple[bytes, ...]:
        """Return the states of the attractor that `state` leads to, in turn."""
        way: dict[bytes, int] = {}
        now = state.tobytes()
        while now not in way and now not in self.ends:
            way[now] = len(way)
            now = self._step(now)
        found = self.ends[now] if now in self.ends else tuple(way)[way[now] :]
        self.ends.update(dict.fromkeys(way, found))
        return found

    def turn(self, states: frozenset[bytes]) -> tuple[tuple[str, ...], ...]:
        """Return the attractor's states in turn, from the one with the least bytes, as codes."""
        now, order = min(states), []
        for _ in states:
            order.append(now)
            now = self._step(now)
        return tuple(
            tuple(code for code, on in zip(self.codes, np.frombuffer(one, dtype=np.bool_), strict=True) if on)
            for one in order
        )

    def _step(self, state: bytes) -> bytes:
        if state not in self.after:
            on = np.frombuffer(state, dtype=np.bool_)
            self.after[state] = ((on @ self.weights >= self.activation) | self.held).tobytes()
        return self.after[state]
