"""Calling `sayso` within the test's own process, which is quick."""

import os

from click.testing import CliRunner, Result

from sayso.cli import group


def call(*arguments: str, keys: str = "", columns: int = 100) -> Result:
    """Return what a command line comes to; `keys` is what is typed."""
    environment = {**os.environ, "COLUMNS": str(columns)}
    return CliRunner(env=environment).invoke(group, list(arguments), input=keys, standalone_mode=True)


def shown(*arguments: str, keys: str = "", columns: int = 100) -> str:
    """Return what a command line that succeeds writes to standard output."""
    done = call(*arguments, keys=keys, columns=columns)
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(*arguments: str) -> str:
    """Return what a command line that fails says; a traceback is none."""
    done = call(*arguments)
    assert done.exit_code in {1, 2, 3}, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return " ".join(done.stderr.split())
