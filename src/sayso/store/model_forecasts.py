"""Forecasts of a workspace's questions from the runs of a model, with the model and the run beside them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from sayso.dates import DateInterval
from sayso.forecasts.drafting import MONTHS
from sayso.forecasts.expressed import (
    Actors,
    Expressed,
    Meant,
    actors_of,
    expressed,
    meant_by,
    told_by_statements,
    window_of,
)
from sayso.forecasts.ledger import Ledger, Settled
from sayso.forecasts.model_window import Window
from sayso.forecasts.of_model import forecast_of_run
from sayso.forecasts.question import Question
from sayso.scenarios.basis import Wanted, basis
from sayso.statements.corrected import decided
from sayso.statements.statement import Statement
from sayso.store.model_running import Foretold, ModelAsked, Wish, plus, run_for
from sayso.store.selection import Selection
from sayso.store.workspace import Workspace
from sayso.views.focus import choose
from sayso.views.outcome import Horizon

REACH: Final = dt.timedelta(days=366)
"""Statements up to so long before a forecast's day go into its model, as documents into one outlook."""


class _Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A question that waits for its model."""

    question: Question
    meant: Meant
    window: Window
    parent: tuple[Question, Meant, Window] | None
    months: int
    """To its last day, or that of its condition, and a year at least."""


Progress = Callable[[str, int, int], None]


def model_forecasts(
    workspace: Workspace, ledger: Ledger, questions: Sequence[Question], wish: Wish, *, progress: Progress
) -> Foretold:
    """Return what the runs of a model say to each question; nothing is added yet.

    A question is put to the model of its own states and of those that the statements up to the day are about,
    whatever other questions there are. A question that is over is put to the model as of its opening.

    Raises:
        KeyError: if nobody of the speaker's name speaks, or a state is unknown.
    """
    settled, told = ledger.settle(), _told(workspace, ledger)
    groups: dict[bytes, tuple[ModelAsked, list[_Ready]]] = {}
    left: list[tuple[Question, str]] = []
    read = _Read(workspace, wish)
    for question in questions:
        try:
            ready, model = _prepare(question, ledger, settled[question.id], told, wish, read)
        except ValueError as error:
            left.append((question, str(error)))
            continue
        groups.setdefault(msgspec.json.encode(model), (model, []))[1].append(ready)
    total = Foretold(left=tuple(left))
    for number, (model, asked) in enumerate(groups.values()):
        progress("Running the model", number, len(groups))
        longest = msgspec.structs.replace(model, months=max(one.months for one in asked))
        total = plus(total, _answered(longest, asked, settled, wish, read.before(model.day)))
    return total


class _Read:
    """The statements up to a day; held state: those that were read."""

    def __init__(self, workspace: Workspace, wish: Wish) -> None:
        self._workspace, self._wish = workspace, wish
        self._held: dict[dt.date, tuple[Statement, ...]] = {}

    def before(self, day: dt.date) -> tuple[Statement, ...]:
        """Return the statements that were surely made by `day`, and not long before."""
        if day not in self._held:
            chosen = Selection(since=day - REACH, until=day)
            every = () if self._wish.bare else self._workspace.statements(chosen)
            self._held[day] = tuple(one for one in every if _counts(one, day, self._wish.certainty))
        return self._held[day]


def _counts(statement: Statement, day: dt.date, certainty: float) -> bool:
    said = None if statement.as_of is None else statement.as_of.end
    sure = statement.certainty >= certainty or decided(statement) in {"accepted", "corrected"}
    return said is not None and said <= day and sure


def _told(workspace: Workspace, ledger: Ledger) -> Mapping[str, Meant]:
    wanted = dict.fromkeys(reading.statement for reading in ledger.readings)
    return told_by_statements(ledger, workspace.statements_by_id(wanted))


def _prepare(
    question: Question,
    ledger: Ledger,
    settled: Settled,
    told: Mapping[str, Meant],
    wish: Wish,
    read: _Read,
) -> tuple[_Ready, ModelAsked]:
    """Return a question with the model that it wants.

    Raises:
        ValueError: if it cannot be put to one.
    """
    day = _day(question, settled, wish)
    meant, window = (
        meant_by(question, told, words=wish.words),
        window_of(question, day=day, months=wish.months),
    )
    asked = [(question, meant)]
    parent = None
    if question.condition is not None:
        before = ledger.questions.get(question.condition.question)
        if before is None or question.condition.outcome not in {"yes", "no"}:
            raise ValueError("its condition is no yes-no question of the ledger")
        parent = before, meant_by(before, told), window_of(before, day=day, months=wish.months)
        asked.append(parent[:2])
    cast = _cast(asked, day, wish, read)
    months = max(MONTHS, window.months, 0 if parent is None else parent[2].months)
    ready = _Ready(question=question, meant=meant, window=window, parent=parent, months=months)
    # without anybody's likelihoods the first months of a longer run are those of a shorter one
    return ready, ModelAsked(day=day, cast=cast, months=0 if wish.speaker is None else months)


def _day(question: Question, settled: Settled, wish: Wish) -> dt.date:
    if wish.as_of is not None:
        return wish.as_of
    over = question.closes is not None and question.closes < wish.today
    if not over and settled.outcome == "pending":
        return wish.today
    if question.opens is None:
        raise ValueError("it is over, and has no opening; --on says as of which day a model is run")
    return question.opens


def _cast(asked: Iterable[tuple[Question, Meant]], day: dt.date, wish: Wish, read: _Read) -> Actors:
    """Return the states and patrons of a question's model: its own, then those of the statements."""
    about = [
        actors_of(question, meant, actors=wish.actors, catalogue=wish.catalogue, day=day)
        for question, meant in asked
    ]
    focus = choose(read.before(day), actors=wish.actors, catalogue=wish.catalogue, on=DateInterval.day(day))
    own = [state for one in about for state in one.states]
    powers = [*wish.patrons, *(patron for one in about for patron in one.patrons)]
    if not wish.patrons:
        powers += focus.patrons
    # a power in the words of a question is a patron where the statements make it one, but for the only state
    own = [state for state in own if state not in powers] or own
    powers = [patron for patron in powers if patron not in own]
    states = tuple(dict.fromkeys((*focus.states, *own)))
    states = wish.states or tuple(state for state in states if state not in powers)
    if not states:
        raise ValueError("it names no state that a model could be of; name some with --states")
    patrons = tuple(patron for patron in dict.fromkeys(powers) if patron not in states)
    return Actors(states=states, patrons=patrons)


def _answered(
    model: ModelAsked,
    asked: Sequence[_Ready],
    settled: Mapping[str, Settled],
    wish: Wish,
    statements: tuple[Statement, ...],
) -> Foretold:
    """Return what one model says to its questions."""
    wanted = Wanted(
        as_of=model.day,
        months=model.months,
        states=model.cast.states,
        patrons=model.cast.patrons,
        speaker=wish.speaker,
    )
    made = basis(statements, wanted, actors=wish.actors, catalogue=wish.catalogue)
    horizon = Horizon.of(made.model, actors=wish.actors, months=model.months)
    left: list[tuple[Question, str]] = []
    put: list[Expressed] = []
    for one in asked:
        try:
            put.append(_express(one, horizon))
        except ValueError as error:
            left.append((one.question, str(error)))
    if not put:
        return Foretold(left=tuple(left))
    try:
        run, kept, notes = run_for(made, put, model, wish, statements)
    except ValueError as error:
        return Foretold(left=(*left, *((one.question, str(error)) for one in put)))
    forecasts = []
    for each in put:
        try:
            forecasts.append(forecast_of_run(each, run, settled=settled[each.question.id]))
        except ValueError as error:
            left.append((each.question, str(error)))
    return Foretold(
        forecasts=tuple(forecasts),
        kept=kept if forecasts else (),
        left=tuple(left),
        notes=notes,
        problems=made.problems,
    )


def _express(one: _Ready, horizon: Horizon) -> Expressed:
    found = expressed(one.question, one.meant, one.window, horizon)
    if one.parent is None:
        return found
    try:
        condition = expressed(*one.parent, horizon)
    except ValueError as error:
        raise ValueError(f"its condition cannot be asked: {error}") from error
    if condition.measure != "happens":
        raise ValueError("its condition is no yes-no question")
    wanted = one.question.condition
    return msgspec.structs.replace(
        found, condition=condition, holds=wanted is None or wanted.outcome == "yes"
    )
