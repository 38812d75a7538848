"""The ledger: every record, and what each question comes to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Self, TypeVar

import msgspec

from sayso.forecasts.activity import Activity
from sayso.forecasts.claim import Claim
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.question import ParentOutcome, Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Outcome, Resolution
from sayso.forecasts.standing import standing_resolutions, standing_verdicts
from sayso.forecasts.verdict import Verdict

RecordType = TypeVar("RecordType", bound=Record)


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The records by kind, each once, in the order in which they were entered."""

    claims: Mapping[str, Claim]
    """By the statement's identifier."""
    questions: Mapping[str, Question]
    """Those that no other supersedes, by identifier."""
    replaced: Mapping[str, Question]
    """Those that another supersedes, by identifier; they stay to be read, and nothing about them counts."""
    readings: tuple[Reading, ...]
    """Those of questions that no other supersedes."""
    forecasts: tuple[Forecast, ...]
    resolutions: tuple[Resolution, ...]
    verdicts: tuple[Verdict, ...]
    activities: tuple[Activity, ...]

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """Return the ledger of `records`; scores are passed over, as they follow from the others."""
        by_kind: dict[type[Record], dict[str, Record]] = defaultdict(dict)
        for record in records:
            by_kind[type(record)].setdefault(record.id, record)
        asked = _of(by_kind, Question)
        gone = {one.supersedes for one in asked}
        return cls(
            claims={claim.statement: claim for claim in _of(by_kind, Claim)},
            questions={question.id: question for question in asked if question.id not in gone},
            replaced={question.id: question for question in asked if question.id in gone},
            readings=tuple(one for one in _of(by_kind, Reading) if one.question not in gone),
            forecasts=_of(by_kind, Forecast),
            resolutions=_of(by_kind, Resolution),
            verdicts=_of(by_kind, Verdict),
            activities=_of(by_kind, Activity),
        )

    def settle(self, *, as_of: dt.date | None = None) -> Mapping[str, "Settled"]:
        """Return what each question comes to, by its identifier; `as_of` as in `standing_resolutions`."""
        stands = standing_resolutions(self.resolutions, as_of=as_of)
        settled: dict[str, Settled] = {}
        for question in self.questions.values():
            for one in reversed(_with_parents(question, self.questions, settled)):
                settled[one.id] = _settle(one, stands.get(one.id), settled)
        return settled

    def labels(self, *, as_of: dt.date | None = None) -> Mapping[str, Verdict]:
        """Return the verdict that stands for each statement that has one, by the statement's identifier."""
        return standing_verdicts(self.verdicts, as_of=as_of)


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What a question comes to once its condition is taken into account."""

    question: str
    """Identifier of the question."""
    outcome: Outcome
    """As in a resolution; `pending` where there is none."""
    value: float | str | None = None
    """As in a resolution."""
    resolution: Resolution | None = None
    """The resolution that decided it: the question's own, or its parent's where the condition decided."""
    why: str
    """In words: `resolved`, `its condition did not hold`."""

    @property
    def yes(self) -> bool | None:
        """True for yes, False for no, None for everything else."""
        return {"yes": True, "no": False}.get(self.outcome)

    @property
    def known_at(self) -> dt.date | None:
        """First day on which it could be known, where somebody noted it."""
        return None if self.resolution is None else self.resolution.known_at


def _with_parents(
    question: Question, questions: Mapping[str, Question], done: Mapping[str, Settled]
) -> Sequence[Question]:
    """Return the question and its parents, nearest first, up to one that is settled already.

    There is no way round in a circle: an identifier follows from content that holds the parent's.
    """
    chain = []
    at: Question | None = question
    while at is not None and at.id not in done:
        chain.append(at)
        at = None if at.condition is None else questions.get(at.condition.question)
    return chain


def _settle(question: Question, own: Resolution | None, settled: Mapping[str, Settled]) -> Settled:
    if question.condition is not None:
        decided = _by_condition(question.id, question.condition, settled.get(question.condition.question))
        if decided is not None:
            return decided
    if own is None:
        return Settled(question=question.id, outcome="pending", why="nobody has resolved it")
    return Settled(question=question.id, outcome=own.outcome, value=own.value, resolution=own, why="resolved")


def _by_condition(question: str, condition: ParentOutcome, parent: Settled | None) -> Settled | None:
    """Return what the parent alone makes of the question, or None where the condition holds."""
    if parent is None:
        return Settled(question=question, outcome="pending", why="its condition is not in the ledger")
    if parent.outcome in {"yes", "no", "value"}:
        if _holds(condition.outcome, parent):
            return None
        why = "its condition did not hold"
        return Settled(question=question, outcome="void", resolution=parent.resolution, why=why)
    outcome: Outcome = parent.outcome
    why = {
        "void": "its condition's own condition did not hold",
        "pending": "its condition is not resolved yet",
    }.get(outcome, f"its condition is {outcome}")
    return Settled(question=question, outcome=outcome, resolution=parent.resolution, why=why)


def _holds(wanted: str, parent: Settled) -> bool:
    if parent.outcome != "value":
        return wanted == parent.outcome
    if isinstance(parent.value, str):
        return wanted == parent.value
    try:
        return float(wanted) == parent.value
    except ValueError:
        return False


def _of(
    by_kind: Mapping[type[Record], Mapping[str, Record]], kind: type[RecordType]
) -> tuple[RecordType, ...]:
    return tuple(record for record in by_kind[kind].values() if isinstance(record, kind))
