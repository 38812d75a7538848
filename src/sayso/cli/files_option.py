"""The option to look into files instead of a workspace."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from sayso.cli.output import say_problems
from sayso.cli.workspace_option import clear_words
from sayso.store import Workspace

files_option = click.option(
    "--in",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH",
    help="Look into this instead of a workspace: reports, .jsonl, .csv; can be given again.",
)


@contextmanager
def scratch(paths: Sequence[Path]) -> Iterator[Workspace]:
    """Give what is in some files as a workspace that is gone afterwards; problems are told.

    Raises:
        click.ClickException: if reports cannot be read or there is no room.
    """
    from sayso.reading.job import JobError, sayso_recipe  # noqa: PLC0415 - loads much, and only where files are named
    from sayso.store.reading_in import HowAdded  # noqa: PLC0415 - as above
    from sayso.store.scratch import scratch_workspace  # noqa: PLC0415 - as above

    how = HowAdded(reader="sayso", today=dt.datetime.now(tz=dt.UTC).date())
    try:
        with clear_words(), scratch_workspace(paths, how, recipe=sayso_recipe()) as (desk, problems):
            say_problems(problems)
            yield desk
    except JobError as error:
        raise click.ClickException(str(error)) from error
