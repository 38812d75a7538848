"""Who acts in a generated text: states and people, mostly of nobody's world."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np

from sayso.actors import ActorTable

Item = TypeVar("Item")
Nature: TypeAlias = Literal["invented", "known", "mixed"]

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class State:
    """A state, real or invented."""

    id: str
    name: str
    demonym: str
    capital: str
    leader: str | None = None
    """Full name of the invented president; None for a real state."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an invented name."""

    name: str
    surname: str
    pronoun: Literal["he", "she"]


@cache
def names() -> Mapping[str, Mapping[str, Any]]:
    """Return the lists that names are made from."""
    return tomllib.loads((_DATA / "names.toml").read_text(encoding="utf-8"))


def pick(rng: np.random.Generator, items: Sequence[Item]) -> Item:
    """Return one of the items, each as likely as the others."""
    return items[int(rng.integers(len(items)))]


def person(rng: np.random.Generator) -> Person:
    """Return somebody."""
    lists = names()["person"]
    pronoun: Literal["he", "she"] = "he" if rng.random() < 0.5 else "she"
    first = pick(rng, lists["men" if pronoun == "he" else "women"])
    surname = pick(rng, lists["starts"]) + pick(rng, lists["endings"])
    return Person(f"{first} {surname}", surname, pronoun)


def invented_state(rng: np.random.Generator) -> State:
    """Return a state that does not exist."""
    lists, cities = names()["state"], names()["capital"]
    start, ending = pick(rng, lists["starts"]), pick(rng, lists["endings"])
    capital = pick(rng, cities["starts"]) + pick(rng, cities["middles"]) + pick(rng, cities["endings"])
    name = start + ending[0]
    return State(name, name, start + ending[1], capital, person(rng).name)


@cache
def known_states() -> tuple[State, ...]:
    """Return some of the better-known states, those whose names take no article."""
    table, _ = ActorTable.load()
    found = (table.actor(identifier) for identifier in names()["known"]["states"])
    return tuple(State(one.id, one.name, one.demonyms[0], one.capital or one.name) for one in found)


def states(rng: np.random.Generator, number: int, nature: Nature) -> Mapping[str, State]:
    """Return different states by identifier, with different capitals."""
    found: dict[str, State] = {}
    taken: set[str] = set()
    while len(found) < number:
        real = nature == "known" or (nature == "mixed" and rng.random() < 0.5)
        one = pick(rng, known_states()) if real else invented_state(rng)
        words = {one.name, one.capital, one.demonym}
        if len(words) == 3 and not words & taken:
            found[one.id] = one
            taken |= words
    return found


def actor_toml(found: Mapping[str, State]) -> str:
    """Return the user's actor file that declares invented states, their capitals, peoples and presidents."""
    tables = ['source = "invented for a test"']
    for one in found.values():
        tables.append(
            f'[[state]]\nid = "{one.id}"\nname = "{one.name}"\ndemonyms = ["{one.demonym}"]\ncapital = "{one.capital}"'
        )
        if one.leader is not None:
            title = f"president of {one.name}"
            holders = f'holders = [["{one.leader}", 2020-01-01]]'
            tables.append(f'[[post]]\nof = "{one.id}"\nrole = "head_of_state"\ntitle = "{title}"\n{holders}')
    return "\n\n".join(tables) + "\n"
