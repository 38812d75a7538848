"""Looking into a record of events: what is wrong with it is told in words."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
import duckdb

from sayso.cli.output import say_problems
from sayso.events.entry import Entry
from sayso.events.record import Record
from sayso.events.workplace import RecordError


@contextmanager
def record_words(record: Record) -> Iterator[None]:
    """Tell in a line or two why the record cannot be used.

    Raises:
        click.ClickException: for what the record, the system or DuckDB says.
    """
    try:
        yield
    except (RecordError, OSError) as error:
        raise click.ClickException(str(error)) from error
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except duckdb.Error as error:
        wrong = record.damaged()
        say_problems(wrong)
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        told = "the record is damaged; nothing was worked out" if wrong else first
        raise click.ClickException(f"{record.folder}: {told}") from error


def sound_entries(record: Record) -> tuple[Entry, ...]:
    """Return the sound files of a record, of which there is at least one; the others are told.

    Raises:
        click.ClickException: if there is none.
    """
    entries, problems = record.look()
    say_problems(problems)
    if not entries:
        none = "no sound event file" if problems else "no event files"
        raise click.ClickException(f"{none} in {record.folder}; add some with `sayso events add FILE`")
    return entries
