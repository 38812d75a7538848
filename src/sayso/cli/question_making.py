"""The ways in which `sayso questions` makes and mends questions."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import click
import msgspec

from sayso.brief.desk_lines import question_lines
from sayso.brief.figures import counted
from sayso.cli.output import say, say_problems
from sayso.cli.question_options import changes
from sayso.cli.question_showing import show_lines, show_question
from sayso.cli.workspace_option import add_all, one_identifier, one_speaker
from sayso.forecasts.drafting import Drafting
from sayso.forecasts.due import listed
from sayso.forecasts.question import Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.revising import revise
from sayso.forecasts.table_form import PLAIN
from sayso.statements.catalogue import Catalogue
from sayso.store import Selection, Workspace
from sayso.store.asking import actor_names, draft_all, draft_one, ledger_of
from sayso.store.intake import add_record_file, add_table, sort_of

NOTHING_ADDED = 2
"""Exit status where a file held nothing that could be added."""


@dataclass(frozen=True, kw_only=True)
class Making:
    """What was said about the questions that are to be made."""

    day: dt.date
    """The day that counts as today."""
    months: int
    speaker: str | None
    certainty: float
    given: dict[str, Any]
    """The options that say what a question is to be."""

    @property
    def drafting(self) -> Drafting:
        """What drafts rest on."""
        return Drafting(
            catalogue=Catalogue.load()[0], names=actor_names(), today=self.day, months=self.months
        )


def _draft(desk: Workspace, making: Making, _wanted: object) -> None:
    drafting = making.drafting
    speaker = None if making.speaker is None else one_speaker(desk, making.speaker)
    done = draft_all(desk, Selection(speaker=speaker), drafting, certainty=making.certainty)
    say_problems(done.added.problems)
    found = {one.question.id: one for one in listed(ledger_of(desk), today=drafting.today)}
    for question in done.questions:
        if question.id in found:
            show_lines([*question_lines(found[question.id]), ""])
    say(
        f"{counted(len(done.questions), 'question')} drafted, {done.forecasts:,} with a forecast; "
        "sharpen the rules with --edit"
    )
    for why, number in done.left.items():
        say(f"{counted(number, 'statement')} left out: {why}")


def _read_further(desk: Workspace, making: Making, prefix: str) -> None:
    drafting, said = making.drafting, changes(desk, making.given)
    identifier = one_identifier(desk, "statements", prefix)
    made = draft_one(desk, identifier, drafting)
    if isinstance(made, str):
        raise click.ClickException(f"statement {identifier} {made}")
    question = [one for one in made if isinstance(one, Question)][-1]
    new = _checked({**msgspec.structs.asdict(question), **said})
    if new.closes is not None:
        new = msgspec.structs.replace(new, post_hoc=new.closes < drafting.today)
    moved = [_moved(one, question, new) for one in made]
    if any(
        isinstance(one, Reading) and one.question == new.id
        for one in desk.records(Reading, {"statement": identifier})
    ):
        raise click.ClickException(
            f"statement {identifier} is read so already; say with --text, --rule or --closes what "
            "is different"
        )
    add_all(desk, moved)
    label = next(one.label for one in moved if isinstance(one, Reading))
    say(f"Reading {label} of statement {identifier}:")
    show_question(desk, new.id, drafting.today, as_json=False)


def _moved(record: Record, question: Question, new: Question) -> Record:
    """Return a record of a draft for the question as it is to be."""
    if record.id == question.id:
        return new
    if getattr(record, "question", None) != question.id:
        return record
    more: dict[str, Any] = {"post_hoc": new.post_hoc} if isinstance(record, Reading) else {}
    return msgspec.structs.replace(record, question=new.id, **more)


def _ask(desk: Workspace, making: Making, text: str) -> None:
    said, day = changes(desk, making.given), making.day
    if "rule" not in said:
        raise click.UsageError("a question wants a --rule that two people would apply alike")
    closes = said.get("closes")
    post_hoc = closes is not None and closes < day
    question = _checked(
        {
            "kind": "binary",
            "source": desk.by,
            "post_hoc": post_hoc,
            **said,
            "text": said.get("text", text),
        }
    )
    add_all(desk, [question])
    show_question(desk, question.id, day, as_json=False)


def _mend(desk: Workspace, making: Making, prefix: str) -> None:
    said, day = changes(desk, making.given), making.day
    identifier = one_identifier(desk, "questions", prefix)
    ledger = ledger_of(desk)
    question = ledger.questions.get(identifier) or ledger.replaced[identifier]
    try:
        done = revise(ledger, question, said, today=day)
        _checked(msgspec.structs.asdict(done.question))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    add_all(desk, done.records)
    say(f"{identifier} is replaced by {done.question.id}")
    if done.left:
        names = ", ".join(sorted({one.made_by.name for one in done.left}))
        say(f"{counted(len(done.left), 'forecast')} stay with the old wording ({names}); give them anew")
    if any(one.question == identifier for one in ledger.resolutions):
        say("Its answer stays with the old wording; `sayso resolve` answers the new one")
    show_question(desk, done.question.id, day, as_json=False)


def _add(desk: Workspace, _making: Making, path: Path) -> None:
    sort = sort_of(path)
    if sort not in {"ledger", "table"}:
        raise click.UsageError(f"{path} holds no questions; want a table (.csv) or the ledger (.jsonl)")
    added = add_record_file(desk, path) if sort == "ledger" else add_table(desk, path, PLAIN)[0]
    say_problems(added.problems)
    say(f"{path}: {counted(added.added, 'record')} added, {added.known:,} known already")
    if not added.added + added.known:
        raise click.exceptions.Exit(NOTHING_ADDED)


def _checked(fields: dict[str, Any]) -> Question:
    """Return the question of some fields.

    Raises:
        click.UsageError: if they make none.
    """
    try:
        return Question(**fields)
    except (ValueError, TypeError) as error:
        raise click.UsageError(str(error)) from error


MAKERS: Final[Mapping[str, Callable[[Workspace, Making, Any], None]]] = MappingProxyType(
    {
        "from_statements": _draft,
        "from_statement": _read_further,
        "new": _ask,
        "edit": _mend,
        "add": _add,
    }
)
"""By the option that asks for it."""
