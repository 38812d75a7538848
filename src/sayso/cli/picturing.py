"""Pictures: the option `--plot`, and writing what was drawn."""

from pathlib import Path

import click

from sayso.brief.lines import PICTURES, Picture, write_picture
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
    if path.suffix.lower() not in PICTURES:
        raise click.UsageError(f"{path.name!r} ends in none of {', '.join(PICTURES)}")
    check_writable(path)


def write_plot(picture: Picture, path: Path) -> None:
    """Draw the picture and write it.

    Raises:
        click.ClickException: if matplotlib is missing, or the file cannot be written.
    """
    try:
        drawn = write_picture(picture, path)
    except ImportError as error:
        raise click.ClickException(str(error)) from error
    write_whole(path, drawn)
    say(f"The picture is in {path}")
