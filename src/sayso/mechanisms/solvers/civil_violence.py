"""Civil violence: an agent model of rebellion and arrest on a grid.

Agents have hardship H and risk aversion A, both uniform in [0, 1], and face a government of legitimacy L.
Grievance is G = H (1 − L). An agent sees C cops and, with itself, B rebels within its vision, and takes the
chance of arrest to be P = 1 − exp(−k ⌊C / B⌋). It rebels when G − A P > T. Each turn everybody, in random
order: moves to a free place within vision; decides, if an agent; arrests a random rebel within vision and
takes its place, if a cop. Terms in jail are whole numbers of turns below the longest.

Source: Epstein 2002, Modeling civil violence: An agent-based computational approach, PNAS 99 (suppl. 3),
model I, with the rules as in NetLogo's library (Wilensky 2004, NetLogo Rebellion model): ⌊C / B⌋, B counting
an agent that rebels already twice, a torus, and places of the jailed being free. Whom everybody sees is kept
as counts by place, and a count changes only where somebody rebels, yields or moves: a turn of 1,184 people
takes some milliseconds.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

_TRIES = 40
"""Places that are tried at random before all places within vision are looked through."""
_WORDS = 1 << 15
"""Random numbers drawn at once."""


@dataclass(frozen=True)
class Rules:
    """Numbers of the model; the defaults are those of the published table."""

    side: int = 40
    """Places along each edge of the torus."""
    agents: float = 0.70
    """Share of places with an agent at the start."""
    cops: float = 0.04
    """Share of places with a cop at the start."""
    vision: float = 7.0
    """Radius in places."""
    legitimacy: float = 0.82
    longest_term: int = 30
    """Terms in jail are 0 to this less one."""
    threshold: float = 0.1
    arrest_constant: float = 2.3
    """k, so that one cop for one rebel makes arrest all but sure: 1 − exp(−2.3) = 0.9."""

    def __post_init__(self) -> None:
        """Refuse what no world can be.

        Raises:
            ValueError: if a number is out of its range.
        """
        if not (self.agents > 0 and self.cops >= 0 and self.agents + self.cops < 1):
            raise ValueError(f"shares of {self.agents} agents and {self.cops} cops leave no free place")
        if not (0 <= 2 * self.vision < self.side and 0 <= self.legitimacy <= 1 and self.longest_term >= 1):
            raise ValueError(
                f"vision {self.vision} on {self.side} places, legitimacy {self.legitimacy}, "
                f"terms below {self.longest_term}; want vision under half the side, a share, and 1 or more"
            )


def arrest_probability(cops: npt.ArrayLike, rebels: npt.ArrayLike, *, constant: float = 2.3) -> Floats:
    """Return P for C cops and B rebels, the one who asks among them, in [0, 1).

    >>> arrest_probability(1, 1).round(4).item()
    0.8997
    """
    return np.asarray(-np.expm1(-constant * np.floor(np.divide(cops, rebels))))


def share_without_cops(*, legitimacy: float, threshold: float = 0.1) -> float:
    """Return the share who rebel where no cop is in sight: 1 − T / (1 − L), or 0.

    >>> round(share_without_cops(legitimacy=0.82), 4)
    0.4444
    """
    if legitimacy >= 1.0 - threshold:
        return 0.0
    return 1.0 - threshold / (1.0 - legitimacy)


def simulate(rules: Rules, *, turns: int, rng: np.random.Generator) -> Counts:
    """Return how many rebel and how many are in jail at each turn's end, (turns, 2)."""
    world = _World(rules, rng)
    seen = np.empty((turns, 2), dtype=np.int64)
    for turn in range(turns):
        world.turn()
        seen[turn] = len(world.rebels), world.in_jail()
    return seen


class _World:
    """The state of one world; agents come first among its people, then cops."""

    def __init__(self, rules: Rules, rng: np.random.Generator) -> None:
        self.rules = rules
        self.rng = rng
        places = rules.side**2
        self.agents = round(rules.agents * places)
        people = self.agents + round(rules.cops * places)
        self.near = _within(rules.side, rules.vision)
        """(places, places seen), and the same as lists: what is looked up one by one is quicker there."""
        self.near_lists = self.near.tolist()
        self.at: list[int] = rng.permutation(places)[:people].tolist()
        self.standing = [0] * places
        """People out of jail on each place."""
        self.cops_seen = np.zeros(places, dtype=np.int64)
        self.rebels_seen = np.zeros(places, dtype=np.int64)
        for person, place in enumerate(self.at):
            self.standing[place] = 1
            if person >= self.agents:
                self.cops_seen[self.near[place]] += 1
        self.grievance: list[float] = (rng.random(self.agents) * (1.0 - rules.legitimacy)).tolist()
        self.aversion: list[float] = rng.random(self.agents).tolist()
        self.rebels: dict[int, None] = {}
        """Who rebels, in the order of rebelling."""
        self.term = [0] * self.agents
        cops = np.arange(people - self.agents + 1)
        self.chance: list[float] = arrest_probability(cops, 1, constant=rules.arrest_constant).tolist()
        """P by ⌊C / B⌋."""
        self.draws = self._draws()

    def in_jail(self) -> int:
        """Return how many agents are in jail."""
        return len(self.term) - self.term.count(0)

    def turn(self) -> None:
        """Let everybody take a turn, and time pass in jail."""
        for person in self.rng.permutation(len(self.at)).tolist():
            if person >= self.agents:
                self._patrol(person)
            elif not self.term[person]:
                self._live(person)
        for agent, term in enumerate(self.term):
            if term:
                self.term[agent] = term - 1
                self.standing[self.at[agent]] += term == 1

    def _live(self, agent: int) -> None:
        """Let an agent move and decide."""
        left, place = self._move(agent)
        rebelled = agent in self.rebels
        if rebelled:
            self._shift(self.rebels_seen, left, place)
        ratio = int(self.cops_seen[place]) // (1 + int(self.rebels_seen[place]))
        gain = self.grievance[agent] - self.aversion[agent] * self.chance[ratio]
        if (gain > self.rules.threshold) == rebelled:
            return
        if rebelled:
            del self.rebels[agent]
            self.rebels_seen[self.near[place]] -= 1
        else:
            self.rebels[agent] = None
            self.rebels_seen[self.near[place]] += 1

    def _patrol(self, cop: int) -> None:
        """Let a cop move, and arrest a rebel if one is in sight."""
        left, place = self._move(cop)
        if self.rebels_seen[place]:
            within = set(self.near_lists[place])
            in_sight = [rebel for rebel in self.rebels if self.at[rebel] in within]
            agent = in_sight[int(self.rng.integers(len(in_sight)))]
            self._jail(agent)
            place = self._step(cop, self.at[agent])
        self._shift(self.cops_seen, left, place)

    def _jail(self, agent: int) -> None:
        place = self.at[agent]
        del self.rebels[agent]
        self.rebels_seen[self.near[place]] -= 1
        self.term[agent] = int(self.rng.integers(self.rules.longest_term))
        # whoever is in jail takes no place; a term of 0 leaves the agent where it stands
        self.standing[place] -= self.term[agent] > 0

    def _move(self, person: int) -> tuple[int, int]:
        """Move a person to a free place within vision; return the place it left and the one it took."""
        left = self.at[person]
        options = self.near_lists[left]
        for _ in range(_TRIES):
            place = options[next(self.draws)]
            if not self.standing[place]:
                return left, self._step(person, place)
        free = [place for place in options if not self.standing[place]]
        return left, self._step(person, free[int(self.rng.integers(len(free)))] if free else left)

    def _step(self, person: int, place: int) -> int:
        self.standing[self.at[person]] -= 1
        self.standing[place] += 1
        self.at[person] = place
        return place

    def _shift(self, seen: Counts, left: int, taken: int) -> None:
        """Count somebody where seen from the place taken, and no longer where seen from the one left."""
        seen[self.near[left]] -= 1
        seen[self.near[taken]] += 1

    def _draws(self) -> Iterator[int]:
        """Yield random columns of `near`, endlessly."""
        while True:
            yield from self.rng.integers(self.near.shape[1], size=_WORDS).tolist()


def _within(side: int, vision: float) -> npt.NDArray[np.intp]:
    """Return the places within `vision` of each, itself among them, (places, places seen)."""
    reach = range(-math.floor(vision), math.floor(vision) + 1)
    steps = [(dx, dy) for dx in reach for dy in reach if dx * dx + dy * dy <= vision * vision]
    x, y = np.divmod(np.arange(side * side), side)
    return np.stack([(x + dx) % side * side + (y + dy) % side for dx, dy in steps], axis=1)
