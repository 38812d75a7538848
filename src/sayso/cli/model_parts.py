"""What the commands of `sayso model` share."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

ONE: Final = "--states KGZ --patrons RUS --from 2022-06"
"""The model of the examples."""

reports_argument = click.argument(
    "reports", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[REPORT]..."
)


def or_say(draw: Callable[[], bytes]) -> bytes:
    """Return what `draw` gives; a library that is missing is said in one line.

    Raises:
        click.ClickException: if one is.
    """
    try:
        return draw()
    except ImportError as error:
        raise click.ClickException(str(error)) from error
