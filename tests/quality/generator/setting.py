"""What the parts of the generator share while one text is made."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar

import numpy as np

from tests.quality.generator.phrase import Matter, Phrase, fill
from tests.quality.generator.vocabulary import FactorWords
from tests.quality.generator.world import Person, State, person, pick

Item = TypeVar("Item")
Half: TypeAlias = Literal["train", "test"]

BOTH = "both"
"""Key in `Setting.referred` of the words that stand for two states at once."""


@dataclass(slots=True)
class Setting:
    """One text's chance, states and words; held state: what stands for an actor just now."""

    rng: np.random.Generator
    half: Half
    states: Mapping[str, State]
    words: Mapping[str, FactorWords]
    presidents: bool = False
    """Whether a president can stand for the state; somebody must have declared them."""
    new_paragraph: str = "\n\n"
    referred: dict[str, str] = field(default_factory=dict)
    """Actor → the words to use instead of its name ("it", "the country")."""
    surnames: set[str] = field(default_factory=set)
    """Of the people so far; nobody shares one."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def key(self) -> int:
        """Return a number not used yet in this text."""
        return next(self.numbers)

    def chance(self, probability: float) -> bool:
        """Return True with a probability."""
        return bool(self.rng.random() < probability)

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of the items."""
        return pick(self.rng, items)

    def template(self, table: Sequence[Item]) -> Item:
        """Return one of a table's templates: those in even places are for training, the others for testing."""
        return self.pick(table[0 if self.half == "train" else 1 :: 2])

    def sample(self, items: Sequence[Item], number: int) -> list[Item]:
        """Return different items in a random order, all of them where there are fewer."""
        return [items[int(place)] for place in self.rng.permutation(len(items))[:number]]

    def person(self) -> Person:
        """Return somebody whose surname nobody in the text has yet."""
        taken = self.surnames | {(state.leader or "").split(" ")[-1] for state in self.states.values()}
        while (found := person(self.rng)).surname in taken:
            pass
        self.surnames.add(found.surname)
        return found

    def some_states(self, number: int) -> list[str]:
        """Return identifiers of different states."""
        return self.sample(list(self.states), number)

    def some_state(self) -> State:
        """Return one of the states."""
        return self.states[self.some_states(1)[0]]

    @contextmanager
    def referring(self, words: Mapping[str, str]) -> Iterator[None]:
        """Let words stand for actors for a while."""
        self.referred = dict(words)
        yield
        self.referred = {}

    def refer(self, actor: str, matter: Matter) -> Phrase:
        """Return words for a state, marked as its mention: its name, its capital, or what stands for it just now."""
        stand_in = self.referred.get(actor)
        if stand_in is not None:
            return self.mention(stand_in, actor, matter, weak=True)
        state = self.states[actor]
        return self.mention(state.capital if self.chance(0.22) else state.name, actor, matter)

    def agent(self, actor: str, matter: Matter) -> Phrase:
        """Return words for a state that acts: also its government or, where they are declared, its president."""
        state, way = self.states[actor], self.rng.random()
        if way < 0.12:
            return fill("the {people} government", people=self.mention(state.demonym, actor, matter))
        if way < 0.24 and self.presidents and state.leader is not None:
            return self.mention(f"President {state.leader}", actor, matter)
        return self.refer(actor, matter)

    def mention(self, text: str, actor: str, matter: Matter, *, weak: bool = False) -> Phrase:
        """Return words marked as the mention of an actor in a matter."""
        return Phrase(text).marked("actor", matter.key, actor=actor, weak=weak)
