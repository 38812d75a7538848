"""The way out: results to standard output, words about the work to standard error, files written whole."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from sayso.brief.visible import one_line
from sayso.problems import Problem

BROKEN_PIPE = 141
"""Exit status when nobody reads the result any more: 128 and the signal's number."""


def emit(result: bytes) -> None:
    """Write the result to standard output; leave quietly when nobody reads it.

    Raises:
        click.ClickException: if it cannot be written, as on a full disk.
    """
    try:
        click.echo(result, nl=False)
        sys.stdout.flush()
    except OSError as error:
        # whatever is still buffered would raise again when the interpreter closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise SystemExit(BROKEN_PIPE) from None
        message = f"cannot write to standard output: {error.strerror or error}"
        raise click.ClickException(message) from error


def say(words: str) -> None:
    """Write one line about the work to standard error."""
    click.echo(one_line(words), err=True)


def say_problems(problems: Iterable[Problem]) -> None:
    """Write each problem on a line of standard error."""
    for problem in problems:
        say(str(problem))


def check_writable(path: Path) -> None:
    """Refuse a place that nothing can be written to, before the work is done.

    Raises:
        click.ClickException: if it is a folder, its folder is missing, or either cannot be written to.
    """
    folder = path.resolve().parent
    if path.is_dir():
        raise click.ClickException(f"cannot write {path}: it is a folder")
    if not folder.is_dir():
        raise click.ClickException(f"cannot write {path}: there is no folder {folder}")
    target = path if path.exists() else folder
    if not os.access(target, os.W_OK):
        raise click.ClickException(f"cannot write {path}: permission denied")


def write_whole(path: Path, content: bytes) -> None:
    """Write the file so that at no time half of it stands there; devices are written to as they are.

    Raises:
        click.ClickException: if it cannot be written.
    """
    write_parts(path, (content,))


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file that comes in parts, as `write_whole` writes one; where a part fails, nothing is changed.

    Raises:
        click.ClickException: if it cannot be written.
    """
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                file.writelines(parts)
            return
        try:
            with beside.open("xb") as file:
                file.writelines(parts)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror or error}") from error
