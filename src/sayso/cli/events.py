"""`sayso events`: event files into a record, and what is in it."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from sayso.actors import ActorTable
from sayso.cli.examples import epilog
from sayso.cli.output import check_writable, emit, say, say_problems
from sayso.cli.parameters import DateParameter, actors_option, check_order
from sayso.cli.progress import shown_progress
from sayso.cli.record_lines import (
    entry_json,
    entry_lines,
    format_details,
    format_lines,
    problem_lines,
    problems_json,
    told,
)
from sayso.cli.record_option import record_option
from sayso.cli.record_words import record_words
from sayso.dates import DateInterval
from sayso.events.entry import Entry, Outcome
from sayso.events.formats import FORMATS
from sayso.events.record import Record
from sayso.events.tables import events as events_of
from sayso.events.tables import marks

NOTHING_LOADED: Final = 2
"""Exit status when no file could be loaded."""
_BESIDE: Final = frozenset({".md", ".toml", ".pdf", ".html", ".docx"})
"""Endings of what lies in folders beside event files: notes, mappings, codebooks."""

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON array for other programs.")


@click.group(
    epilog=epilog(
        ("load a file; its format is told from its content", "sayso events add examples/events/gdelt.csv"),
        (
            "load a folder, and see what is in the record and under which licences",
            "sayso events add examples/events && sayso events list",
        ),
        (
            "what was wrong with which rows, of a record in a folder of your choice",
            "sayso events add examples/events --record trial && sayso events problems --record trial",
        ),
    )
)
def command() -> None:
    """Keep event files in one tidy record.

    The files are GDELT, ICEWS, POLECAT, ACLED, UCDP, UN votes and others: see `sayso events formats`. The
    record is a folder of Parquet files, which other programs can read.
    """


@command.command("add")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False), metavar="FILE..."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    metavar="NAME",
    help="Read the files as this format; see `sayso events formats`.  [default: told from the content]",
)
@record_option
@actors_option
def add(*, files: tuple[Path, ...], form: str | None, record: Path, actors: tuple[Path, ...]) -> None:
    """Load event files, plain, .gz or .zip, or the files of folders.

    A file that is in the record already is not loaded again, whatever its name. Every row ends as an event
    or as a counted problem: see `sayso events problems`. Of folders, hidden files, subfolders and what is
    no event data by its ending (.md, .toml, .html, .pdf, .docx) are left aside.
    """
    table, problems = ActorTable.load(actors)
    say_problems(problems)
    kept = Record(record)
    loaded = 0
    beside: set[Path] = set()
    failed: list[tuple[Path, Outcome]] = []
    try:
        for path in _files(files):
            with shown_progress() as show, record_words(kept):
                outcomes = kept.add(
                    path,
                    actors=table,
                    form=form,
                    progress=lambda name, share: show(f"Loading {name}", int(share * 100), 100),
                )
            for outcome in outcomes:
                beside.update(outcome.beside)
                if outcome.entry is None:
                    failed.append((path.absolute(), outcome))
                else:
                    _show([told(outcome)])
                    loaded += 1
    finally:
        # only now is it known which of them belong to others
        for path, outcome in failed:
            say(f"{outcome.name}: read with what lies beside it" if path in beside else told(outcome))
    if not loaded:
        say("Nothing was loaded.")
        raise SystemExit(NOTHING_LOADED)


@command.command("list")
@json_option
@record_option
def list_files(*, as_json: bool, record: Path) -> None:
    """Show the files of the record: rows, dates, format, licence, and how to cite them."""
    entries = _entries(Record(record))
    if as_json:
        _show_json([entry_json(entry) for entry in entries])
        return
    for entry in entries:
        _show(entry_lines(entry))


@command.command("problems")
@json_option
@record_option
def problems_of(*, as_json: bool, record: Path) -> None:
    """Show what was wrong with rows of the record's files, with the sums."""
    kept = Record(record)
    entries = _entries(kept)
    with record_words(kept):
        counted = marks(kept)
    none: dict[str, int] = {}
    if as_json:
        _show_json([problems_json(entry, counted.get(entry.key, none)) for entry in entries])
        return
    for entry in entries:
        _show(problem_lines(entry, counted.get(entry.key, none)))


@command.command("formats")
@click.argument("name", required=False, type=click.Choice(sorted(FORMATS)), metavar="[NAME]")
def formats(*, name: str | None) -> None:
    """Show the formats that can be read, or all that is known of the one called NAME."""
    if name is None:
        for form in FORMATS.values():
            _show(format_lines(form))
        return
    form = FORMATS[name]
    _show(format_details(form, sys.modules[form.layout.__module__].__doc__ or ""))


@command.command("remove")
@click.argument("key")
@record_option
def remove(*, key: str, record: Path) -> None:
    """Take the file whose key begins with KEY out of the record; the original file is not touched."""
    kept = Record(record)
    found = [one for one in kept.all_keys() if one.startswith(key)]
    if len(found) != 1:
        many = "no file has" if not found else f"{len(found)} files have"
        raise click.UsageError(f"{many} a key that begins with {key!r}; see `sayso events list`")
    names = {entry.key: entry.name for entry in kept.entries()}
    with record_words(kept):
        kept.remove(found[0])
    say(f"{names.get(found[0], found[0])} is out of the record")


@command.command("export")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--actor", "chosen", multiple=True, metavar="ID", help="Only events that this actor is in.")
@click.option("--from", "since", type=DateParameter(), help="First day, month or year.")
@click.option("--to", "until", type=DateParameter(), help="Last day, month or year.")
@record_option
def export(
    *,
    out: Path,
    chosen: tuple[str, ...],
    since: DateInterval | None,
    until: DateInterval | None,
    record: Path,
) -> None:
    """Write the events to OUT: Parquet where it ends in .parquet, else CSV.

    The last column, `repeat`, says `same` of rows that stand in an earlier file too: leave those out where
    you count.
    """
    check_writable(out)
    check_order(since, until)
    kept = Record(record)
    if not _entries(kept):
        raise SystemExit(1)
    with record_words(kept):
        events_of(
            kept,
            actors=chosen,
            since=None if since is None else since.start,
            until=None if until is None else until.end,
        ).write(out)


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    """Yield the files, those of folders in the order of their names."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        try:
            found = sorted(
                one
                for one in path.iterdir()
                if not (one.name.startswith(".") or one.suffix.lower() in _BESIDE or one.is_dir())
            )
        except OSError as error:
            say(f"{path}: the folder cannot be read: {error.strerror}")
            continue
        if not found:
            say(f"{path}: the folder holds no event file")
        yield from found


def _entries(record: Record) -> tuple[Entry, ...]:
    """Return the sound files; what is wrong with others, or that there is none, goes to standard error."""
    record.clear_up()
    entries, problems = record.look()
    say_problems(problems)
    if not entries and not problems:
        say(f"no event files in {record.folder}; add some with `sayso events add FILE`")
    return entries


def _show(lines: Iterable[str]) -> None:
    emit("".join(f"{line}\n" for line in lines).encode())


def _show_json(found: Any) -> None:
    emit(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
