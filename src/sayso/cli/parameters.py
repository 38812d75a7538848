"""Arguments and options that several commands share."""

import calendar
import datetime as dt
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from sayso.dates import DateInterval

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DASH = Path("-")
STDOUT = _DASH
"""The file that stands for standard output."""
CSV_HELP = "Also write a CSV file; - prints it instead of the table."

paths_argument = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="PATH..."
)
lexicon_option = click.option(
    "--lexicon",
    default="capphrase",
    show_default=True,
    metavar="NAME",
    help="Scale that words of likelihood are read by; see `sayso lexicon`.",
)
actors_option = click.option(
    "--actors",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Add states, organisations, people and offices; can be given again.",
)
factors_option = click.option(
    "--factors",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Add factors that claims can be about; can be given again.",
)


class DateParameter(click.ParamType[DateInterval]):
    """A day, a month or a year."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> DateInterval:
        """Return the days that `value` names: `2014-12-01`, `2014-12` or `2014`."""
        if isinstance(value, DateInterval):
            return value
        match = _DATE.fullmatch(value)
        if match is None:
            self.fail(f"{value!r} is no date; want 2014, 2014-12 or 2014-12-01", param, ctx)
        year, month, day = (None if part is None else int(part) for part in match.groups())
        try:
            return _interval(int(year or 0), month, day)
        except ValueError as error:
            self.fail(f"{value!r} is no date: {error}", param, ctx)


def refuse_two(table: Path | None, *, as_json: bool) -> None:
    """Refuse two results on one standard output.

    Raises:
        click.UsageError: if CSV and JSON are both to be printed.
    """
    if as_json and table == STDOUT:
        raise click.UsageError("--csv - and --json both print; want one of them")


def check_order(since: DateInterval | None, until: DateInterval | None) -> None:
    """Refuse `--from` after `--to`.

    Raises:
        click.UsageError: if it is.
    """
    first = None if since is None else since.start
    last = None if until is None else until.end
    if first is not None and last is not None and first > last:
        raise click.UsageError(f"--from {first} lies after --to {last}")


def _interval(year: int, month: int | None, day: int | None) -> DateInterval:
    if month is None:
        return DateInterval(dt.date(year, 1, 1), dt.date(year, 12, 31))
    if day is None:
        first = dt.date(year, month, 1)
        return DateInterval(first, first.replace(day=calendar.monthrange(year, month)[1]))
    return DateInterval.day(dt.date(year, month, day))


def split_piped(paths: Sequence[Path]) -> tuple[tuple[Path, ...], bytes | None]:
    """Return the paths without `-`, and the bytes of standard input when `-` was among them."""
    rest = tuple(path for path in paths if path != _DASH)
    piped = sys.stdin.buffer.read() if len(rest) < len(paths) else None
    return rest, piped
