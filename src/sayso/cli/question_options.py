"""The options that say what a question is to be."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

import click

from sayso.cli.parameters import DateParameter
from sayso.cli.workspace_option import one_identifier
from sayso.dates import DateInterval
from sayso.forecasts.event_query import read_query
from sayso.forecasts.question import ParentOutcome
from sayso.store import Workspace

_Function = TypeVar("_Function", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--text", metavar="WORDS", help="The question as people read it."),
    click.option(
        "--rule", metavar="WORDS", help="How it will be decided, so that two people would decide alike."
    ),
    click.option("--opens", type=DateParameter(), help="First day of the time it is about."),
    click.option("--closes", type=DateParameter(), help="Last day of that time."),
    click.option(
        "--question-kind",
        type=click.Choice(["binary", "count", "ordinal", "date"]),
        help="Yes or no, how many, which of --options, or on which day.  [default: binary]",
    ),
    click.option("--options", metavar="A|B|C", help="The answers of an ordinal question, least to most."),
    click.option("--unit", metavar="WORD", help="What a count counts: deaths."),
    click.option("--factor", "about", metavar="FACTOR", help="What it is about: unrest(KAZ)."),
    click.option(
        "--if",
        "condition",
        metavar="ID[=ANSWER]",
        help="Only where this question is answered so.  [default: =yes]",
    ),
    click.option(
        "--query",
        metavar="WORDS",
        help="What the record of events is to be asked: 'country=UZB plover=PROTEST'.",
    ),
    click.option(
        "--outcome",
        metavar="WORDS",
        help="What the runs of a model are to be asked: 'mass unrest in Kazakhstan', 'fall(KAZ)'.",
    ),
    click.option(
        "--class", "reference_class", metavar="NAME", help="Class of like questions, for the base rate."
    ),
    click.option(
        "--series", metavar="NAME", help="The question that is asked again and again, for persistence."
    ),
)


def question_options(function: _Function) -> _Function:
    """Return a command with the options that say what a question is to be."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def changes(workspace: Workspace, given: dict[str, Any]) -> dict[str, Any]:
    """Return what the options say, by field of a question; those that were not given are left out.

    Raises:
        click.UsageError: if the query is none, or the condition is no question.
    """
    found: dict[str, Any] = {
        name: given[name]
        for name in ("text", "rule", "unit", "query", "outcome", "reference_class", "series")
        if given[name] is not None
    }
    if "query" in found:
        try:
            read_query(found["query"])
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    if given["about"] is not None:
        found["factor"] = given["about"]
    if given["question_kind"] is not None:
        found["kind"] = given["question_kind"]
    if given["options"] is not None:
        found["options"] = tuple(one.strip() for one in given["options"].split("|") if one.strip())
        found.setdefault("kind", "ordinal")
    if given["opens"] is not None:
        found["opens"] = first_day(given["opens"])
    if given["closes"] is not None:
        found["closes"] = last_day(given["closes"])
    if given["condition"] is not None:
        prefix, _, wanted = given["condition"].partition("=")
        parent = one_identifier(workspace, "questions", prefix)
        found["condition"] = ParentOutcome(question=parent, outcome=wanted or "yes")
    return found


def first_day(interval: DateInterval) -> dt.date:
    """Return the first day of what was written."""
    return interval.start or dt.date.min


def last_day(interval: DateInterval) -> dt.date:
    """Return the last day of what was written."""
    return interval.end or dt.date.max


def today(on: DateInterval | None) -> dt.date:
    """Return the day that is meant: the last of what was written, else today."""
    return dt.datetime.now(tz=dt.UTC).date() if on is None else last_day(on)


on_option = click.option(
    "--on", type=DateParameter(), metavar="DATE", help="The day that counts as today.  [default: today]"
)
