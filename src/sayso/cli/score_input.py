"""What `sayso score` reads: ledger files, tables and workspaces."""

import csv
from collections.abc import Mapping
from pathlib import Path

import click
import msgspec

from sayso.cli.output import say, say_problems
from sayso.cli.workspace_option import clear_words, opened, place
from sayso.forecasts.claim import Claim, claim_of
from sayso.forecasts.import_table import import_table
from sayso.forecasts.jsonl import read_records
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.link import Link
from sayso.forecasts.record import Record
from sayso.forecasts.table_form import PLAIN, TableForm, forecastbench_acled
from sayso.problems import Problem
from sayso.statements.corrected import corrected, decided
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Statement
from sayso.store.asking import ledger_of
from sayso.store.intake import form_of

_MOST_PROBLEMS = 20
_LINES = (".jsonl", ".ndjson")
MOST_STATEMENTS = 200_000
"""Statements up to which every one is counted as its speaker's claim; more take minutes to read."""


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger, and what its documents are called."""

    ledger: Ledger
    name: str
    names: Mapping[str, str] = {}


def read_files(paths: tuple[Path, ...], form: str | None, *, lexicon: str) -> Read:
    """Return the ledger of files: JSON Lines, or CSV tables read by a form.

    `lexicon` gives the words of likelihood their band in tables whose form names no other.

    Raises:
        click.ClickException: if a file cannot be read or nothing in them can be used.
        click.UsageError: if there is no such lexicon.
    """
    with clear_words():
        given = None if form is None else form_of(form)
    _check_lexicon(lexicon)
    records: list[Record] = []
    problems: list[Problem] = []
    for path in paths:
        found, wrong = _file(path, given, lexicon)
        records += found
        problems += wrong
    say_problems(problems[:_MOST_PROBLEMS])
    if len(problems) > _MOST_PROBLEMS:
        say(f"… and {len(problems) - _MOST_PROBLEMS:,} more lines that could not be used")
    if not records:
        hint = "" if form is not None else "; a table whose columns have other names wants --form FILE.toml"
        raise click.ClickException(f"no record of a ledger in {', '.join(map(str, paths))}{hint}")
    return Read(ledger=Ledger.of(records), name=", ".join(path.name for path in paths))


def read_workspace(workspace: str | None) -> Read:
    """Return the ledger of a workspace, with the statements that nobody rejected as claims.

    Raises:
        click.ClickException: if the workspace cannot be used.
    """
    with opened(workspace) as desk:
        ledger = ledger_of(desk)
        names = {one.document: one.title or one.name for one in desk.documents()}
        count = desk.count_statements()
        if count > MOST_STATEMENTS:
            say(f"{count:,} statements are too many to count by speaker; only those with a question are")
            return Read(ledger=ledger, name=str(place(workspace)), names=names)
        linked = {one.statement for one in desk.records(Link)}
        claims = dict(ledger.claims)
        for statement in desk.statements():
            held = claims.get(statement.id)
            if held is not None or (statement.id not in linked and decided(statement) != "rejected"):
                claims[statement.id] = _claim(statement, held)
    whole = msgspec.structs.replace(ledger, claims=claims)
    return Read(ledger=whole, name=str(place(workspace)), names=names)


def _claim(statement: Statement, held: Claim | None) -> Claim:
    """Return a statement's claim, as the ledger holds it or as people put it right, with its place."""
    where = f"characters {statement.start:,} to {statement.end:,}"
    claim = claim_of(corrected(statement)) if held is None else held
    return msgspec.structs.replace(claim, statement=statement.id, place=claim.place or where)


def _check_lexicon(name: str) -> None:
    try:
        Lexicon.load(name)
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error


def _file(path: Path, form: TableForm | None, lexicon: str) -> tuple[list[Record], list[Problem]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise click.ClickException(f"cannot read {path}: {error.strerror}") from error
    if path.suffix.lower() in _LINES or data.lstrip()[:1] == b"{":
        found = list(read_records(data, path.name))
        return (
            [one for one in found if isinstance(one, Record)],
            [one for one in found if isinstance(one, Problem)],
        )
    fitting = form or _fitting(data)
    if fitting.lexicon is None:
        fitting = msgspec.structs.replace(fitting, lexicon=lexicon)
    records, problems = import_table(data, path.name, fitting)
    return list(records), list(problems)


def _fitting(data: bytes) -> TableForm:
    """Return the form of ours whose columns the table has, else the one with the roles' own names."""
    head = data[:10_000].decode("utf-8-sig", errors="replace").splitlines()[:1]
    header = {cell.strip().casefold() for row in csv.reader(head) for cell in row}
    shipped = forecastbench_acled()
    wanted = {column.casefold() for columns in shipped.columns.values() for column in columns}
    return shipped if wanted <= header else PLAIN


def read(paths: tuple[Path, ...], workspace: str | None, form: str | None, *, lexicon: str) -> Read:
    """Return the ledger that is asked for: that of the files, or without any that of the workspace.

    Raises:
        click.ClickException: as `read_files` and `read_workspace`.
        click.UsageError: as `read_files`, or if there is a form and no file.
    """
    if form is not None and not paths:
        raise click.UsageError("--form says how a table is read; want FILE too")
    return read_files(paths, form, lexicon=lexicon) if paths else read_workspace(workspace)
