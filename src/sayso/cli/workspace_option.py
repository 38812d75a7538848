"""The options that say which workspace is meant, and who works in it; and opening it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sayso.cli.output import say_problems
from sayso.forecasts.record import Record
from sayso.nearest import near
from sayso.store import Workspace, WorkspaceError
from sayso.store.added import Added
from sayso.store.find import ENVIRONMENT, nearest_workspace, place_of

workspace_option = click.option(
    "--workspace",
    envvar=ENVIRONMENT,
    show_envvar=True,
    metavar="FOLDER",
    help="The workspace: a folder or a postgresql:// address.  [default: the nearest folder that is one]",
)


def _name(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.strip():
        raise click.BadParameter("want a name")
    return value


by_option = click.option(
    "--by",
    metavar="NAME",
    callback=_name,
    help="Who says so.  [default: the name you are logged in under]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines for other programs.")
csv_option = click.option(
    "--csv",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a CSV file.",
)


@contextmanager
def clear_words() -> Iterator[None]:
    """Tell in one line why a workspace cannot be used.

    Raises:
        click.ClickException: for every `WorkspaceError`.
    """
    try:
        yield
    except WorkspaceError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def opened(workspace: str | None, *, by: str | None = None) -> Iterator[Workspace]:
    """Give the workspace that is meant, and let it go afterwards.

    Raises:
        click.ClickException: if there is none, or it cannot be used.
    """
    with clear_words(), Workspace.open(place(workspace), by=by) as found:
        yield found


def place(workspace: str | None) -> Path | str:
    """Return the folder or the address of the workspace that is meant.

    Raises:
        click.ClickException: if there is none.
        WorkspaceError: if what names its server cannot be read.
    """
    if workspace is not None:
        return workspace if "://" in workspace else place_of(Path(workspace))
    found = nearest_workspace(Path.cwd())
    if found is None:
        raise click.ClickException(
            f"no workspace in {Path.cwd()} or above it; `sayso init` makes one, --workspace or {ENVIRONMENT} "
            "names one that is elsewhere"
        )
    return place_of(found)


def add_all(workspace: Workspace, records: Iterable[Record]) -> Added:
    """Add records to the workspace, all of them good.

    Raises:
        click.UsageError: if one is not, because an option held what cannot be kept.
    """
    added = workspace.add_records(records)
    if added.refused:
        raise click.UsageError("; ".join(problem.message for problem in added.problems))
    say_problems(added.problems)
    return added


def one_identifier(workspace: Workspace, table: str, prefix: str) -> str:
    """Return the one identifier that begins with some digits.

    Raises:
        click.UsageError: if none or several do.
    """
    try:
        return workspace.identifier(table, prefix)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def one_speaker(workspace: Workspace, named: str) -> str:
    """Return the speaker whose name it is, or the only one whose name has it in it.

    Raises:
        click.UsageError: if there is none, or several; the message names them.
    """
    names = workspace.speakers()
    if named in names:
        return named
    having = [one for one in names if named.casefold() in one.casefold()]
    if len(having) == 1:
        return having[0]
    found = having or near(named, names, many=3)
    hint = f"; nearest: {', '.join(map(repr, found[:5]))}" if found else ""
    many = "several speakers are called" if having else "nobody is called"
    raise click.UsageError(f"{many} {named!r}{hint}")
