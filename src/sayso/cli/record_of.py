"""Which record of events belongs to a workspace."""

from pathlib import Path

import click

from sayso.events.record import FOLDER, Record
from sayso.store import Workspace, WorkspaceError

workspace_record_option = click.option(
    "--record",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="SAYSO_RECORD",
    show_envvar=True,
    metavar="FOLDER",
    help=f"Folder of the loaded event files.  [default: the workspace's, else {FOLDER}]",
)


def record_of(workspace: Workspace, folder: Path | None) -> Record:
    """Return the record in a folder; by default the workspace's own where it has files, else the one here.

    Raises:
        click.ClickException: if it has no event files.
    """
    found = Record(folder if folder is not None else Path(FOLDER))
    if folder is None:
        try:
            own = workspace.events
        except WorkspaceError:
            own = found  # a workspace on a server keeps no events
        found = own if own.entries() else found
    if not found.entries():
        raise click.ClickException(f"no event files in {found.folder}; add some with `sayso events add FILE`")
    return found
