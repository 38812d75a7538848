"""`sayso forecast --from-model`: what the runs of a model say to questions of the ledger."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click
import msgspec

from sayso.brief.desk_lines import forecast_line
from sayso.brief.figures import counted
from sayso.brief.visible import one_line
from sayso.cli.output import emit, say, say_problems
from sayso.cli.progress import shown_progress
from sayso.cli.question_options import last_day
from sayso.cli.workspace_option import add_all
from sayso.dates import DateInterval
from sayso.forecasts.drafting import MONTHS
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question
from sayso.store import Workspace

NOTHING_ASKED = 2
"""Exit status where no question could be put to a model."""
_RUNS = 2560
"""As everywhere (`sayso.cli.modelling.RUNS`, which loads what only models need)."""
_FEW = 20
"""Questions that were left out are told one by one up to so many."""
_Function = TypeVar("_Function", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--from-model", is_flag=True, help="What the runs of a model say."),
    click.option(
        "--all",
        "every",
        is_flag=True,
        help="For --from-model: every open question that a model can be asked; the others are told.",
    ),
    click.option(
        "--outcome",
        metavar="WORDS",
        help="For --from-model: ask the question as this outcome, as `sayso run --outcome`.  "
        "[default: what the question itself says]",
    ),
    click.option(
        "--speaker",
        metavar="NAME",
        help="For --from-model: add this speaker's claimed links and likelihoods; `everybody`: all links.",
    ),
    click.option("--bare", is_flag=True, help="For --from-model: leave the workspace's statements out."),
    click.option(
        "--states",
        multiple=True,
        metavar="STATE,...",
        help="For --from-model: states of the model.  [default: those of the statements and the question]",
    ),
    click.option(
        "--patrons", multiple=True, metavar="POWER,...", help="For --from-model: the powers round them."
    ),
    click.option(
        "--months",
        type=click.IntRange(1, 60),
        default=MONTHS,
        show_default=True,
        help="For --from-model: the time of a question without a close.",
    ),
    click.option("--runs", type=click.IntRange(100, 200_000), default=_RUNS, show_default=True),
    click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True),
)
ONLY_MODEL = ("every", "outcome", "speaker", "bare", "states", "patrons", "months", "runs", "seed")
"""Options that say something about a model alone, by the names of their parameters."""


def model_forecast_options(function: _Function) -> _Function:
    """Return a command with the options that put questions to a model."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def open_questions(ledger: Ledger, day: dt.date) -> tuple[Question, ...]:
    """Return the questions that are open on a day, the next to close first."""
    from sayso.forecasts.due import listed  # noqa: PLC0415 - as the others here, only where it is asked for

    return tuple(one.question for one in listed(ledger, today=day) if one.status == "open")


def ask_model(
    desk: Workspace,
    ledger: Ledger,
    questions: Sequence[Question],
    on: DateInterval | None,
    options: dict[str, Any],
) -> None:
    """Put questions to the runs of a model, add what they say, and tell it.

    Raises:
        click.UsageError: if a name is unknown, or the one question that is asked cannot be put to a model.
        click.exceptions.Exit: if none of several can be.
    """
    from sayso.cli.known_actor import known_actor  # noqa: PLC0415 - loads the model, which other forecasts do without
    from sayso.store.model_forecasts import model_forecasts  # noqa: PLC0415 - as above
    from sayso.store.model_running import Wish  # noqa: PLC0415 - as above

    actors, catalogue = _tables()

    def named(given: Sequence[str]) -> tuple[str, ...]:
        names = (name.strip() for one in given for name in one.split(","))
        return tuple(dict.fromkeys(known_actor(actors, name) for name in names if name))

    wish = Wish(
        actors=actors,
        catalogue=catalogue,
        today=dt.datetime.now(tz=dt.UTC).date(),
        as_of=None if on is None else last_day(on),
        months=options["months"],
        runs=options["runs"],
        seed=options["seed"],
        speaker=options["speaker"],
        states=named(options["states"]),
        patrons=named(options["patrons"]),
        bare=options["bare"],
        words=options["outcome"],
    )
    try:
        with shown_progress() as show:
            show("Building the model", 0, 0)
            found = model_forecasts(desk, ledger, questions, wish, progress=show)
    except (KeyError, ValueError) as error:
        raise click.UsageError(str(error.args[0])) from error
    if found.left and not options["every"]:
        ((question, why),) = found.left
        raise click.UsageError(f"question {question.id[:8]} cannot be put to a model: {why}")
    names = {one.document: one.name for one in desk.documents()} if found.problems else {}
    say_problems(
        msgspec.structs.replace(one, source=names.get(one.source, one.source)) for one in found.problems
    )
    for note in found.notes:
        say(f"Note: {note}")
    add_all(desk, found.kept)
    for made in found.forecasts:
        added = add_all(desk, [made])
        emit(f"{forecast_line(made)}{'' if added.added else ' (known already)'}\n".encode())
    if options["every"]:
        _tell_left(found.left, whole=len(questions))
        if not found.forecasts:
            raise click.exceptions.Exit(NOTHING_ASKED)


def _tables() -> tuple[Any, Any]:
    from sayso.actors import ActorTable  # noqa: PLC0415 - loads what other forecasts do without
    from sayso.statements.catalogue import Catalogue  # noqa: PLC0415 - as above

    return ActorTable.load()[0], Catalogue.load()[0]


def _tell_left(left: Sequence[tuple[Question, str]], *, whole: int) -> None:
    if not whole:
        say("No question is open.")
    elif left:
        say(f"{counted(len(left), 'question')} of {whole:,} left out:")
    for question, why in left[:_FEW]:
        say(f"  {question.id[:8]} {one_line(question.text)}: {why}")
    if len(left) > _FEW:
        say(f"  … and {len(left) - _FEW:,} more")
