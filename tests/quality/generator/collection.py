"""Documents that share a world: one actor file and, for invented nouns, one factor file declare it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from tests.quality.generator.document import GeneratedDocument
from tests.quality.generator.genres import WRITERS, write
from tests.quality.generator.invented import factor_toml, invented_words
from tests.quality.generator.setting import Half, Setting
from tests.quality.generator.vocabulary import FactorWords, catalogue_words
from tests.quality.generator.world import actor_toml, states

Nouns: TypeAlias = Literal["catalogue", "invented"]

_STATES = 12
_STATES_IN_A_TEXT = 6
_INVENTED_FACTORS = 9


@dataclass(frozen=True, slots=True)
class Collection:
    """Generated documents and the user's files that go with them."""

    documents: tuple[GeneratedDocument, ...]
    actors: str
    """TOML: the invented states."""
    factors: str | None
    """TOML: the invented factors; None where the texts use those of the catalogue."""


def collection(
    rng: np.random.Generator, count: int, *, half: Half = "test", nouns: Nouns = "catalogue"
) -> Collection:
    """Return documents about one invented world, the genres in turn."""
    world = states(rng, _STATES, "invented")
    words: Mapping[str, FactorWords] = (
        catalogue_words() if nouns == "catalogue" else invented_words(rng, _INVENTED_FACTORS)
    )
    genres = list(WRITERS)
    documents = []
    for number in range(count):
        chosen = rng.permutation(list(world))[:_STATES_IN_A_TEXT]
        setting = Setting(rng, half, {str(one): world[str(one)] for one in chosen}, words, presidents=True)
        genre = genres[number % len(genres)]
        documents.append(GeneratedDocument(f"{genre}_{number + 1:03d}.txt", genre, write(setting, genre)))
    factors = None if nouns == "catalogue" else factor_toml(words)
    return Collection(tuple(documents), actor_toml(world), factors)
