"""Models and runs as the workspace keeps them: enough to make a run again."""

import datetime as dt
from typing import Any, ClassVar

from sayso.forecasts.record import Record, RecordId, Words


class ModelKept(Record, frozen=True, kw_only=True, tag="model"):
    """A model that was run."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("name", "content")

    name: Words
    """Its name: the source whose claims it follows."""
    content: dict[str, Any]
    """The model itself, as builtins."""
    statements: tuple[Words, ...] = ()
    """Identifiers of the statements that went into it."""


class RunKept(Record, frozen=True, kw_only=True, tag="run"):
    """One simulation of a model."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("model", "seed", "months", "runs", "settings", "version")

    model: RecordId
    """Identifier of the model."""
    seed: int
    """Seed of the generator."""
    months: int
    """How far it was run."""
    runs: int
    """How many times."""
    settings: dict[str, Any]
    """The settings, as builtins."""
    version: Words
    """Version of Sayso that ran it."""
    at: dt.datetime | None = None
    """When it was run, with offset; not part of the identifier."""
    summary: dict[str, Any] | None = None
    """What came of it, as builtins; not part of the identifier."""
