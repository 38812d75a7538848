"""Pictures: the option `--plot`, and writing what was drawn."""

from pathlib import Path

import click

from sayso.brief.lines import Picture, write_picture
from sayso.brief.plotted import picture_kind
from sayso.cli.output import check_writable, say, write_whole

plot_option = click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html|png|svg",
    help="Draw the numbers.",
)


def check_picture(path: Path | None) -> None:
    """Refuse a file that no picture can be written to, before the work is done.

    Raises:
        click.ClickException: if its ending is none of PICTURES, or it cannot be written to.
    """
    if path is None:
        return
    check_ending(path)
    check_writable(path)


def check_ending(path: Path) -> None:
    """Refuse a file whose ending is none of PICTURES.

    Raises:
        click.UsageError: if it is none.
    """
    try:
        picture_kind(path.name)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def write_plot(picture: Picture, path: Path) -> None:
    """Draw the picture, write it and say where it is.

    Raises:
        click.ClickException: if matplotlib is missing, or the file cannot be written.
    """
    write_whole(path, drawn(picture, path))
    say(f"The picture is in {path}")


def drawn(picture: Picture, path: Path) -> bytes:
    """Return the picture as the ending of `path` wants it.

    Raises:
        click.ClickException: if matplotlib is missing.
    """
    try:
        return write_picture(picture, path)
    except ImportError as error:
        raise click.ClickException(str(error)) from error
