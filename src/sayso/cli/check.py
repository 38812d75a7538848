"""`sayso check`: whether the workspace is as it was written."""

import click

from sayso.cli.examples import epilog
from sayso.cli.output import emit, say
from sayso.cli.progress import shown_progress
from sayso.cli.workspace_option import opened, workspace_option

NOT_SOUND = 1
"""Exit status when something is not as it was written."""


@click.command(
    epilog=epilog(
        ("everything that is kept", "sayso init && sayso check"),
        ("a backup", "sayso init desk && sayso backup copy --workspace desk && sayso check --workspace copy"),
    )
)
@workspace_option
def command(*, workspace: str | None) -> None:
    """Check that everything in the workspace is as it was written.

    That is the database's pages and indexes, every statement and record against its identifier, every
    original against its content, and the files of events. What is not is told on standard error.
    """
    count = 0
    with opened(workspace) as desk, shown_progress() as show:
        show("Checking", 0, 0)
        for problem in desk.check():
            count += 1
            say(str(problem))
    if count:
        say(f"{count:,} {'thing is' if count == 1 else 'things are'} not as written. Take the last backup.")
        raise click.exceptions.Exit(NOT_SOUND)
    emit(b"Everything is as it was written.\n")
