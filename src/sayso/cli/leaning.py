"""What `sayso lean` and `sayso why lean` share: options, the record, the fit."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import click
import duckdb

from sayso import __version__
from sayso.actors import ActorTable
from sayso.cli.known_actor import known_actor
from sayso.cli.output import say_problems
from sayso.cli.parameters import DateParameter, actors_option, check_order
from sayso.cli.progress import shown_progress
from sayso.cli.record_option import record_option
from sayso.cli.record_words import record_words, sound_entries
from sayso.dates import DateInterval
from sayso.events import DatedFact, read_chronology
from sayso.events.entry import Entry
from sayso.events.facts import facts_of
from sayso.events.record import Record
from sayso.measures.of_record import LeanAnswer, LeanQuestion, NoDataError, lean_from
from sayso.measures.panel import Step

ADD_EXAMPLE = "sayso events add examples/events/un-votes.csv.gz"
"""Loads what the examples under the commands' help ask about."""

Command = TypeVar("Command", bound=Callable[..., Any])


def lean_options(function: Command) -> Command:
    """Add the arguments and options of a question about lean."""
    for option in reversed(
        (
            click.argument("state"),
            click.argument("more", nargs=-1, metavar="[POWER]..."),
            click.option(
                "--between",
                multiple=True,
                required=True,
                metavar="POWER POWER...",
                help="The powers, by identifier or name, two or more.",
            ),
            click.option(
                "--by", "step", type=click.Choice(["year", "month"]), default="year", show_default=True
            ),
            click.option("--from", "since", type=DateParameter(), help="First day, month or year."),
            click.option("--to", "until", type=DateParameter(), help="Last day, month or year."),
            click.option("--product", metavar="NAME", help="Whose counts; see `sayso events list`."),
            click.option(
                "--with",
                "beside",
                multiple=True,
                metavar="STATE",
                help="Estimate beside this state; can be given again.  [default: the eleven nearest by land]",
            ),
            click.option(
                "--chronology",
                multiple=True,
                type=click.Path(path_type=Path, exists=True, dir_okay=False),
                metavar="FILE",
                help="Dated facts that may have moved it, beside the record's; can be given again.",
            ),
            record_option,
            actors_option,
        )
    ):
        function = option(function)
    return function


@dataclass(frozen=True, kw_only=True)
class Leaning:
    """A question with its answer."""

    state: str
    name: str
    powers: tuple[str, ...]
    power_names: tuple[str, ...]
    step: Step
    answer: LeanAnswer
    facts: tuple[DatedFact, ...]
    entries: tuple[Entry, ...]

    @property
    def names(self) -> str:
        """The powers' names, as in a sentence."""
        return f"{', '.join(self.power_names[:-1])} and {self.power_names[-1]}"

    def written(self, period: dt.date) -> str:
        """Return a period as people write it: 2005, 2005-07."""
        return f"{period.year}" if self.step == "year" else f"{period:%Y-%m}"

    def labelled(self, series: str) -> str:
        """Return the label of a series: names for identifiers."""
        named = dict(zip(self.powers, self.power_names, strict=True))
        return " ".join(named.get(word, word) for word in series.split())

    def sources(self) -> list[str]:
        """Return what the numbers rest on, with licences."""
        used = {self.answer.product, *self.answer.votes}
        lines = [
            f"{entry.format}: {entry.name}, {entry.licence}. {entry.citation}"
            for entry in self.entries
            if entry.format in used or entry.format.replace("_", "-") in used
        ]
        others = ", ".join(self.answer.fit.panel.states[1:])
        model = "" if self.answer.full is None else f"Full model. {self.answer.full.convergence} "
        return [*dict.fromkeys(lines), f"{model}Estimated beside {others}. Sayso {__version__}"]


def ask(asked: dict[str, Any]) -> Leaning:
    """Return the answer to what the options ask.

    Raises:
        click.ClickException: if an actor is unknown, the record is silent, or NumPyro is wanted but missing.
    """
    actors, problems = ActorTable.load(cast("tuple[Path, ...]", asked["actors"]))
    say_problems(problems)
    state = known_actor(actors, asked["state"])
    powers = tuple(dict.fromkeys(known_actor(actors, one) for one in (*asked["between"], *asked["more"])))
    beside = tuple(known_actor(actors, one) for one in asked["beside"])
    since, until = cast("tuple[DateInterval | None, DateInterval | None]", (asked["since"], asked["until"]))
    check_order(since, until)
    record = Record(asked["record"])
    entries = sound_entries(record)
    try:
        with record_words(record), shown_progress() as show:
            show(f"Measuring the lean of {state}", 0, 0)
            connection = record.connection()
            question = LeanQuestion(
                state=state,
                powers=powers,
                step=asked["step"],
                between=(since.start if since else None, until.end if until else None),
                product=asked["product"],
                beside=beside,
                facts=_facts(connection, asked["chronology"], actors),
                model=asked.get("model", "kalman"),
            )
            answer = lean_from(connection, question, actors=actors)
    except (NoDataError, ImportError) as error:
        raise click.ClickException(str(error)) from error
    return Leaning(
        state=state,
        name=actors.actor(state).name,
        powers=powers,
        power_names=tuple(actors.actor(one).name for one in powers),
        step=question.step,
        answer=answer,
        facts=question.facts,
        entries=entries,
    )


def _facts(
    connection: duckdb.DuckDBPyConnection, chronologies: Iterable[Path], actors: ActorTable
) -> tuple[DatedFact, ...]:
    """Return the dated facts of the record and of further chronologies, each once."""
    found, wrong = facts_of(connection, actors=actors)
    say_problems(wrong)
    seen = {(fact.date, fact.actors, fact.what) for fact in found}
    facts = list(found)
    for path in chronologies:
        more, wrong = read_chronology(path.read_bytes(), str(path), actors=actors)
        say_problems(wrong)
        facts += [fact for fact in more if (fact.date, fact.actors, fact.what) not in seen]
    return tuple(facts)
