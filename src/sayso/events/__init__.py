"""Records of what happened, from the files that analysts keep and download."""

from collections.abc import Mapping
from typing import Final, Protocol

from sayso.actors import ActorTable
from sayso.events.chronology import read_chronology, write_chronology
from sayso.events.fact import KINDS, DatedFact, date_order, facts_between
from sayso.problems import Problem

__all__ = [
    "FORMATS",
    "KINDS",
    "RECORD",
    "DatedFact",
    "EventReader",
    "date_order",
    "facts_between",
    "read_chronology",
    "write_chronology",
]


class EventReader(Protocol):
    """A function from a file's bytes to dated facts and what was wrong with the file."""

    def __call__(
        self, data: bytes, name: str, /, *, actors: ActorTable
    ) -> tuple[tuple[DatedFact, ...], tuple[Problem, ...]]:
        """Return the facts in `data`, in file order; `name` stands in facts and problems."""
        ...


RECORD: Final = "sayso-events"
"""Name of the folder of loaded event files where none is given; here, for the record itself loads DuckDB."""

FORMATS: Mapping[str, EventReader] = {"chronology": read_chronology}
"""The reader of each format; a format's name is its module's name."""
