"""A click group whose commands are imported only when they are called for."""

import importlib
import keyword
from collections.abc import Mapping
from typing import Any

import click

from sayso.nearest import hint


def module_of(name: str) -> str:
    """Return the name of a command's module: the command's own, with an underscore behind Python's own words.

    >>> module_of("export"), module_of("import")
    ('export', 'import_')
    """
    return f"{name}_" if keyword.iskeyword(name) else name


class LazyGroup(click.Group):
    """A group that knows its commands' names and help lines, and imports a command to run it."""

    def __init__(self, *args: Any, commands_table: Mapping[str, str], **options: Any) -> None:
        """Keep the table of names and help lines; the rest goes to click."""
        super().__init__(*args, **options)
        self._table = commands_table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the table."""
        del ctx
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, imported now, or None when there is none of that name."""
        del ctx
        if cmd_name not in self._table:
            return None
        found: click.Command = importlib.import_module(f"sayso.cli.{module_of(cmd_name)}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name.

        Raises:
            click.UsageError: if there is none; the message names the nearest.
        """
        if args and args[0] not in self._table and not args[0].startswith("-"):
            nearest = hint(args[0], self._table, otherwise=f"; want one of {', '.join(self._table)}")
            raise click.UsageError(f"no command {args[0]!r}{nearest}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing one."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(self._table.items()))
