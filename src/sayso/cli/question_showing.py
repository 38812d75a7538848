"""What `sayso questions` shows of one question."""

import datetime as dt
from collections.abc import Iterable, Iterator

import click

from sayso.brief.desk_lines import question_details
from sayso.cli.output import emit
from sayso.cli.workspace_option import one_identifier
from sayso.forecasts.due import listed
from sayso.forecasts.jsonl import write_records
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.record import Record
from sayso.store import Workspace
from sayso.store.asking import ledger_of


def show_question(desk: Workspace, prefix: str, day: dt.date, *, as_json: bool) -> None:
    """Write all that is known of the question whose identifier begins so; `day` counts as today.

    Raises:
        click.UsageError: if none or several begin so.
        click.ClickException: if it was replaced by another.
    """
    identifier = one_identifier(desk, "questions", prefix)
    ledger = ledger_of(desk)
    if as_json:
        for line in write_records(_about(ledger, identifier)):
            emit(line)
        return
    found = next((one for one in listed(ledger, today=day) if one.question.id == identifier), None)
    if found is None:
        after = next(one.id for one in ledger.questions.values() if one.supersedes == identifier)
        raise click.ClickException(f"question {identifier} was replaced by {after}")
    words = {one.statement: one.quote for one in ledger.claims.values()}
    show_lines(
        question_details(
            found,
            forecasts=[one for one in ledger.forecasts if one.question == identifier],
            readings=[
                (
                    f"{one.label}{'' if one.primary else ', not primary'}",
                    f"“{words.get(one.statement, one.statement)}”",
                )
                for one in ledger.readings
                if one.question == identifier
            ],
            answers=[one for one in ledger.resolutions if one.question == identifier],
        )
    )


def _about(ledger: Ledger, identifier: str) -> Iterator[Record]:
    yield from (
        one for one in (*ledger.questions.values(), *ledger.replaced.values()) if one.id == identifier
    )
    yield from (one for one in ledger.readings if one.question == identifier)
    yield from (one for one in ledger.forecasts if one.question == identifier)
    yield from (one for one in ledger.resolutions if one.question == identifier)


def show_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    emit("".join(f"{line}\n" for line in lines).encode())
