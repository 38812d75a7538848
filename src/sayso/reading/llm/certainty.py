"""How sure a reading is when a model had a part in it: figures of agreement, from `certainty.toml`."""

import functools
import tomllib
from importlib import resources

import msgspec


class Certainties(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Certainties in [0, 1] by what the readers say; not calibrated."""

    model_only: float
    """Of a model's statement where no other reader read the text."""
    both: float
    """Where two readers agree in everything that is compared."""
    difference: float
    """Taken off for each of speaker, sign and likelihood in which they differ."""
    one_of_two: float
    """At most this where one of two readers found the statement and the other read the place."""


@functools.cache
def load_certainties() -> Certainties:
    """Return the figures; the file gives their reasons."""
    text = resources.files("sayso.reading.llm").joinpath("certainty.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Certainties)
