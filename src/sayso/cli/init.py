"""`sayso init`: a new workspace."""

from pathlib import Path

import click

from sayso.cli.examples import epilog
from sayso.cli.output import emit
from sayso.cli.workspace_option import clear_words
from sayso.store import Workspace, WorkspaceError
from sayso.store.database import is_url
from sayso.store.find import SETTINGS, is_workspace, write_settings


@click.command(
    epilog=epilog(
        ("a workspace in this folder", "sayso init"),
        ("in another", "sayso init desk && sayso add examples/ledger/claims.csv --workspace desk"),
    )
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option(
    "--database",
    metavar="URL",
    help="Keep it on a server, for several: postgresql://USER:PASSWORD@HOST/DATABASE. One that is there "
    "is joined.",
)
def command(*, folder: Path, database: str | None) -> None:
    """Make a workspace, which keeps what is read and decided.

    FOLDER is this one, where none is named. Every other command finds the workspace of the folder that it is
    called in, or of the nearest folder above. With --database, the folder keeps only the address, in
    workspace.toml, which nobody but you can read.
    """
    with clear_words():
        # a file that is there may be of a creation that was cut off, which is made good; making one tells
        if (folder / SETTINGS).is_file() or (database is not None and is_workspace(folder)):
            raise click.ClickException(f"{folder.resolve()}: is a workspace already; nothing was changed")
        if database is None:
            Workspace.create(folder.resolve()).close()
            emit(f"Made a workspace in {folder.resolve()}\n".encode())
            return
        if not is_url(database):
            raise click.UsageError(
                f"{database!r} is no address; want postgresql://USER:PASSWORD@HOST/DATABASE"
            )
        joined = _joined(database)
        path = write_settings(folder, database)
    what = "Joined the workspace that is" if joined else "Made a workspace"
    emit(f"{what} on the server; its address is in {path}\n".encode())


def _joined(database: str) -> bool:
    """Make a workspace on a server and return False, or return True where there is one.

    Raises:
        WorkspaceError: if neither can be done.
    """
    try:
        Workspace.create(database).close()
    except WorkspaceError as error:
        if "is a workspace already" not in str(error):
            raise
        Workspace.open(database).close()
        return True
    return False
