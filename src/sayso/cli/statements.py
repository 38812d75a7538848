"""`sayso statements`: find statements in the workspace, or in files."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
import msgspec

from sayso.actors import ActorTable
from sayso.brief.desk_lines import STATEMENT_COLUMNS, csv_lines, statement_lines, statement_row
from sayso.cli.examples import epilog
from sayso.cli.files_option import files_option, scratch
from sayso.cli.output import check_writable, emit, say, write_whole
from sayso.cli.parameters import DateParameter
from sayso.cli.workspace_option import (
    csv_option,
    json_option,
    one_identifier,
    one_speaker,
    opened,
    workspace_option,
)
from sayso.dates import DateInterval
from sayso.nearest import hint
from sayso.statements import KINDS
from sayso.statements.catalogue import Catalogue
from sayso.statements.jsonl import write_statements
from sayso.statements.statement import Statement
from sayso.store import Selection, Workspace

SHOWN = 50
"""Statements that are shown where nobody says how many."""
NOTHING_FOUND = 2
"""Exit status where no statement is like that."""


@click.command(
    epilog=epilog(
        (
            "forecasts in files, without a workspace",
            "sayso statements --kind forecast --in examples/central-asia/wire.txt",
        ),
        (
            "the same in a workspace",
            "sayso init && sayso add examples/central-asia/wire.txt && sayso statements 'Uzbek*' --limit 5",
        ),
    )
)
@click.argument("text", required=False)
@click.option("--speaker", metavar="NAME", help="Who says it, as lists show the name.")
@click.option("--kind", type=click.Choice(list(KINDS)), help="Kind of statement.")
@click.option("--factor", metavar="FACTOR", help="What it is about: unrest, or unrest(KAZ).")
@click.option("--actor", metavar="ID", help="An actor of the factor or its cause: KAZ.")
@click.option("--id", "wanted", metavar="ID", help="The statement whose identifier begins so.")
@click.option("--from", "since", type=DateParameter(), help="First day, month or year in which it was said.")
@click.option("--to", "until", type=DateParameter(), help="Last day, month or year in which it was said.")
@click.option(
    "--reviewed/--unreviewed", "reviewed", default=None, help="Only with, or without, a person's verdict."
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    metavar="N",
    help=f"How many at most.  [default: {SHOWN} on the terminal, else all]",
)
@json_option
@csv_option
@files_option
@workspace_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    text: str | None,
    speaker: str | None,
    kind: str | None,
    factor: str | None,
    actor: str | None,
    wanted: str | None,
    since: DateInterval | None,
    until: DateInterval | None,
    reviewed: bool | None,
    limit: int | None,
    as_json: bool,
    table: Path | None,
    files: tuple[Path, ...],
    workspace: str | None,
) -> None:
    """Find statements: everything that is given must hold.

    TEXT is searched for in the quotes: all words, "phrases in quotes", word* for what begins so; capitals and
    accents do not count. Each statement is shown with its identifier, of which the first digits will do
    everywhere, who says it, what it is about, how likely it is called, how sure the reader is, the quote, and
    where it stands. --json prints lines as `sayso read` does.
    """
    if table is not None:
        check_writable(table)
    selection = Selection(
        kind=kind,
        factor=factor,
        actor=actor,
        since=None if since is None else since.start,
        until=None if until is None else until.end,
        search=text,
        reviewed=reviewed,
    )
    with _source(files, workspace) as desk:
        selection = msgspec.structs.replace(
            selection, speaker=None if speaker is None else one_speaker(desk, speaker)
        )
        found = _found(desk, selection, wanted, limit if limit is not None or as_json or table else SHOWN)
        names = {one.document: one.name for one in desk.documents()}
        if table is not None:
            rows = (statement_row(one, name=names.get(one.document)) for one in found)
            write_whole(table, b"".join(csv_lines(STATEMENT_COLUMNS, rows)))
            return
        count = 0
        for one in found:
            count += 1
            emit(_shown(one, names.get(one.document), as_json=as_json))
        _tell(desk, selection, count, asked=limit, quiet=as_json or wanted is not None)
        if not count:
            for line in _unknown(desk, selection):
                say(line)
    if not count:
        raise click.exceptions.Exit(NOTHING_FOUND)


@contextmanager
def _source(files: tuple[Path, ...], workspace: str | None) -> Iterator[Workspace]:
    with ExitStack() as stack:
        yield stack.enter_context(scratch(files) if files else opened(workspace))


def _found(
    desk: Workspace, selection: Selection, wanted: str | None, limit: int | None
) -> Iterator[Statement]:
    if wanted is not None:
        yield from desk.statements_by_id([one_identifier(desk, "statements", wanted)]).values()
        return
    try:
        yield from desk.statements(selection, limit=limit)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _shown(statement: Statement, name: str | None, *, as_json: bool) -> bytes:
    if as_json:
        return next(write_statements([statement]))
    return "".join(f"{line}\n" for line in (*statement_lines(statement, name=name), "")).encode()


def _unknown(desk: Workspace, selection: Selection) -> Iterator[str]:
    """Yield a line on each name that nothing knows, where no statement was found."""
    factor = None if selection.factor is None else selection.factor.partition("(")[0]
    if factor is not None and not desk.count_statements(Selection(factor=factor)):
        names = Catalogue.load()[0].names
        if factor not in names:
            listed = "; `sayso factors` lists them"
            yield f"No factor is called {factor!r}{hint(factor, names, otherwise=listed)}"
    actor = selection.actor
    if actor is not None and not desk.count_statements(Selection(actor=actor)):
        table = ActorTable.load()[0]
        mention = table.resolve(actor)
        if actor in table.actors:
            return
        if mention is not None:
            found = table.actor(mention.state or mention.actor)
            yield f"{actor!r} is no identifier; that of {found.name} is {found.id!r}"
        else:
            yield f"No actor has the identifier {actor!r}{hint(actor, table.actors)}"


def _tell(desk: Workspace, selection: Selection, count: int, *, asked: int | None, quiet: bool) -> None:
    if quiet:
        return
    if not count:
        whole = desk.count_statements()
        say(f"No statement is like that, of {whole:,}.")
    elif asked is None and count == SHOWN:
        whole = desk.count_statements(selection)
        if whole > count:
            say(f"{count} of {whole:,} are shown; --limit shows more, --csv and --json all.")
