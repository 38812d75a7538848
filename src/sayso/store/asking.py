"""Questions of a workspace: drafted from its statements, and the ledger that they stand in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sayso.actors import ActorTable
from sayso.forecasts.activity import Activity
from sayso.forecasts.claim import Claim
from sayso.forecasts.drafting import Drafting, draft, forecast_of
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Resolution
from sayso.forecasts.verdict import Verdict
from sayso.statements.corrected import corrected, decided
from sayso.statements.statement import Statement
from sayso.store.added import Added
from sayso.store.selection import Selection
from sayso.store.workspace import Workspace

_LEDGER = (Claim, Question, Reading, Forecast, Resolution, Verdict, Activity)


class Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """What came of drafting questions."""

    added: Added
    questions: tuple[Question, ...]
    """The questions that were drafted, their conditions not among them."""
    forecasts: int
    """How many of them have a forecast of their speaker."""
    left: Mapping[str, int]
    """Why statements gave none, and how many."""


def ledger_of(workspace: Workspace) -> Ledger:
    """Return the ledger of a workspace."""
    return Ledger.of(_records(workspace))


def draft_all(
    workspace: Workspace, selection: Selection, drafting: Drafting, *, certainty: float = 0.0
) -> Drafted:
    """Draft a question for each forecast and conditional of a selection that has no reading yet.

    Statements that were rejected, or that the reader is less sure of than `certainty` and nobody accepted,
    are left out and counted. Corrections are heeded.
    """
    read = {one.statement for one in workspace.records(Reading)}
    records: list[Record] = []
    questions: list[Question] = []
    forecasts = 0
    left: Counter[str] = Counter()
    for kind in ("forecast", "conditional"):
        for statement in workspace.statements(msgspec.structs.replace(selection, kind=kind)):
            why = _left_out(statement, read, certainty)
            made = why if why is not None else _draft(statement, drafting)
            if isinstance(made, str):
                left[made] += 1
                continue
            records.extend(made)
            forecasts += sum(isinstance(one, Forecast) for one in made)
            questions.append(_asked(made))
    return Drafted(
        added=workspace.add_records(records),
        questions=tuple(questions),
        forecasts=forecasts,
        left=dict(left),
    )


def draft_one(workspace: Workspace, identifier: str, drafting: Drafting) -> tuple[Record, ...] | str:
    """Return the records of a further reading of a statement, not added yet; or why there are none."""
    statement = workspace.statements_by_id([identifier])[identifier]
    taken = [one.label for one in workspace.records(Reading, {"statement": identifier})]
    return _draft(statement, drafting, taken=taken)


def actor_names() -> Mapping[str, str]:
    """Return the names of the actors of the actor table by identifier."""
    return {identifier: actor.name for identifier, actor in ActorTable.load()[0].actors.items()}


def _draft(
    statement: Statement, drafting: Drafting, *, taken: Iterable[str] = ()
) -> tuple[Record, ...] | str:
    return draft(corrected(statement), drafting, identifier=statement.id, taken=taken)


def _left_out(statement: Statement, read: set[str], certainty: float) -> str | None:
    if statement.id in read:
        return "has a reading already"
    verdict = decided(statement)
    if verdict == "rejected":
        return "was rejected in review"
    if verdict is None and statement.certainty < certainty:
        return f"the reader is less sure of it than {certainty:g}"
    return None


def _asked(made: Iterable[Record]) -> Question:
    """Return the question that a draft's reading is of: its last one."""
    return [one for one in made if isinstance(one, Question)][-1]


def _records(workspace: Workspace) -> Iterator[Record]:
    for kind in _LEDGER:
        yield from workspace.records(kind)


def reading_of(workspace: Workspace, identifier: str, question: Question) -> Forecast:
    """Return what the words of a statement, with the correction that stands, give a question.

    Raises:
        ValueError: if no word of likelihood is said.
    """
    statement = workspace.statements_by_id([identifier])[identifier]
    made = forecast_of(corrected(statement), question.id, identifier=identifier)
    if made is None:
        raise ValueError(f"statement {identifier} has no word of likelihood: “{statement.quote[:200]}”")
    return made
