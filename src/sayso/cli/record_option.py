"""The option that says which record is meant."""

from pathlib import Path

import click

from sayso.events.record import FOLDER

record_option = click.option(
    "--record",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(FOLDER),
    show_default=True,
    envvar="SAYSO_RECORD",
    show_envvar=True,
    metavar="FOLDER",
    help="Folder of the loaded event files.",
)
