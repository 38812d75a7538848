"""`sayso questions`: what is asked of the future, and making and mending questions."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from sayso.brief.desk_lines import QUESTION_COLUMNS, csv_lines, question_lines, question_row
from sayso.cli.examples import epilog
from sayso.cli.files_option import files_option, scratch
from sayso.cli.output import check_writable, emit, say, write_whole
from sayso.cli.question_making import MAKERS, Making
from sayso.cli.question_options import on_option, question_options, today
from sayso.cli.question_showing import show_lines, show_question
from sayso.cli.workspace_option import by_option, csv_option, json_option, opened, workspace_option
from sayso.dates import DateInterval
from sayso.forecasts.drafting import MONTHS
from sayso.forecasts.due import Listed, listed
from sayso.store import Workspace
from sayso.store.asking import ledger_of

NOTHING_FOUND = 2
"""Exit status where there is no such question."""
CERTAINTY = 0.25
"""Statements that the reader is less sure of, and nobody accepted, give no draft; as in `sayso brief`."""


@click.command(
    epilog=epilog(
        (
            "drafts from what the reports forecast, then what is open",
            "sayso init && sayso add examples/central-asia/wire.txt && sayso questions --from-statements",
        ),
        (
            "a question of your own",
            "sayso init && sayso questions --new 'A strike in Velmark?' --rule 'Two days' --closes 2030",
        ),
        ("what a table asks", "sayso questions --in examples/ledger/claims.csv"),
    )
)
@click.argument("wanted", required=False, metavar="[ID]")
@click.option("--open", "is_open", is_flag=True, help="Only those whose time is not over.")
@click.option("--due", is_flag=True, help="Only those whose time is over, and nobody has said what came.")
@click.option("--decided", is_flag=True, help="Only those that are answered.")
@click.option(
    "--from-statements", is_flag=True, help="Draft one for each forecast and conditional without one."
)
@click.option("--from-statement", metavar="ID", help="Draft a further reading of this statement.")
@click.option("--new", metavar="TEXT", help="Ask a question of your own; want --rule too.")
@click.option("--edit", metavar="ID", help="Replace a question by one with what the options below say.")
@click.option(
    "--add",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Add questions from a table or JSON Lines, as `sayso add`.",
)
@question_options
@click.option(
    "--months",
    type=click.IntRange(1, 600),
    default=MONTHS,
    show_default=True,
    help="For drafts: the time of claims that name none.",
)
@click.option("--speaker", metavar="NAME", help="For drafts: only this speaker's.")
@click.option(
    "--certainty",
    type=click.FloatRange(0, 1),
    default=CERTAINTY,
    show_default=True,
    help="For drafts: leave out what the reader is less sure of and nobody accepted.",
)
@on_option
@by_option
@json_option
@csv_option
@files_option
@workspace_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    wanted: str | None,
    is_open: bool,
    due: bool,
    decided: bool,
    from_statements: bool,
    from_statement: str | None,
    new: str | None,
    edit: str | None,
    add: Path | None,
    months: int,
    speaker: str | None,
    certainty: float,
    on: DateInterval | None,
    by: str | None,
    as_json: bool,
    table: Path | None,
    files: tuple[Path, ...],
    workspace: str | None,
    **given: Any,
) -> None:
    """Show questions with what became of them, or make and mend them.

    With ID, all that is known of one. A draft from a statement takes the factor, the time and the condition
    from it; its rule is to be sharpened with --edit, which adds a question that replaces the first. What was
    read from statements moves to it; a number that somebody gave stays with the old wording. A draft whose
    time was over before it was made is post hoc, and marked. An interviewer's question is nobody's forecast.
    """
    asked = {
        "from_statements": from_statements,
        "from_statement": from_statement,
        "new": new,
        "edit": edit,
        "add": add,
    }
    makes = [name for name, said in asked.items() if said not in {None, False}]
    _refuse(makes, given, files)
    if table is not None:
        check_writable(table)
    day = today(on)
    with _source(files, workspace, by) as desk:
        if makes:
            making = Making(day=day, months=months, speaker=speaker, certainty=certainty, given=given)
            MAKERS[makes[0]](desk, making, asked[makes[0]])
        elif wanted is not None:
            show_question(desk, wanted, day, as_json=as_json)
        else:
            states = {"open": is_open, "due": due, "decided": decided}
            chosen = {name for name, said in states.items() if said} or set(states)
            found = [one for one in listed(ledger_of(desk), today=day) if one.status in chosen]
            _show(found, as_json=as_json, table=table)


def _refuse(makes: list[str], given: dict[str, Any], files: tuple[Path, ...]) -> None:
    """Refuse options that do not go together.

    Raises:
        click.UsageError: which says what is wanted.
    """
    if len(makes) > 1:
        raise click.UsageError("--from-statements, --from-statement, --new, --edit, --add: want one of them")
    if not set(makes) & {"from_statement", "new", "edit"} and any(one is not None for one in given.values()):
        raise click.UsageError("--text, --rule and the like want --new, --edit or --from-statement")
    if makes and files:
        raise click.UsageError("--in only shows; what is made goes into a workspace")


@contextmanager
def _source(files: tuple[Path, ...], workspace: str | None, by: str | None) -> Iterator[Workspace]:
    with ExitStack() as stack:
        yield stack.enter_context(scratch(files) if files else opened(workspace, by=by))


def _show(found: list[Listed], *, as_json: bool, table: Path | None) -> None:
    if table is not None:
        write_whole(table, b"".join(csv_lines(QUESTION_COLUMNS, map(question_row, found))))
        return
    if as_json:
        for one in found:
            row = msgspec.to_builtins(question_row(one))
            emit(msgspec.json.encode(row) + b"\n")
        return
    for one in found:
        show_lines([*question_lines(one), ""])
    if not found:
        say("No question is like that.")
        raise click.exceptions.Exit(NOTHING_FOUND)
