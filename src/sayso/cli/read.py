"""`sayso read`: the claims in reports as JSON Lines."""

from pathlib import Path

import click

from sayso.brief.gather import Gathered, Settings, gather, load_tables
from sayso.cli.examples import epilog
from sayso.cli.output import check_writable, emit, say, say_problems, write_whole
from sayso.cli.parameters import (
    actors_option,
    factors_option,
    lexicon_option,
    paths_argument,
    split_piped,
)
from sayso.cli.progress import shown_progress
from sayso.statements.jsonl import statements_to_jsonl

NOTHING_READ = 2
"""Exit status when there was no document to read."""


@click.command(
    epilog=epilog(
        ("the claims in one report", "sayso read examples/central-asia/wire.txt"),
        ("those in a folder, into a file", "sayso read examples/central-asia --out claims.jsonl"),
        ("from standard input", "cat examples/central-asia/wire.txt | sayso read -"),
    )
)
@paths_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Write to this file instead of standard output.",
)
@lexicon_option
@actors_option
@factors_option
def command(
    *,
    paths: tuple[Path, ...],
    out: Path | None,
    lexicon: str,
    actors: tuple[Path, ...],
    factors: tuple[Path, ...],
) -> None:
    """Write every claim in reports as one line of JSON.

    PATH is a report (text or HTML), a folder of them, or - for standard input. `sayso schema` describes
    the lines. What could not be read is told on standard error.
    """
    if out is not None:
        check_writable(out)
    gathered = _gathered(paths, Settings(lexicon=lexicon, actors=actors, factors=factors))
    say_problems(gathered.problems)
    if not gathered.documents:
        say("Nothing was read.")
        raise click.exceptions.Exit(NOTHING_READ)
    lines = statements_to_jsonl(gathered.statements)
    if out is None:
        emit(lines)
    else:
        write_whole(out, lines)


def _gathered(paths: tuple[Path, ...], settings: Settings) -> Gathered:
    reports, piped = split_piped(paths)
    try:
        tables, problems = load_tables(settings)
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error
    with shown_progress() as show:
        found = gather(reports, tables=tables, piped=piped, on_progress=show)
    return Gathered(found.documents, found.statements, (*problems, *found.problems))
