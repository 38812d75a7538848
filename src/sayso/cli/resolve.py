"""`sayso resolve`: what came of a question, with what shows it."""

import datetime as dt
from pathlib import Path
from typing import cast

import click
import msgspec

from sayso.brief.desk_lines import answer_line, question_lines
from sayso.brief.figures import counted
from sayso.cli.examples import epilog
from sayso.cli.forecast import standing
from sayso.cli.output import emit, say
from sayso.cli.parameters import DateParameter
from sayso.cli.question_options import last_day, on_option, today
from sayso.cli.question_showing import show_lines
from sayso.cli.record_of import record_of, workspace_record_option
from sayso.cli.workspace_option import add_all, by_option, opened, workspace_option
from sayso.dates import DateInterval
from sayso.forecasts.answering import Said, answer, newly_void
from sayso.forecasts.due import listed
from sayso.forecasts.event_answer import answered
from sayso.forecasts.event_query import read_query, run_query, span_of
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question
from sayso.forecasts.resolution import Evidence, Resolution, SourceCertainty
from sayso.store import Workspace
from sayso.store.asking import ledger_of

NOT_YET = 3
"""Exit status when the record of events does not decide the question yet."""
_MADE = "sayso init && sayso questions --new 'A strike in Velmark?' --rule 'Two days' --closes 2019"


@click.command(
    epilog=epilog(
        (
            "a question of one's own, asked and answered",
            f"{_MADE} && sayso resolve aadf yes --known-at 2019-05-02 --evidence 'Ports stood still'",
        ),
        ("what waits for an answer", f"{_MADE} && sayso resolve --due"),
    )
)
@click.argument("question", required=False)
@click.argument("outcome", required=False, metavar="[ANSWER]")
@click.option("--known-at", type=DateParameter(), help="First day on which it could be known.")
@click.option(
    "--evidence", multiple=True, metavar="WORDS", help="What shows it, in words; can be given again."
)
@click.option(
    "--url", multiple=True, metavar="URL", help="Where that stands; the first with the first evidence."
)
@click.option(
    "--certainty",
    type=click.Choice(["high", "medium", "low"]),
    default="high",
    show_default=True,
    help="How sure.",
)
@click.option("--note", metavar="WORDS", help="Anything that a reader should know.")
@click.option(
    "--void-children", is_flag=True, help="Also write down `void` for questions whose condition fails so."
)
@click.option("--from-record", is_flag=True, help="Let the question's query on the record of events answer.")
@click.option("--due", is_flag=True, help="Show what waits for an answer.")
@workspace_record_option
@on_option
@by_option
@workspace_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    question: str | None,
    outcome: str | None,
    known_at: DateInterval | None,
    evidence: tuple[str, ...],
    url: tuple[str, ...],
    certainty: str,
    note: str | None,
    void_children: bool,
    from_record: bool,
    due: bool,
    record: Path | None,
    on: DateInterval | None,
    by: str | None,
    workspace: str | None,
) -> None:
    """Say what came of a question, with what shows it.

    ANSWER is yes, no, void, ambiguous, unresolvable, pending, or a value: a number, one of the options, a
    day. It is added and never changed: a later one supersedes it, and `pending` withdraws it. Questions whose
    condition fails by it are void of themselves.
    """
    day = today(on)
    with opened(workspace, by=by) as desk:
        ledger = ledger_of(desk)
        if due or question is None:
            _refuse_idle(question, due=due)
            _list_due(ledger, day)
            return
        found = standing(desk, ledger, question)
        said = Said(
            by=desk.by,
            at=dt.datetime.now(tz=dt.UTC),
            known_at=None if known_at is None else last_day(known_at),
            evidence=_evidence(evidence, url),
            certainty=cast("SourceCertainty", certainty),
            note=note,
        )
        if from_record:
            outcome, said = _of_record(desk, found, outcome, said, record)
        if outcome is None:
            raise click.UsageError("want an ANSWER, or --from-record")
        try:
            made = answer(ledger, found, outcome, said)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        _add(desk, ledger, made, void_children=void_children)


def _refuse_idle(question: str | None, *, due: bool) -> None:
    if question is None and not due:
        raise click.UsageError("want a QUESTION and an ANSWER, or --due")
    if question is not None:
        raise click.UsageError("--due lists questions; leave QUESTION out")


def _list_due(ledger: Ledger, day: dt.date) -> None:
    found = [one for one in listed(ledger, today=day) if one.status == "due"]
    for one in found:
        asks = [] if one.question.query is None else [f"  --from-record asks: {one.question.query}"]
        show_lines([*question_lines(one), *asks, ""])
    if not found:
        say("Nothing is due.")


def _evidence(words: tuple[str, ...], urls: tuple[str, ...]) -> tuple[Evidence, ...]:
    """Return evidence of words and addresses, the first with the first."""
    most = max(len(words), len(urls))
    padded = zip((*words, *[None] * (most - len(words))), (*urls, *[None] * (most - len(urls))), strict=True)
    return tuple(Evidence(quote=quote or None, url=url or None) for quote, url in padded if quote or url)


def _of_record(
    desk: Workspace, question: Question, outcome: str | None, said: Said, record: Path | None
) -> tuple[str, Said]:
    """Return the answer that the question's query gives, with the events that show it.

    Raises:
        click.UsageError: if an answer is given too, or the question has no query.
        click.exceptions.Exit: if the record does not decide it yet.
    """
    if outcome is not None:
        raise click.UsageError("--from-record answers itself; leave the ANSWER out")
    if question.query is None:
        raise click.UsageError(
            "the question has no query; give it one with `sayso questions --edit ID --query`"
        )
    try:
        query = read_query(question.query)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    connection = record_of(desk, record).connection()
    span = span_of(connection, query)
    found = (
        "the record has no event of these products"
        if span is None
        else answered(question, query, run_query(connection, query), span=span)
    )
    if isinstance(found, str):
        say(f"Not decided: {found}.")
        raise click.exceptions.Exit(NOT_YET)
    more = msgspec.structs.replace(
        said,
        known_at=said.known_at or found.known_at,
        evidence=(*said.evidence, *found.evidence),
        note="; ".join(filter(None, (said.note, f"query {question.query}: {found.note}"))),
    )
    return found.written, more


def _add(desk: Workspace, ledger: Ledger, made: Resolution, *, void_children: bool) -> None:
    if any(one.id == made.id for one in ledger.resolutions):
        emit(f"{answer_line(made)} (stands already)\n".encode())
        return
    void = newly_void(ledger, made)
    children = [
        Resolution(
            question=one.id, outcome="void", known_at=made.known_at, certainty=made.certainty, by=made.by,
            at=made.at, note=f"its condition {made.question} was answered {made.outcome}",
        )
        for one in (void if void_children else ())
    ]  # fmt: skip
    add_all(desk, [made, *children])
    emit(f"{answer_line(made)}\n".encode())
    if made.supersedes is not None:
        say(f"It supersedes {made.supersedes[:8]}, which is kept.")
    for one in void:
        emit(f"void: {one.id[:8]}  {' '.join(one.text.split())}\n".encode())
    if void and not void_children:
        said = f"{counted(len(void), 'question')} void by its condition"
        say(f"{said}; --void-children writes it down for each")
