"""The kinds of records that a workspace keeps beside statements, each in a table of its own."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec
from sqlalchemy import Table

from sayso.forecasts.activity import Activity
from sayso.forecasts.claim import Claim
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.link import Link
from sayso.forecasts.question import Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Resolution
from sayso.forecasts.score import Score
from sayso.forecasts.verdict import Verdict
from sayso.store.bulk import key_text
from sayso.store.model_run import ModelKept, RunKept
from sayso.store.reading_done import ReadingDone, ReadingProblem
from sayso.store.tables import ledger_table


class Kind(msgspec.Struct, frozen=True):
    """How one kind of record is kept."""

    record: type[Record]
    table: Table
    keys: Mapping[str, Callable[[Any], str | None]]
    """The columns that it is looked up by, and how a record gives them."""
    references: Mapping[str, str] = MappingProxyType({})
    """Which of those columns name a row of which table."""

    def key_values(self, record: Record) -> dict[str, str | None]:
        """Return the record's values for the columns that it is looked up by."""
        values = {name: value(record) for name, value in self.keys.items()}
        return {name: None if value is None else key_text(value) for name, value in values.items()}


def _attribute(name: str) -> Callable[[Any], str | None]:
    return lambda record: getattr(record, name)


def _kind(
    record: type[Record], table: str, keys: Mapping[str, Callable[[Any], str | None]] | tuple[str, ...],
    references: Mapping[str, str] | None = None,
) -> Kind:  # fmt: skip
    named = {name: _attribute(name) for name in keys} if isinstance(keys, tuple) else dict(keys)
    return Kind(record, ledger_table(table, *named), named, references or {})


def _parent(question: Question) -> str | None:
    return None if question.condition is None else question.condition.question


RECORD_KINDS: Final[tuple[Kind, ...]] = (
    _kind(ModelKept, "models", ("name",)),
    _kind(RunKept, "runs", ("model",), {"model": "models"}),
    _kind(Claim, "claims", ("statement", "speaker")),
    _kind(Question, "questions", {"parent": _parent}, {"parent": "questions"}),
    _kind(Reading, "readings", ("statement", "question"), {"question": "questions"}),
    _kind(
        Forecast,
        "forecasts",
        {
            "question": _attribute("question"),
            "statement": _attribute("statement"),
            "origin": lambda one: one.made_by.kind,
            "name": lambda one: one.made_by.name,
        },
        {"question": "questions"},
    ),
    _kind(
        Resolution,
        "resolutions",
        ("question", "supersedes"),
        {"question": "questions", "supersedes": "resolutions"},
    ),
    _kind(Verdict, "verdicts", ("statement", "supersedes"), {"supersedes": "verdicts"}),
    _kind(Activity, "activities", ("speaker",)),
    _kind(Link, "links", ("claim", "statement")),
    _kind(ReadingDone, "readings_done", ("document", "reader")),
    _kind(ReadingProblem, "reading_problems", ("source",)),
    _kind(
        Score,
        "scores",
        ("forecast", "question", "resolution"),
        {"forecast": "forecasts", "question": "questions", "resolution": "resolutions"},
    ),
)
"""Every kind of record, those that others name first."""


def kind_of(record: type[Record]) -> Kind:
    """Return how a kind of record is kept.

    Raises:
        TypeError: if it is not kept in a workspace.
    """
    for kind in RECORD_KINDS:
        if kind.record is record:
            return kind
    names = ", ".join(kind.record.__name__ for kind in RECORD_KINDS)
    raise TypeError(f"{record.__name__} is not kept in a workspace; these are: {names}")
