"""`sayso forecast`: a person's number for a question, a model's runs, and fair references beside them."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from sayso.brief.desk_lines import forecast_line
from sayso.cli.examples import epilog
from sayso.cli.forecast_model import ONLY_MODEL, ask_model, model_forecast_options, open_questions
from sayso.cli.output import emit
from sayso.cli.parameters import DateParameter, lexicon_option
from sayso.cli.question_options import first_day, on_option, today
from sayso.cli.record_of import record_of, workspace_record_option
from sayso.cli.workspace_option import add_all, by_option, one_identifier, opened, workspace_option
from sayso.dates import DateInterval
from sayso.forecasts.event_query import read_query, run_query, span_of
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.giving import Given, give
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question
from sayso.forecasts.references import base_rates, persistence
from sayso.forecasts.windows import base_rate_of_record, persistence_of_record
from sayso.statements.lexicon import Lexicon
from sayso.store import Workspace
from sayso.store.asking import ledger_of, reading_of

_ADDED = "sayso init && sayso add examples/ledger/claims.csv"
_REPORT = (
    "sayso init && sayso add examples/central-asia/wire.txt && sayso questions --from-statements"
    " --on 2022-05-01"
)
_MADE = "sayso init && sayso questions --new 'A strike in Velmark?' --rule 'Two days' --closes 2030"


@click.command(
    epilog=epilog(
        (
            "seven in ten, with the points that are reached nine times and once in ten",
            f"{_MADE} && sayso forecast 4376 0.7 --low 0.5 --high 0.85",
        ),
        (
            "what the runs of a model say to each open question of a report, as of its day",
            f"{_REPORT} && sayso forecast --from-model --all --on 2022-05-01 --runs 640",
        ),
        (
            "how often the like happened before",
            f"{_ADDED} && sayso forecast 5f1b --base-rate --on 2019-02-04",
        ),
    )
)
@click.argument("question", required=False)
@click.argument("value", required=False)
@click.option("--low", metavar="VALUE", help="The 10 % point: less in one case of ten.")
@click.option("--high", metavar="VALUE", help="The 90 % point: more in one case of ten.")
@click.option("--note", metavar="WORDS", help="What it rests on.")
@click.option("--from-statement", metavar="ID", help="What a speaker said, by the lexicon that read it.")
@click.option(
    "--base-rate", is_flag=True, help="How often the like happened before: of its class, or in the record."
)
@click.option("--persistence", "persists", is_flag=True, help="The same again as last time.")
@model_forecast_options
@click.option("--since", type=DateParameter(), help="For the record: the first day that counts.")
@workspace_record_option
@lexicon_option
@on_option
@by_option
@workspace_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    question: str | None,
    value: str | None,
    low: str | None,
    high: str | None,
    note: str | None,
    from_statement: str | None,
    base_rate: bool,
    persists: bool,
    since: DateInterval | None,
    record: Path | None,
    lexicon: str,
    on: DateInterval | None,
    by: str | None,
    workspace: str | None,
    **model: Any,
) -> None:
    """Forecast a question: you, a speaker, a model or a reference.

    VALUE is a probability (0.7, 70%) or words of likelihood for a yes-no question, a number or a day with
    --low and --high for a count or a date, one probability for each option, with commas between, for an
    ordinal one. A later one of the same person replaces an earlier in the scores; both are kept.

    --from-model runs the model of what the workspace's statements say up to the day, on the question's time:
    the share of runs in which the outcome comes true is a probability with its spread, a count or a date gets
    samples. Model and run are kept. A run after the close, or when the answer is known, is post hoc.
    """
    from_model = model.pop("from_model")
    asked = [one for one in (value, from_statement, base_rate, persists, from_model) if one]
    if len(asked) != 1:
        raise click.UsageError(
            "want a VALUE, --from-statement, --from-model, --base-rate or --persistence, and one of them"
        )
    _refuse_idle(question, model, from_model=from_model)
    day = today(on)
    with opened(workspace, by=by) as desk:
        ledger = ledger_of(desk)
        if question is None:
            ask_model(desk, ledger, open_questions(ledger, day), on, model)
            return
        found = standing(desk, ledger, question)
        if from_model:
            ask_model(desk, ledger, [found], on, model)
            return
        try:
            if value is not None:
                given = Given(by=desk.by, on=day, value=value, low=low, high=high, note=note)
                made = give(found, given, lexicon=_lexicon(lexicon))
            elif from_statement is not None:
                made = reading_of(desk, one_identifier(desk, "statements", from_statement), found)
            else:
                start = None if since is None else first_day(since)
                made = _reference(desk, ledger, found, day, persists=persists, record=record, since=start)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        added = add_all(desk, [made])
    emit(f"{forecast_line(made)}{'' if added.added else ' (known already)'}\n".encode())


def _refuse_idle(question: str | None, model: dict[str, Any], *, from_model: bool) -> None:
    """Refuse options that do not go together.

    Raises:
        click.UsageError: which says what is wanted.
    """
    context = click.get_current_context()
    said = [
        name
        for name in ONLY_MODEL
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    ]
    if said and not from_model:
        options = ", ".join("--all" if name == "every" else f"--{name}" for name in said)
        raise click.UsageError(f"{options} wants --from-model")
    if (question is None) != bool(model["every"]):
        raise click.UsageError("want a QUESTION, or --from-model --all for every open one, and not both")
    if model["every"] and model["outcome"] is not None:
        raise click.UsageError("--outcome is what one question asks; with --all each says its own")
    if model["bare"] and model["speaker"] is not None:
        raise click.UsageError("--bare leaves all statements out; --speaker wants one source's")


def standing(desk: Workspace, ledger: Ledger, prefix: str) -> Question:
    """Return the question whose identifier begins so.

    Raises:
        click.UsageError: if none or several do, or it was replaced; the message names the one that stands.
    """
    identifier = one_identifier(desk, "questions", prefix)
    found = ledger.questions.get(identifier)
    if found is None:
        every = (*ledger.questions.values(), *ledger.replaced.values())
        after = ", ".join(one.id for one in every if one.supersedes == identifier)
        raise click.UsageError(f"question {identifier} was replaced by {after}")
    return found


def _lexicon(name: str) -> Lexicon:
    try:
        return Lexicon.load(name)
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error


def _reference(  # noqa: PLR0913 - what the reference rests on
    desk: Workspace,
    ledger: Ledger,
    question: Question,
    day: dt.date,
    *,
    persists: bool,
    record: Path | None,
    since: dt.date | None,
) -> Forecast:
    """Return a reference from the record where the question has a query, else from like questions.

    Raises:
        ValueError: if neither says anything; the message says what is missing.
    """
    if question.query is not None:
        query = read_query(question.query)
        connection = record_of(desk, record).connection()
        span = span_of(connection, query)
        if span is None:
            raise ValueError("the record has no event of these products")
        days = [one.date for one in run_query(connection, query, since=since)]
        made = (persistence_of_record if persists else base_rate_of_record)(
            question, days, since=since or span[0], made_at=min(day, span[1] + dt.timedelta(days=1)),
            name=f"events, {question.query}",
        )  # fmt: skip
        if made is None:
            raise ValueError(f"the record, {span[0]} to {span[1]}, holds no window as long as the question's")
        return made
    settled, asked = ledger.settle(), ledger.questions.values()
    found = (persistence if persists else base_rates)(asked, settled, made_at={question.id: day})
    if not found:
        wanted = "--series with an earlier answer" if persists else "--class"
        raise ValueError(
            f"the question has no --query, and no {wanted}; `sayso questions --edit` gives it one"
        )
    return found[0]
