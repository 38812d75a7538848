"""`sayso backtest`: start the model at past dates and hold it against what was measured afterwards."""

import contextlib
import datetime as dt
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import duckdb

from sayso.actors import ActorTable
from sayso.backtests.past import PERIODS
from sayso.backtests.question import HORIZONS, PATRONS, Question, starts_between
from sayso.backtests.run import backtest
from sayso.backtests.series import MONTHS, later
from sayso.backtests.source import Source
from sayso.backtests.summary import summarise
from sayso.brief.backtest_page import to_page
from sayso.brief.backtest_tables import to_csv, to_json, to_text
from sayso.cli.examples import epilog
from sayso.cli.known_actor import known_actor
from sayso.cli.output import check_writable, emit, say, say_problems, write_whole
from sayso.cli.parameters import DateParameter, actors_option, check_order
from sayso.cli.progress import shown_progress
from sayso.cli.record_option import record_option
from sayso.cli.record_words import record_words, sound_entries
from sayso.dates import DateInterval
from sayso.events.record import Record
from sayso.measures.panel import Step, first_day
from sayso.nearest import hint
from sayso.statements.catalogue import Catalogue

_ASK = "sayso backtest CAF --file examples/events/central-african-republic.csv --factors radicalism --by year"
STOPPED = 130
"""Exit status where Ctrl-C ended it; what was finished is printed and written all the same."""
_PATRONS = ("state", "organisation")
"""Kinds of actors that others can lean to."""
_EVERY = re.compile(r"(\d{1,4})\s*([my]?)")
_LONGEST = 1200
"""Months that may lie between two starts: a century."""


class EveryParameter(click.ParamType[int]):
    """A length of time in months: `6m`, `1y`."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the months that `value` says."""
        if isinstance(value, int):
            return value
        match = _EVERY.fullmatch(value.strip().lower())
        if match is None or not int(match[1]):
            self.fail(f"{value!r} is no time; want months or years, as 6m or 1y", param, ctx)
        months = int(match[1]) * (12 if match[2] == "y" else 1)
        if months > _LONGEST:
            self.fail(f"{value!r} is too long; want {_LONGEST // 12}y at most", param, ctx)
        return months


@click.command(
    epilog=epilog(
        (
            "political violence in the Central African Republic, a start each year, files read as they are",
            f"{_ASK} --from 2010 --months 24 --page report.html",
        ),
        (
            "persistence and spread estimated before 2012, starts from then on, every score as CSV",
            f"{_ASK} --from 2012 --calibrate-before 2012 --csv scores.csv",
        ),
    )
)
@click.argument("states", nargs=-1, metavar="[STATE]...")
@click.option(
    "--factors",
    default="unrest",
    show_default=True,
    metavar="NAME,NAME...",
    help="What is forecast; `sayso levels STATE` lists what a record can show.",
)
@click.option("--patrons", default=",".join(PATRONS), show_default=True, metavar="ACTOR,ACTOR...")
@click.option("--from", "since", type=DateParameter(), help="First start.  [default: as early as can be]")
@click.option("--to", "until", type=DateParameter(), help="Last start.  [default: the end of the data]")
@click.option(
    "--every", type=EveryParameter(), default="6m", help="Time between starts.  [default: 6m, or 1y]"
)
@click.option(
    "--months", type=click.IntRange(1, 60), default=12, show_default=True, help="How far forecasts reach."
)
@click.option("--by", "step", type=click.Choice(["month", "year"]), default="month", show_default=True)
@click.option("--runs", type=click.IntRange(100, 100_000), default=480, show_default=True)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True)
@click.option(
    "--no-weights", is_flag=True, help="Leave out runs weighted by the record so far: half the time."
)
@click.option(
    "--calibrate-before",
    "cut",
    type=DateParameter(),
    help="Also estimate persistence and spread from the years before; starts must come after.",
)
@click.option("--product", metavar="NAME", help="Data product to use, where several could be.")
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Event file to read instead of the record; can be given again.",
)
@click.option(
    "--page", type=click.Path(path_type=Path), metavar="FILE.html", help="Also write a report page."
)
@click.option(
    "--csv", "table", type=click.Path(path_type=Path), metavar="FILE", help="Also write every score."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@record_option
@actors_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    states: tuple[str, ...],
    factors: str,
    patrons: str,
    since: DateInterval | None,
    until: DateInterval | None,
    every: int,
    months: int,
    step: Step,
    runs: int,
    seed: int,
    no_weights: bool,
    cut: DateInterval | None,
    product: str | None,
    files: tuple[Path, ...],
    page: Path | None,
    table: Path | None,
    as_json: bool,
    record: Path,
    actors: tuple[Path, ...],
) -> None:
    """Start the model at past dates and hold it against what came.

    STATE is a state by identifier or name; none: every state of the record. The common model is run from each
    start with nothing later, and scored beside persistence, the measure's own walk and the base rate.
    docs/backtests.md has the method.
    """
    for path in (page, table):
        if path is not None:
            check_writable(path)
    actor_table, problems = ActorTable.load(actors)
    say_problems(problems)
    catalogue, problems = Catalogue.load(())
    say_problems(problems)
    names = _factors(factors, catalogue)
    powers = tuple(dict.fromkeys(known_actor(actor_table, one, kinds=_PATRONS) for one in _split(patrons)))
    chosen = tuple(dict.fromkeys(known_actor(actor_table, one, kinds=("state",)) for one in states))
    check_order(since, until)
    with _connected(record, files, actor_table) as connection:
        first, last = _span(connection, chosen, step)
        begin = first if since is None or since.start is None else since.start
        if begin < first:
            say(f"Nothing has a past long enough before {first}; starts begin there.")
            begin = first
        end = last if until is None or until.end is None else min(last, until.end)
        if begin > end:
            raise click.UsageError(f"no start from {begin} on: the counts end on {end}")
        source = Source(
            connection=connection,
            catalogue=catalogue,
            step=step,
            first=first_day(begin, step),
            until=last,
            product=product,
        )
        chosen = chosen or _all(source, actor_table, powers)
        try:
            question = Question(
                states=chosen,
                patrons=powers,
                factors=names,
                step=step,
                starts=starts_between(begin, end, every=max(1, every // MONTHS[step]), step=step),
                horizons=_horizons(months, step),
                runs=runs,
                seed=seed,
                weighted=not no_weights,
                calibrate_before=None if cut is None or cut.start is None else cut.start,
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        _run(source, question, actor_table, page, table, as_json=as_json)


def _run(
    source: Source,
    question: Question,
    actors: ActorTable,
    page: Path | None,
    table: Path | None,
    *,
    as_json: bool,
) -> None:
    try:
        with shown_progress() as show:
            found = backtest(source, question, actors=actors, on_progress=show)
    except ValueError as error:
        hint = "`sayso levels STATE` lists what a record can show; by year with --by year"
        raise click.ClickException(f"{error}. {hint}") from error
    summary = summarise(found)
    emit(to_json(found, summary) if as_json else to_text(found, summary).encode())
    if table is not None:
        write_whole(table, to_csv(found))
    if page is not None:
        write_whole(page, to_page(found, summary, actors).encode())
        say(f"The page is in {page}")
    if found.done < len(question.starts):
        say(f"Stopped after {found.done:,} of {len(question.starts):,} starts, which are scored.")
        raise click.exceptions.Exit(STOPPED)


def _split(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(",") if part.strip())


def _factors(words: str, catalogue: Catalogue) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(_split(words)))
    for name in names:
        if name not in catalogue.definitions:
            there = f"; want some of {', '.join(catalogue.definitions)}"
            raise click.UsageError(f"no factor {name!r}{hint(name, catalogue.definitions, otherwise=there)}")
    if not names:
        raise click.UsageError("no factor is named; want one, such as --factors unrest")
    return names


def _horizons(months: int, step: Step) -> tuple[int, ...]:
    reach = months // MONTHS[step]
    found = tuple(one for one in HORIZONS[step] if one <= reach)
    if not found:
        raise click.UsageError(f"--months {months} holds no whole {step}; want {MONTHS[step]} or more")
    return found


@contextlib.contextmanager
def _connected(
    folder: Path, files: tuple[Path, ...], actors: ActorTable
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the connection of the record, or of one that is made of the files and forgotten."""
    with tempfile.TemporaryDirectory(prefix="sayso-") as scratch:
        record = Record(Path(scratch) if files else folder)
        with record_words(record):
            for path in files:
                for outcome in record.add(path, actors=actors):
                    if outcome.problem is not None:
                        say_problems((outcome.problem,))
            if files and not record.entries():
                raise click.ClickException("no event could be read from what --file names")
            if not record.all_keys():
                raise click.ClickException(
                    f"no event files in {folder}; add some with `sayso events add FILE`, or give --file FILE"
                )
            sound_entries(record)
            connection = record.connection()
            try:
                yield connection
            finally:
                connection.close()


def _span(
    connection: duckdb.DuckDBPyConnection, states: tuple[str, ...], step: Step
) -> tuple[dt.date, dt.date]:
    """Return the first day that has a past, and the last day of the data, of these states or of all."""
    mine = "(len($1) = 0 OR list_contains($1, actor1) OR list_contains($1, actor2))"
    row = connection.execute(
        "SELECT min(first), max(last) FROM ("  # noqa: S608 - the words are our own
        f"SELECT min(date) AS first, max(coalesce(until, date)) AS last FROM counts WHERE {mine} UNION ALL "
        f"SELECT min(date), max(coalesce(until, date)) FROM events_once WHERE {mine} "
        "OR list_contains($1, country))",
        [list(states)],
    ).fetchone()
    if row is None or row[0] is None:
        whose = ", ".join(states) or "any actor"
        raise click.ClickException(f"the record has neither counts nor events of {whose}")
    return later(first_day(row[0], step), step, PERIODS[step]), row[1]


def _all(source: Source, actors: ActorTable, patrons: tuple[str, ...]) -> tuple[str, ...]:
    """Return the states of the record that are no patrons."""
    found = []
    for name in source.states():
        actor = actors.actors.get(name)
        if actor is not None and actor.kind == "state" and name not in patrons:
            found.append(name)
    if not found:
        raise click.ClickException(f"the record has no state with data before {source.first}")
    return tuple(found)
